package org.teshema.rest.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What is counted of scene apps, as one meter for each app and outcome. A meter holds its source weakly and stands still once that is
 * gone: the sources are held here. Thread-safe.
 */
final class AppMeters {
    private final MeterRegistry registry;
    private final List<Source> sources;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /**
     * Something that is counted.
     *
     * @param name of its meters
     * @param description what is counted
     * @param counts the figures now, by app and outcome
     */
    record Source(String name, String description, Supplier<Map<String, Map<String, Long>>> counts) {}

    AppMeters(MeterRegistry registry, List<Source> sources) {
        this.registry = registry;
        this.sources = List.copyOf(sources);
    }

    /** Registers what has been counted for the first time. */
    void look() {
        for (Source source : sources) {
            source.counts()
                    .get()
                    .forEach((app, outcomes) -> outcomes.keySet().forEach(outcome -> {
                        if (known.add(source.name() + "\n" + app + "\n" + outcome)) {
                            register(source, app, outcome);
                        }
                    }));
        }
    }

    private void register(Source source, String app, String outcome) {
        FunctionCounter.builder(
                        source.name(),
                        source,
                        one -> one.counts().get().get(app).get(outcome))
                .description(source.description())
                .tag("plugin", app)
                .tag("outcome", outcome)
                .register(registry);
    }
}
