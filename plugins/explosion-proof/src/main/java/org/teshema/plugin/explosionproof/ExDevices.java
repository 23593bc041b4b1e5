package org.teshema.plugin.explosionproof;

import java.util.List;
import java.util.Map;
import org.teshema.api.device.CatalogueCode;

/** What the catalogue says about explosion protection: varieties made for it, kinds that may have it, and the rest. */
final class ExDevices {
    /** What explosion protection is to a kind of device. */
    enum Role {
        /** The catalogue has it as a variety of its own: 3410, 4130, 4220. */
        VARIETY,
        /** Some of them stand in hazardous areas. */
        ATTRIBUTE,
        /** Hardly any; it joins only where somebody recorded it. */
        NONE
    }

    private record Row(String node, Role role, boolean needsMark) {
        boolean covers(CatalogueCode category) {
            return node.equals("*") || category.within(new CatalogueCode(node));
        }

        int depth() {
            return node.equals("*") ? 0 : new CatalogueCode(node).depth();
        }
    }

    private final List<Row> rows;

    ExDevices() {
        rows = Table.read("devices.csv").stream().map(ExDevices::row).toList();
    }

    Role role(CatalogueCode category) {
        return of(category).role();
    }

    /** Whether a device of this kind needs a mark of its own in a hazardous area; a vessel or a pipe at rest does not. */
    boolean needsMark(CatalogueCode category) {
        return of(category).needsMark();
    }

    private Row of(CatalogueCode category) {
        return rows.stream()
                .filter(row -> row.covers(category))
                .max(java.util.Comparator.comparingInt(Row::depth))
                .orElseThrow();
    }

    private static Row row(Map<String, String> cells) {
        Role role = switch (cells.get("role")) {
            case "variety" -> Role.VARIETY;
            case "attribute" -> Role.ATTRIBUTE;
            default -> Role.NONE;
        };
        return new Row(cells.get("node"), role, cells.get("needs_mark").equals("yes"));
    }
}
