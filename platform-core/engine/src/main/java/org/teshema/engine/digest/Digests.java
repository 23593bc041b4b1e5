package org.teshema.engine.digest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.Beat;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.webhook.WebhookQueue;

/**
 * Makes the digest of the day when its hour has come, and shows an organisation those of its own. The row of the day is what makes it
 * one: of two nodes the second finds it there, and so does a node that was started again. Thread-safe.
 */
@Component(service = Digests.class, configurationPid = "org.teshema.digest", immediate = true)
public final class Digests implements AutoCloseable {
    /** Under what suspect labels are counted; no kind of entry is called so. */
    public static final String SUSPECTS = "suspect-label";

    private static final Logger LOG = LoggerFactory.getLogger(Digests.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofDays(1);

    private final Database database;
    private final PluginTable plugins;
    private final CityClock clock;
    private final Access access;
    private final Settings settings;
    private final Optional<Beat> beat;

    /** Configuration {@code org.teshema.digest}. */
    public @interface Config {
        /** The hour in the city at which the digest is made, 0 to 23; -1 for none. */
        int hour() default 7;

        /** After how many days an open item is overdue that has no day of its own. */
        int overdue_days() default 7;

        /** How many days digests are kept. */
        int kept_days() default 90;
    }

    /**
     * When it is made and how far it looks.
     *
     * @param hour in the city; none is made outside 0 to 23
     */
    public record Settings(int hour, Duration overdue, int keptDays) {}

    /** At work. */
    @Activate
    public Digests(
            Config config, @Reference Database database, @Reference PluginTable plugins, @Reference CityClock clock) {
        this(
                database,
                plugins,
                clock,
                new Settings(config.hour(), Duration.ofDays(config.overdue_days()), config.kept_days()),
                Optional.of(PAUSE));
    }

    /** Makes them when told, or over and over. */
    public Digests(
            Database database, PluginTable plugins, CityClock clock, Settings settings, Optional<Duration> pause) {
        this.database = database;
        this.plugins = plugins;
        this.clock = clock;
        this.access = new Access(clock);
        this.settings = settings;
        this.beat = pause.map(p -> Beat.every(p, "teshema-digest", this::makeQuietly));
    }

    /** Makes the digest of today if its hour has come and nobody has made it; says whether it did. */
    public boolean make() {
        LocalDate today = clock.today();
        if (settings.hour() < 0 || settings.hour() > 23) {
            return false;
        }
        Instant until = today.atTime(settings.hour(), 0).atZone(CityClock.ZONE).toInstant();
        if (clock.instant().isBefore(until) || database.read(connection -> isMade(connection, today))) {
            return false;
        }
        return database.write(unit -> made(unit, today, until));
    }

    private boolean made(UnitOfWork unit, LocalDate today, Instant until) {
        if (database.isPostgres()) {
            // It counts the inboxes of the whole city, once a day.
            unit.update("set local statement_timeout = 0");
        }
        Instant since = unit.jdbc(Digests::last)
                .filter(before -> before.isBefore(until))
                .orElse(until.minus(DAY));
        // First, so that a second node waits here and then finds it made.
        int first = unit.update(
                "insert into digest (on_day, since_at, until_at) values (?, ?, ?) on conflict do nothing",
                today,
                since,
                until);
        if (first == 0) {
            return false;
        }
        for (Digest.Part part : Digest.Part.values()) {
            Counted counted = new Counted(part, today, since, until, until.minus(settings.overdue()));
            count(unit, today, part, counted.items(Scope.all()));
            suspects(unit, today, part, counted.labels(Scope.all()));
        }
        WebhookQueue.digest(unit, today, clock.instant());
        LocalDate oldest = today.minusDays(settings.keptDays());
        unit.update("delete from digest_line where on_day < ?", oldest);
        unit.update("delete from digest where on_day < ?", oldest);
        return true;
    }

    private static void count(UnitOfWork unit, LocalDate today, Digest.Part part, Scope which) {
        List<Object> parameters = new ArrayList<>(List.of(today, part));
        parameters.addAll(which.parameters());
        unit.update(
                "insert into digest_line (organisation_id, on_day, part, kind, items)"
                        + " select i.organisation_id, cast(? as date), cast(? as varchar), e.kind, count(*)"
                        + " from inbox_item i join entry e on e.id = i.entry_id where " + which.sql()
                        + " group by i.organisation_id, e.kind",
                parameters.toArray());
    }

    /** Labels that were taken for forged, of the bureau that is told of them: they are in no inbox, and stand above it. */
    private static void suspects(UnitOfWork unit, LocalDate today, Digest.Part part, Scope which) {
        List<Object> parameters = new ArrayList<>(List.of(today, part, SUSPECTS));
        parameters.addAll(which.parameters());
        unit.update(
                "insert into digest_line (organisation_id, on_day, part, kind, items)"
                        + " select o.id, cast(? as date), cast(? as varchar), cast(? as varchar), count(*)"
                        + " from suspect_label s join organisation o on o.district = s.district"
                        + " and o.kind in ('DISTRICT', 'CITY_BUREAU') where " + which.sql() + " group by o.id",
                parameters.toArray());
    }

    private static boolean isMade(Connection connection, LocalDate day) throws SQLException {
        try (var select = connection.prepareStatement("select 1 from digest where on_day = ?")) {
            Sql.bind(select, day);
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static Optional<Instant> last(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select max(until_at) as until_at from digest");
                var row = select.executeQuery()) {
            return row.next() ? Sql.maybeInstant(row, "until_at") : Optional.empty();
        }
    }

    /** The digests of the actor's organisation, the newest first. Of a day on which it had nothing there is none. */
    public List<Digest> mine(Actor actor) {
        return read(access.scope(actor, Deed.SEE_INBOX, "l"));
    }

    /**
     * That of one day.
     *
     * @throws Problem NOT_FOUND when the actor's organisation has none
     */
    public Digest get(Actor actor, LocalDate day) {
        return read(access.scope(actor, Deed.SEE_INBOX, "l").and("l.on_day = ?", day)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "本单位没有 " + day + " 的每日摘要。",
                        "Your organisation has no digest of " + day + "."));
    }

    /**
     * What that part of the digest of that day counted.
     *
     * @throws Problem NOT_FOUND when the actor's organisation has none
     */
    public Counted counted(Actor actor, LocalDate day, Digest.Part part) {
        Digest digest = get(actor, day);
        return new Counted(
                part, day, digest.since(), digest.until(), digest.until().minus(settings.overdue()));
    }

    private List<Digest> read(Scope scope) {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select l.on_day, l.part, l.kind, l.items, g.since_at, g.until_at"
                            + " from digest_line l join digest g on g.on_day = l.on_day where " + scope.sql()
                            + " order by l.on_day desc, l.part, l.items desc, l.kind")) {
                Sql.bind(select, scope.parameters().toArray());
                Map<LocalDate, Digest> days = new LinkedHashMap<>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        Digest.Line line = line(row);
                        days.merge(
                                row.getObject("on_day", LocalDate.class),
                                new Digest(
                                        row.getObject("on_day", LocalDate.class),
                                        Sql.instant(row, "since_at"),
                                        Sql.instant(row, "until_at"),
                                        List.of(line)),
                                Digests::joined);
                    }
                }
                return List.copyOf(days.values());
            }
        });
    }

    private static Digest joined(Digest one, Digest more) {
        List<Digest.Line> lines = new ArrayList<>(one.lines());
        lines.addAll(more.lines());
        return new Digest(one.day(), one.since(), one.until(), lines);
    }

    private Digest.Line line(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new Digest.Line(
                Digest.Part.valueOf(row.getString("part")),
                kind,
                kind.equals(SUSPECTS)
                        ? new Text("可疑标牌举报", "Suspect labels")
                        : plugins.kind(kind).map(EntryKind::title).orElseGet(() -> Text.same(kind)),
                row.getLong("items"));
    }

    private void makeQuietly() {
        try {
            if (make()) {
                LOG.info("今日摘要已生成 / the digest of today was made");
            }
        } catch (Problem e) {
            LOG.debug("The digest waits: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("每日摘要未生成 / no digest yet: {}", e.getMessage());
            LOG.debug("No digest yet", e);
        }
    }

    @Override
    @Deactivate
    public void close() {
        beat.ifPresent(Beat::close);
    }
}
