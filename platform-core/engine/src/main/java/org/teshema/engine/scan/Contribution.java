package org.teshema.engine.scan;

import java.util.List;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.View;

/** What one plugin adds to an answer. */
record Contribution(View view, List<ClockReading> clocks, List<Link> links) {
    Contribution {
        clocks = List.copyOf(clocks);
        links = List.copyOf(links);
    }
}
