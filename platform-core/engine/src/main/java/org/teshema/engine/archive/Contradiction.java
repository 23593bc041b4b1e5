package org.teshema.engine.archive;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Theme;

/**
 * What several sources say differently of the same: in one field, of what the device is, or of what happened to it on one day. Of each
 * source its newest word counts.
 *
 * @param kind what the entries are of
 * @param field the field in which they differ
 * @param sides the newest entry of each source that says something there, in the order they were recorded; at least two
 */
public record Contradiction(EntryKind kind, Field field, List<Entry> sides) {
    /** What is compared: a field of what the device is, where there is no day, or of what happened on that day. */
    private record Topic(EntryKind kind, Optional<?> day, Field field) {}

    private record Source(String author, String source) {}

    public Contradiction {
        sides = List.copyOf(sides);
    }

    /** Whether entries of that kind are compared: people write them, and they are of the device or of a day. */
    static boolean compares(EntryKind kind) {
        return !kind.writers().isEmpty()
                && (kind.theme() == Theme.DEVICE
                        || kind.field(CityKinds.ON)
                                .filter(field -> field.type() instanceof FieldType.Day)
                                .isPresent());
    }

    /**
     * All there are in an archive.
     *
     * @param standing entries that nobody corrected, in the order they were recorded
     * @param kinds the kinds that are compared, by name: of each entry there is one
     */
    static List<Contradiction> in(List<Entry> standing, Map<String, EntryKind> kinds) {
        Map<Topic, Map<Source, Entry>> said = new LinkedHashMap<>();
        for (Entry entry : standing) {
            EntryKind kind = kinds.get(entry.kind());
            Optional<?> day = kind.theme() == Theme.DEVICE
                    ? Optional.empty()
                    : entry.values().day(CityKinds.ON);
            var source = new Source(entry.author(), entry.source());
            for (Field field : kind.fields()) {
                if (isComparable(field) && entry.values().byName().containsKey(field.name())) {
                    Map<Source, Entry> sides =
                            said.computeIfAbsent(new Topic(kind, day, field), one -> new LinkedHashMap<>());
                    // Taken out first, so that it stands behind what others said meanwhile.
                    sides.remove(source);
                    sides.put(source, entry);
                }
            }
        }
        var found = new ArrayList<Contradiction>();
        said.forEach((topic, sides) -> {
            long different = sides.values().stream()
                    .map(entry ->
                            plain(entry.values().byName().get(topic.field().name())))
                    .distinct()
                    .count();
            if (different > 1) {
                found.add(new Contradiction(topic.kind(), topic.field(), List.copyOf(sides.values())));
            }
        });
        return found;
    }

    private static boolean isComparable(Field field) {
        return !(field.type() instanceof FieldType.Checklist) && !(field.type() instanceof FieldType.Photo);
    }

    /** 630 and 630.0 are the same. */
    private static Object plain(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }
}
