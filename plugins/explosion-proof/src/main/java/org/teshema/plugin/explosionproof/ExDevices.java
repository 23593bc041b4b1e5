package org.teshema.plugin.explosionproof;

import java.util.Locale;
import java.util.Set;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

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

    private final Set<CatalogueCode> varieties;
    private final Set<CatalogueCode> attributes;

    ExDevices() {
        Table table = Table.beside(ExDevices.class, "devices.csv");
        varieties = nodes(table, Role.VARIETY);
        attributes = nodes(table, Role.ATTRIBUTE);
    }

    Role role(CatalogueCode category) {
        if (varieties.stream().anyMatch(category::within)) {
            return Role.VARIETY;
        }
        return attributes.stream().anyMatch(category::within) ? Role.ATTRIBUTE : Role.NONE;
    }

    private static Set<CatalogueCode> nodes(Table table, Role role) {
        return table.rows().stream()
                .filter(row -> row.text("role").equals(role.name().toLowerCase(Locale.ROOT)))
                .map((Row row) -> row.nodes("nodes"))
                .findFirst()
                .orElse(Set.of());
    }
}
