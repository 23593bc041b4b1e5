package org.teshema.rest.scan;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.gate.Stage;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.ScanDesk;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/**
 * Scans some codes of the city after a start, before anybody relies on the platform: the first people to scan find classes
 * loaded and code compiled, from the web server to the database. The platform says that it is ready when this is over. Thread-safe.
 *
 * <p>As soon as the web server answers, first some scans at a time at the desk, which opens connections to the database and prepares their statements; then one after the
 * other through the web server, as people come, because many at a time would take the processor from the compiler they wait for.
 */
@Component(
        service = Rehearsal.class,
        immediate = true,
        configurationPid = {"org.ops4j.pax.web", "org.teshema.scan"})
public final class Rehearsal implements AutoCloseable {
    /** The name under which the rehearsal's own requests are counted. */
    static final String OPERATION = "scan.rehearse";

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final String OWN = "Teshema-Rehearsal";
    private static final int CODES = 256;
    private static final int READERS = 8;
    private static final int SCANS_AT_DESK = 256;
    private static final int CONNECT_EVERY = 100;
    private static final int PAGE_EVERY = 8;
    private static final Duration MOST_TIME = Duration.ofSeconds(8);
    // A jar that says it is a plugin and shows none in ten seconds never will.
    private static final Duration MOST_WAIT_FOR_PLUGINS = Duration.ofSeconds(10);
    private static final Duration MOST_WAIT = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final BooleanSupplier started;
    private final BooleanSupplier settled;
    private final IntFunction<List<String>> codes;
    private final BiFunction<String, Language, ScanAnswer> desk;
    private final Pages pages;
    private final Optional<InetSocketAddress> server;
    private final Effort effort;
    // Nobody else knows it: a request that carries it is the rehearsal's.
    private final String secret = UUID.randomUUID().toString();

    private volatile boolean over;
    // Not an interrupt: an embedded database closes its file when it meets one.
    private volatile boolean stopped;

    /** Configuration {@code org.ops4j.pax.web}: where the web server listens; and {@code org.teshema.scan}. */
    public @interface Config {
        /** Addresses, the first one is asked. */
        String org_ops4j_pax_web_listening_addresses() default "127.0.0.1";

        /** The port without TLS. */
        int org_osgi_service_http_port() default 8080;

        /** Whether it listens without TLS. */
        boolean org_osgi_service_http_enabled() default true;

        /** Scans that are rehearsed at most, 0 for none. */
        int rehearsal_scans() default 8_000;
    }

    /**
     * When it is enough.
     *
     * @param scans so many
     * @param most or so long, whatever comes first
     */
    record Effort(int scans, Duration most) {}

    /** Rehearses with these, in the background, as soon as the first start is done. */
    @Activate
    public Rehearsal(
            Config config,
            @Reference ScanDesk desk,
            @Reference PostedCodes codes,
            @Reference Pages pages,
            @Reference FirstStart start,
            @Reference Plugins plugins) {
        this(
                start::done,
                () -> plugins.all().stream().noneMatch(plugin -> plugin.stage() == Stage.PROPOSED),
                codes::spread,
                desk::rehearse,
                pages,
                server(config),
                new Effort(config.rehearsal_scans(), MOST_TIME));
    }

    /**
     * The same of anything that can be scanned.
     *
     * @param started whether there may be codes by now
     * @param settled whether every plugin that is there has come in or was kept out
     * @param codes addresses in codes, as many as asked for or fewer
     * @param desk answers one of them
     * @param server where scans are answered over HTTP; without one all are made at the desk
     * @param effort how many are made one after the other
     */
    Rehearsal(
            BooleanSupplier started,
            BooleanSupplier settled,
            IntFunction<List<String>> codes,
            BiFunction<String, Language, ScanAnswer> desk,
            Pages pages,
            Optional<InetSocketAddress> server,
            Effort effort) {
        this.started = started;
        this.settled = settled;
        this.codes = codes;
        this.desk = desk;
        this.pages = pages;
        this.server = server;
        this.effort = effort;
        background("teshema-rehearsal", this::run);
    }

    /** Whether it is over, or was not possible. */
    public boolean isOver() {
        return over;
    }

    /** Whether that request is one of the rehearsal's own: such a scan nobody made. */
    boolean asked(HttpServletRequest request) {
        return !over && secret.equals(request.getHeader(OWN));
    }

    private static Optional<InetSocketAddress> server(Config config) {
        return config.org_osgi_service_http_enabled()
                ? Optional.of(new InetSocketAddress(
                        config.org_ops4j_pax_web_listening_addresses()
                                .split(",", 2)[0]
                                .strip(),
                        config.org_osgi_service_http_port()))
                : Optional.empty();
    }

    private Thread background(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((one, failure) -> failed(failure));
        thread.start();
        return thread;
    }

    private void failed(Throwable failure) {
        if (stopped) {
            LOG.debug("Stopped while scans were rehearsed", failure);
        } else {
            LOG.warn("试扫码中止 / the rehearsal of scans ended early: {}", failure.toString());
        }
    }

    private void run() {
        try {
            while (!started.getAsBoolean() && !stopped) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
            List<String> addresses = effort.scans() == 0 ? List.of() : codes.apply(CODES);
            if (!addresses.isEmpty()) {
                // Not earlier: whoever waits for the first answer needs the processor more.
                boolean answering = server.isPresent() && answering(server.get(), addresses.get(0));
                long began = System.nanoTime();
                together(addresses);
                int through = oneByOne(addresses, answering);
                LOG.info(
                        "试扫码 {} 次，用时 {} 毫秒 / rehearsed {} scans in {} ms",
                        through,
                        millisSince(began),
                        through,
                        millisSince(began));
            }
        } catch (Problem e) {
            LOG.debug("Nothing rehearsed: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over = true;
        }
    }

    // As many at a time as a server has busy readers: each connection to the database prepares its statements anew.
    private void together(List<String> addresses) throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(background("teshema-rehearsal-" + i, () -> {
                long end = end(effort.most());
                for (int turn = turns.getAndIncrement();
                        turn < Math.min(SCANS_AT_DESK, effort.scans()) && !late(end);
                        turn = turns.getAndIncrement()) {
                    atDesk(addresses.get(turn % addresses.size()), turn);
                }
            }));
        }
        for (Thread reader : readers) {
            reader.join();
        }
    }

    private int oneByOne(List<String> addresses, boolean answering) throws InterruptedException {
        // Plugins come in later than the web server: without them half of a scan would not be rehearsed.
        long due = end(MOST_WAIT_FOR_PLUGINS);
        while (!settled.getAsBoolean() && !late(due)) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        if (answering) {
            try {
                return overHttp(server.get(), addresses);
            } catch (IOException e) {
                LOG.debug("The web server went while scans were rehearsed", e);
            }
        }
        long end = end(effort.most());
        int turn = 0;
        for (; turn < effort.scans() && !late(end); turn++) {
            atDesk(addresses.get(turn % addresses.size()), turn);
        }
        return turn;
    }

    /** Waits until the web server has all that answers scans. */
    private boolean answering(InetSocketAddress server, String address) throws InterruptedException {
        long end = end(MOST_WAIT);
        while (!late(end)) {
            try (Loopback connection = new Loopback(server)) {
                if (connection.get(path(address), headers(0)) != 503) {
                    return true;
                }
            } catch (IOException e) {
                LOG.trace("Not yet", e);
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return false;
    }

    private int overHttp(InetSocketAddress server, List<String> addresses) throws IOException {
        long end = end(effort.most());
        int turn = 0;
        while (turn < effort.scans() && !late(end)) {
            // People come on connections of their own.
            try (Loopback connection = new Loopback(server)) {
                for (int i = 0; i < CONNECT_EVERY && !late(end); i++, turn++) {
                    connection.get(path(addresses.get(turn % addresses.size())), headers(turn));
                }
            }
        }
        return turn;
    }

    private static String path(String address) {
        return URI.create(address).getRawPath();
    }

    private String headers(int turn) {
        return OWN + ": " + secret + "\r\nAccept: " + (page(turn) ? "text/html" : "application/json")
                + "\r\nAccept-Language: " + (language(turn) == Language.ZH ? "zh-CN" : "en") + "\r\n";
    }

    private void atDesk(String address, int turn) {
        Language language = language(turn);
        ScanAnswer answer = desk.apply(address, language);
        ScanWriter.write(answer, language, "/s/-");
        if (page(turn)) {
            String page =
                    pages.scan(Frame.plain(language, "/s/-"), ScanPages.of(answer, "localhost", Optional.of("/s/-")));
            if (page.getBytes(StandardCharsets.UTF_8).length == 0) {
                throw new IllegalStateException("An empty page");
            }
        }
    }

    // Every face in every language: of two pages one after the other, one is English.
    private static boolean page(int turn) {
        return turn % PAGE_EVERY < 2;
    }

    private static Language language(int turn) {
        return turn % 2 == 0 ? Language.ZH : Language.EN;
    }

    private static long end(Duration most) {
        return System.nanoTime() + most.toNanos();
    }

    private boolean late(long end) {
        return stopped || System.nanoTime() - end > 0;
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    @Override
    @Deactivate
    public void close() {
        stopped = true;
    }
}
