package org.teshema.rest.plugin;

import java.time.Duration;
import java.util.Optional;
import org.teshema.engine.gate.PluginReport;

/**
 * What was counted of one release on this node since it came: of the live one and of one on trial the same, so that they can be compared.
 *
 * @param calls how often it was called
 * @param failures how often it threw or did not come back
 * @param slow how often it answered too late; not among the failures
 * @param p95Millis so many milliseconds or fewer took 95 of 100 calls; missing before the first
 * @param breaker CLOSED while it is called, OPEN while it is left out, TRYING in between
 */
public record FiguresJson(long calls, long failures, long slow, Optional<Double> p95Millis, String breaker) {
    static FiguresJson of(PluginReport report) {
        return new FiguresJson(
                report.calls(),
                report.faults() - report.slow(),
                report.slow(),
                millis(report),
                report.breaker().name());
    }

    static Optional<Double> millis(PluginReport report) {
        return report.p95().map(Duration::toNanos).map(nanos -> Math.round(nanos / 1e4) / 100.0);
    }
}
