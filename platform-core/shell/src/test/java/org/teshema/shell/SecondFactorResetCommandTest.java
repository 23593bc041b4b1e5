package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecondFactorResetCommandTest {
    @Test
    void an_operator_helps_by_login_and_it_stands_in_the_ledger() {
        try (var city = new OperatorsCity(200)) {
            String login = city.accounts.operator().orElseThrow().login();
            String before = "select count(*) from ledger_pending where body like '%account.factor.reset%OPERATOR%'";
            assertEquals(0, city.count(before));
            String said = city.typed("teshema:second-factor-reset " + login);
            assertTrue(said.contains("已重置") && said.contains("have ended"), said);
            OperatorsTongue.isHuman(said);
            assertEquals(1, city.count(before));
            assertTrue(city.typed("teshema:second-factor-reset nobody").contains("no account"), "nobody");
        }
    }
}
