package org.teshema.plugin.publicdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Entry;

class CasesTest {
    private static final int DAY = 24 * 60;

    @Test
    void an_alarm_raised_again_within_half_an_hour_is_one_case_and_every_entry_is_kept() {
        List<Case> cases = Cases.of(List.of(Told.alarm(3, 50), Told.alarm(1, 0), Told.alarm(2, 30)));
        assertEquals(1, cases.size());
        assertEquals(1, cases.get(0).id());
        assertEquals(
                List.of(1L, 2L, 3L),
                cases.get(0).reports().stream().map(Entry::id).toList());
        assertEquals(2, Cases.of(List.of(Told.alarm(1, 0), Told.alarm(2, 31))).size());
    }

    @Test
    void an_alarm_after_everybody_was_freed_is_another_case() {
        List<Case> cases = Cases.of(List.of(Told.alarm(1, 0), Told.step(2, Cases.FREED, 10), Told.alarm(3, 15)));
        assertEquals(2, cases.size());
        assertFalse(cases.get(0).isOpen());
        assertTrue(cases.get(1).isOpen());
        assertEquals(List.of(), cases.get(1).answers());
    }

    @Test
    void a_report_joins_the_open_case_of_its_topic_within_a_day_and_no_other() {
        Entry complaint = Told.entry(9, Topic.COMPLAINT.kind(), 5, Map.of("what", "unsafe"));
        List<Case> cases = Cases.of(List.of(
                Told.fault(1, 0),
                Told.fault(2, DAY),
                complaint,
                Told.fault(3, 2 * DAY + 1),
                Told.fault(4, 2 * DAY + 2)));
        assertEquals(
                List.of(List.of(1L, 2L), List.of(9L), List.of(3L, 4L)),
                cases.stream()
                        .map(one -> one.reports().stream().map(Entry::id).toList())
                        .toList());
        assertEquals(
                2,
                Cases.of(List.of(Told.fault(1, 0), Told.step(2, Cases.CLOSE, 5), Told.fault(3, 10)))
                        .size(),
                "what was closed is not joined");
    }

    @Test
    void an_answer_is_of_the_case_it_names_or_of_the_one_that_waits_longest() {
        Entry complaint = Told.entry(2, Topic.COMPLAINT.kind(), 5, Map.of("what", "unsafe"));
        Entry named = Told.entry(3, Cases.CLOSE, 10, Map.of("case", 2L, "result", "done"));
        List<Case> cases = Cases.of(List.of(Told.fault(1, 0), complaint, named));
        assertTrue(cases.get(0).isOpen());
        assertFalse(cases.get(1).isOpen());
        Entry unnamed = Told.entry(3, Cases.CLOSE, 10, Map.of("result", "done"));
        cases = Cases.of(List.of(Told.fault(1, 0), complaint, unnamed));
        assertFalse(cases.get(0).isOpen());
        assertTrue(cases.get(1).isOpen());
        Entry nothing = Told.entry(3, Cases.CLOSE, 10, Map.of("case", 77L));
        assertEquals(
                2,
                Cases.waiting(Cases.of(List.of(Told.fault(1, 0), complaint, nothing)))
                        .size());
        assertEquals(List.of(), Cases.of(List.of(nothing)), "an answer to nothing makes no case");
    }

    @Test
    void complaints_of_something_else_are_cases_of_their_own_and_one_close_closes_one() {
        Entry careless = complaint(1, "maintenance", 0);
        Entry again = complaint(3, "maintenance", 5);
        Entry overdue = complaint(2, "overdue", 3);
        List<Entry> told = List.of(careless, overdue, again, Told.entry(4, Cases.CLOSE, 9, Map.of("case", 1L)));
        List<Case> cases = Cases.of(told);
        assertEquals(
                List.of(List.of(careless, again), List.of(overdue)),
                cases.stream().map(Case::reports).toList());
        assertEquals(List.of(false, true), cases.stream().map(Case::isOpen).toList());
    }

    @Test
    void who_may_not_see_what_a_complaint_is_about_finds_the_cases_that_the_shelf_has() {
        List<Entry> masked = List.of(
                Told.entry(1, Topic.COMPLAINT.kind(), 0, Map.of()),
                Told.entry(2, Topic.COMPLAINT.kind(), 3, Map.of()),
                Told.entry(3, Topic.COMPLAINT.kind(), 5, Map.of()),
                Told.entry(4, Topic.COMPLAINT.kind(), 6, Map.of()));
        assertEquals(
                List.of(List.of(1L, 3L), List.of(2L), List.of(4L)),
                Cases.of(masked, Map.of(1L, 1L, 2L, 2L, 3L, 1L)).stream()
                        .map(one -> one.reports().stream().map(Entry::id).toList())
                        .toList(),
                "one that the desk has not heard of yet stands for itself");
    }

    private static Entry complaint(long id, String what, int minutes) {
        return Told.entry(id, Topic.COMPLAINT.kind(), minutes, Map.of("what", what));
    }

    @Test
    void the_steps_of_a_rescue_are_of_every_open_alarm_and_of_nothing_else() {
        List<Case> cases = Cases.of(List.of(
                Told.alarm(1, 0),
                Told.alarm(2, 40),
                Told.fault(3, 41),
                Told.step(4, Cases.ANSWERED, 42),
                Told.step(5, Cases.FREED, 60)));
        assertEquals(
                List.of(false, false, true), cases.stream().map(Case::isOpen).toList());
        assertEquals(List.of(), cases.get(2).answers());
    }

    @Test
    void what_was_corrected_counts_no_more() {
        Entry wrong = Told.step(2, Cases.CLOSE, 10);
        Entry right = new Entry(
                3,
                wrong.subject(),
                Cases.ACCEPT,
                1,
                wrong.values(),
                wrong.happenedAt(),
                wrong.recordedAt(),
                wrong.author(),
                "app",
                OptionalLong.of(2));
        assertTrue(Cases.of(List.of(Told.fault(1, 0), wrong, right)).get(0).isOpen());
    }
}
