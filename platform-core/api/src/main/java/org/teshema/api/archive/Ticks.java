package org.teshema.api.archive;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the items of a {@link FieldType.Checklist} were answered. Immutable; iteration is in the order of names.
 *
 * @param byItem ticks by the item's name
 */
public record Ticks(Map<String, Tick> byItem) {
    /** Most characters of a note. */
    public static final int LONGEST_NOTE = 200;

    public Ticks {
        byItem = Collections.unmodifiableMap(new TreeMap<>(byItem));
    }

    /** What was found of an item. */
    public enum Mark {
        /** Done, and as it should be. */
        DONE("done"),
        /** The device has no such thing. */
        NOT_APPLICABLE("not-applicable"),
        /** A fault was found; the note says which. */
        FAULT("fault");

        private final String word;

        Mark(String word) {
            this.word = word;
        }

        /** As forms and JSON write it. */
        public String word() {
            return word;
        }

        /** The mark of that word. */
        public static Optional<Mark> of(String word) {
            return Arrays.stream(values())
                    .filter(mark -> mark.word.equals(word))
                    .findFirst();
        }
    }

    /**
     * The answer to one item.
     *
     * @param mark what was found
     * @param note in words; may be empty, but for a fault
     */
    public record Tick(Mark mark, String note) {
        public Tick {
            Objects.requireNonNull(mark, "mark");
            Objects.requireNonNull(note, "note");
        }
    }

    /** Names of the items at which a fault was found. */
    public List<String> faults() {
        return byItem.entrySet().stream()
                .filter(one -> one.getValue().mark() == Mark.FAULT)
                .map(Map.Entry::getKey)
                .toList();
    }
}
