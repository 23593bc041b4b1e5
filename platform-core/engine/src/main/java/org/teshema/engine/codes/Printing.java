package org.teshema.engine.codes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hibernate.LockMode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Facts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.DataFolder;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.code.CodeReading;
import org.teshema.trust.label.LabelDesign;
import org.teshema.trust.label.LabelPress;
import org.teshema.trust.label.PrintFailed;
import org.teshema.trust.label.PrintOrder;
import org.teshema.trust.label.PrintReport;

/**
 * Prints batches in the background, one at a time. A job is a row: it goes on after a restart, can be called off, and ends
 * with all labels released or none. Only when the decode gate has read every symbol back does the batch count as printed.
 * Thread-safe; one process prints.
 */
@Component(service = Printing.class, configurationPid = "org.teshema.printing", immediate = true)
public final class Printing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Printing.class);
    private static final long PAUSE_SECONDS = 10;

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Access access;
    private final LifeCycle lifeCycle;
    private final CityKeys keys;
    private final Settings settings;
    private final PrintFolder folder;
    private final LabelPress press;
    private final PrintJobs jobs;
    private final Semaphore asked = new Semaphore(1);
    private final Thread worker;
    private volatile boolean closing;

    /** Configuration {@code org.teshema.printing}. */
    public @interface Config {
        /** Folder of the printed files; empty for {@code print} in the data directory. */
        String folder() default "";

        /** {@code standard} (60 x 80 mm) or {@code small} (40 x 55 mm). */
        String label() default "standard";

        /** What to make: any of SHEETS, SINGLES, PRINT_HOUSE. */
        String products() default "SHEETS,PRINT_HOUSE";

        /** The line that says who answers for the label. */
        String city_line() default "上海市市场监督管理局";

        /** The line that says whom to call. */
        String emergency_line() default "紧急救援请拨打 110";
    }

    /**
     * How labels are printed.
     *
     * @param folder of the printed files
     * @param design of the labels
     * @param products the kinds of file made
     */
    public record Settings(Path folder, LabelDesign design, Set<PrintOrder.Product> products) {
        public Settings {
            products = Set.copyOf(products);
        }

        static Settings of(Config config) {
            LabelDesign design = switch (config.label().toLowerCase(Locale.ROOT)) {
                case "standard" -> LabelDesign.standard();
                case "small" -> LabelDesign.small();
                default ->
                    throw new IllegalArgumentException(
                            "org.teshema.printing: label 应为 standard 或 small / label is standard or small, not "
                                    + config.label());
            };
            Set<PrintOrder.Product> products = EnumSet.noneOf(PrintOrder.Product.class);
            Arrays.stream(config.products().split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .map(name -> PrintOrder.Product.valueOf(name.toUpperCase(Locale.ROOT)))
                    .forEach(products::add);
            return new Settings(
                    DataFolder.of(config.folder(), "print"),
                    design.withLines(config.city_line(), config.emergency_line()),
                    products);
        }
    }

    /** Ends a printing from inside, because it was called off or the platform stops. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended() {
            super("printing ended", null, false, false);
        }
    }

    /** Starts printing what was asked for, now or before a restart. */
    @Activate
    public Printing(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference LifeCycle lifeCycle,
            @Reference CityKeys keys,
            Config config) {
        this(
                database,
                writes,
                clock,
                lifeCycle,
                keys,
                Settings.of(config),
                file -> Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** The same on a disk of the caller's choice. */
    public Printing(
            Database database,
            Writes writes,
            CityClock clock,
            LifeCycle lifeCycle,
            CityKeys keys,
            Settings settings,
            LabelPress.Disk disk) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.access = new Access(clock);
        this.lifeCycle = lifeCycle;
        this.keys = keys;
        this.settings = settings;
        this.folder = new PrintFolder(settings.folder());
        this.press = new LabelPress(this::refusal, disk);
        this.jobs = new PrintJobs(database);
        this.worker = new Thread(this::work, "teshema-printing");
        this.worker.setDaemon(true);
        this.worker.start();
    }

    /**
     * Asks for a batch to be printed. It happens in the background; {@link Batch#printing()} tells how far it is.
     *
     * @throws Problem WRONG_STATE unless the batch is made and not being printed
     */
    public void print(WriteRequest request, long batch, int version) {
        Actor actor = request.actor();
        LifeCycle.requireRole(actor, CodeAction.PRINT);
        writes.once(request, "batch.print", batch + " " + version, unit -> {
            BatchRow row = Batches.locked(unit, access, actor, batch);
            Given.sameVersion(row.version, version);
            lifeCycle.step(
                    actor,
                    CodeAction.PRINT,
                    Optional.of(Batches.codeState(row)),
                    Batches.ties(actor, row),
                    clock.today());
            if (!PrintJobs.ask(unit, batch, actor, now())) {
                throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "批次 " + batch + " 正在印制，请等待完成或先取消。",
                        "Batch " + batch + " is being printed. Wait for it or cancel it first.");
            }
            return Long.toString(batch);
        });
        asked.release();
    }

    /** Calls the printing of a batch off: nothing of it is kept, the batch stays made. */
    public void cancel(WriteRequest request, long batch) {
        Actor actor = request.actor();
        LifeCycle.requireRole(actor, CodeAction.PRINT);
        writes.once(request, "batch.print-cancel", Long.toString(batch), unit -> {
            BatchRow row = Batches.locked(unit, access, actor, batch);
            requireMaker(actor, Optional.ofNullable(row.madeBy));
            Optional<PrintState> state = PrintJobs.state(unit, batch);
            if (!state.equals(Optional.of(PrintState.WAITING)) && !state.equals(Optional.of(PrintState.RUNNING))) {
                throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "批次 " + batch + " 没有进行中的印制任务。",
                        "Batch " + batch + " is not being printed.");
            }
            PrintJobs.end(
                    unit,
                    batch,
                    PrintState.CANCELLED,
                    Optional.of("由" + actor.organisation().name() + "取消 / cancelled"),
                    now());
            return Long.toString(batch);
        });
    }

    /** The files of a printed batch, for who made it and for the city. They hold whole codes and are for nobody else. */
    public List<PrintFile> files(Actor actor, long batch) {
        Batch found =
                BatchReading.find(database, access, actor, batch).orElseThrow(() -> Given.unknown("id", "批次", "batch"));
        requireMaker(actor, found.madeBy().map(Party::id));
        return found.printedAt().isPresent() ? folder.files(batch) : List.of();
    }

    /** One of those files. */
    public PrintFile file(Actor actor, long batch, String name) {
        return files(actor, batch).stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Given.unknown("name", "印制文件", "printed file"));
    }

    /** Stops printing; what was being printed begins again at the next start. */
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

    private void requireMaker(Actor actor, Optional<Long> madeBy) {
        if (!access.may(actor, Deed.TAKE_PRINT_FILE, Facts.none().and("made_by", madeBy))) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "印制由制码单位办理，本单位不能印制或下载该批次的标牌。",
                    "The labels of a batch are for who made it; this organisation may not print or download them.");
        }
    }

    private void work() {
        while (!closing) {
            try {
                asked.tryAcquire(PAUSE_SECONDS, TimeUnit.SECONDS);
                asked.drainPermits();
                Optional<PrintJobs.Task> next = jobs.next();
                while (!closing && next.isPresent()) {
                    print(next.get());
                    next = jobs.next();
                }
            } catch (InterruptedException e) {
                return;
            } catch (Problem e) {
                // The database is away: the job is still there when it comes back.
                LOG.info("Printing waits: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("Printing could not go on and will try again", e);
            }
        }
    }

    private void print(PrintJobs.Task task) {
        long batch = task.batch();
        if (!jobs.begin(batch)) {
            return;
        }
        try {
            Path target = folder.of(batch);
            // Left by a process that ended between the last file and the commit: never released.
            PrintFolder.delete(target);
            var labels = new BatchLabels(database, keys.prefix(), batch, task.title(), drawn -> go(batch, drawn));
            PrintOrder order =
                    new PrintOrder(Long.toString(batch), clock.today(), settings.design(), settings.products());
            PrintReport report = press.print(order, labels, target);
            if (!release(task, report)) {
                PrintFolder.delete(target);
            }
        } catch (Ended e) {
            LOG.info("Printing of batch {} ended before it was done", batch);
        } catch (PrintFailed e) {
            failed(task, e);
        } catch (IOException e) {
            fail(batch, "无法写入印制目录，请检查磁盘 / cannot write to the print folder: " + e.getMessage());
        } catch (Problem e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
            // Of the errors those that one batch can meet and the next need not: the thread must be there for it.
            LOG.error("Printing of batch {} failed", batch, e);
            fail(batch, "印制出现未预期的错误，请联系管理员 / printing failed unexpectedly: " + e.getMessage());
        }
    }

    private void go(long batch, int drawn) {
        if (closing || !jobs.progress(batch, drawn)) {
            throw new Ended();
        }
    }

    /** The one moment from which the batch is printed; false when it was called off at the last moment. */
    private boolean release(PrintJobs.Task task, PrintReport report) {
        return database.write(unit -> {
            BatchRow row = unit.session().get(BatchRow.class, task.batch(), LockMode.PESSIMISTIC_WRITE);
            if (!PrintJobs.state(unit, task.batch()).equals(Optional.of(PrintState.RUNNING))
                    || row.state() != BatchState.MADE) {
                return false;
            }
            Instant now = now();
            row.state = BatchState.PRINTED.name();
            row.printedAt = now;
            row.printReport = PrintReportJson.of(report);
            row.printFolder = Long.toString(task.batch());
            unit.session().update(row);
            PrintJobs.codesPrinted(unit, task.batch(), now);
            unit.update("update print_job set labels_done = ? where batch_id = ?", report.labels(), task.batch());
            PrintJobs.end(unit, task.batch(), PrintState.DONE, Optional.empty(), now);
            new Happening(unit, task.asker(), now)
                    .record(
                            "batch.printed",
                            "batch:" + task.batch(),
                            row.district,
                            "{\"batch\":" + task.batch() + ",\"labels\":" + report.labels() + ",\"read\":"
                                    + report.gate().read() + ",\"verified\":"
                                    + report.gate().verified() + "}");
            return true;
        });
    }

    private void failed(PrintJobs.Task task, PrintFailed e) {
        if (e.report().isPresent()) {
            String report = PrintReportJson.of(e.report().get());
            database.write(unit -> unit.update("update batch set print_report = ? where id = ?", report, task.batch()));
        }
        fail(task.batch(), e.getMessage());
    }

    private void fail(long batch, String reason) {
        LOG.info("Batch {} was not printed: {}", batch, reason);
        database.write(unit -> {
            if (PrintJobs.state(unit, batch).equals(Optional.of(PrintState.RUNNING))) {
                PrintJobs.end(unit, batch, PrintState.FAILED, Optional.of(reason), now());
            }
            return batch;
        });
    }

    /** The gate's question: is this a genuine code of this city? */
    private Optional<String> refusal(String text) {
        return keys.reader().readUrl(text) instanceof CodeReading.Refused refused
                ? Optional.of(refused.detail().toString())
                : Optional.empty();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
