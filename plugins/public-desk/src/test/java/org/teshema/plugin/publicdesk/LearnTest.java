package org.teshema.plugin.publicdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.PageContext;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Section;
import org.teshema.testkit.Contexts;

class LearnTest {
    private final Learn learn = new Learn();

    @Test
    void there_are_five_things_to_know_and_three_questions_for_each_of_nine_kinds() {
        assertEquals(9, learn.lessons().size());
        learn.lessons().forEach(lesson -> {
            assertEquals(5, lesson.rules().size(), lesson::toString);
            assertEquals(3, lesson.questions().size(), lesson::toString);
            lesson.questions()
                    .forEach(question -> assertEquals(3, question.options().size()));
        });
    }

    @Test
    void a_category_gets_the_lesson_of_its_most_particular_node_and_anything_else_the_list() {
        assertEquals("Lifts", page(Map.of("category", "3110")).get(0).title().en());
        assertEquals(
                "Escalators and moving walks",
                page(Map.of("category", "3320")).get(0).title().en());
        assertEquals(
                "Factory vehicles",
                page(Map.of("category", "5110")).get(0).title().en());
        for (String other : List.of("7310", "", "lift", "<b>3000</b>", "3000' or 1=1")) {
            Section.Table all = (Section.Table) page(Map.of("category", other)).get(0);
            assertEquals(9, all.rows().size(), other);
            assertEquals("/apps/public-desk/learn?category=3000", all.paths().get(0));
        }
    }

    @Test
    void each_question_is_answered_by_a_link_that_keeps_the_other_answers() {
        List<Section> asked = page(Map.of("category", "3000", "q1", "b"));
        assertEquals(4, asked.size(), "no result before all are answered");
        Section.Table first = (Section.Table) asked.get(1);
        assertTrue(first.rows().get(1).get(1).en().startsWith("Right. "), first::toString);
        Section.Table second = (Section.Table) asked.get(2);
        assertEquals(
                List.of(
                        "/apps/public-desk/learn?category=3000&q1=b&q2=a",
                        "/apps/public-desk/learn?category=3000&q1=b&q2=b",
                        "/apps/public-desk/learn?category=3000&q1=b&q2=c"),
                second.paths());
        assertEquals("—", second.rows().get(0).get(1).en());
    }

    @Test
    void the_result_counts_right_answers_and_says_why_the_others_are_not() {
        List<Section> done = page(Map.of("category", "3000", "q1", "a", "q2", "a", "q3", "b"));
        assertEquals("2 of 3 right", done.get(0).title().en());
        Section.Table first = (Section.Table) done.get(2);
        assertTrue(first.rows().get(0).get(1).en().startsWith("Wrong. "), first::toString);
        for (Learn.Lesson lesson : learn.lessons()) {
            var answers =
                    new HashMap<String, String>(Map.of("category", lesson.node().value()));
            for (int at = 0; at < 3; at++) {
                answers.put("q" + (at + 1), lesson.questions().get(at).right());
            }
            assertEquals("3 of 3 right", page(answers).get(0).title().en());
        }
    }

    @Test
    void what_is_no_answer_is_left_out_and_comes_back_nowhere() {
        List<Section> page = page(Map.of("category", "3000", "q1", "<script>", "q2", "d", "q9", "a"));
        assertFalse(page.toString().contains("script"), page::toString);
        assertFalse(page.toString().contains("q9"), page::toString);
        assertEquals(4, page.size());
    }

    private List<Section> page(Map<String, String> parameters) {
        return learn.page(new PageContext(
                        Desk.LEARN,
                        parameters,
                        Contexts.of("3110").context().caller(),
                        Optional.empty(),
                        Contexts.of("3110").context().today(),
                        Rulebook.none()))
                .sections();
    }
}
