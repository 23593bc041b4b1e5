package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.engine.codes.TestCity.by;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.trust.keys.CodeClass;
import org.teshema.trust.label.LabelDesign;
import org.teshema.trust.label.LabelPress;
import org.teshema.trust.label.PrintOrder.Product;

class PrintingTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Printing printing(TestCity c, LabelPress.Disk disk) {
        return new Printing(
                c.database,
                c.writes,
                TestCity.CLOCK,
                c.lifeCycle,
                TestCity.cityKeys(),
                new Printing.Settings(folder, LabelDesign.standard(), EnumSet.of(Product.SHEETS, Product.PRINT_HOUSE)),
                disk);
    }

    private static PrintJob ended(TestCity c, long batch) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            PrintJob job = c.batches.get(c.city, batch).printing().orElseThrow();
            if (job.endedAt().isPresent()) {
                return job;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new AssertionError("The printing of batch " + batch + " did not end");
    }

    private static void assertDone(PrintJob job) {
        assertEquals(PrintState.DONE, job.state(), () -> job.reason().orElse(""));
    }

    private List<String> inFolder() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_batch_is_printed_read_back_released_and_taken_into_stock(Database database) throws IOException {
        try (var c = new TestCity(database);
                var printing = printing(c, Files::newOutputStream)) {
            Batch made = c.made(30, CodeClass.STOCK);
            printing.print(by(c.city), made.id(), made.version());
            PrintJob job = ended(c, made.id());
            assertDone(job);
            assertEquals(30, job.labelsDone());
            Batch printed = c.batches.get(c.city, made.id());
            assertEquals(BatchState.PRINTED, printed.state());
            String report = printed.printReport().orElseThrow();
            assertTrue(report.contains("\"passed\":true"), report);
            assertTrue(report.contains("30 of 30 read, 30 verified"), report);
            assertTrue(report.contains("\"labels\":30,\"read\":30,\"verified\":30,"), report);
            assertEquals(
                    List.of("SHA256SUMS", "print-house-001.zip", "sheets-001.pdf"),
                    printing.files(c.city, made.id()).stream()
                            .map(PrintFile::name)
                            .toList());
            assertEquals(30, c.count("select count(*) from code where state = 'PRINTED'"));
            Batch stocked = c.batches.stock(by(c.city), printed.id(), printed.version());
            assertEquals(BatchState.STOCKED, stocked.state());
            assertEquals(30, c.count("select count(*) from code where state = 'STOCKED'"));
            assertEquals(1, c.count("select count(*) from ledger_pending where body like '% batch.printed %'"));
            assertEquals(
                    ProblemType.NOT_FOUND,
                    assertThrows(Problem.class, () -> printing.file(c.city, made.id(), "../../etc/passwd"))
                            .type());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    assertThrows(Problem.class, () -> printing.files(c.pudong, made.id()))
                            .type());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_full_disk_leaves_the_batch_made_and_nothing_half_written(Database database) throws IOException {
        LabelPress.Disk full = file -> new OutputStream() {
            private int written;

            @Override
            public void write(int b) throws IOException {
                if (++written > 5_000) {
                    throw new IOException("No space left on device");
                }
            }
        };
        try (var c = new TestCity(database);
                var printing = printing(c, full)) {
            Batch made = c.made(30, CodeClass.STOCK);
            printing.print(by(c.city), made.id(), made.version());
            PrintJob job = ended(c, made.id());
            assertEquals(PrintState.FAILED, job.state());
            assertTrue(job.reason().orElseThrow().contains("No space left on device"));
            assertEquals(BatchState.MADE, c.batches.get(c.city, made.id()).state());
            assertEquals(List.of(), inFolder());
            assertEquals(List.of(), printing.files(c.city, made.id()));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_the_machine_lacks_ends_the_job_with_a_reason_and_not_the_printing(Database database) throws IOException {
        var faults = new AtomicInteger();
        LabelPress.Disk lacking = file -> {
            if (faults.getAndIncrement() == 0) {
                throw new OutOfMemoryError("Java heap space");
            }
            return Files.newOutputStream(file);
        };
        try (var c = new TestCity(database);
                var printing = printing(c, lacking)) {
            Batch made = c.made(20, CodeClass.STOCK);
            printing.print(by(c.city), made.id(), made.version());
            PrintJob job = ended(c, made.id());
            assertEquals(PrintState.FAILED, job.state());
            assertTrue(job.reason().orElseThrow().contains("Java heap space"), job.reason()::get);
            assertEquals(List.of(), inFolder());
            printing.print(by(c.city), made.id(), made.version());
            assertDone(ended(c, made.id()));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_was_called_off_keeps_nothing_and_can_be_asked_for_again(Database database) throws Exception {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        LabelPress.Disk waiting = file -> {
            reached.countDown();
            await(goOn);
            return Files.newOutputStream(file);
        };
        try (var c = new TestCity(database);
                var printing = printing(c, waiting)) {
            Batch made = c.made(20, CodeClass.STOCK);
            printing.print(by(c.city), made.id(), made.version());
            await(reached);
            Problem twice = assertThrows(Problem.class, () -> printing.print(by(c.city), made.id(), made.version()));
            assertEquals(ProblemType.WRONG_STATE, twice.type());
            printing.cancel(by(c.city), made.id());
            goOn.countDown();
            assertEquals(PrintState.CANCELLED, ended(c, made.id()).state());
            assertEquals(BatchState.MADE, c.batches.get(c.city, made.id()).state());
            printing.print(by(c.city), made.id(), made.version());
            assertDone(ended(c, made.id()));
            assertEquals(List.of(Long.toString(made.id())), inFolder());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void after_a_crash_the_job_goes_on_and_files_that_were_never_released_are_gone(Database database)
            throws IOException {
        try (var c = new TestCity(database)) {
            Batch made = c.made(20, CodeClass.STOCK);
            // As a process leaves it that ended after the last file and before the commit.
            c.run(
                    "insert into print_job (batch_id, state, asked_by, asked_for, asked_at, labels_done)"
                            + " values (?, 'RUNNING', ?, ?, ?, 10)",
                    made.id(),
                    c.city.accountId(),
                    c.city.organisation().id(),
                    TestCity.START);
            Path left = Files.createDirectory(folder.resolve(Long.toString(made.id())));
            Files.writeString(left.resolve("sheets-001.pdf"), "half");
            Path draft = Files.createDirectory(folder.resolve("." + made.id() + ".printing"));
            Files.writeString(draft.resolve("sheets-001.pdf"), "less");
            try (var printing = printing(c, Files::newOutputStream)) {
                assertDone(ended(c, made.id()));
                assertEquals(List.of(Long.toString(made.id())), inFolder());
                PrintFile sheets = printing.file(c.city, made.id(), "sheets-001.pdf");
                assertTrue(sheets.bytes() > 1_000);
                assertEquals(
                        Optional.of("%PDF"),
                        Optional.of(new String(Files.readAllBytes(sheets.path()), 0, 4, StandardCharsets.US_ASCII)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_is_asked_for_while_nothing_prints_is_printed_at_the_next_start(Database database) {
        try (var c = new TestCity(database)) {
            Batch made = c.made(20, CodeClass.STOCK);
            Printing stopped = printing(c, Files::newOutputStream);
            stopped.close();
            stopped.print(by(c.city), made.id(), made.version());
            assertEquals(
                    PrintState.WAITING,
                    c.batches.get(c.city, made.id()).printing().orElseThrow().state());
            try (var next = printing(c, Files::newOutputStream)) {
                assertDone(ended(c, made.id()));
                assertEquals(3, next.files(c.city, made.id()).size());
            }
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
