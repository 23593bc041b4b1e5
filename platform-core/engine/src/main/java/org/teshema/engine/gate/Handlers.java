package org.teshema.engine.gate;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The plugins that answer for devices of one category in one district.
 *
 * @param category the category plugin that won
 * @param joined aspects and scene apps, in the order of their names
 * @param kinds names of the entry kinds any of them may read, the city's included
 */
public record Handlers(Optional<Admitted> category, List<Admitted> joined, Set<String> kinds) {
    public Handlers {
        joined = List.copyOf(joined);
        kinds = Set.copyOf(kinds);
    }
}
