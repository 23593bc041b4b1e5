package org.teshema.engine.scan;

import java.util.List;
import java.util.Objects;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.View;

/** What one plugin adds to an answer. */
record Contribution(View view, List<ClockReading> clocks, List<Link> links) {
    Contribution {
        // Here, on the guard's thread: an answer of null is the plugin's fault and not the scan's.
        Objects.requireNonNull(view, "the view is null");
        clocks = List.copyOf(clocks);
        links = List.copyOf(links);
    }
}
