package org.teshema.api.category;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.table.Row;

/**
 * Rows of a table by the catalogue nodes they are for: for a category, those of the most specific node that has any. Rows of
 * every node ({@code *}) are the least specific. Thread-safe.
 */
final class ByNode {
    private static final Optional<CatalogueCode> EVERY = Optional.empty();

    private final Map<Optional<CatalogueCode>, List<Row>> rows = new LinkedHashMap<>();
    private final Map<CatalogueCode, List<Row>> found = new ConcurrentHashMap<>();

    /** The rows of a table with a column {@code nodes} that satisfy a condition. */
    ByNode(List<Row> all, Predicate<Row> condition) {
        for (Row row : all) {
            if (condition.test(row)) {
                Set<CatalogueCode> nodes = row.nodes("nodes");
                if (nodes.isEmpty()) {
                    rows.computeIfAbsent(EVERY, node -> new ArrayList<>()).add(row);
                }
                nodes.forEach(node -> rows.computeIfAbsent(Optional.of(node), one -> new ArrayList<>())
                        .add(row));
            }
        }
    }

    /** The rows for that category, in the table's order; none where no row is for it. */
    List<Row> of(CatalogueCode category) {
        return found.computeIfAbsent(category, this::find);
    }

    private List<Row> find(CatalogueCode category) {
        int depth = -1;
        List<Row> best = List.of();
        for (var node : rows.entrySet()) {
            int here = node.getKey().map(CatalogueCode::depth).orElse(0);
            if (here > depth && node.getKey().map(category::within).orElse(true)) {
                depth = here;
                best = node.getValue();
            }
        }
        return List.copyOf(best);
    }
}
