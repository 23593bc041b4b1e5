package org.teshema.api.archive;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.teshema.api.text.Text;

/**
 * What values a field takes. Sealed, because the core switches over it to validate, store, index and show.
 * Values are Java types: {@code String}, {@code Long}, {@link java.math.BigDecimal}, {@link java.time.LocalDate},
 * {@code Boolean}, {@link Ticks}.
 */
public sealed interface FieldType {
    /**
     * Free text, {@code String}; at most {@code maxLength} characters (1 to 4000), no control characters but line feeds, and those only
     * where it {@linkplain #hasLines() has lines}.
     */
    record Words(int maxLength) implements FieldType {
        private static final int LONGEST_LINE = 120;

        public Words {
            if (maxLength < 1 || maxLength > 4000) {
                throw new IllegalArgumentException("Text length must be 1 to 4000, not " + maxLength);
            }
        }

        /** Whether forms ask for it in an area of several lines, so that there may be line feeds in it. */
        public boolean hasLines() {
            return maxLength > LONGEST_LINE;
        }
    }

    /** A whole number, {@code Long}, within the bounds (inclusive). */
    record Whole(long min, long max) implements FieldType {}

    /** A measured quantity, {@code BigDecimal}, in the given unit, such as {@code m/s}; unit may be empty. */
    record Measure(String unit) implements FieldType {}

    /** A day, {@code LocalDate}. */
    record Day() implements FieldType {}

    /** Yes or no, {@code Boolean}. */
    record YesNo() implements FieldType {}

    /** One of a closed list, {@code String} holding the option's value. */
    record Choice(List<Option> options) implements FieldType {
        public Choice {
            options = List.copyOf(options);
            if (options.isEmpty()) {
                throw new IllegalArgumentException("A choice needs at least one option");
            }
        }
    }

    /**
     * A photo kept by the core, {@code String} holding the SM3 digest (64 hex characters) it was stored under. What its camera wrote
     * into it of time and place is taken out and lost, unless the kind declares {@linkplain Words texts} that are called like the
     * photo and {@value #TAKEN} or {@value #PLACE}: then the core keeps it there, the place to a thousandth of a degree, and nobody
     * else fills them in.
     */
    record Photo() implements FieldType {
        /** What the name of the field ends with that holds when a photo was taken, such as {@code 2026-05-01 10:30}. */
        public static final String TAKEN = "-taken";

        /** What the name of the field ends with that holds where it was taken, such as {@code 31.230,121.474}: north, east. */
        public static final String PLACE = "-place";
    }

    /**
     * A number that the core gives each entry in the transaction that appends it, {@code String}: counted from 1 for each district and
     * year, without gaps. Nobody sends one; who amends an entry keeps its number.
     *
     * @param form the number's text, with {@code {number}}, {@code {year}} and {@code {district}}, the six characters of the district,
     *     in it; at most 40 characters
     */
    record Series(String form) implements FieldType {
        /** Where the counted number stands in the form. */
        public static final String NUMBER = "{number}";

        private static final int LONGEST = 40;

        public Series {
            if (form == null || !form.contains(NUMBER) || form.length() > LONGEST) {
                throw new IllegalArgumentException(
                        "The form of a series has {number} in it and at most 40 characters, not \"" + form + "\"");
            }
        }

        /** The number's text. */
        public String text(String district, int year, long number) {
            return form.replace("{district}", district)
                    .replace("{year}", Integer.toString(year))
                    .replace(NUMBER, Long.toString(number));
        }
    }

    /** A list of which each item is answered, {@link Ticks}; 1 to 200 items, names unique. */
    record Checklist(List<Item> items) implements FieldType {
        public Checklist {
            items = List.copyOf(items);
            if (items.isEmpty() || items.size() > 200) {
                throw new IllegalArgumentException("A checklist has 1 to 200 items, not " + items.size());
            }
            if (items.stream().map(Item::name).distinct().count() < items.size()) {
                throw new IllegalArgumentException("A checklist has two items of one name");
            }
        }
    }

    /**
     * One item of a {@link Checklist}.
     *
     * @param name stable, lower-case letters and digits
     * @param title what is looked at
     * @param requirement how it should be
     */
    record Item(String name, Text title, Text requirement) {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,19}");

        public Item {
            if (name == null || !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "An item's name is lower-case letters and digits, not \"" + name + "\"");
            }
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(requirement, "requirement");
        }
    }

    /** One option of a {@link Choice}. */
    record Option(String value, Text title) {}
}
