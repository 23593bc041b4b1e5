package org.teshema.rest.archive;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.Entry;

/**
 * An entry, with the fields the asker may see.
 *
 * @param id its id
 * @param deviceId the device it is about, or a segment of which it is about
 * @param kind name of its kind
 * @param schemaVersion version of the kind it was written with
 * @param values its fields by name
 * @param happenedAt when it happened
 * @param recordedAt when the platform learned of it
 * @param author the organisation that recorded it
 * @param source where it comes from
 * @param supersedes the entry it corrects
 */
public record EntryJson(
        String id,
        String deviceId,
        String kind,
        int schemaVersion,
        Map<String, Object> values,
        Instant happenedAt,
        Instant recordedAt,
        String author,
        String source,
        Optional<String> supersedes) {
    static EntryJson of(Entry entry) {
        OptionalLong supersedes = entry.supersedes();
        return new EntryJson(
                Long.toString(entry.id()),
                entry.subject().id().replaceFirst("/.*", ""),
                entry.kind(),
                entry.schemaVersion(),
                entry.values().byName(),
                entry.happenedAt(),
                entry.recordedAt(),
                entry.author(),
                entry.source(),
                supersedes.isPresent() ? Optional.of(Long.toString(supersedes.getAsLong())) : Optional.empty());
    }
}
