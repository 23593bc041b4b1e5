package org.teshema.api.scan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Segment;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.device.Device;
import org.teshema.api.rule.Rulebook;

/**
 * What a plugin is given for one scan of a bound code. Immutable; everything in it is already masked for the caller.
 *
 * @param code the code that was scanned
 * @param device the device it is bound to
 * @param currentEntries the current entry of each kind of this device's archive, by kind name
 * @param segments the segments of a registration unit, in the order of its table; empty for everything else
 * @param caller who scans
 * @param today the day in the city (Asia/Shanghai)
 * @param rules the rules that apply in this evaluation: the plugin's own as the city corrected them, past and coming ones
 *     included. A plugin MUST judge by these and never by the list it shipped, so that a correction counts at once, a past
 *     day is answered under its own rules, and a proposed rule can be tried on history
 */
public record ScanContext(
        CodeFacts code,
        Device device,
        Map<String, Entry> currentEntries,
        List<Segment> segments,
        Caller caller,
        LocalDate today,
        Rulebook rules) {
    public ScanContext {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(device, "device");
        currentEntries = Map.copyOf(currentEntries);
        segments = List.copyOf(segments);
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(today, "today");
        Objects.requireNonNull(rules, "rules");
    }

    /** A context of a device without segments. */
    public ScanContext(
            CodeFacts code,
            Device device,
            Map<String, Entry> currentEntries,
            Caller caller,
            LocalDate today,
            Rulebook rules) {
        this(code, device, currentEntries, List.of(), caller, today, rules);
    }

    /** The current entry of that kind, if there is one. */
    public Optional<Entry> current(String kind) {
        return Optional.ofNullable(currentEntries.get(kind));
    }
}
