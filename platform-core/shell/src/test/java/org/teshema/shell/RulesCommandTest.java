package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.teshema.api.text.Text;
import org.teshema.engine.rule.ProposedRow;
import org.teshema.engine.write.WriteRequest;

class RulesCommandTest {
    private static OperatorsCity city;

    @BeforeAll
    static void open() {
        city = new OperatorsCity(0);
        city.serve(new RuledForklifts());
        city.books.add(
                new WriteRequest(city.accounts.operator().orElseThrow(), "rules-command-test"),
                "ruled",
                new ProposedRow(
                        "forklift-81",
                        "inspection",
                        Set.of("5110"),
                        new Text("每 12 个月", "Every 12 months"),
                        "市局通知",
                        LocalDate.parse("2027-01-01"),
                        Optional.empty(),
                        true,
                        Map.of("months", "12")),
                "试点");
    }

    @AfterAll
    static void close() {
        city.close();
    }

    @Test
    void every_row_stands_there_with_where_it_comes_from() {
        String said = city.typed("teshema:rules");
        assertTrue(line(said, "2022-12-01").contains("2026-12-31"), said);
        assertTrue(line(said, "2022-12-01").contains("shipped by ruled 2.0.0"), said);
        assertTrue(line(said, "{months=12}").contains("correction 1 by "), said);
    }

    @Test
    void topic_category_and_day_narrow_the_list() {
        assertFalse(city.typed("teshema:rules --on 2026-12-31").contains("{months=12}"));
        assertTrue(city.typed("teshema:rules --on 2027-01-01 --topic inspection --category 5110")
                .contains("{months=12}"));
        assertTrue(city.typed("teshema:rules --category 3110").contains("No rule is like that."));
        assertTrue(city.typed("teshema:rules --on tomorrow").contains("a day such as 2025-03-01"));
    }

    private static String line(String said, String word) {
        return said.lines().filter(line -> line.contains(word)).findFirst().orElseThrow(() -> new AssertionError(said));
    }
}
