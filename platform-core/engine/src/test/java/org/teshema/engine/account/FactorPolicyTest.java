package org.teshema.engine.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.scan.Side;

class FactorPolicyTest {
    @Test
    void without_a_setting_production_asks_authorities_and_inspectors_and_a_developers_platform_nobody() {
        assertEquals(
                Set.of(Side.GOVERNMENT, Side.INSPECTION),
                FactorPolicy.parse("", false).sides());
        assertEquals(FactorPolicy.NONE, FactorPolicy.parse(" ", true));
    }

    @Test
    void a_setting_counts_in_either_mode() {
        for (boolean developer : new boolean[] {true, false}) {
            assertEquals(FactorPolicy.NONE, FactorPolicy.parse("none", developer));
            assertEquals(FactorPolicy.USUAL, FactorPolicy.parse("government, inspection", developer));
            assertEquals(
                    Set.of(Side.ENTERPRISE),
                    FactorPolicy.parse("enterprise", developer).sides());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"goverment", "none,government", "government,", "public", "off"})
    void a_setting_that_names_something_else_is_no_setting(String setting) {
        var refused = assertThrows(IllegalArgumentException.class, () -> FactorPolicy.parse(setting, false));
        assertTrue(refused.getMessage().contains("second.factor"), refused.getMessage());
    }
}
