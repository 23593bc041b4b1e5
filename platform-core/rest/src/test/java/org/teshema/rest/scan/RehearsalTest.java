package org.teshema.rest.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.TestServer;
import org.teshema.web.Pages;

class RehearsalTest {
    private static final String ADDRESS = "https://s.sh.gov.cn/s/" + FakeDesk.TEXT;

    private static final int SCANS = 300;
    private static final Rehearsal.Effort ENOUGH = new Rehearsal.Effort(SCANS, Duration.ofMinutes(1));

    private final FakeDesk desk = new FakeDesk();
    private final AtomicInteger atDesk = new AtomicInteger();

    private static boolean ends(Rehearsal rehearsal) {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!rehearsal.isOver() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return rehearsal.isOver();
    }

    private Rehearsal of(List<String> codes, Optional<InetSocketAddress> server) {
        return of(codes, server, ENOUGH);
    }

    private Rehearsal of(List<String> codes, Optional<InetSocketAddress> server, Rehearsal.Effort effort) {
        return new Rehearsal(
                () -> true,
                () -> true,
                most -> codes,
                (address, language) -> {
                    atDesk.incrementAndGet();
                    return desk.rehearse(address, language);
                },
                new Pages(),
                server,
                effort);
    }

    @Test
    void the_codes_of_the_city_are_scanned_many_times_through_the_web_server_and_none_counts_as_a_scan() {
        AtomicReference<Rehearsal> rehearsing = new AtomicReference<>();
        ScanResource scans = new ScanResource(
                desk,
                new Pages(),
                request -> rehearsing.get() != null && rehearsing.get().asked(request));
        try (TestServer server = new TestServer(Map.of(), scans)) {
            InetSocketAddress there = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            AtomicReference<Boolean> known = new AtomicReference<>(false);
            try (Rehearsal rehearsal = new Rehearsal(
                    known::get,
                    () -> true,
                    most -> List.of(ADDRESS),
                    (address, language) -> {
                        atDesk.incrementAndGet();
                        return desk.rehearse(address, language);
                    },
                    new Pages(),
                    Optional.of(there),
                    ENOUGH)) {
                rehearsing.set(rehearsal);
                known.set(true);
                assertTrue(ends(rehearsal));
                int overHttp = desk.rehearsed.get() - atDesk.get();
                assertTrue(overHttp >= SCANS, overHttp + " scans over HTTP, " + atDesk + " at the desk");
                assertEquals(List.of(), desk.asked);
                // What somebody asks is a scan, whatever it carries.
                assertEquals(
                        200,
                        server.get("/s/" + FakeDesk.TEXT, "Teshema-Rehearsal", "true")
                                .statusCode());
                assertEquals(List.of(FakeDesk.TEXT), desk.asked);
            }
        }
    }

    @Test
    void without_a_web_server_that_speaks_plainly_the_desk_is_asked() {
        try (Rehearsal rehearsal = of(List.of(ADDRESS), Optional.empty())) {
            assertTrue(ends(rehearsal));
        }
        assertTrue(atDesk.get() > SCANS, atDesk + " scans");
    }

    @Test
    void a_city_without_a_bound_code_rehearses_nothing() {
        try (Rehearsal rehearsal = of(List.of(), Optional.empty())) {
            assertTrue(ends(rehearsal));
        }
        assertEquals(0, atDesk.get());
    }

    @Test
    void a_database_that_is_away_keeps_nobody_waiting() {
        try (Rehearsal rehearsal = new Rehearsal(
                () -> true,
                () -> true,
                most -> {
                    throw Problem.of(ProblemType.DATABASE_AWAY, "数据库无法访问。", "The database is away.");
                },
                (address, language) -> desk.rehearse(address, language),
                new Pages(),
                Optional.empty(),
                ENOUGH)) {
            assertTrue(ends(rehearsal));
        }
    }

    @Test
    void it_is_not_over_before_the_first_start_is_done() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(2);
        try (Rehearsal rehearsal = new Rehearsal(
                () -> {
                    asked.countDown();
                    return false;
                },
                () -> true,
                most -> List.of(),
                (address, language) -> desk.rehearse(address, language),
                new Pages(),
                Optional.empty(),
                ENOUGH)) {
            assertTrue(asked.await(20, TimeUnit.SECONDS));
            assertFalse(rehearsal.isOver());
        }
    }

    @Test
    void it_is_not_over_before_the_plugins_that_are_there_have_come_in() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(2);
        AtomicReference<Boolean> settled = new AtomicReference<>(false);
        try (Rehearsal rehearsal = new Rehearsal(
                () -> true,
                () -> {
                    asked.countDown();
                    return settled.get();
                },
                most -> List.of(ADDRESS),
                (address, language) -> {
                    atDesk.incrementAndGet();
                    return desk.rehearse(address, language);
                },
                new Pages(),
                Optional.empty(),
                ENOUGH)) {
            assertTrue(asked.await(20, TimeUnit.SECONDS));
            assertFalse(rehearsal.isOver());
            int before = atDesk.get();
            settled.set(true);
            assertTrue(ends(rehearsal));
            assertEquals(SCANS, atDesk.get() - before);
        }
    }

    @Test
    void an_operator_may_do_without() {
        try (Rehearsal rehearsal =
                of(List.of(ADDRESS), Optional.empty(), new Rehearsal.Effort(0, Duration.ofMinutes(1)))) {
            assertTrue(ends(rehearsal));
        }
        assertEquals(0, atDesk.get());
    }

    @Test
    void a_city_that_closes_in_the_middle_is_over_and_no_stack_trace_is_printed() throws InterruptedException {
        PrintStream before = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (Rehearsal rehearsal = new Rehearsal(
                () -> true,
                () -> true,
                most -> {
                    throw new IllegalStateException("the database is closed");
                },
                (address, language) -> desk.rehearse(address, language),
                new Pages(),
                Optional.empty(),
                ENOUGH)) {
            assertTrue(ends(rehearsal));
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("teshema-rehearsal")) {
                    thread.join();
                }
            }
        } finally {
            System.setErr(before);
        }
        assertFalse(printed.toString(StandardCharsets.UTF_8).contains("\tat "), printed::toString);
    }
}
