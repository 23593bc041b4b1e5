package org.teshema.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.teshema.api.device.CatalogueCode;

/** What a plugin may name and must not invent: nodes of the catalogue, districts, posting positions of the city's plan. */
final class CityTables {
    private static final Map<CatalogueCode, Node> CATALOGUE = catalogue();
    private static final Set<String> DISTRICTS = column("districts.csv", 0);
    private static final Set<String> POSITIONS = column("posting-positions.csv", 1);

    private CityTables() {}

    /**
     * A node of the catalogue.
     *
     * @param leaf whether devices are registered under it, and not under nodes below
     * @param scope {@code registered}, or why no device of it gets a code
     */
    private record Node(boolean leaf, String scope) {
        boolean registrable() {
            return leaf && scope.equals("registered");
        }
    }

    /** Why no device can be of that node; empty when some can. */
    static Optional<String> objection(CatalogueCode node) {
        if (!CATALOGUE.containsKey(node)) {
            return Optional.of("the catalogue has no node " + node);
        }
        return registrable(node).isEmpty()
                ? Optional.of("no device under " + node + " gets a code (the catalogue says "
                        + CATALOGUE.get(node).scope() + ")")
                : Optional.empty();
    }

    /** The nodes at or below that one under which devices are registered. */
    static List<String> registrable(CatalogueCode node) {
        return CATALOGUE.entrySet().stream()
                .filter(one -> one.getValue().registrable() && one.getKey().within(node))
                .map(one -> one.getKey().value())
                .toList();
    }

    /** The ids of the city's districts, the city's own left out. */
    static Set<String> districts() {
        return DISTRICTS;
    }

    /** The names of all posting positions of the city's plan. */
    static Set<String> positions() {
        return POSITIONS;
    }

    private static Map<CatalogueCode, Node> catalogue() {
        List<String[]> lines = lines("equipment-catalogue.csv");
        List<String> names = List.of(lines.get(0));
        int code = names.indexOf("code");
        int leaf = names.indexOf("leaf");
        int scope = names.indexOf("scope");
        var nodes = new TreeMap<CatalogueCode, Node>();
        for (String[] line : lines.subList(1, lines.size())) {
            nodes.put(new CatalogueCode(line[code]), new Node(line[leaf].equals("yes"), line[scope]));
        }
        return nodes;
    }

    private static Set<String> column(String file, int column) {
        var values = new TreeSet<String>();
        List<String[]> lines = lines(file);
        lines.subList(1, lines.size()).forEach(line -> values.add(line[column]));
        // The city itself stands in the table of districts.
        values.remove("310000");
        return values;
    }

    /** Fields of the table's lines; commas may stand within quotes. */
    private static List<String[]> lines(String file) {
        try (InputStream in = CityTables.class.getResourceAsStream(file);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
