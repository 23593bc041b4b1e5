package org.teshema.rest.plugin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.teshema.api.text.Language;
import org.teshema.engine.gate.PluginReport;

/**
 * One plugin, or a jar that would be one.
 *
 * @param name the plugin's name, or the jar's where the plugin was never asked
 * @param version the plugin's version, or the jar's
 * @param title its title in the caller's language, once known
 * @param stage PROPOSED, SERVING, CANARY, STANDBY, QUARANTINED, REFUSED or LEAVING
 * @param reason why it stands there, in the caller's language
 * @param district its district; missing for the city's own
 * @param bundle number of its bundle; below nought for a release that lives in a host
 * @param since when it came to this stage
 * @param calls how often it was called
 * @param faults how often it threw, was slow or did not come back
 * @param slow how many of those answered, but late
 * @param p95Millis so many milliseconds or fewer took 95 of 100 calls; missing before the first
 * @param seconds spent in it
 * @param breaker CLOSED while it is called, OPEN while it is left out, TRYING in between, QUARANTINED while
 *     it is left out for longer
 * @param kinds entry kinds it declares
 * @param tier IN_PROCESS or DISTRICT_HOST: where its code runs
 * @param restarts how often its host was started again
 */
public record PluginJson(
        String name,
        String version,
        Optional<String> title,
        String stage,
        Optional<String> reason,
        Optional<String> district,
        String bundle,
        Instant since,
        long calls,
        long faults,
        long slow,
        Optional<Double> p95Millis,
        double seconds,
        String breaker,
        List<String> kinds,
        String tier,
        long restarts) {
    /** The shape of a report. */
    static PluginJson of(PluginReport report, Language language) {
        return new PluginJson(
                report.name(),
                report.version(),
                report.title().map(text -> text.in(language)),
                report.stage().name(),
                report.reason().map(text -> text.in(language)),
                report.district(),
                Long.toString(report.bundle()),
                report.since(),
                report.calls(),
                report.faults(),
                report.slow(),
                FiguresJson.millis(report),
                report.seconds(),
                report.breaker().name(),
                report.kinds(),
                report.tier().name(),
                report.restarts());
    }
}
