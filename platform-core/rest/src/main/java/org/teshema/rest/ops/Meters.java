package org.teshema.rest.ops;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The counters of the platform. Thread-safe. */
@Component(service = Meters.class)
public final class Meters implements AutoCloseable {
    /** Where an operation notes its name in its request. */
    public static final String OPERATION = "org.teshema.operation";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Key, Timer> requests = new ConcurrentHashMap<>();

    private record Key(String operation, int status) {}

    /** All at zero. */
    @Activate
    public Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Counts one request. */
    void request(String operation, int status, long nanos) {
        requests.computeIfAbsent(new Key(operation, status), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("teshema.http.requests")
                .description("Requests answered, by operation and status")
                .tag("operation", key.operation())
                .tag("status", Integer.toString(key.status()))
                .register(registry);
    }

    /** Counts the request that notes its operation, or that reached none. */
    public void request(Object operation, int status, long nanos) {
        request(operation instanceof String name ? name : "none", status, nanos);
    }

    String scrape() {
        return registry.scrape();
    }

    @Override
    @Deactivate
    public void close() {
        registry.close();
    }
}
