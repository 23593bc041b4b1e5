package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teshema.api.device.CatalogueCode;

class ServingTableTest {
    @Test
    void the_most_specific_node_wins() {
        var table = table(
                Crane.named("all", "9.0.0").serving("4000"),
                Crane.named("bridge", "1.0.0").serving("4100"),
                Crane.named("explosion-proof", "1.0.0").serving("4130"));
        assertEquals("explosion-proof", winner(table, "4130", "310107"));
        assertEquals("bridge", winner(table, "4110", "310107"));
        assertEquals("all", winner(table, "4400", "310107"));
        assertEquals("none", winner(table, "3110", "310107"));
    }

    @Test
    void a_district_goes_before_the_city_in_its_own_district_only() {
        var table = table(
                Crane.named("city", "2.0.0").serving("4000"),
                Crane.named("putuo", "1.0.0").serving("4000").of("310107"));
        assertEquals("putuo", winner(table, "4110", "310107"));
        assertEquals("city", winner(table, "4110", "310115"));
    }

    @Test
    void of_one_name_the_higher_version_serves_and_ten_is_more_than_nine() {
        var table = table(Crane.named("crane", "1.9.0"), Crane.named("crane", "1.10.0"));
        assertEquals(
                Optional.of("1.10.0"),
                table.handlers(new CatalogueCode("4110"), "310107")
                        .category()
                        .map(one -> one.info().version()));
        assertEquals(1, table.serving().size());
    }

    @Test
    void a_tie_between_two_plugins_is_decided_and_shown() {
        var table = table(Crane.named("a", "1.0.0"), Crane.named("b", "1.0.0"));
        assertEquals("a", winner(table, "4110", "310107"));
        table.serving().forEach(one -> assertEquals(1, table.ties(one).size()));
        var apart = table(Crane.named("a", "1.0.0"), Crane.named("b", "1.0.0").serving("4100"));
        apart.serving().forEach(one -> assertEquals(List.of(), apart.ties(one)));
    }

    @Test
    void the_citys_kinds_are_there_without_any_plugin() {
        assertTrue(ServingTable.EMPTY.kind("inspection").isPresent());
        assertTrue(ServingTable.EMPTY.kind("crane/check").isEmpty());
    }

    private static ServingTable table(Crane... cranes) {
        return new ServingTable(Stream.of(cranes)
                .map(crane -> Served.admitted(crane, Limits.standard()))
                .toList());
    }

    private static String winner(ServingTable table, String category, String district) {
        return table.handlers(new CatalogueCode(category), district)
                .category()
                .map(one -> one.info().name())
                .orElse("none");
    }
}
