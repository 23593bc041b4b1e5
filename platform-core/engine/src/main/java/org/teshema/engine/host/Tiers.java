package org.teshema.engine.host;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Tier;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.Beat;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.Sm3;

/**
 * Where the city wants each plugin to run: a row a plugin, the same for every node, which follows within seconds. A choice is the
 * city's alone, since it decides what an app's faults can reach. Thread-safe.
 */
@Component(service = Tiers.class)
public final class Tiers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tiers.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_REASON = 400;

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Beat beat;
    private volatile Map<String, Tier> known = Map.of();

    /** Choices in that database. */
    @Activate
    public Tiers(@Reference Database database, @Reference Writes writes, @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        look();
        this.beat = Beat.every(PAUSE, "teshema-tiers", this::look);
    }

    /**
     * One choice.
     *
     * @param plugin the plugin's name
     * @param tier where it is to run
     * @param reason why
     * @param author who wanted it so
     * @param changedAt since when
     */
    public record Choice(String plugin, Tier tier, String reason, String author, Instant changedAt) {}

    /** All choices, by the plugin's name. Everybody may read them. */
    public List<Choice> list() {
        return database.read(Tiers::choices);
    }

    /** The tier chosen for a plugin, as of a second ago; empty where nobody chose. */
    public Optional<Tier> chosen(String plugin) {
        return Optional.ofNullable(known.get(plugin));
    }

    /**
     * Chooses; the city alone. It need not be there yet.
     *
     * @throws Problem FORBIDDEN, or INVALID naming the field
     */
    public Choice choose(WriteRequest asked, String plugin, Tier tier, String reason) {
        Actor actor = asked.actor();
        if (!Access.may(actor, Deed.CHOOSE_TIER)) {
            throw Problem.of(ProblemType.FORBIDDEN, "只有市局可以决定插件在哪里运行。", "Only the city decides where a plugin runs.");
        }
        if (!plugin.matches("[a-z][a-z0-9-]{0,39}")) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "plugin",
                    "插件名是小写单词加连字符，不是“" + plugin + "”。",
                    "A plugin name is lower-case words with hyphens, not \"" + plugin + "\".");
        }
        if (reason == null || reason.isBlank() || reason.length() > MOST_REASON) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "reason",
                    "请说明原因，1 至 " + MOST_REASON + " 字。",
                    "Say why, in 1 to " + MOST_REASON + " characters.");
        }
        String why = reason.strip();
        writes.once(asked, "plugin.tier", plugin + "\n" + tier + "\n" + why, unit -> {
            choose(unit, actor, plugin, tier, why);
            return plugin;
        });
        look();
        return list().stream()
                .filter(one -> one.plugin().equals(plugin))
                .findFirst()
                .orElseThrow();
    }

    private void choose(UnitOfWork unit, Actor actor, String plugin, Tier tier, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        int changed = unit.update(
                "update plugin_tier set tier = ?, reason = ?, changed_by = ?, author = ?, changed_at = ? where name = ?",
                tier.name(),
                reason,
                actor.accountId(),
                actor.organisation().name(),
                now,
                plugin);
        if (changed == 0) {
            unit.update(
                    "insert into plugin_tier (tier, reason, changed_by, author, changed_at, name) values (?, ?, ?, ?, ?, ?)",
                    tier.name(),
                    reason,
                    actor.accountId(),
                    actor.organisation().name(),
                    now,
                    plugin);
        }
        String subject = "plugin:" + plugin;
        unit.leaf(new LedgerLeaf(
                "plugin.tier",
                subject,
                Districts.CITY,
                actor.role().name(),
                now,
                Sm3.hash(String.join("\n", "plugin.tier", plugin, tier.name(), reason)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        unit.publish("plugin.tier", subject, Districts.CITY, "{\"tier\":\"" + tier + "\"}", now);
    }

    private void look() {
        try {
            var now = new TreeMap<String, Tier>();
            list().forEach(one -> now.put(one.plugin(), one.tier()));
            known = Map.copyOf(now);
        } catch (Problem e) {
            LOG.debug("Where plugins are to run could not be looked at: {}", e.getMessage());
        }
    }

    private static List<Choice> choices(Connection connection) throws SQLException {
        var list = new ArrayList<Choice>();
        try (var select = connection.prepareStatement(
                        "select name, tier, reason, author, changed_at from plugin_tier order by name");
                var row = select.executeQuery()) {
            while (row.next()) {
                list.add(new Choice(
                        row.getString(1),
                        Tier.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        Sql.instant(row, "changed_at")));
            }
        }
        return list;
    }

    @Override
    @Deactivate
    public void close() {
        beat.close();
    }
}
