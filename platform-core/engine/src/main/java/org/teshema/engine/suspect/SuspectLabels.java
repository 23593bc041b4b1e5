package org.teshema.engine.suspect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.digest.Counted;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.scan.Throttle;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.Sm3;

/** Suspect labels: told of by everybody, looked into by the bureau of the district or by the city. Thread-safe. */
@Component(service = SuspectLabels.class)
public final class SuspectLabels {
    /** Most new matters of a district in a day: whoever has to look into them would only be buried. */
    static final int MOST_A_DAY = 100;

    /** Most sightings kept of one label; more are counted. */
    static final int MOST_SIGHTINGS = 50;

    private static final int AT_ONCE = 5;
    private static final int CLIENTS = 10_000;
    private static final ScopedRows<SuspectLabel> ROWS = new ScopedRows<>(
            "select s.id, s.district, s.words, s.reports, s.first_at, s.last_at, s.result, s.note, s.ended_at, s.ended_by"
                    + " from suspect_label s",
            "s.id",
            SuspectLabel::id,
            SuspectLabels::label);

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Districts districts;
    private final Access access;
    private final Throttle throttle;

    /** Those in that database. */
    @Activate
    public SuspectLabels(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference Districts districts) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.districts = districts;
        this.access = new Access(clock);
        this.throttle = new Throttle(
                clock,
                AT_ONCE,
                Duration.ofMinutes(2),
                CLIENTS,
                seconds -> Problem.of(
                        ProblemType.THROTTLED,
                        "提交次数过多，请 " + seconds + " 秒后再试。",
                        "Too much was sent from here. Come back in " + seconds + " s."));
    }

    /**
     * Tells of a label. The same text in the same district joins what is open.
     *
     * @param actor who tells, where they are logged in; it is kept nowhere
     * @param client the network address it comes from, to limit what comes from one
     * @param key of the form, drawn for one time: sent twice it counts once
     * @throws Problem THROTTLED when too much came from there, or about the district in a day
     */
    public void report(Optional<Actor> actor, Report report, String client, String key) {
        if (!Access.may(actor, Deed.REPORT_SUSPECT_LABEL)) {
            throw Problem.of(ProblemType.FORBIDDEN, "不能举报。", "This is not yours to report.");
        }
        String district =
                report.district().map(id -> districts.receiving(id).id()).orElse(Districts.CITY);
        writes.onceForAnybody(
                key,
                "suspect.report",
                report.toString(),
                () -> throttle.take(client),
                unit -> Long.toString(told(unit, report, district)));
    }

    private long told(UnitOfWork unit, Report report, String district) {
        Instant now = now();
        byte[] digest = Sm3.hash(report.normal().getBytes(StandardCharsets.UTF_8));
        int first = unit.update(
                "insert into suspect_label (district, text_digest, words, reports, first_at, last_at)"
                        + " values (?, ?, ?, 0, ?, ?) on conflict do nothing",
                district,
                digest,
                report.words(),
                now,
                now);
        if (first == 1 && unit.jdbc(connection -> ofToday(connection, district, now)) > MOST_A_DAY) {
            throw Problem.of(
                    ProblemType.THROTTLED,
                    "今日收到的举报已很多，请明天再试，或拨打扫码页面上的热线。",
                    "A lot was reported today. Please try again tomorrow, or call the hotline on the page of a scan.");
        }
        int joined = unit.update(
                "update suspect_label set reports = reports + 1, last_at = ?"
                        + " where district = ? and text_digest = ? and alive = 1",
                now,
                district,
                digest);
        if (joined == 0) {
            // Dealt with a moment ago: this begins a new matter.
            return told(unit, report, district);
        }
        SuspectLabel label = unit.jdbc(connection -> ROWS.list(
                        connection,
                        new Scope("s.district = ? and s.text_digest = ? and s.alive = 1", List.of(district, digest)),
                        ""))
                .get(0);
        if (label.reports() <= MOST_SIGHTINGS) {
            unit.update(
                    "insert into suspect_sighting (label_id, why, place, seen_at) values (?, ?, ?, ?)",
                    label.id(),
                    report.why(),
                    report.place(),
                    now);
        }
        if (first == 1) {
            leaf(unit, "suspect.reported", label.id(), district, "PUBLIC", digest, now);
        }
        return label.id();
    }

    private static long ofToday(Connection connection, String district, Instant now) throws SQLException {
        try (var select =
                connection.prepareStatement("select count(*) from suspect_label where district = ? and first_at > ?")) {
            Sql.bind(select, district, now.minus(Duration.ofDays(1)));
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Those of the actor's district, all for the city; open ones alone or all. */
    public Page<SuspectLabel> list(Actor actor, boolean openOnly, Cursor cursor) {
        Scope theirs = access.scope(actor, Deed.SEE_SUSPECT_LABEL, "s");
        return ROWS.page(database, openOnly ? theirs.and("s.alive = ?", 1) : theirs, cursor);
    }

    /** Those that a digest counted, looked into since or not. */
    public Page<SuspectLabel> list(Actor actor, Counted counted, Cursor cursor) {
        return ROWS.page(database, counted.labels(access.scope(actor, Deed.SEE_SUSPECT_LABEL, "s")), cursor);
    }

    /** How many are open; none for whose business it is not. */
    public long open(Actor actor) {
        return ScopedRows.count(
                database,
                "suspect_label s",
                access.scope(actor, Deed.SEE_SUSPECT_LABEL, "s").and("s.alive = ?", 1));
    }

    /** Whether such labels are ever the actor's business. */
    public boolean maySee(Actor actor) {
        return Access.may(actor, Deed.SEE_SUSPECT_LABEL);
    }

    /** One of them. */
    public SuspectLabel get(Actor actor, long id) {
        return ROWS.find(database, access.scope(actor, Deed.SEE_SUSPECT_LABEL, "s"), id)
                .orElseThrow(() -> missing(id));
    }

    /** Where and why it was taken for forged, the first first. */
    public List<SuspectLabel.Sighting> sightings(Actor actor, long id) {
        SuspectLabel label = get(actor, id);
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select why, place, seen_at from suspect_sighting where label_id = ? order by id")) {
                Sql.bind(select, label.id());
                try (var row = select.executeQuery()) {
                    List<SuspectLabel.Sighting> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(new SuspectLabel.Sighting(
                                Why.valueOf(row.getString("why")),
                                row.getString("place"),
                                Sql.instant(row, "seen_at")));
                    }
                    return found;
                }
            }
        });
    }

    /**
     * Says what was found out. The next report of the same text is a new matter.
     *
     * @param note in words, may be empty
     */
    public SuspectLabel close(WriteRequest asked, long id, Outcome outcome, String note) {
        if (note.length() > 400) {
            throw Problem.inField(ProblemType.INVALID, "note", "说明最多 400 个字符。", "A note has at most 400 characters.");
        }
        Actor actor = asked.actor();
        writes.once(asked, "suspect.close", id + "\n" + outcome + "\n" + note, () -> get(actor, id), unit -> {
            Scope theirs = access.scope(actor, Deed.SEE_SUSPECT_LABEL, "suspect_label")
                    .and("suspect_label.id = ? and suspect_label.alive = 1", id);
            List<Object> parameters = new ArrayList<>(List.of(outcome, note, now(), actor.accountId()));
            parameters.addAll(theirs.parameters());
            int changed = unit.update(
                    "update suspect_label set alive = null, result = ?, note = ?, ended_at = ?, ended_by = ? where "
                            + theirs.sql(),
                    parameters.toArray());
            if (changed == 0) {
                throw Problem.of(ProblemType.WRONG_STATE, "此举报已办结。", "This was dealt with already.");
            }
            byte[] digest = Sm3.hash((id + "\n" + outcome + "\n" + note).getBytes(StandardCharsets.UTF_8));
            leaf(unit, "suspect.closed", id, actor.district(), actor.role().name(), digest, now());
            return Long.toString(id);
        });
        return get(actor, id);
    }

    private static void leaf(
            UnitOfWork unit, String what, long id, String district, String role, byte[] digest, Instant at) {
        unit.leaf(new LedgerLeaf(what, "suspect-label:" + id, district, role, at, digest));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static SuspectLabel label(ResultSet row) throws SQLException {
        Optional<Instant> ended = Sql.maybeInstant(row, "ended_at");
        return new SuspectLabel(
                row.getLong("id"),
                row.getString("district"),
                row.getString("words"),
                row.getLong("reports"),
                Sql.instant(row, "first_at"),
                Sql.instant(row, "last_at"),
                ended.isPresent()
                        ? Optional.of(new SuspectLabel.End(
                                Outcome.valueOf(row.getString("result")),
                                row.getString("note"),
                                ended.get(),
                                row.getLong("ended_by")))
                        : Optional.empty());
    }

    private static Problem missing(long id) {
        return Problem.of(
                ProblemType.NOT_FOUND,
                "没有编号为 " + id + " 的可疑标牌，或不在您的管辖范围内。",
                "There is no suspect label " + id + ", or it is not yours to see.");
    }
}
