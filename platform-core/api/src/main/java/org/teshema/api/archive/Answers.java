package org.teshema.api.archive;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an entry of a kind answers 答复: with it, items of the inbox that tell of what is answered are dealt with, whoever has them.
 * What the public writes answers nothing.
 *
 * @param kinds names of kinds of the same plugin: of the entries answered, and of what may have been said of them before
 * @param field name of a whole number among its own fields, the id of the entry it answers: that one is answered, and those of these
 *     kinds that name it in a field called the same. An entry that leaves it empty, or of a kind that has no such field, answers all
 *     of these kinds about its device
 */
public record Answers(Set<String> kinds, Optional<String> field) {
    public Answers {
        kinds = Set.copyOf(kinds);
        Objects.requireNonNull(field, "field");
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("Who answers nothing declares no answers");
        }
    }
}
