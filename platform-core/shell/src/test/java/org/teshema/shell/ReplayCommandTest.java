package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    private static final String ROW = "forklift-81,inspection,5110,每 6 个月,Every 6 months,市局草案,2022-12-01,,no,months=6";

    private static OperatorsCity city;

    @BeforeAll
    static void open() {
        city = new OperatorsCity(1_000);
        city.serve(new RuledForklifts());
    }

    @AfterAll
    static void close() {
        city.close();
    }

    @Test
    void a_line_of_a_table_is_tried_and_told_beside_the_rules_in_force() {
        long forklifts = city.count("select count(*) from device where category = '5110'");
        assertTrue(forklifts > 0, "a city with forklifts");
        String said = city.typed("teshema:replay --plugin ruled --from 2025-11-25 \"" + ROW + "\"");
        assertTrue(
                said.contains("From 2025-11-25 to 2026-11-24 on " + forklifts + " devices: would have fired "), said);
        assertTrue(said.contains("the rules in force: "), said);
        assertTrue(said.contains("Fired under"), said);
        assertEquals(0, city.count("select count(*) from rule_row"));
    }

    @Test
    void a_file_with_a_heading_is_read_as_well(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("draft.csv");
        Files.writeString(file, "id,topic,nodes,title_zh,title_en,source,from,until,sure,parameters\n" + ROW + "\n");
        String said = city.typed("teshema:replay --plugin ruled --list 0 --category 5110 " + file);
        assertTrue(said.contains("would have fired "), said);
    }

    @Test
    void what_cannot_be_read_or_tried_is_told_in_words() {
        assertTrue(city.typed("teshema:replay --plugin ruled \"a,b\"").contains("2 cells where 10 columns"));
        assertTrue(city.typed("teshema:replay --plugin ruled no-such-file").contains("This cannot be read"));
        String field = city.typed("teshema:replay --plugin ruled \"" + ROW.replace("5110", "5999") + "\"");
        assertTrue(field.contains("row.nodes:"), field);
        OperatorsTongue.isHuman(field);
    }
}
