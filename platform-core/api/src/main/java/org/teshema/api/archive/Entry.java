package org.teshema.api.archive;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One entry of an archive. Entries are never changed; a correction is a later entry that supersedes this one.
 *
 * @param id positive, unique in the city
 * @param subject what it is about
 * @param kind name of its {@link EntryKind}
 * @param schemaVersion version of the kind it was written with
 * @param values the fields the reader may see
 * @param happenedAt when it happened in the world
 * @param recordedAt when the platform learned of it
 * @param author who recorded it: an organisation's name, never a person's
 * @param source where it comes from, such as {@code scan}, {@code import}, {@code inspection}
 * @param supersedes the entry it corrects
 */
public record Entry(
        long id,
        Subject subject,
        String kind,
        int schemaVersion,
        Values values,
        Instant happenedAt,
        Instant recordedAt,
        String author,
        String source,
        OptionalLong supersedes) {
    public Entry {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(happenedAt, "happenedAt");
        Objects.requireNonNull(recordedAt, "recordedAt");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(supersedes, "supersedes");
    }
}
