package org.teshema.api.category;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

/**
 * What codes stand for, from the table {@code structures.csv}: nodes, form, title, and for the form {@code set} (every device
 * is one) or {@code optional-set} a row for each role with role, children (their catalogue nodes), min, max and certificate
 * ({@code own} or {@code mothers}); for the form {@code segments} one row whose role is the entry kind of a segment, without
 * the plugin's name, and whose max is the number of code posts. Equipment without rows is single.
 */
final class StructureTable {
    private static final String FORM = "form";

    private final String plugin;
    private final ByNode<Row> rows;

    StructureTable(String plugin, Table table) {
        this.plugin = plugin;
        this.rows = new ByNode<>(table.rows().stream(), Function.identity());
        table.rows().forEach(row -> row.nodes("nodes").forEach(this::of));
    }

    Structure of(CatalogueCode category) {
        List<Row> found = rows.of(category);
        if (found.isEmpty()) {
            return new Structure.Single();
        }
        Row first = found.get(0);
        return switch (first.text(FORM)) {
            case "single" -> new Structure.Single();
            case "segments" ->
                first.make(() -> new Structure.Segments(
                        first.words("title"), plugin + "/" + first.text("role"), first.whole("max")));
            case "set", "optional-set" ->
                first.make(() -> new Structure.MotherChild(
                        first.text(FORM).equals("set"),
                        found.stream().map(StructureTable::role).toList()));
            default ->
                first.read(FORM, "single, set, optional-set or segments", value -> {
                    throw new IllegalArgumentException();
                });
        };
    }

    static ChildRole role(Row row) {
        return row.make(() -> new ChildRole(
                row.text("role"),
                row.words("title"),
                row.nodes("children"),
                row.whole("min"),
                row.whole("max"),
                row.read(
                        "certificate",
                        "own or mothers",
                        value -> Certificate.valueOf(value.toUpperCase(Locale.ROOT)))));
    }
}
