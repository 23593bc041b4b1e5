package org.teshema.engine.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.plugin.Aspect;
import org.teshema.api.scan.Section;
import org.teshema.engine.gate.Admitted;

/**
 * The parts of one answer, put in the order they are read: first the notices that an aspect begins its view with, then the set
 * that the device belongs to, then the category's part and everybody else's in the order they were asked. For one thread.
 */
final class Parts {
    private final List<Part> first = new ArrayList<>();
    private final List<Part> set = new ArrayList<>();
    private final List<Part> rest = new ArrayList<>();

    void add(Part part) {
        rest.add(part);
    }

    /** The set that the device is the mother or a child of. */
    void addSet(Part part) {
        set.add(part);
    }

    /** What a plugin shows; nothing is added where it shows nothing. */
    void add(Admitted plugin, List<Section> sections) {
        int notices = 0;
        if (plugin.plugin() instanceof Aspect) {
            while (notices < sections.size() && sections.get(notices) instanceof Section.Notice) {
                notices++;
            }
        }
        if (notices > 0) {
            first.add(part(plugin, sections.subList(0, notices)));
        }
        if (notices < sections.size()) {
            rest.add(part(plugin, sections.subList(notices, sections.size())));
        }
    }

    List<Part> inOrder() {
        if (first.isEmpty() && set.isEmpty()) {
            return rest;
        }
        var all = new ArrayList<>(first);
        all.addAll(set);
        all.addAll(rest);
        return all;
    }

    private static Part part(Admitted plugin, List<Section> sections) {
        return new Part(plugin.info().name(), plugin.info().title(), sections, Optional.empty());
    }
}
