package org.teshema.engine.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;

/**
 * What is made of one variety of the catalogue, a row of {@code demo-varieties.csv}.
 *
 * @param devices how many there are in the whole city
 * @param least how many a city of a thousand devices or more has at least
 * @param months from one inspection to the next; of lifts nothing, as their years differ
 * @param grades the safety grades that go with them; empty ones where none is given
 * @param position where its labels hang, if not where most of its kind do
 * @param posts where the labels on the code posts along it hang, post by post
 */
record DemoVariety(
        CatalogueCode category,
        int devices,
        int least,
        Turns months,
        Turns grades,
        Optional<String> position,
        List<String> posts) {

    /** All of them, in the order of the catalogue. */
    static List<DemoVariety> all() {
        return DemoTable.read("demo-varieties.csv").stream()
                .map(row -> new DemoVariety(
                        new CatalogueCode(row.get("category")),
                        Integer.parseInt(row.get("devices")),
                        Integer.parseInt(row.get("least")),
                        Turns.of(row.get("months")),
                        Turns.of(row.get("grades")),
                        Optional.of(row.get("position")).filter(name -> !name.isEmpty()),
                        Turns.of(row.get("posts")).values().stream()
                                .filter(name -> !name.isEmpty())
                                .toList()))
                .sorted(Comparator.comparing(DemoVariety::category))
                .toList();
    }
}
