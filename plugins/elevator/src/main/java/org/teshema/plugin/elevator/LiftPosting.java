package org.teshema.plugin.elevator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;
import org.teshema.api.text.Text;

/** Where the label hangs: in the car, and where there is no car, or nobody in it, somewhere else. */
final class LiftPosting {
    private static final Text MATERIAL =
            new Text("背覆 3M 胶，面贴 1.5 毫米透明亚克力", "3M adhesive on the back and 1.5 mm clear acrylic in front");
    private static final int WIDTH_MM = 80;
    private static final int HEIGHT_MM = 100;

    private final Map<CatalogueCode, Posting> byNode = new LinkedHashMap<>();

    LiftPosting() {
        var rows = Table.beside(LiftPosting.class, "positions.csv").rows();
        for (Row row : rows) {
            for (CatalogueCode node : row.nodes("nodes")) {
                byNode.computeIfAbsent(
                        node,
                        n -> posting(rows.stream()
                                .filter(other -> other.nodes("nodes").contains(n))
                                .toList()));
            }
        }
    }

    /** The posting of the most specific node the category lies under. */
    Posting of(CatalogueCode category) {
        Posting found = null;
        int depth = 0;
        for (var entry : byNode.entrySet()) {
            if (category.within(entry.getKey()) && entry.getKey().depth() > depth) {
                found = entry.getValue();
                depth = entry.getKey().depth();
            }
        }
        if (found == null) {
            throw new IllegalArgumentException("Not a lift: " + category);
        }
        return found;
    }

    private static Posting posting(List<Row> rows) {
        Row first = rows.get(0);
        return new Posting(
                "上海智慧电梯",
                rows.stream()
                        .map(row -> new Position(row.text("name"), row.words("title")))
                        .toList(),
                WIDTH_MM,
                HEIGHT_MM,
                MATERIAL,
                Optional.of(first.words("advice")));
    }
}
