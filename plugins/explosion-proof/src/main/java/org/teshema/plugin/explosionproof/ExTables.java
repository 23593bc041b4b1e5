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

/** The tables both the grammar and the decision stand on: types of protection, temperature classes, zones. */
final class ExTables {
    /** A type of protection under one way of writing it. */
    record Spelling(String plain, Protection type) {}

    private final List<Spelling> spellings = new ArrayList<>();
    private final Map<Integer, Integer> celsiusOfClass = new HashMap<>();
    private final Map<Integer, Set<Epl>> admissible = new LinkedHashMap<>();
    private final Gases gases = new Gases();

    ExTables() {
        Table.read("protection-types.csv").forEach(this::addType);
        spellings.sort(Comparator.comparing((Spelling one) -> one.plain().length())
                .reversed()
                .thenComparing(Spelling::plain));
        for (Map<String, String> row : Table.read("temperature-classes.csv")) {
            celsiusOfClass.put(Integer.parseInt(row.get("class").substring(1)), Integer.parseInt(row.get("celsius")));
        }
        for (Map<String, String> row : Table.read("zones.csv")) {
            var levels = EnumSet.noneOf(Epl.class);
            for (String level : row.get("admissible").split(";", -1)) {
                levels.add(Epl.of(level).orElseThrow());
            }
            admissible.put(Integer.parseInt(row.get("zone")), levels);
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

    private void addType(Map<String, String> row) {
        var levels = new EnumMap<Atmosphere, Optional<Epl>>(Atmosphere.class);
        boolean byZone = false;
        for (Atmosphere atmosphere : Atmosphere.values()) {
            String level = row.get(atmosphere.name().toLowerCase(Locale.ROOT));
            byZone |= level.equals("zone");
            if (!level.isEmpty()) {
                levels.put(atmosphere, Epl.of(level));
            }
        }
        var type = new Protection(row.get("symbol"), levels, row.get("status").equals("legacy"), byZone);
        String plain = type.symbol().toLowerCase(Locale.ROOT);
        spellings.add(new Spelling(plain, type));
        if (plain.indexOf(' ') > 0) {
            spellings.add(new Spelling(plain.replace(" ", ""), type));
        }
    }
}
