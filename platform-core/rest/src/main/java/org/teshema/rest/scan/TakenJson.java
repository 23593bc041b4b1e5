package org.teshema.rest.scan;

import java.time.Instant;
import java.util.Map;
import org.teshema.api.archive.Entry;

/**
 * The entry that an action appended, as far as its author may see it.
 *
 * @param id its id
 * @param kind its kind
 * @param values its fields by name
 * @param happenedAt when it happened
 * @param recordedAt when it was recorded
 * @param author who recorded it
 */
public record TakenJson(
        String id, String kind, Map<String, Object> values, Instant happenedAt, Instant recordedAt, String author) {
    /** The shape of an entry. */
    public static TakenJson of(Entry entry) {
        return new TakenJson(
                Long.toString(entry.id()),
                entry.kind(),
                entry.values().byName(),
                entry.happenedAt(),
                entry.recordedAt(),
                entry.author());
    }
}
