package org.teshema.rest.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AppMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong heard = new AtomicLong();
    private final AppMeters meters = new AppMeters(
            registry,
            List.of(new AppMeters.Source(
                    "teshema.app.events", "Events", () -> Map.of("rescue", Map.of("heard", heard.get())))));

    @Test
    void a_figure_goes_on_after_garbage_was_collected_and_is_registered_once() {
        meters.look();
        assertEquals(0, heard());
        System.gc();
        heard.set(3);
        meters.look();
        assertEquals(3, heard());
        assertEquals(1, registry.getMeters().size());
    }

    private double heard() {
        return registry.get("teshema.app.events")
                .tag("plugin", "rescue")
                .tag("outcome", "heard")
                .functionCounter()
                .count();
    }
}
