package org.teshema.engine.gate;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** All plugins the gate knows of, with their stage, reasons and figures, for operators. Thread-safe. */
@Component(service = Plugins.class)
public final class Plugins {
    private volatile List<Candidate.Seen> seen = List.of();

    /** None yet. */
    @Activate
    public Plugins() {}

    /** The reports, by name and version. Holds no personal data: everybody may read it. */
    public List<PluginReport> all() {
        return seen.stream().map(Candidate.Seen::report).toList();
    }

    void show(List<Candidate.Seen> now) {
        seen = List.copyOf(now);
    }
}
