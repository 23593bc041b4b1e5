package org.teshema.engine.rule;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Correction;
import org.teshema.engine.gate.CorrectionRows;
import org.teshema.engine.gate.CorrectionWatch;
import org.teshema.engine.gate.Corrections;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.Sm3;

/**
 * The rules of all plugins as they count, and the city's way to correct them without a release: a dated row is added, or taken
 * back. Thread-safe.
 */
@Component(service = RuleBooks.class)
public final class RuleBooks {
    private static final int MOST_REASON = 400;
    private static final Comparator<StatedRule> ORDER = Comparator.comparing(
                    (StatedRule one) -> one.row().topic())
            .thenComparing(one -> one.row().id())
            .thenComparing(one -> one.row().from())
            .thenComparing(StatedRule::plugin);

    private final Database database;
    private final Writes writes;
    private final SwappedPluginTable table;
    private final CorrectionWatch watch;
    private final CityClock clock;
    private final RowCheck check;

    /** The rules of the plugins of that table, and corrections in that database. */
    @Activate
    public RuleBooks(
            @Reference Database database,
            @Reference Writes writes,
            @Reference SwappedPluginTable table,
            @Reference CorrectionWatch watch,
            @Reference Catalogue catalogue,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.table = table;
        this.watch = watch;
        this.clock = clock;
        this.check = new RowCheck(catalogue);
    }

    /** The rules the filter asks for, by topic, id and first day. They are law, not data of anybody's: everybody may read them. */
    public Page<StatedRule> list(RuleFilter filter, Cursor cursor) {
        List<StatedRule> asked =
                all().stream().filter(filter::asksFor).sorted(ORDER).toList();
        // There are tens, and they stand in memory: a place in the order is all a cursor needs.
        List<Integer> places = IntStream.range((int) Math.min(cursor.after(), asked.size()), asked.size())
                .limit(cursor.fetch())
                .boxed()
                .toList();
        return cursor.page(places, place -> place + 1L).map(asked::get);
    }

    private List<StatedRule> all() {
        Corrections corrections = table.corrections();
        var stated = new ArrayList<StatedRule>();
        Set<String> here = new HashSet<>();
        for (Admitted one : table.serving()) {
            here.add(one.info().name());
            Optional<String> version = Optional.of(one.info().version());
            state(one.info().name(), version, one.rules(), one.misfits(), corrections, stated);
        }
        corrections.all().stream().map(Correction::plugin).filter(here::add).forEach(absent -> {
            Corrections.Corrected over = corrections.over(absent, Rulebook.none());
            state(absent, Optional.empty(), over.book(), over.misfits(), corrections, stated);
        });
        return stated;
    }

    private static void state(
            String plugin,
            Optional<String> version,
            Rulebook book,
            Map<Long, String> misfits,
            Corrections corrections,
            List<StatedRule> stated) {
        List<Correction> own = corrections.of(plugin);
        for (Rule row : book.rules()) {
            // Of two corrections from the same day the later one stands in the book.
            Optional<Correction> from = own.stream()
                    .filter(one -> !misfits.containsKey(one.id()) && sameRow(one.row(), row))
                    .reduce((earlier, later) -> later);
            stated.add(new StatedRule(plugin, version, row, from, Optional.empty()));
        }
        own.stream()
                .filter(one -> misfits.containsKey(one.id()))
                .forEach(one -> stated.add(new StatedRule(
                        plugin, version, one.row(), Optional.of(one), Optional.of(misfits.get(one.id())))));
    }

    private static boolean sameRow(Rule one, Rule other) {
        return one.id().equals(other.id()) && one.from().equals(other.from());
    }

    /**
     * The correction of that id, withdrawn or not.
     *
     * @throws Problem NOT_FOUND when there is none
     */
    public StatedRule get(long id) {
        Correction correction =
                database.read(connection -> CorrectionRows.find(connection, id)).orElseThrow(() -> missing(id));
        Optional<Admitted> plugin = plugin(correction.plugin());
        return new StatedRule(
                correction.plugin(),
                plugin.map(one -> one.info().version()),
                correction.row(),
                Optional.of(correction),
                plugin.map(one -> one.misfits().get(id)));
    }

    /**
     * The rules of a plugin as they were known at an instant: what it ships now, as corrected then.
     *
     * @param known the instant
     */
    Rulebook known(Admitted plugin, Instant known) {
        List<Correction> then = database.read(CorrectionRows::all).stream()
                .filter(one -> one.countedAt(known))
                .toList();
        return new Corrections(0, then)
                .over(plugin.info().name(), plugin.shippedRules())
                .book();
    }

    /**
     * The rules of a plugin with a proposed row among them, as if it had been added.
     *
     * @throws Problem in the field that is wrong
     */
    Rulebook tried(Admitted plugin, Rule row) {
        return check.with(row, plugin.info().name(), Optional.of(plugin), table.serving(), table.corrections());
    }

    /**
     * The plugin of that name, for which a row is proposed.
     *
     * @throws Problem INVALID in the field {@code plugin} when none of that name serves
     */
    Admitted serving(String name) {
        return plugin(name)
                .orElseThrow(() -> ProposedRow.wrong(
                        "plugin",
                        "没有名为“" + name + "”的插件在服务；在服务的有：" + names() + "。",
                        "No plugin \"" + name + "\" serves. Those that do: " + names() + "."));
    }

    /**
     * Adds a row to the rules of a plugin; of the city alone. It counts on this node at once and on every other within seconds.
     *
     * @param plugin a plugin that serves, or was admitted once
     * @param proposed the row
     * @param reason why, 1 to 400 characters
     * @throws Problem FORBIDDEN, or INVALID in the field that is wrong
     */
    public StatedRule add(WriteRequest asked, String plugin, ProposedRow proposed, String reason) {
        Actor actor = city(asked);
        String why = reason(reason);
        Rule row = proposed.toRule();
        String request = String.join("\n", plugin, canonical(row), why);
        String id = writes.once(asked, "rule.correct", request, unit -> add(unit, actor, plugin, row, why));
        watch.look();
        return get(Long.parseLong(id));
    }

    private String add(UnitOfWork unit, Actor actor, String plugin, Rule row, String reason) {
        Corrections before = locked(unit);
        Optional<Admitted> serving = plugin(plugin);
        if (serving.isEmpty() && !wasAdmitted(unit, plugin)) {
            throw ProposedRow.wrong(
                    "plugin",
                    "从未有名为“" + plugin + "”的插件获准；在服务的有：" + names() + "。",
                    "No plugin \"" + plugin + "\" was ever admitted. Those that serve: " + names() + ".");
        }
        check.with(row, plugin, serving, table.serving(), before);
        Instant now = now();
        long id = unit.inserted(
                "insert into rule_row (plugin, rule, topic, nodes, title_zh, title_en, source, valid_from, valid_until,"
                        + " sure, parameters, reason, added_by, author, added_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                plugin,
                row.id(),
                row.topic(),
                CorrectionRows.nodes(row.nodes()),
                row.title().zh(),
                row.title().en(),
                row.source(),
                row.from(),
                row.until(),
                row.sure(),
                CorrectionRows.parameters(row.parameters()),
                reason,
                actor.accountId(),
                actor.organisation().name(),
                now);
        told(unit, actor, "rule.corrected", id, plugin, row, reason, now);
        return Long.toString(id);
    }

    /**
     * Takes a correction back; of the city alone. What it had replaced counts again.
     *
     * @param reason why, 1 to 400 characters
     * @throws Problem FORBIDDEN, NOT_FOUND, or WRONG_STATE when it was withdrawn already or another correction needs it
     */
    public StatedRule withdraw(WriteRequest asked, long id, String reason) {
        Actor actor = city(asked);
        String why = reason(reason);
        writes.once(asked, "rule.withdraw", id + "\n" + why, unit -> withdraw(unit, actor, id, why));
        watch.look();
        return get(id);
    }

    private String withdraw(UnitOfWork unit, Actor actor, long id, String reason) {
        Corrections before = locked(unit);
        Correction correction =
                unit.jdbc(connection -> CorrectionRows.find(connection, id)).orElseThrow(() -> missing(id));
        if (correction.withdrawn().isPresent()) {
            throw Problem.of(
                    ProblemType.WRONG_STATE, "规则更正 " + id + " 已撤回。", "Correction " + id + " was withdrawn already.");
        }
        needed(before, correction);
        Instant now = now();
        unit.update(
                "update rule_row set withdrawn_by = ?, withdrawer = ?, withdrawn_at = ?, withdrawn_for = ? where id = ?",
                actor.accountId(),
                actor.organisation().name(),
                now,
                reason,
                id);
        told(unit, actor, "rule.withdrawn", id, correction.plugin(), correction.row(), reason, now);
        return Long.toString(id);
    }

    /** Refuses where a correction that counts would no longer fit without this one. */
    private void needed(Corrections before, Correction leaving) {
        Rulebook shipped = plugin(leaving.plugin()).map(Admitted::shippedRules).orElse(Rulebook.none());
        var after = new Corrections(
                before.version(),
                before.all().stream().filter(one -> one.id() != leaving.id()).toList());
        Set<Long> fitted = before.over(leaving.plugin(), shipped).misfits().keySet();
        after.over(leaving.plugin(), shipped).misfits().forEach((other, why) -> {
            if (!fitted.contains(other)) {
                throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "规则更正 " + other + " 依赖它，请先撤回 " + other + "。（" + why + "）",
                        "Correction " + other + " does not fit without it. Withdraw " + other + " first. (" + why
                                + ")");
            }
        });
    }

    /** One change at a time: whoever comes second sees what the first one left. */
    private static Corrections locked(UnitOfWork unit) {
        unit.update("update rule_version set version = version + 1 where id = 1");
        return unit.jdbc(CorrectionRows::counting);
    }

    private static boolean wasAdmitted(UnitOfWork unit, String plugin) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement(
                    "select 1 from plugin_admission where name = ? and state = 'ADMITTED' fetch first 1 rows only")) {
                Sql.bind(select, plugin);
                try (var row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    private void told(
            UnitOfWork unit, Actor actor, String event, long id, String plugin, Rule row, String reason, Instant now) {
        String content = String.join("\n", event, plugin, canonical(row), reason);
        unit.leaf(new LedgerLeaf(
                event,
                "rule:" + id,
                Districts.CITY,
                actor.role().name(),
                now,
                Sm3.hash(content.getBytes(StandardCharsets.UTF_8))));
        unit.publish(
                event,
                "rule:" + id,
                Districts.CITY,
                "{\"plugin\":\"" + plugin + "\",\"rule\":\"" + row.id() + "\",\"topic\":\"" + row.topic() + "\"}",
                now);
    }

    /** All of a row in one order, whatever order its sets have in this process. */
    private static String canonical(Rule row) {
        return String.join(
                "\n",
                row.id(),
                row.topic(),
                CorrectionRows.nodes(row.nodes()),
                row.title().zh(),
                row.title().en(),
                row.source(),
                row.from().toString(),
                row.until().map(Object::toString).orElse("-"),
                Boolean.toString(row.sure()),
                CorrectionRows.parameters(row.parameters()));
    }

    private Optional<Admitted> plugin(String name) {
        return table.serving().stream()
                .filter(one -> one.info().name().equals(name))
                .findFirst();
    }

    private List<String> names() {
        return table.serving().stream().map(one -> one.info().name()).toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Actor city(WriteRequest asked) {
        if (!Access.may(asked.actor(), Deed.CORRECT_RULE)) {
            throw Problem.of(ProblemType.FORBIDDEN, "只有市局可以更正规则。", "Only the city corrects rules.");
        }
        return asked.actor();
    }

    private static String reason(String reason) {
        if (reason == null || reason.isBlank() || reason.length() > MOST_REASON) {
            throw ProposedRow.wrong(
                    "reason", "请说明原因，1 至 " + MOST_REASON + " 字。", "Say why, in 1 to " + MOST_REASON + " characters.");
        }
        return reason.strip();
    }

    private static Problem missing(long id) {
        return Problem.of(
                ProblemType.NOT_FOUND, "没有编号为 " + id + " 的规则更正。", "There is no correction " + id + " of rules.");
    }
}
