package org.teshema.api.category;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.table.Row;

/**
 * What the rows of a table say, by the catalogue nodes they are for: for a category, the rows of the most specific node that has
 * any. Rows of every node ({@code *}) are the least specific. Each row is read once, when the table is. Thread-safe.
 *
 * @param <T> what a row is read as
 */
final class ByNode<T> {
    private static final Optional<CatalogueCode> EVERY = Optional.empty();

    private final Map<Optional<CatalogueCode>, List<T>> rows = new LinkedHashMap<>();
    private final Map<CatalogueCode, List<T>> found = new ConcurrentHashMap<>();

    /** These rows of a table with a column {@code nodes}. */
    ByNode(Stream<Row> all, Function<Row, T> reading) {
        all.forEach(row -> {
            T read = reading.apply(row);
            Set<CatalogueCode> nodes = row.nodes("nodes");
            if (nodes.isEmpty()) {
                rows.computeIfAbsent(EVERY, node -> new ArrayList<>()).add(read);
            }
            nodes.forEach(node -> rows.computeIfAbsent(Optional.of(node), one -> new ArrayList<>())
                    .add(read));
        });
    }

    /** What the rows say for that category, in the table's order; none where no row is for it. */
    List<T> of(CatalogueCode category) {
        return found.computeIfAbsent(category, this::find);
    }

    private List<T> find(CatalogueCode category) {
        int depth = -1;
        List<T> best = List.of();
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
