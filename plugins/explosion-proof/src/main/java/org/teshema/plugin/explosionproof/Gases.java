package org.teshema.plugin.explosionproof;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

/** Gases that marks and places name, by formula and by their names in both languages. */
final class Gases {
    private final Map<String, Gas> byName = new HashMap<>();
    private final List<String> longestFirst;

    Gases() {
        for (Row row : Table.beside(Gases.class, "gases.csv").rows()) {
            var gas = new Gas(row.text("formula"), true);
            byName.put(key(gas.name()), gas);
            for (String name : row.text("names").split("\\|", -1)) {
                byName.put(key(name), gas);
            }
        }
        longestFirst = byName.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** The gas of that name; one the table does not hold is kept as written. */
    Gas named(String written) {
        PlainText plain = PlainText.of(written);
        Gas gas = byName.get(key(plain.written(0, plain.length())));
        return gas == null ? new Gas(written.strip(), false) : gas;
    }

    /** The longest name in the table that stands there. */
    Optional<String> nameAt(PlainText text, int index) {
        return longestFirst.stream().filter(name -> text.has(name, index)).findFirst();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
