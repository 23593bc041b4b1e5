package org.teshema.plugin.explosionproof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

/** The tables both the grammar and the decision stand on: types of protection, temperature classes, zones. */
final class ExTables {
    /** A type of protection under one way of writing it. */
    record Spelling(String plain, Protection type) {}

    private final List<Spelling> spellings = new ArrayList<>();
    private final Map<Integer, Integer> celsiusOfClass = new HashMap<>();
    private final Map<Integer, Set<Epl>> admissible = new LinkedHashMap<>();
    private final Gases gases = new Gases();

    ExTables() {
        Table.beside(ExTables.class, "protection-types.csv").rows().forEach(this::addType);
        spellings.sort(Comparator.comparing((Spelling one) -> one.plain().length())
                .reversed()
                .thenComparing(Spelling::plain));
        for (Row row : Table.beside(ExTables.class, "temperature-classes.csv").rows()) {
            celsiusOfClass.put(Integer.parseInt(row.text("class").substring(1)), row.whole("celsius"));
        }
        for (Row row : Table.beside(ExTables.class, "zones.csv").rows()) {
            var levels = EnumSet.noneOf(Epl.class);
            for (String level : row.list("admissible")) {
                levels.add(Epl.of(level).orElseThrow());
            }
            admissible.put(row.whole("zone"), levels);
        }
    }

    /** All spellings, the longest first. */
    List<Spelling> spellings() {
        return spellings;
    }

    /** The type printed as {@code DIP}. */
    Protection dip() {
        return spellings.stream()
                .map(Spelling::type)
                .filter(type -> type.symbol().equals("DIP"))
                .findFirst()
                .orElseThrow();
    }

    Gases gases() {
        return gases;
    }

    /** Highest surface temperature of a class 1 to 6, in degrees Celsius. */
    int celsius(int temperatureClass) {
        return celsiusOfClass.get(temperatureClass);
    }

    /** The levels that may stand in a zone; none for a number that is no zone. */
    Set<Epl> admissible(int zone) {
        return admissible.getOrDefault(zone, Set.of());
    }

    private void addType(Row row) {
        var levels = new EnumMap<Atmosphere, Optional<Epl>>(Atmosphere.class);
        boolean byZone = false;
        for (Atmosphere atmosphere : Atmosphere.values()) {
            String level = row.maybe(atmosphere.name().toLowerCase(Locale.ROOT)).orElse("");
            byZone |= level.equals("zone");
            if (!level.isEmpty()) {
                levels.put(atmosphere, Epl.of(level));
            }
        }
        var type = new Protection(row.text("symbol"), levels, row.text("status").equals("legacy"), byZone);
        String plain = type.symbol().toLowerCase(Locale.ROOT);
        spellings.add(new Spelling(plain, type));
        if (plain.indexOf(' ') > 0) {
            spellings.add(new Spelling(plain.replace(" ", ""), type));
        }
    }
}
