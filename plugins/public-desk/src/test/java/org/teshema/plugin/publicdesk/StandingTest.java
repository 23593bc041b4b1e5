package org.teshema.plugin.publicdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.text.Text;

class StandingTest {
    private static final Rulebook RULES = Rulebook.of(new PublicDesk().rules());
    private static final CatalogueCode LIFT = new CatalogueCode("3110");

    @Test
    void an_alarm_is_answered_within_5_minutes_and_help_is_there_within_30() {
        assertEquals(Optional.of(at(5)), standing(Told.alarm(1, 0)).due(RULES, LIFT));
        assertFalse(standing(Told.alarm(1, 0)).isOverdue(RULES, LIFT, at(5)));
        assertTrue(standing(Told.alarm(1, 0)).isOverdue(RULES, LIFT, at(5).plusSeconds(1)));
        Standing answered = standing(Told.alarm(1, 0), Told.step(2, Cases.ANSWERED, 4));
        assertEquals(Optional.of(at(30)), answered.due(RULES, LIFT));
        assertEquals("Answered, help is coming", answered.words().en());
        Standing there = standing(Told.alarm(1, 0), Told.step(2, Cases.ARRIVED, 20));
        assertEquals(Optional.empty(), there.due(RULES, LIFT));
        assertEquals("Help is there", there.words().en());
        assertEquals(Optional.of(at(20)), there.accepted(), "who is there has answered");
        Standing freed = standing(Told.alarm(1, 0), Told.step(2, Cases.FREED, 25));
        assertEquals(Optional.of(at(25)), freed.arrived());
        assertEquals(Optional.of(at(25)), freed.closed());
        assertEquals(Optional.empty(), freed.due(RULES, LIFT));
    }

    @Test
    void raising_an_alarm_again_does_not_set_its_clock_back() {
        assertEquals(
                Optional.of(at(5)),
                standing(Told.alarm(1, 0), Told.alarm(2, 20)).due(RULES, LIFT));
    }

    @Test
    void other_cases_are_answered_within_hours_and_that_somebody_accepted_one_is_no_answer() {
        assertEquals(Optional.of(at(72 * 60)), standing(Told.fault(1, 0)).due(RULES, LIFT));
        Standing accepted = standing(Told.fault(1, 0), Told.step(2, Cases.ACCEPT, 4));
        assertEquals(Optional.of(at(72 * 60)), accepted.due(RULES, LIFT));
        assertEquals("Accepted", accepted.words().en());
        Standing answered = standing(Told.fault(1, 0), Told.step(2, Cases.ANSWER, 4));
        assertEquals(Optional.empty(), answered.due(RULES, LIFT));
        assertEquals("—", answered.dueWords(RULES, LIFT, at(9_000)).en());
        assertEquals("Answered, still open", answered.words().en());
        assertEquals(
                "Overdue since 2026-03-04 12:00",
                standing(Told.fault(1, 0)).dueWords(RULES, LIFT, at(9_000)).en());
    }

    @Test
    void the_city_sets_the_figures_and_a_row_that_makes_no_sense_sets_none() {
        assertEquals(Optional.of(at(120)), standing(Told.fault(1, 0)).due(rules(Map.of("fault", "2")), LIFT));
        assertEquals(Optional.empty(), standing(Told.fault(1, 0)).due(rules(Map.of("fault", "soon")), LIFT));
        assertEquals(Optional.empty(), standing(Told.fault(1, 0)).due(Rulebook.none(), LIFT));
        assertEquals(Optional.empty(), standing(Told.alarm(1, 0)).due(RULES, new CatalogueCode("1100")));
    }

    private static Rulebook rules(Map<String, String> parameters) {
        return Rulebook.of(List.of(new Rule(
                "answer-within",
                "answer-within",
                Set.of(),
                Text.same("x"),
                "x",
                LocalDate.parse("2025-01-01"),
                Optional.empty(),
                true,
                parameters)));
    }

    private static Standing standing(Entry... entries) {
        return Cases.of(List.of(entries)).get(0).standing();
    }

    private static Instant at(int minutes) {
        return Told.START.plusSeconds(60L * minutes);
    }
}
