package org.teshema.engine.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One clause of an OSGi manifest header such as {@code Import-Package}: paths, and what is said of them.
 *
 * @param names package names, or whatever the header lists
 * @param said attributes and directives by name, directives with their colon ({@code resolution:})
 */
record ManifestClause(List<String> names, Map<String, String> said) {
    ManifestClause {
        names = List.copyOf(names);
        said = Map.copyOf(said);
    }

    Optional<String> attribute(String name) {
        return Optional.ofNullable(said.get(name));
    }

    /** The clauses of a header; none for an absent or empty one. Quoted values may hold commas and semicolons. */
    static List<ManifestClause> parse(String header) {
        var clauses = new ArrayList<ManifestClause>();
        if (header == null || header.isBlank()) {
            return clauses;
        }
        for (String clause : split(header, ',')) {
            var names = new ArrayList<String>();
            var said = new HashMap<String, String>();
            for (String part : split(clause, ';')) {
                int equals = part.indexOf('=');
                if (equals < 0) {
                    names.add(part.strip());
                } else {
                    said.put(
                            part.substring(0, equals).strip().replace(":", "") + colon(part, equals),
                            value(part, equals));
                }
            }
            if (!names.isEmpty()) {
                clauses.add(new ManifestClause(names, said));
            }
        }
        return clauses;
    }

    private static String colon(String part, int equals) {
        return equals > 0 && part.charAt(equals - 1) == ':' ? ":" : "";
    }

    private static String value(String part, int equals) {
        String value = part.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
