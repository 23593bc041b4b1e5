package org.teshema.engine.reference;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVRecord;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Text;

/** One line of a reference file, whose cells say what was expected of them when they are wrong. */
final class Line {
    private final CSVRecord cells;

    Line(CSVRecord cells) {
        this.cells = cells;
    }

    /** A cell that must not be empty. */
    String text(String column) {
        return maybe(column).orElseThrow(() -> wrong(column, "a value", ""));
    }

    /** A cell that may be empty. */
    Optional<String> maybe(String column) {
        if (!cells.isSet(column)) {
            throw new MalformedFile("line " + number() + " has no cell in column \"" + column + "\"");
        }
        String value = cells.get(column).strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** The two columns {@code name_zh} and {@code name_en}. */
    Text words(String name) {
        return new Text(text(name + "_zh"), text(name + "_en"));
    }

    boolean yes(String column) {
        return oneOf(column, Map.of("yes", true, "no", false));
    }

    /** A cell that holds one of a few words. */
    <T> T oneOf(String column, Map<String, T> meanings) {
        T meaning = meanings.get(text(column));
        if (meaning == null) {
            throw wrong(
                    column,
                    "one of "
                            + String.join(
                                    ", ", meanings.keySet().stream().sorted().toList()),
                    text(column));
        }
        return meaning;
    }

    int number(String column, int min, int max) {
        return read(column, "a whole number from " + min + " to " + max, value -> {
            int number = Integer.parseInt(value);
            if (number < min || number > max) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    LocalDate day(String column) {
        return read(column, "a day such as 2026-05-01", LocalDate::parse);
    }

    Optional<LocalDate> maybeDay(String column) {
        return maybe(column).map(value -> day(column));
    }

    CatalogueCode code(String column) {
        return read(column, "a catalogue code such as 3110", CatalogueCode::new);
    }

    /** Catalogue codes with semicolons between them; {@code *} stands for all and is the empty list. */
    List<CatalogueCode> nodes(String column) {
        if (text(column).equals("*")) {
            return List.of();
        }
        return read(
                column,
                "catalogue codes with semicolons between them, or *",
                value -> Arrays.stream(value.split(";"))
                        .map(c -> new CatalogueCode(c.strip()))
                        .toList());
    }

    /** A cell read by a function that throws on what it does not understand. */
    <T> T read(String column, String expected, Function<String, T> reader) {
        String value = text(column);
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(column, expected, value);
        }
    }

    /** What a record's own constructor found wrong, told with the line. */
    <T> T make(java.util.function.Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new MalformedFile("line " + number() + ": " + e.getMessage());
        }
    }

    private MalformedFile wrong(String column, String expected, String found) {
        return new MalformedFile(
                "line " + number() + ", column " + column + ": expected " + expected + ", found \"" + found + "\"");
    }

    /** The number of this line in the file, counting from 1 for the heading. */
    private long number() {
        return cells.getRecordNumber() + 1;
    }
}
