package org.teshema.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Ticks;
import org.teshema.api.archive.Ticks.Mark;
import org.teshema.api.archive.Ticks.Tick;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Draft;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;

/** A checklist is answered item by item, and comes out of the archive as it went in. */
class ChecklistTest {
    private static final Text WORD = new Text("项", "item");
    private static final EntryKind KIND = new EntryKind(
            "lift/visit",
            1,
            WORD,
            List.of(
                    new Field(
                            "list",
                            WORD,
                            new FieldType.Checklist(List.of(item("a1"), item("a2"), item("a3"))),
                            true,
                            Set.of()),
                    new Field("begun", WORD, new FieldType.Whole(1, 9), false, Set.of()),
                    new Field("words", WORD, new FieldType.Words(20), false, Set.of())),
            Set.of());

    @Test
    void every_item_is_answered_in_a_word_or_with_a_note() {
        Values values =
                read(Map.of("a1", "done", "a2", "not-applicable", "a3", Map.of("tick", "fault", "note", " 裂 ")));
        assertEquals(
                Optional.of(new Ticks(Map.of(
                        "a1", new Tick(Mark.DONE, ""),
                        "a2", new Tick(Mark.NOT_APPLICABLE, ""),
                        "a3", new Tick(Mark.FAULT, "裂")))),
                values.ticks("list"));
    }

    @Test
    void an_item_that_is_missing_is_named_and_how_many_there_are() {
        Problem problem = problem(Map.of("a1", "done"));
        assertEquals(Optional.of("list.a2"), problem.field());
        assertTrue(problem.detail().en().startsWith("2 items"), problem.detail()::en);
        assertEquals(Optional.of("list.a1"), problem(Map.of()).field());
        assertEquals(
                Optional.of("list"),
                assertThrows(Problem.class, () -> ValueReader.read(KIND, Map.of()))
                        .field());
    }

    @Test
    void an_item_that_there_is_not_is_refused() {
        assertEquals(
                Optional.of("list"),
                problem(Map.of("a1", "done", "a2", "done", "a3", "done", "a4", "done"))
                        .field());
    }

    @ParameterizedTest
    @CsvSource({"fault, ''", "fault, ' '", "done, 'a\u0000b'", "done, LONG"})
    void a_fault_has_a_note_and_a_note_has_bounds(String tick, String note) {
        String words = note.equals("LONG") ? "长".repeat(201) : note;
        Problem problem = problem(Map.of("a1", Map.of("tick", tick, "note", words), "a2", "done", "a3", "done"));
        assertEquals(Optional.of("list.a1"), problem.field());
        read(Map.of("a1", Map.of("tick", tick, "note", "长".repeat(200)), "a2", "done", "a3", "done"));
    }

    @Test
    void what_is_no_answer_is_refused_and_nothing_breaks() {
        for (Object wrong : List.of(
                "done",
                7,
                List.of("done"),
                Map.of("a1", "perhaps"),
                Map.of("a1", Map.of("tick", "done", "more", "x")),
                Map.of("a1", List.of()))) {
            assertEquals(
                    Optional.of("list"),
                    assertThrows(Problem.class, () -> ValueReader.read(KIND, Map.of("list", wrong)))
                            .field(),
                    wrong.toString());
        }
    }

    @Test
    void it_comes_out_as_it_went_in_and_is_not_in_the_index() {
        Values values = read(Map.of("a1", Map.of("tick", "done", "note", "@ #1 'x\" 好"), "a2", "done", "a3", "done"));
        assertEquals(values, CurrentEntries.values(CurrentEntries.write(values)));
        assertEquals(
                "{\"list\":{\"a1\":\"done @ #1 'x\\\" 好\",\"a2\":\"done\",\"a3\":\"done\"}}",
                CurrentEntries.write(values));
        assertEquals(
                Optional.empty(), IndexedValue.of(KIND, "list", values.byName().get("list")));
        assertFalse(IndexedValue.indexes(KIND.field("list").orElseThrow().type()));
    }

    @Test
    void a_draft_puts_in_what_nobody_sends() {
        Draft draft = Draft.EMPTY.giving(new Values(Map.of("begun", 7L))).asking(Set.of("list"));
        Map<String, Object> list = Map.of("a1", "done", "a2", "done", "a3", "done");
        assertEquals(
                Optional.of(7L),
                ValueReader.read(KIND, Map.of("list", list), draft).whole("begun"));
        ValueReader.read(KIND, Map.of("list", list, "begun", "7"), draft);
        assertEquals(
                Optional.of("begun"),
                assertThrows(Problem.class, () -> ValueReader.read(KIND, Map.of("list", list, "begun", "8"), draft))
                        .field());
        assertEquals(
                Optional.of("words"),
                assertThrows(Problem.class, () -> ValueReader.read(KIND, Map.of("list", list, "words", "x"), draft))
                        .field());
    }

    private static FieldType.Item item(String name) {
        return new FieldType.Item(name, WORD, WORD);
    }

    private static Values read(Map<String, Object> list) {
        return ValueReader.read(KIND, Map.of("list", list));
    }

    private static Problem problem(Map<String, Object> list) {
        return assertThrows(Problem.class, () -> read(list));
    }
}
