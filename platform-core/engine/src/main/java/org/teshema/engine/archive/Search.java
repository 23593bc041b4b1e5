package org.teshema.engine.archive;

import java.util.Objects;
import java.util.Optional;

/**
 * A search over the typed index of the archive: one field of one kind, equal to a value or between two.
 *
 * @param kind name of the entry kind
 * @param field name of the field
 * @param from least value, as it is written in a request; empty for no lower bound
 * @param to greatest value; equal to {@code from} for an exact search
 * @param currentOnly whether only the current entry of a device counts, and not what came before it
 */
public record Search(String kind, String field, Optional<String> from, Optional<String> to, boolean currentOnly) {
    public Search {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (from.isEmpty() && to.isEmpty()) {
            throw FieldCheck.invalid("from", "检索须给出 from、to 或两者。", "A search needs from, to, or both.");
        }
    }
}
