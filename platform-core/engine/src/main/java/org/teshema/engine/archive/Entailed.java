package org.teshema.engine.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;

/**
 * An entry that another one brings with it, in its transaction: a serious finding of an inspection, which is a kind of its own because
 * a kind, and not a value, says whom an entry concerns.
 *
 * @param kind what it is an entry of
 * @param values its fields
 */
record Entailed(EntryKind kind, Values values) {
    /** What that entry brings with it. */
    static Optional<Entailed> by(Entry entry) {
        Optional<String> serious = entry.kind().equals(CityKinds.INSPECTION.name())
                ? entry.values().text(CityKinds.SERIOUS)
                : Optional.empty();
        return serious.map(words -> {
            Map<String, Object> values = new HashMap<>();
            values.put("inspection", entry.id());
            values.put(CityKinds.SERIOUS, words);
            entry.values().day(CityKinds.ON).ifPresent(day -> values.put(CityKinds.ON, day));
            entry.values().text(CityKinds.REPORT).ifPresent(report -> values.put(CityKinds.REPORT, report));
            return new Entailed(CityKinds.SERIOUS_FINDING, new Values(values));
        });
    }
}
