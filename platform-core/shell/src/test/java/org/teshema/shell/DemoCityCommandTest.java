package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCityCommandTest {
    private static OperatorsCity city;

    @BeforeAll
    static void open() {
        city = new OperatorsCity(0);
    }

    @AfterAll
    static void close() {
        city.close();
    }

    @Test
    void a_city_is_loaded_once_and_tells_how_far_it_is() {
        String said = city.typed("teshema:demo-city --devices 100 --seed 11");
        assertTrue(said.contains("100 of 100 devices"), said);
        assertTrue(said.matches("(?s).*Loaded in \\d+\\.\\d s, \\d+ devices a second\\.\\s*"), said);
        assertEquals(100, city.count("select count(*) from device"));

        String again = city.typed("teshema:demo-city --devices 100 --seed 11");
        assertTrue(again.contains("已经载入过"), again);
        assertTrue(again.contains("was loaded already"), again);
        assertFalse(again.contains("Loaded in"), again);
        assertEquals(100, city.count("select count(*) from device"));
        OperatorsTongue.isHuman(said + again);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "2000001"})
    void a_city_of_another_size_than_there_can_be_is_refused(String devices) {
        String said = city.typed("teshema:demo-city --devices " + devices);
        assertTrue(said.contains("has 100 to 2000000 devices, not " + devices), said);
        assertEquals(2, said.strip().lines().count(), said);
        OperatorsTongue.isHuman(said);
    }
}
