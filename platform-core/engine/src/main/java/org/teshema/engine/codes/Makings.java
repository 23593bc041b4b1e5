package org.teshema.engine.codes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/**
 * Makes large batches in the background, one after the other. What was asked for is kept in the database: after a restart it begins again,
 * and since a batch is made in one transaction under the key of its job, its codes are made once or not at all. Thread-safe.
 */
@Component(service = Makings.class, immediate = true)
public final class Makings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Makings.class);
    private static final long PAUSE_SECONDS = 5;

    private final Writes writes;
    private final CityClock clock;
    private final Batches batches;
    private final MakeJobs jobs;
    private final Semaphore asked = new Semaphore(0);
    private final Thread worker;
    private volatile Progress progress = new Progress(0, 0);
    private volatile boolean closing;

    private record Progress(long batch, int done) {}

    /** Ends a making from inside, because the platform stops. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended() {
            super("making ended", null, false, false);
        }
    }

    /** Begins to make what was asked for, now or before a restart. */
    @Activate
    public Makings(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference Batches batches) {
        this.writes = writes;
        this.clock = clock;
        this.batches = batches;
        this.jobs = new MakeJobs(database);
        this.worker = new Thread(this::work, "teshema-making");
        this.worker.setDaemon(true);
        this.worker.start();
    }

    /**
     * Asks for a batch to be made. It happens in the background; {@link #of} tells how far it is.
     *
     * @return the batch, not made yet
     * @throws Problem as {@link Batches#make} would, and WRONG_STATE while it is being made
     */
    public Batch ask(WriteRequest request, long batch, int version) {
        Actor actor = request.actor();
        writes.once(request, "batch.ask-make", batch + " " + version, unit -> {
            batches.requireMakeable(unit, actor, batch, version);
            if (!MakeJobs.ask(unit, batch, version, actor, "make-" + UUID.randomUUID(), now())) {
                throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "批次 " + batch + " 正在制码，请等待完成。",
                        "Batch " + batch + " is being made. Wait until it is done.");
            }
            return Long.toString(batch);
        });
        asked.release();
        return batches.get(actor, batch);
    }

    /** The making of that batch in the background; empty where it was never asked for. Whoever sees the batch may see this. */
    public Optional<MakeJob> of(Batch batch) {
        return jobs.find(batch.id()).map(job -> {
            Progress now = progress;
            int done = job.state() == MakeState.DONE ? job.codes() : now.batch() == job.batch() ? now.done() : 0;
            return new MakeJob(job.batch(), job.state(), done, job.codes(), job.askedAt(), job.endedAt(), job.reason());
        });
    }

    /** Stops making; what was being made begins again at the next start. */
    @Override
    @Deactivate
    public void close() {
        closing = true;
        asked.release();
        try {
            worker.join(TimeUnit.SECONDS.toMillis(PAUSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!closing) {
            try {
                Optional<MakeJobs.Task> next = jobs.next();
                while (!closing && next.isPresent()) {
                    make(next.get());
                    next = jobs.next();
                }
            } catch (Ended e) {
                return;
            } catch (Problem e) {
                // The database is away: the job is still there when it comes back.
                LOG.info("Making waits: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("Making could not go on and will try again", e);
            }
            try {
                asked.tryAcquire(PAUSE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void make(MakeJobs.Task task) {
        long batch = task.batch();
        jobs.begin(batch);
        progress = new Progress(batch, 0);
        try {
            batches.make(task.asked(), batch, task.version(), done -> {
                if (closing) {
                    throw new Ended();
                }
                progress = new Progress(batch, done);
            });
        } catch (Problem e) {
            if (e.type() == ProblemType.DATABASE_AWAY) {
                throw e;
            }
            LOG.info("Batch {} was not made: {}", batch, e.detail().en());
            jobs.end(
                    batch,
                    MakeState.FAILED,
                    Optional.of(e.detail().zh() + " / " + e.detail().en()),
                    now());
            return;
        }
        jobs.end(batch, MakeState.DONE, Optional.empty(), now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
