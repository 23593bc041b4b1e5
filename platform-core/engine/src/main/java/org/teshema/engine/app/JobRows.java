package org.teshema.engine.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.Job;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.engine.lease.Lease;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;

/** The rows that say when each job is due and how it went. What is changed here is changed by the holder of the app's lease only. */
final class JobRows {
    private static final int LONGEST = 400;

    private JobRows() {}

    /** A due time that was taken, once and by one node. */
    record Taken(Job job, Instant due) {}

    /** Makes the row of a job that is new, and moves the due time of one that is due otherwise than before. */
    static void declare(UnitOfWork unit, String app, Job job, Instant now) {
        String timing = timing(job);
        int made = unit.update(
                "insert into app_job (app, job, timing, next_due, runs, failures) values (?, ?, ?, ?, 0, 0)"
                        + " on conflict do nothing",
                app,
                job.name(),
                timing,
                first(job, now));
        if (made == 0) {
            unit.update(
                    "update app_job set timing = ?, next_due = ? where app = ? and job = ? and timing <> ?",
                    timing,
                    first(job, now),
                    app,
                    job.name(),
                    timing);
        }
    }

    /** Takes the due time of a job if it has come: from then on it is nobody's any more. */
    static Optional<Taken> take(UnitOfWork unit, Lease lease, Job job, Instant now) {
        if (!lease.holds(unit)) {
            return Optional.empty();
        }
        Optional<Instant> due = unit.jdbc(connection -> due(connection, lease.name(), job.name()))
                .filter(at -> !at.isAfter(now));
        due.ifPresent(at -> unit.update(
                "update app_job set due = ?, next_due = ?, started_at = ?, ended_at = null, outcome = 'RUNNING',"
                        + " words = null, runs = runs + 1 where app = ? and job = ?",
                at,
                next(job, at, now),
                now,
                lease.name(),
                job.name()));
        return due.map(at -> new Taken(job, at));
    }

    /** Writes down how it went, unless another node has taken over. */
    static boolean ended(UnitOfWork unit, Lease lease, Taken taken, Instant now, Optional<String> fault) {
        return lease.holds(unit)
                && unit.update(
                                "update app_job set ended_at = ?, outcome = ?, words = ?, failures = failures + ?"
                                        + " where app = ? and job = ? and due = ?",
                                now,
                                fault.isPresent() ? JobReport.Outcome.FAILED : JobReport.Outcome.DONE,
                                fault.map(JobRows::shortened),
                                fault.isPresent() ? 1 : 0,
                                lease.name(),
                                taken.job().name(),
                                taken.due())
                        == 1;
    }

    /** How the jobs of these apps stand, in their order and asked at once; one that has no row yet is left out. */
    static List<JobReport> reports(Connection connection, Map<PluginInfo, List<Job>> jobs) throws SQLException {
        if (jobs.isEmpty()) {
            return List.of();
        }
        Map<List<String>, Row> rows = rows(connection, jobs.keySet());
        var reports = new ArrayList<JobReport>();
        jobs.forEach((app, declared) -> declared.forEach(job -> {
            Row row = rows.get(List.of(app.name(), job.name()));
            if (row != null) {
                reports.add(row.of(app, job));
            }
        }));
        return reports;
    }

    /** How a job stands, by its name and its app's. */
    private record Row(
            Instant nextDue,
            Optional<Instant> due,
            Optional<Instant> started,
            Optional<Instant> ended,
            Optional<JobReport.Outcome> outcome,
            Optional<String> words,
            long runs,
            long failures) {
        JobReport of(PluginInfo app, Job job) {
            return new JobReport(app, job, nextDue, due, started, ended, outcome, words, runs, failures);
        }
    }

    private static Map<List<String>, Row> rows(Connection connection, Set<PluginInfo> apps) throws SQLException {
        var rows = new HashMap<List<String>, Row>();
        try (var select =
                connection.prepareStatement("select app, job, next_due, due, started_at, ended_at, outcome, words,"
                        + " runs, failures from app_job where app in (" + Sql.marks(apps.size()) + ")")) {
            Sql.bind(select, apps.stream().map(PluginInfo::name).toArray());
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(
                            List.of(row.getString("app"), row.getString("job")),
                            new Row(
                                    Sql.instant(row, "next_due"),
                                    Sql.maybeInstant(row, "due"),
                                    Sql.maybeInstant(row, "started_at"),
                                    Sql.maybeInstant(row, "ended_at"),
                                    Optional.ofNullable(row.getString("outcome"))
                                            .map(JobReport.Outcome::valueOf),
                                    Optional.ofNullable(row.getString("words")),
                                    row.getLong("runs"),
                                    row.getLong("failures")));
                }
            }
        }
        return rows;
    }

    /** When a job is due; empty while it has no row. */
    static Optional<Instant> due(Connection connection, String app, String job) throws SQLException {
        try (var select = connection.prepareStatement("select next_due from app_job where app = ? and job = ?")) {
            Sql.bind(select, app, job);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(Sql.instant(row, "next_due")) : Optional.empty();
            }
        }
    }

    /** One that comes over and over comes at once; one of a time of day comes at that time. */
    private static Instant first(Job job, Instant now) {
        return job.every().isPresent() ? now : next(job, now, now);
    }

    /** The first due time after now; those that passed meanwhile are not made up for. */
    static Instant next(Job job, Instant due, Instant now) {
        if (job.every().isPresent()) {
            long pause = job.every().get().toMillis();
            long gone = Math.max(0, now.toEpochMilli() - due.toEpochMilli());
            return due.plusMillis((gone / pause + 1) * pause);
        }
        LocalDate today = CityClock.dayOf(now);
        Instant at =
                today.atTime(job.daily().orElseThrow()).atZone(CityClock.ZONE).toInstant();
        return at.isAfter(now)
                ? at
                : today.plusDays(1)
                        .atTime(job.daily().get())
                        .atZone(CityClock.ZONE)
                        .toInstant();
    }

    private static String timing(Job job) {
        return job.every()
                .map(Object::toString)
                .orElseGet(() -> job.daily().orElseThrow().toString());
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }
}
