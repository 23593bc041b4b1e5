package org.teshema.engine.outgoing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.app.Http;
import org.teshema.api.app.HttpRequest;
import org.teshema.api.app.HttpResponse;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;
import org.teshema.engine.time.CityClock;

/** The one way out for scene apps, and {@linkplain #of of another list} for messages; shut unless the configuration opens it. Thread-safe. */
@Component(service = Gateway.class, configurationPid = Gateway.PID)
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int MILLIS = 5_000;

    static final String PID = "org.teshema.outgoing";

    private final Set<Origin> allowed;
    private final Set<Origin> inside;
    private final InstantSource clock;
    private final Names names;
    private final SSLSocketFactory tls;
    private final Map<String, Rate> rates = new ConcurrentHashMap<>();
    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "teshema-outgoing");
        thread.setDaemon(true);
        return thread;
    });

    /** Configuration {@code org.teshema.outgoing}. */
    public @interface Config {
        /** Places in the world that apps may reach, such as {@code https://api.example.cn/}. */
        String[] allowed() default {};

        /** Places on this machine or in networks of the city's own that they may reach as well. */
        String[] inside() default {};
    }

    /** How a name becomes addresses. */
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** A way out to what is configured. A place that is misspelt is told in the log and stays shut. */
    @Activate
    public Gateway(Config config, @Reference CityClock clock) {
        this(
                origins(PID, config.allowed()),
                origins(PID, config.inside()),
                clock,
                InetAddress::getAllByName,
                (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /**
     * A way out to other places than those of apps, for somebody else.
     *
     * @param pid name of the configuration that lists them, for the log
     */
    public static Gateway of(String pid, String[] allowed, String[] inside, CityClock clock) {
        return of(origins(pid, allowed), origins(pid, inside), clock);
    }

    /** A way out to these places. */
    public static Gateway of(Set<Origin> allowed, Set<Origin> inside, InstantSource clock) {
        return new Gateway(
                allowed, inside, clock, InetAddress::getAllByName, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Gateway(Set<Origin> allowed, Set<Origin> inside, InstantSource clock, Names names, SSLSocketFactory tls) {
        this.allowed = Set.copyOf(allowed);
        this.inside = Set.copyOf(inside);
        this.clock = clock;
        this.names = names;
        this.tls = tls;
    }

    /** Whether it leads anywhere. */
    public boolean isOpen() {
        return !allowed.isEmpty() || !inside.isEmpty();
    }

    /** Whether it leads there. */
    public boolean lists(Origin origin) {
        return allowed.contains(origin) || inside.contains(origin);
    }

    private static Set<Origin> origins(String pid, String[] written) {
        return Arrays.stream(written)
                .flatMap(line -> Arrays.stream(line.split("[,\\s]+", -1)))
                .filter(word -> !word.isBlank())
                .flatMap(word -> origin(pid, word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Origin> origin(String pid, String word) {
        try {
            return Optional.of(Origin.parse(word));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: {}", pid, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The way out of one app.
     *
     * @param declared the places its release names; empty for an app that came with the platform, which may go wherever apps may
     */
    public Http of(String app, Optional<Set<Origin>> declared) {
        return request -> send(app, declared, request);
    }

    /** How many requests each app sent since the start, by app and how they ended. */
    public Map<String, Map<String, Long>> counts() {
        var all = new HashMap<String, Map<String, Long>>();
        counts.forEach((app, outcomes) -> {
            var sums = new HashMap<String, Long>();
            outcomes.forEach((outcome, one) -> sums.put(outcome, one.sum()));
            all.put(app, sums);
        });
        return all;
    }

    private void count(String app, String outcome) {
        counts.computeIfAbsent(app, one -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome, one -> new LongAdder())
                .increment();
    }

    private HttpResponse send(String app, Optional<Set<Origin>> declared, HttpRequest request) {
        try {
            HttpResponse response = allowed(app, declared, request);
            count(app, "answered");
            return response;
        } catch (PlatformFailure e) {
            count(app, e.reason().name().toLowerCase(java.util.Locale.ROOT));
            throw e;
        }
    }

    private HttpResponse allowed(String app, Optional<Set<Origin>> declared, HttpRequest request) {
        Origin origin = Origin.of(request.uri());
        if (declared.isPresent() && !declared.get().contains(origin)) {
            throw new PlatformFailure(
                    Reason.REFUSED, "The release of " + app + " names " + named(declared.get()) + ", not " + origin);
        }
        if (!lists(origin)) {
            throw new PlatformFailure(Reason.REFUSED, "The city's configuration does not list " + origin);
        }
        Rate rate = rates.computeIfAbsent(app, one -> new Rate(clock));
        if (!rate.begin()) {
            throw new PlatformFailure(
                    Reason.BUSY,
                    "An app sends " + Rate.A_MINUTE + " requests in a minute and " + Rate.AT_A_TIME + " at a time");
        }
        try {
            return exchanged(origin, request);
        } finally {
            rate.done();
        }
    }

    private static String named(Set<Origin> origins) {
        return origins.isEmpty()
                ? "no place"
                : origins.stream()
                        .map(Origin::toString)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .toString();
    }

    private HttpResponse exchanged(Origin origin, HttpRequest request) {
        var late = new AtomicBoolean();
        var exchange = new Exchange(origin, MILLIS);
        // Whoever sends a byte now and then would be waited for: the end is set from outside.
        Future<?> end = watch.schedule(
                () -> {
                    late.set(true);
                    exchange.end();
                },
                MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            return exchange.send(request, address(origin), tls);
        } catch (SocketTimeoutException e) {
            throw new PlatformFailure(Reason.TOO_SLOW, origin + " did not answer within 5 seconds");
        } catch (IOException e) {
            throw late.get()
                    ? new PlatformFailure(Reason.TOO_SLOW, origin + " did not answer within 5 seconds")
                    : new PlatformFailure(Reason.AWAY, origin + " cannot be reached: " + e.getMessage());
        } finally {
            end.cancel(false);
            exchange.end();
        }
    }

    /** Looked up once: what is looked at here is what is connected to. */
    private InetAddress address(Origin origin) throws UnknownHostException {
        InetAddress[] addresses = names.of(origin.host().replaceAll("[\\[\\]]", ""));
        if (!inside.contains(origin)) {
            for (InetAddress one : addresses) {
                if (InsideAddress.is(one)) {
                    throw new PlatformFailure(
                            Reason.REFUSED,
                            origin + " is the inside address " + one.getHostAddress()
                                    + ", which the city's configuration does not list as inside");
                }
            }
        }
        return addresses[0];
    }

    @Override
    @Deactivate
    public void close() {
        watch.shutdownNow();
    }
}
