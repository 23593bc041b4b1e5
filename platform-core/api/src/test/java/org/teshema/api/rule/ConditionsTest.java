package org.teshema.api.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.text.Text;

/** What a rule's parameters say under conditions on fields. */
class ConditionsTest {
    private static final String VESSEL =
            "months.grade.1=72;months.grade.3=36;months.grade.4=recorded;months.simple.yes=none;"
                    + "months.grade.1&material.non-metal=36;at-most-months=72;at-most-months.grade.4=36;at-most-months.rbi.yes=108";

    @ParameterizedTest(name = "{0} -> {1} {2}, asked for {3}")
    @CsvSource({
        "grade=1, MONTHS, 72,",
        "grade=3, MONTHS, 36,",
        "grade=4, RECORDED, 0,",
        "simple=yes, NONE, 0,",
        // Of two conditions of one field each the stricter counts: what is graded is inspected.
        "grade=3;simple=yes, MONTHS, 36,",
        // The condition that names more fields counts, stricter or not.
        "grade=1;material=non-metal, MONTHS, 36,",
        "grade=1;material=metal, MONTHS, 72,",
        "material=non-metal, UNKNOWN, 0, grade",
        "grade=2, UNKNOWN, 0, simple",
        "grade=2;simple=no;material=metal, UNKNOWN, 0, grade",
    })
    void the_cycle_is_that_of_the_condition_that_says_most_exactly(
            String facts, Terms.Answer answer, int months, String asked) {
        Terms.Term term = Terms.of(rule(VESSEL)).cycle(facts(facts));
        assertEquals(answer, term.answer());
        assertEquals(months, term.months());
        if (answer == Terms.Answer.UNKNOWN) {
            assertEquals(Optional.of(asked), term.field());
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"grade=1, 72", "grade=4, 36", "grade=1;rbi=yes, 108", "grade=4;rbi=yes, 36", "rbi=no, 72"})
    void how_late_a_recorded_day_may_be_depends_on_conditions_too(String facts, int months) {
        assertEquals(months, Terms.of(rule(VESSEL)).atMostMonths(facts(facts)));
    }

    @Test
    void where_nothing_is_said_of_the_latest_day_there_is_none() {
        assertEquals(0, Terms.of(rule("months=24")).atMostMonths(Map.of()));
        assertEquals(0, Terms.of(rule("months=24;at-most-months.rbi.yes=108")).atMostMonths(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "months.grade=12",
                "months.grade.=12",
                "months.grade.1&material=12",
                "months.grade.1&=12",
                "months=24;at-most-months=none",
                "months=24;at-most-months.grade.4=recorded",
                "months=24;at-most-months=0"
            })
    void what_cannot_be_read_is_told_with_the_rule(String parameters) {
        var e = assertThrows(IllegalArgumentException.class, () -> Terms.of(rule(parameters)));
        assertTrue(e.getMessage().contains("vessel"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"months.grade.1&material.non-metal", "at-most-months.rbi.yes", "first-months.setting.plant"})
    void such_parameters_are_known_to_be_about_a_schedule(String name) {
        assertTrue(Schedule.isAbout(name));
    }

    private static Map<String, String> facts(String words) {
        return Stream.of(words.split(";", -1))
                .collect(Collectors.toMap(
                        one -> one.substring(0, one.indexOf('=')), one -> one.substring(one.indexOf('=') + 1)));
    }

    private static Rule rule(String parameters) {
        return new Rule(
                "vessel",
                "inspection",
                Set.of(),
                Text.same("vessel"),
                "TSG 21-2016",
                LocalDate.of(2016, 10, 1),
                Optional.empty(),
                true,
                facts(parameters));
    }
}
