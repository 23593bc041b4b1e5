package org.teshema.engine.app;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Breaker;
import org.teshema.engine.gate.Gap;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.Question;
import org.teshema.engine.gate.Reader;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.lease.Lease;
import org.teshema.engine.lease.Leases;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.Beat;
import org.teshema.engine.time.CityClock;

/**
 * Has scene apps do their jobs when they are due, on the node that holds the app's lease. Jobs have threads and limits of their own, so
 * that a slow one takes none from scans; what they do wrong counts against the app as everything else does. Thread-safe.
 */
@Component(service = AppJobs.class, immediate = true)
public final class AppJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppJobs.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int AT_A_TIME = 4;

    private final Database database;
    private final SwappedPluginTable table;
    private final Leases leases;
    private final CityClock clock;
    private final Guard guard;
    private final Map<String, Figures> figures = new ConcurrentHashMap<>();
    private final Map<String, Declared> declared = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "teshema-app-jobs");
        thread.setDaemon(true);
        return thread;
    });
    private final Optional<Beat> beat;

    private static final class Figures {
        final LongAdder done = new LongAdder();
        final LongAdder failed = new LongAdder();
        final AtomicBoolean busy = new AtomicBoolean();
    }

    private record Declared(Admitted app, Lease lease) {}

    /** At work. */
    @Activate
    public AppJobs(
            @Reference Database database,
            @Reference SwappedPluginTable table,
            @Reference Leases leases,
            @Reference CityClock clock) {
        this(database, table, leases, clock, standard(), Optional.of(PAUSE));
    }

    /**
     * Does jobs when told, or over and over.
     *
     * @param limits how long a job may take, and how many run at a time
     * @param pause between two looks; empty to be told
     */
    public AppJobs(
            Database database,
            SwappedPluginTable table,
            Leases leases,
            CityClock clock,
            Limits limits,
            Optional<Duration> pause) {
        this.database = database;
        this.table = table;
        this.leases = leases;
        this.clock = clock;
        this.guard = Guard.of(limits);
        this.beat = pause.map(p -> Beat.every(p, "teshema-app-jobs-beat", this::look));
    }

    /** Ten seconds for a job, half of them of a processor, and 256 MiB; four at a time. The rest is as for every call. */
    public static Limits standard() {
        Limits usual = Limits.standard();
        return new Limits(
                LIMIT,
                LIMIT,
                AT_A_TIME,
                usual.faults(),
                usual.window(),
                usual.rest(),
                usual.quiet(),
                LIMIT,
                new Limits.Cost(LIMIT.dividedBy(2), 256L << 20),
                usual.quarantine(),
                0);
    }

    /** How many jobs of each app this node did, and how many of them failed, since the start, by app and outcome. */
    public Map<String, Map<String, Long>> counts() {
        var counts = new HashMap<String, Map<String, Long>>();
        figures.forEach((app, one) -> counts.put(app, Map.of("done", one.done.sum(), "failed", one.failed.sum())));
        return counts;
    }

    /**
     * How the jobs of the apps that serve stand, whichever node does them, by app and in the order they were declared: the city sees
     * all, an authority those of the city's apps and of its district's.
     *
     * @throws Problem FORBIDDEN for who is no authority
     */
    public List<JobReport> reports(Actor actor) {
        if (!Access.may(actor, Deed.SEE_JOB)) {
            throw Problem.of(ProblemType.FORBIDDEN, "作业情况只对监管部门开放。", "How jobs stand is for authorities to see.");
        }
        var jobs = new LinkedHashMap<PluginInfo, List<Job>>();
        for (Admitted app : table.serving()) {
            if (Access.mayInDistrict(actor, Deed.SEE_JOB, app.info().district())) {
                jobs.put(app.info(), jobs(app));
            }
        }
        return database.read(connection -> JobRows.reports(connection, jobs));
    }

    private static List<Job> jobs(Admitted app) {
        return app.scene().map(scene -> scene.jobs()).orElse(List.of());
    }

    private void look() {
        try {
            work((app, lease) -> threads.execute(() -> quietly(app, lease)));
        } catch (RuntimeException e) {
            LOG.debug("No jobs for now", e);
        }
    }

    /** Does what is due by now; for tests, on this thread. */
    public void work() {
        work((app, lease) -> {
            try {
                work(app, lease);
            } finally {
                figures(app).busy.set(false);
            }
        });
    }

    private void work(BiConsumer<Admitted, Lease> way) {
        for (Admitted app : table.serving()) {
            // Asked for even while a job is under way: that is how the lease is kept.
            Optional<Lease> lease = jobs(app).isEmpty()
                    ? Optional.empty()
                    : leases.take(app.info().name());
            if (lease.isPresent() && figures(app).busy.compareAndSet(false, true)) {
                way.accept(app, lease.get());
            }
        }
    }

    private void quietly(Admitted app, Lease lease) {
        try {
            work(app, lease);
        } catch (Problem e) {
            LOG.debug("No jobs of {} for now: {}", app, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{} 的作业暂停 / jobs of {} pause: {}", app, app, e.getMessage());
        } finally {
            figures(app).busy.set(false);
        }
    }

    private void work(Admitted app, Lease lease) {
        declare(app, lease);
        for (Job job : jobs(app)) {
            // An app that rests keeps its due times until it is tried again.
            if (app.breaker() == Breaker.OPEN || !leases.isHeld(lease)) {
                return;
            }
            Instant now = clock.instant();
            if (isDue(app, job, now)) {
                database.write(unit -> JobRows.take(unit, lease, job, now)).ifPresent(taken -> run(app, lease, taken));
            }
        }
    }

    private void declare(Admitted app, Lease lease) {
        var now = new Declared(app, lease);
        if (!now.equals(declared.get(app.info().name()))) {
            database.write(unit -> {
                jobs(app).forEach(job -> JobRows.declare(unit, app.info().name(), job, clock.instant()));
                return "";
            });
            declared.put(app.info().name(), now);
        }
    }

    private boolean isDue(Admitted app, Job job, Instant now) {
        return database.read(connection -> JobRows.due(connection, app.info().name(), job.name()))
                .filter(due -> !due.isAfter(now))
                .isPresent();
    }

    private void run(Admitted app, Lease lease, JobRows.Taken taken) {
        Instant now = clock.instant();
        var context = new JobContext(taken.job().name(), taken.due(), CityClock.dayOf(now), app.rules());
        var thrown = new AtomicReference<String>();
        Outcome<Boolean> outcome = guard.ask(new Question<>(
                        app,
                        "job " + taken.job().name(),
                        Reader.nobody(),
                        () -> done((SceneApp) app.plugin(), context, thrown))
                .forWork());
        Optional<String> fault = outcome instanceof Outcome.Missing<Boolean> missing
                ? Optional.of(words(missing.gap(), thrown.get()))
                : Optional.empty();
        (fault.isPresent() ? figures(app).failed : figures(app).done).increment();
        boolean kept = database.write(unit -> JobRows.ended(unit, lease, taken, clock.instant(), fault));
        if (!kept) {
            LOG.warn(
                    "{} 的作业 {} 结束时租约已归另一节点，结果未记录 / job {} of {} ended after another node took over, which is not"
                            + " written down",
                    app,
                    taken.job().name(),
                    taken.job().name(),
                    app);
        }
    }

    private static boolean done(SceneApp app, JobContext context, AtomicReference<String> thrown) {
        try {
            app.job(context);
            return true;
        } catch (RuntimeException | Error e) {
            thrown.set(Guard.words(e));
            throw e;
        }
    }

    private static String words(Gap gap, String thrown) {
        return switch (gap) {
            case FAILED -> String.valueOf(thrown);
            case TOO_SLOW -> "超过 10 秒，已中断 / took longer than 10 s and was interrupted";
            case TOO_COSTLY -> "占用资源过多，已中断 / used too much of the machine and was interrupted";
            case RESTING, BUSY -> "未能开始：系统繁忙或插件暂停调用 / not begun: the system is busy or the plugin rests";
        };
    }

    private Figures figures(Admitted app) {
        return figures.computeIfAbsent(app.info().name(), name -> new Figures());
    }

    @Override
    @Deactivate
    public void close() {
        beat.ifPresent(Beat::close);
        threads.shutdown();
        guard.close();
    }
}
