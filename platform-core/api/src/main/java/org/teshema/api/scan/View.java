package org.teshema.api.scan;

import java.util.List;

/**
 * What a plugin shows of a scan: sections in order, and actions the caller may take. The core drops actions whose
 * audience the caller does not belong to.
 *
 * @param sections at most 40
 * @param actions at most 20, names unique
 */
public record View(List<Section> sections, List<Action> actions) {
    public View {
        sections = List.copyOf(sections);
        actions = List.copyOf(actions);
        if (sections.size() > 40 || actions.size() > 20) {
            throw new IllegalArgumentException(
                    "A view has at most 40 sections and 20 actions, not " + sections.size() + " and " + actions.size());
        }
    }

    /** Nothing to show. */
    public static View empty() {
        return new View(List.of(), List.of());
    }
}
