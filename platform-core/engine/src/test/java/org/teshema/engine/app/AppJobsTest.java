package org.teshema.engine.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.app.JobReport.Outcome;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.lease.Leases;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Queries;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.time.CityClock;

/** Jobs are done when they are due, once, by one node, and how they went is written down. */
class AppJobsTest {
    private static final Text TITLE = new Text("统计", "Figures");
    private static final Job OFTEN = Job.every("often", TITLE, Duration.ofMinutes(10));
    private static final Job NIGHTLY = Job.daily("nightly", TITLE, LocalTime.of(2, 30));

    // 09:00 in Shanghai.
    private Instant now = Instant.parse("2026-03-02T01:00:00Z");
    private final CityClock clock = new CityClock(() -> now);

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_job_comes_at_once_and_then_each_time_it_is_due_and_what_was_missed_is_not_made_up_for(Database database) {
        var app = new Worker(OFTEN, NIGHTLY);
        try (var node = new Node(database, "a", app)) {
            node.jobs.work();
            node.jobs.work();
            assertEquals(List.of("often 2026-03-02T01:00:00Z"), app.done);
            now = now.plus(Duration.ofMinutes(9));
            node.jobs.work();
            assertEquals(1, app.done.size());
            now = now.plus(Duration.ofMinutes(26));
            node.jobs.work();
            now = now.plus(Duration.ofMinutes(4));
            node.jobs.work();
            assertEquals(List.of("often 2026-03-02T01:10:00Z"), app.done.subList(1, 2));
            assertEquals(2, app.done.size(), "35 minutes late: the next is due after 40");
            now = Instant.parse("2026-03-02T18:30:00Z");
            node.jobs.work();
            assertEquals(List.of("often 2026-03-02T01:40:00Z", "nightly 2026-03-02T18:30:00Z"), app.done.subList(2, 4));
            assertEquals(LocalDate.of(2026, 3, 3), app.day, "it is 02:30 of the next day in Shanghai");
            JobReport nightly = node.reports().get(1);
            assertEquals(Optional.of(Outcome.DONE), nightly.outcome());
            assertEquals(Instant.parse("2026-03-03T18:30:00Z"), nightly.nextDue());
            assertEquals("02:30", nightly.timing());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_it_throws_is_written_down_and_it_comes_again_when_it_is_next_due(Database database) {
        var app = new Worker(OFTEN);
        app.fault = "no figures today";
        try (var node = new Node(database, "a", app)) {
            node.jobs.work();
            node.jobs.work();
            JobReport report = node.reports().get(0);
            assertEquals(Optional.of(Outcome.FAILED), report.outcome());
            assertTrue(report.words().orElseThrow().contains("no figures today"), report::toString);
            assertEquals(List.of(1L, 1L), List.of(report.runs(), report.failures()));
            app.fault = "";
            now = now.plus(Duration.ofMinutes(10));
            node.jobs.work();
            assertEquals(Optional.of(Outcome.DONE), node.reports().get(0).outcome());
            assertEquals(Optional.empty(), node.reports().get(0).words());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_does_not_end_is_interrupted_and_has_failed(Database database) {
        var app = new Worker(OFTEN);
        app.stuck = new CountDownLatch(1);
        try (var node = new Node(database, "a", app)) {
            node.jobs.work();
            assertEquals(Optional.of(Outcome.FAILED), node.reports().get(0).outcome());
            assertTrue(node.reports().get(0).words().orElseThrow().contains("was interrupted"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_app_that_failed_too_often_rests_and_keeps_its_due_time(Database database) {
        var jobs = new Job[6];
        for (int i = 0; i < jobs.length; i++) {
            jobs[i] = Job.every("job-" + i, TITLE, Duration.ofMinutes(10));
        }
        var app = new Worker(jobs);
        app.fault = "broken";
        try (var node = new Node(database, "a", app)) {
            node.jobs.work();
            assertEquals(5, app.begun, "after five faults nobody calls it");
            assertEquals(Optional.empty(), node.reports().get(5).outcome());
            assertEquals(now, node.reports().get(5).nextDue());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void of_two_nodes_one_does_it_and_a_due_time_is_done_once_also_when_the_lease_changes_hands(Database database) {
        var one = new Worker(OFTEN);
        var other = new Worker(OFTEN);
        try (var a = new Node(database, "a", one);
                var b = new Node(database, "b", other)) {
            a.jobs.work();
            b.jobs.work();
            assertEquals(List.of(1, 0), List.of(one.done.size(), other.done.size()));
            expire(database);
            b.jobs.work();
            assertEquals(0, other.done.size(), "that due time was done");
            now = now.plus(Duration.ofMinutes(10));
            // The node that lost it does not know yet: it believes in its lease and finds the job due.
            a.jobs.work();
            assertEquals(1, one.done.size(), "and may not take it");
            b.jobs.work();
            assertEquals(1, other.done.size());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_node_that_was_away_while_its_job_ran_writes_nothing_over_what_the_next_one_wrote(Database database) {
        var one = new Worker(OFTEN);
        var other = new Worker(OFTEN);
        try (var a = new Node(database, "a", one);
                var b = new Node(database, "b", other)) {
            one.meanwhile = () -> {
                expire(database);
                now = now.plus(Duration.ofMinutes(10));
                b.jobs.work();
            };
            one.fault = "too late";
            a.jobs.work();
            assertEquals(1, other.done.size());
            assertEquals(Optional.of(Outcome.DONE), b.reports().get(0).outcome());
            assertEquals(0, b.reports().get(0).failures());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void authorities_see_the_jobs_of_their_own_apps_and_nobody_else_sees_any(Database database) {
        try (var node = new Node(database, "a", new Worker(OFTEN))) {
            node.jobs.work();
            assertEquals(
                    1,
                    node.jobs
                            .reports(actor(OrganisationKind.CITY_BUREAU, "310000"))
                            .size());
            assertEquals(
                    1,
                    node.jobs
                            .reports(actor(OrganisationKind.DISTRICT, "310107"))
                            .size());
            assertEquals(
                    0,
                    node.jobs
                            .reports(actor(OrganisationKind.DISTRICT, "310115"))
                            .size());
            Actor unit = actor(OrganisationKind.USING_UNIT, "310107");
            assertThrows(Problem.class, () -> node.jobs.reports(unit));
        }
    }

    @Test
    void how_they_stand_costs_as_many_queries_however_many_apps_and_jobs_there_are() {
        assertEquals(cost(new Worker(OFTEN)), cost(new Worker("another", NIGHTLY, OFTEN), new Worker(OFTEN, NIGHTLY)));
    }

    private long cost(Worker... apps) {
        try (var node = new Node(TestDatabases.h2(), "a", apps)) {
            node.jobs.work();
            assertEquals(
                    Arrays.stream(apps)
                            .flatMap(app -> app.jobs().stream().map(job -> app.name + " " + job.name()))
                            .toList(),
                    node.reports().stream()
                            .map(report ->
                                    report.app().name() + " " + report.job().name())
                            .toList());
            return Queries.of(node.database, node::reports);
        }
    }

    @Test
    void the_next_due_time_lies_after_now_however_long_it_was() {
        Instant due = Instant.parse("2026-03-02T01:00:00Z");
        assertEquals(due.plus(Duration.ofMinutes(10)), JobRows.next(OFTEN, due, due));
        assertEquals(due.plus(Duration.ofMinutes(10)), JobRows.next(OFTEN, due, due.plus(Duration.ofMinutes(9))));
        assertEquals(due.plus(Duration.ofMinutes(20)), JobRows.next(OFTEN, due, due.plus(Duration.ofMinutes(10))));
        assertEquals(
                Instant.parse("2026-03-02T18:30:00Z"),
                JobRows.next(NIGHTLY, due, Instant.parse("2026-03-02T18:29:59Z")));
        assertEquals(
                Instant.parse("2026-03-03T18:30:00Z"),
                JobRows.next(NIGHTLY, due, Instant.parse("2026-03-02T18:30:00Z")));
    }

    private static Actor actor(OrganisationKind kind, String district) {
        return new Actor(1, "somebody", new Organisation(1, kind, "某单位", Optional.empty(), district, Optional.empty()));
    }

    private static void expire(Database database) {
        database.write(unit -> unit.update("update app_lease set held_until = current_timestamp"));
    }

    /** A node of the city, with these apps. */
    private final class Node implements AutoCloseable {
        final Guard guard = Guard.of(Limits.standard());
        final AppJobs jobs;
        private final Database database;

        Node(Database database, String name, Worker... apps) {
            this.database = database;
            ReferenceFiles files = ReferenceFiles.shipped(clock);
            var table = new SwappedPluginTable(guard, new PostingPositions(files), clock);
            Served.by(table, Limits.standard(), apps);
            var limits = new Limits(
                    Duration.ofMillis(1500),
                    Duration.ofMillis(1500),
                    2,
                    5,
                    10,
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(1));
            jobs = new AppJobs(database, table, new Leases(database, name, () -> 0), clock, limits, Optional.empty());
        }

        List<JobReport> reports() {
            return jobs.reports(actor(OrganisationKind.CITY_BUREAU, "310000"));
        }

        @Override
        public void close() {
            jobs.close();
            guard.close();
            database.close();
        }
    }

    private static final class Worker implements SceneApp {
        final List<String> done = new ArrayList<>();
        private final String name;
        private final List<Job> jobs;
        String fault = "";
        CountDownLatch stuck = new CountDownLatch(0);
        Runnable meanwhile = () -> {};
        int begun;
        LocalDate day = LocalDate.EPOCH;

        Worker(Job... jobs) {
            this("worker", jobs);
        }

        Worker(String name, Job... jobs) {
            this.name = name;
            this.jobs = List.of(jobs);
        }

        @Override
        public PluginInfo info() {
            return new PluginInfo(name, "1.0.0", TITLE, Optional.of("310107"));
        }

        @Override
        public Text card() {
            return TITLE;
        }

        @Override
        public List<Job> jobs() {
            return jobs;
        }

        @Override
        public void job(JobContext context) {
            begun++;
            day = context.today();
            meanwhile.run();
            try {
                stuck.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (!fault.isEmpty()) {
                throw new IllegalStateException(fault);
            }
            done.add(context.job() + " " + context.due());
        }
    }
}
