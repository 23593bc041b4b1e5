package org.teshema.api.app;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;

/**
 * What a scene app is given for one page. Immutable; what it can reach meanwhile through its {@code Platform} is narrowed to
 * what this reader may see.
 *
 * @param page name of the page asked for
 * @param parameters what else stood in the address, by name, as somebody typed it: at most 20, each of at most 200 characters
 * @param caller who reads; towards the device on a page of one, otherwise towards the devices they answer for
 * @param scanned on a page of one device, what a scan of its code by this reader hands over; empty on other pages
 * @param today the day in the city (Asia/Shanghai)
 * @param rules the app's rules as the city corrected them
 */
public record PageContext(
        String page,
        Map<String, String> parameters,
        Caller caller,
        Optional<ScanContext> scanned,
        LocalDate today,
        Rulebook rules) {
    public PageContext {
        Objects.requireNonNull(page, "page");
        parameters = Map.copyOf(parameters);
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(scanned, "scanned");
        Objects.requireNonNull(today, "today");
        Objects.requireNonNull(rules, "rules");
    }

    /** What stood in the address under that name. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The cursor of a page after the first: what the page before gave as {@link PageView#next}. */
    public Optional<String> cursor() {
        return parameter("cursor");
    }
}
