package org.teshema.api.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A table in a plugin's jar: comma-separated, quoted where needed (RFC 4180, cells on one line), in UTF-8, the first line
 * naming the columns. Empty lines and lines that begin with {@code #} are left out. Immutable.
 *
 * @param name name of the file, told with every mistake
 * @param rows the rows in the order of the file
 */
public record Table(String name, List<Row> rows) {
    public Table {
        Objects.requireNonNull(name, "name");
        rows = List.copyOf(rows);
    }

    /**
     * The table that lies beside a class in its jar.
     *
     * @param beside a class of the plugin's
     * @param name name of the file in that class's package, such as {@code rules.csv}
     * @throws IllegalArgumentException when it is not there or not a table
     */
    public static Table beside(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("The table " + name + " is not beside " + beside.getName());
            }
            return of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + name + " cannot be read", e);
        }
    }

    /**
     * The table in a text.
     *
     * @throws IllegalArgumentException when a line has more or fewer cells than there are columns
     */
    public static Table of(String name, String text) {
        var rows = new ArrayList<Row>();
        List<String> columns = List.of();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (content.isBlank() || content.startsWith("#")) {
                continue;
            }
            List<String> cells = cells(name, number, content);
            if (columns.isEmpty()) {
                columns = cells;
                if (new HashSet<>(columns).size() != columns.size()) {
                    throw new IllegalArgumentException(name + ": a column is named twice in " + columns);
                }
                continue;
            }
            if (cells.size() != columns.size()) {
                throw new IllegalArgumentException(name + ", line " + number + ": " + cells.size() + " cells where "
                        + columns.size() + " columns are named");
            }
            var row = new HashMap<String, String>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), cells.get(i));
            }
            rows.add(new Row(name, number, Map.copyOf(row)));
        }
        return new Table(name, rows);
    }

    private static List<String> cells(String name, int number, String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean twice = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (twice) {
                    cell.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException(name + ", line " + number + ": a quotation mark is not closed");
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
