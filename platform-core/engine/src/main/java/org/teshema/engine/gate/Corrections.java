package org.teshema.engine.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.teshema.api.rule.Rulebook;

/**
 * All corrections that count at one moment. Immutable.
 *
 * @param version rises with every change of the corrections
 * @param all in the order they were added
 */
public record Corrections(long version, List<Correction> all) {
    /** Before anything was read. */
    static final Corrections NONE = new Corrections(-1, List.of());

    public Corrections {
        all = List.copyOf(all);
    }

    /**
     * What came of laying corrections over the rules a plugin shipped.
     *
     * @param book the rules that count
     * @param misfits corrections left out, since with them the rules would make no book, and why; by id
     */
    public record Corrected(Rulebook book, Map<Long, String> misfits) {
        public Corrected {
            Objects.requireNonNull(book, "book");
            misfits = Map.copyOf(misfits);
        }
    }

    /** Those of one plugin. */
    public List<Correction> of(String plugin) {
        return all.stream().filter(one -> one.plugin().equals(plugin)).toList();
    }

    /**
     * The rules of a plugin with its corrections over them, in the order they were added. A correction that does not fit what a
     * later version ships is left out and told; it never keeps a plugin from serving.
     */
    public Corrected over(String plugin, Rulebook shipped) {
        Rulebook book = shipped;
        Map<Long, String> misfits = new LinkedHashMap<>();
        for (Correction one : of(plugin)) {
            try {
                book = book.with(one.row());
            } catch (IllegalArgumentException e) {
                misfits.put(one.id(), String.valueOf(e.getMessage()));
            }
        }
        return new Corrected(book, misfits);
    }
}
