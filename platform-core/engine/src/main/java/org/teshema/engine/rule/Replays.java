package org.teshema.engine.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Caller;
import org.teshema.api.text.Language;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;

/**
 * Tries a proposed row on history before it holds: the plugin itself reads its clocks once more, of every device of the scope, on
 * the days of a past period. Nothing is written. Thread-safe; each account replays once at a time.
 */
@Component(service = Replays.class)
public final class Replays {
    private static final int AT_A_TIME = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Database database;
    private final SwappedPluginTable table;
    private final Guard guard;
    private final RuleBooks books;
    private final CityClock clock;
    private final Duration patience;
    private final Turns turns = new Turns(AT_A_TIME);

    /** Replays on the archives in that database. */
    @Activate
    public Replays(
            @Reference Database database,
            @Reference SwappedPluginTable table,
            @Reference Guard guard,
            @Reference RuleBooks books,
            @Reference CityClock clock) {
        this(database, table, guard, books, clock, PATIENCE);
    }

    Replays(
            Database database,
            SwappedPluginTable table,
            Guard guard,
            RuleBooks books,
            CityClock clock,
            Duration patience) {
        this.database = database;
        this.table = table;
        this.guard = guard;
        this.books = books;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * What the row would have done; for authorities, within their scope.
     *
     * @throws Problem FORBIDDEN, THROTTLED while the account's last replay goes on, or INVALID in the field that is wrong
     */
    public Replay of(Actor actor, ReplayOrder order) {
        if (!Access.may(actor, Deed.REPLAY_RULE)) {
            throw Problem.of(ProblemType.FORBIDDEN, "只有监管部门可以试算规则。", "Only authorities try rules on history.");
        }
        if (order.until().isAfter(clock.today())) {
            throw ProposedRow.wrong("until", "只能试算到今天。", "History ends today.");
        }
        Admitted plugin = books.serving(order.plugin());
        if (!(plugin.plugin() instanceof CategoryPlugin category)) {
            throw ProposedRow.wrong(
                    "plugin", "“" + order.plugin() + "”不计期限。", "\"" + order.plugin() + "\" reads no clocks.");
        }
        Rule row = order.row().toRule();
        Rulebook proposed = books.tried(plugin, row);
        var caller = new Caller(actor.side(), Access.within(actor), Optional.of(actor.organisation()), Language.ZH);
        var trial = new Trial(category, row.topic(), plugin.rules(), proposed, order.from(), order.until(), caller);
        Set<String> kinds = new HashSet<>(plugin.readable());
        kinds.remove(CityKinds.PARTICULARS.name());
        var lives = new Lives(
                database,
                where(actor, order, row, plugin),
                kinds,
                order.from(),
                order.until(),
                new Masks(table, caller.audience()));
        return turns.take(actor, () -> lived(lives, plugin, trial, caller, order.most()));
    }

    private Replay lived(Lives lives, Admitted plugin, Trial trial, Caller caller, int most) {
        var count = new Count(most);
        long deadline = System.nanoTime() + patience.toNanos();
        long last = 0;
        boolean complete = true;
        for (List<Life> some = lives.after(last); !some.isEmpty(); some = lives.after(last)) {
            if (System.nanoTime() - deadline > 0 || !table.serving().contains(plugin)) {
                complete = false;
                break;
            }
            last = some.get(some.size() - 1).device().id().value();
            // A district's own plugin may answer for some of them.
            List<Life> own = some.stream()
                    .filter(life -> table.handlers(
                                    life.device().category(), life.device().district())
                            .category()
                            .filter(plugin::equals)
                            .isPresent())
                    .toList();
            guard.each(plugin, "replay", caller.audience(), own, trial::of).forEach(count::add);
        }
        return count.replay(complete);
    }

    /** Devices that the row can be for, and that the plugin can be asked about. */
    private Scope where(Actor actor, ReplayOrder order, Rule row, Admitted plugin) {
        var filter = new DeviceFilter(
                order.category(),
                order.district(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
        Scope asked = filter.within(new Access(clock).scope(actor, Deed.SEE_DUE, "d"));
        return under(under(asked, plugin.serves()), row.nodes());
    }

    private static Scope under(Scope scope, Set<CatalogueCode> nodes) {
        if (nodes.isEmpty()) {
            return scope;
        }
        List<Object> patterns = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        nodes.stream().sorted(Comparator.comparing(CatalogueCode::value)).forEach(node -> {
            conditions.add("d.category like ?");
            patterns.add(node.value().substring(0, node.depth()) + "%");
        });
        return scope.and("(" + String.join(" or ", conditions) + ")", patterns.toArray());
    }

    /** What came of all of them so far. */
    private static final class Count {
        private final int most;
        private final Map<String, Replay.Place> places = new TreeMap<>();
        private final List<Firing> firings = new ArrayList<>();
        private long devices;
        private long stoodProposed;
        private long stoodInForce;
        private long unanswered;

        Count(int most) {
            this.most = most;
        }

        void add(Outcome<Trial.Result> outcome) {
            devices++;
            Optional<Trial.Result> result = outcome.answer();
            if (result.isEmpty()) {
                unanswered++;
                return;
            }
            stoodProposed += result.get().stoodProposed() ? 1 : 0;
            stoodInForce += result.get().stoodInForce() ? 1 : 0;
            for (Firing firing : result.get().firings()) {
                Device device = firing.device();
                places.merge(
                        device.district() + device.category(),
                        new Replay.Place(device.district(), device.category(), 0, 0, 0).plus(firing),
                        (sum, one) -> sum.plus(firing));
                if (firings.size() < most) {
                    firings.add(firing);
                }
            }
        }

        Replay replay(boolean complete) {
            return new Replay(
                    devices,
                    complete,
                    places.values().stream().mapToLong(Replay.Place::proposed).sum(),
                    places.values().stream().mapToLong(Replay.Place::inForce).sum(),
                    places.values().stream().mapToLong(Replay.Place::both).sum(),
                    stoodProposed,
                    stoodInForce,
                    unanswered,
                    List.copyOf(places.values()),
                    firings);
        }
    }
}
