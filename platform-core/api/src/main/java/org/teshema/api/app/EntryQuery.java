package org.teshema.api.app;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.device.CatalogueCode;

/**
 * Which entries are asked for: those of one kind whose field lies between two values. Corrected entries are left out.
 *
 * @param kind name of the entry kind
 * @param field name of the field; in its order the entries come
 * @param from least value as people write it, such as {@code 2026-03-01}; empty for no lower bound
 * @param until greatest value; equal to {@code from} for exactly that one
 * @param nodes of devices of these catalogue nodes or below them; empty for all
 * @param currentOnly whether only the entry of a device counts that holds now, and not what came before it
 * @param cursor what the listing before gave as its {@code next}; empty for the beginning
 * @param limit most entries, 1 to 200
 */
public record EntryQuery(
        String kind,
        String field,
        Optional<String> from,
        Optional<String> until,
        Set<CatalogueCode> nodes,
        boolean currentOnly,
        Optional<String> cursor,
        int limit) {
    public EntryQuery {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        nodes = Set.copyOf(nodes);
        Objects.requireNonNull(cursor, "cursor");
        Listing.checkLimit(limit);
    }
}
