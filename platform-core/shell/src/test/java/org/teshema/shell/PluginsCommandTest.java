package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.api.text.Text;

class PluginsCommandTest {
    private final OperatorsCity city = OperatorsCity.withoutDatabase();

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void without_plugins_it_says_how_one_comes_in() {
        String said = city.typed("teshema:plugins");
        assertTrue(said.contains("No plugin is here. Drop a plugin's jar into the deploy folder."), said);
    }

    @Test
    void who_serves_and_who_was_refused_and_why_stand_in_one_table() {
        city.serve(new Forklifts(Optional.of("310107"), "5110"));
        city.gate.refused("org.example.greedy", new Text("它导入了 javax.sql", "It imports javax.sql."));
        String said = city.typed("teshema:plugins");
        String serving = line(said, "forklift");
        assertTrue(serving.contains("1.2.3"), said);
        assertTrue(serving.contains("SERVING"), said);
        assertTrue(serving.contains("310107"), said);
        assertTrue(serving.contains("CLOSED"), said);
        String refused = line(said, "org.example.greedy");
        assertTrue(refused.contains("REFUSED"), said);
        assertTrue(refused.contains("city"), said);
        assertTrue(refused.contains("It imports javax.sql."), said);
    }

    @Test
    void everything_about_one_plugin_is_told_by_its_name() {
        city.serve(new Forklifts(Optional.empty(), "5110"));
        String said = city.typed("teshema:plugins forklift");
        for (String line : new String[] {
            "forklift 1.2.3  叉车 / Forklift trucks",
            "  stage     SERVING (服务中) since 2026-11-24T01:00:00Z",
            "  district  the city",
            "  calls     0, faults 0, breaker CLOSED",
            "  time      0.000 s, 0.0 us a call",
            "  kinds     forklift/check"
        }) {
            assertTrue(said.contains(line), () -> line + " is not in:\n" + said);
        }
        assertFalse(said.contains("reason"), said);
        city.gate.refused("org.example.greedy", new Text("它导入了 javax.sql。", "It imports javax.sql."));
        String refused = city.typed("teshema:plugins org.example.greedy");
        assertTrue(refused.contains("  reason    它导入了 javax.sql。"), refused);
        assertTrue(refused.contains("            It imports javax.sql."), refused);
    }

    @Test
    void a_name_nobody_bears_is_answered_with_where_to_look() {
        assertEquals(
                "There is no plugin \"ghost\". teshema:plugins lists those there are.",
                city.typed("teshema:plugins ghost").strip());
    }

    private static String line(String said, String word) {
        return said.lines()
                .filter(line -> line.contains(word))
                .findFirst()
                .orElseThrow(() -> new AssertionError(word + " is not in:\n" + said));
    }
}
