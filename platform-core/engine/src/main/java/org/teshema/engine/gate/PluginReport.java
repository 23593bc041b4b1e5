package org.teshema.engine.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * What operators see of one plugin, or of a jar that would be one.
 *
 * @param name the plugin's name, or the jar's where the plugin was never asked
 * @param version the plugin's version, or the jar's
 * @param title shown to people, once known
 * @param stage where it stands
 * @param reason why it stands there, where there is something to say
 * @param district its district, empty for the city's own
 * @param bundle number of its bundle
 * @param since when it came to this stage
 * @param calls how often it was called
 * @param faults how often it threw, was slow or did not come back
 * @param slow how many of those answered, but late
 * @param p95 so long or shorter took 95 of 100 single calls; empty before the first
 * @param opened how often it was left out for a while, after too many faults
 * @param seconds spent in it, all calls together
 * @param breaker whether it is called
 * @param kinds names of the entry kinds it declares
 * @param tier where its code runs
 * @param restarts how often its process was started again; 0 in the platform's
 */
public record PluginReport(
        String name,
        String version,
        Optional<Text> title,
        Stage stage,
        Optional<Text> reason,
        Optional<String> district,
        long bundle,
        Instant since,
        long calls,
        long faults,
        long slow,
        Optional<Duration> p95,
        long opened,
        double seconds,
        Breaker breaker,
        List<String> kinds,
        Tier tier,
        long restarts) {
    public PluginReport {
        kinds = List.copyOf(kinds);
    }
}
