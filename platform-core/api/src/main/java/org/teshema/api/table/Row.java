package org.teshema.api.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Text;

/**
 * One row of a {@link Table}. Every reading method throws {@link IllegalArgumentException} with file, line, column and what
 * was expected. Immutable.
 *
 * @param table name of the file
 * @param line number of the line in the file, counting from 1
 * @param cells by column name
 */
public record Row(String table, int line, Map<String, String> cells) {
    public Row {
        Objects.requireNonNull(table, "table");
        cells = Map.copyOf(cells);
    }

    /** A cell that may be empty. */
    public Optional<String> maybe(String column) {
        String value = cells.get(column);
        if (value == null) {
            throw new IllegalArgumentException(table + ": there is no column " + column);
        }
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** A cell that must not be empty. */
    public String text(String column) {
        return maybe(column).orElseThrow(() -> wrong(column, "a value", ""));
    }

    /** The two columns {@code name_zh} and {@code name_en}. */
    public Text words(String name) {
        return new Text(text(name + "_zh"), text(name + "_en"));
    }

    /** The two columns {@code name_zh} and {@code name_en}, where both are filled. */
    public Optional<Text> maybeWords(String name) {
        return maybe(name + "_zh").map(zh -> words(name));
    }

    /** A day such as 2026-05-01. */
    public LocalDate day(String column) {
        return read(column, "a day such as 2026-05-01", LocalDate::parse);
    }

    /** A day, or nothing. */
    public Optional<LocalDate> maybeDay(String column) {
        return maybe(column).map(value -> day(column));
    }

    /** A whole number. */
    public int whole(String column) {
        return read(column, "a whole number", Integer::valueOf);
    }

    /** {@code yes} or {@code no}. */
    public boolean yes(String column) {
        return read(column, "yes or no", value -> {
            if (!value.equals("yes") && !value.equals("no")) {
                throw new IllegalArgumentException();
            }
            return value.equals("yes");
        });
    }

    /** Words with semicolons between them; an empty cell is the empty list. */
    public List<String> list(String column) {
        return maybe(column)
                .map(value -> Stream.of(value.split(";", -1)).map(String::strip).toList())
                .orElse(List.of());
    }

    /** Catalogue codes with semicolons between them; {@code *} stands for all of them and is the empty set. */
    public Set<CatalogueCode> nodes(String column) {
        if (text(column).equals("*")) {
            return Set.of();
        }
        return read(
                column,
                "catalogue codes with semicolons between them, or *",
                value -> Stream.of(value.split(";", -1))
                        .map(code -> new CatalogueCode(code.strip()))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** {@code name=value} pairs with semicolons between them, each name once; an empty cell is the empty map. */
    public Map<String, String> pairs(String column) {
        if (maybe(column).isEmpty()) {
            return Map.of();
        }
        return read(column, "name=value pairs with semicolons between them, each name once", value -> {
            var pairs = new LinkedHashMap<String, String>();
            for (String pair : value.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 1
                        || pairs.put(
                                        pair.substring(0, equals).strip(),
                                        pair.substring(equals + 1).strip())
                                != null) {
                    throw new IllegalArgumentException();
                }
            }
            return pairs;
        });
    }

    /** A cell read by a function that throws on what it does not understand. */
    public <T> T read(String column, String expected, Function<String, T> reader) {
        String value = text(column);
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(column, expected, value);
        }
    }

    /** What a record's own constructor found wrong, told with the line. */
    public <T> T make(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            String told = e.getMessage();
            throw new IllegalArgumentException(
                    told != null && told.startsWith(table) ? told : table + ", line " + line + ": " + told, e);
        }
    }

    private IllegalArgumentException wrong(String column, String expected, String found) {
        return new IllegalArgumentException(table + ", line " + line + ", column " + column + ": expected " + expected
                + ", found \"" + found + "\"");
    }
}
