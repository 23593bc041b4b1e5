package org.teshema.rest.scan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.text.Language;
import org.teshema.engine.codes.PostedCodes;
import org.teshema.engine.demo.FirstStart;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.ScanDesk;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/**
 * Scans some codes of the city after a start, before anybody relies on the platform: the first people to scan find classes
 * loaded and code compiled. The platform says that it is ready when this is over. Thread-safe.
 */
@Component(service = Rehearsal.class, immediate = true)
public final class Rehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final int CODES = 64;
    private static final int SCANS = 2_000;
    private static final int READERS = 8;
    private static final int PAGE_EVERY = 10;
    private static final Duration MOST = Duration.ofSeconds(4);
    private static final long LOOK_AGAIN_MILLIS = 250;

    private volatile boolean over;
    // Not an interrupt: an embedded database closes its file when it meets one.
    private volatile boolean stopped;

    /** Rehearses with these, in the background, as soon as the first start is done. */
    @Activate
    public Rehearsal(
            @Reference ScanDesk desk,
            @Reference PostedCodes codes,
            @Reference Pages pages,
            @Reference FirstStart start) {
        this(start::done, codes::first, desk::rehearse, pages);
    }

    /**
     * The same of anything that can be scanned.
     *
     * @param started whether there may be codes by now
     * @param codes addresses in codes, as many as asked for or fewer
     * @param desk answers one of them
     */
    Rehearsal(
            BooleanSupplier started,
            IntFunction<List<String>> codes,
            BiFunction<String, Language, ScanAnswer> desk,
            Pages pages) {
        Thread thread = new Thread(() -> run(started, codes, desk, pages), "teshema-rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether it is over, or was not possible. */
    public boolean isOver() {
        return over;
    }

    private void run(
            BooleanSupplier started,
            IntFunction<List<String>> codes,
            BiFunction<String, Language, ScanAnswer> desk,
            Pages pages) {
        try {
            while (!started.getAsBoolean() && !stopped) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
            List<String> addresses = codes.apply(CODES);
            if (!addresses.isEmpty()) {
                together(addresses, desk, pages);
            }
        } catch (Problem e) {
            LOG.debug("Nothing rehearsed: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over = true;
        }
    }

    // As many at a time as a server has busy readers: each connection of the pool plans its select anew.
    private void together(List<String> addresses, BiFunction<String, Language, ScanAnswer> desk, Pages pages)
            throws InterruptedException {
        long end = System.nanoTime() + MOST.toNanos();
        AtomicInteger turns = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            Thread reader = new Thread(
                    () -> {
                        int turn = turns.getAndIncrement();
                        while (turn < SCANS && System.nanoTime() < end && !stopped) {
                            scan(desk, pages, addresses.get(turn % addresses.size()), turn);
                            turn = turns.getAndIncrement();
                        }
                    },
                    "teshema-rehearsal-" + i);
            reader.setDaemon(true);
            reader.start();
            readers.add(reader);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        LOG.debug("Rehearsed {} scans", Math.min(turns.get(), SCANS));
    }

    private static void scan(BiFunction<String, Language, ScanAnswer> desk, Pages pages, String address, int turn) {
        Language language = turn % 2 == 0 ? Language.ZH : Language.EN;
        ScanAnswer answer = desk.apply(address, language);
        ScanWriter.write(answer, language, "/s/-");
        if (turn % PAGE_EVERY == 0) {
            String page =
                    pages.scan(Frame.plain(language, "/s/-"), ScanPages.of(answer, "localhost", Optional.of("/s/-")));
            if (page.getBytes(StandardCharsets.UTF_8).length == 0) {
                throw new IllegalStateException("An empty page");
            }
        }
    }

    @Override
    @Deactivate
    public void close() {
        stopped = true;
    }
}
