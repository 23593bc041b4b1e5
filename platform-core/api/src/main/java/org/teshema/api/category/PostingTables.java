package org.teshema.api.category;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.teshema.api.device.Device;
import org.teshema.api.device.Membership;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

/**
 * Where labels hang and what they are, from the tables {@code positions.csv} (nodes, role, name, title) and {@code labels.csv}
 * (nodes, role, label_title, width_mm, height_mm, material, advice). Rows with a role are for children of a set in that role;
 * a child whose role has none goes by those without. Thread-safe.
 */
final class PostingTables {
    private static final String ROLE = "role";

    private final Map<String, ByNode<Row>> positions = new HashMap<>();
    private final Map<String, ByNode<Row>> labels = new HashMap<>();

    PostingTables(Table positions, Table labels) {
        Stream.of(positions, labels).flatMap(table -> table.rows().stream()).forEach(row -> {
            String role = row.maybe(ROLE).orElse("");
            this.positions.computeIfAbsent(role, one -> rows(positions, one));
            this.labels.computeIfAbsent(role, one -> rows(labels, one));
        });
    }

    private static ByNode<Row> rows(Table table, String role) {
        return new ByNode<>(
                table.rows().stream().filter(row -> row.maybe(ROLE).orElse("").equals(role)), Function.identity());
    }

    /**
     * The posting of a device.
     *
     * @throws IllegalArgumentException when the tables say nothing of its category
     */
    Posting of(Device device) {
        String role = device.membership().map(Membership::role).orElse("");
        List<Row> places = rows(positions, role, device);
        Row label = rows(labels, role, device).get(0);
        return label.make(() -> new Posting(
                label.text("label_title"),
                places.stream()
                        .map(row -> new Position(row.text("name"), row.words("title")))
                        .toList(),
                label.whole("width_mm"),
                label.whole("height_mm"),
                label.words("material"),
                label.maybeWords("advice")));
    }

    private static List<Row> rows(Map<String, ByNode<Row>> tables, String role, Device device) {
        return Stream.of(role, "")
                .flatMap(one -> Optional.ofNullable(tables.get(one)).stream())
                .map(table -> table.of(device.category()))
                .filter(rows -> !rows.isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No posting for " + device.category()));
    }
}
