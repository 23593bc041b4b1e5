package org.teshema.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;

/** What people type in several lines is taken as they typed it, and who is in danger is not told that their words are wrong. */
class LinesTest {
    private static final Text WORD = new Text("话", "Words");
    private static final List<Field> FIELDS = List.of(
            new Field("words", WORD, new FieldType.Words(200), false, Set.of()),
            new Field("name", WORD, new FieldType.Words(120), false, Set.of()));
    private static final EntryKind CALM = new EntryKind("desk/fault", 1, WORD, FIELDS, Set.of());
    private static final EntryKind URGENT = new EntryKind("desk/alarm", 1, WORD, FIELDS, Set.of(), Set.of(), true);

    @ParameterizedTest
    @ValueSource(strings = {"一\r\n二\r\n", "一\r二", "\n一\n二"})
    void an_area_keeps_its_lines_and_a_line_has_blanks_for_them(String typed) {
        Values read = ValueReader.read(CALM, Map.of("words", typed, "name", typed));
        assertEquals(Optional.of("一\n二"), read.text("words"));
        assertEquals(Optional.of("一 二"), read.text("name"));
        FieldCheck.check(CALM, read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\tb", "a\u001bb", "a\u0085b", "a\ud800b"})
    void every_other_control_character_is_refused(String typed) {
        for (String field : List.of("words", "name")) {
            Problem problem = assertThrows(Problem.class, () -> ValueReader.read(CALM, Map.of(field, typed)));
            assertEquals(Optional.of(field), problem.field());
        }
    }

    @Test
    void a_line_feed_that_comes_another_way_is_refused_where_there_is_one_line() {
        assertThrows(Problem.class, () -> FieldCheck.check(CALM, new Values(Map.of("name", "一\n二"))));
    }

    @Test
    void what_is_urgent_is_never_refused_for_its_words() {
        assertEquals(
                Optional.of("三楼\n两人"),
                ValueReader.read(URGENT, Map.of("words", "\u0000三楼\r\n\ud800两人\t"))
                        .text("words"));
        assertEquals(
                Optional.of("𠮷".repeat(200)),
                ValueReader.read(URGENT, Map.of("words", "𠮷".repeat(5_000))).text("words"));
        assertEquals(Values.none(), ValueReader.read(URGENT, Map.of("words", "\u0000", "name", " \u0007 ")));
        assertEquals(
                Optional.of("3"), ValueReader.read(URGENT, Map.of("words", 3)).text("words"));
    }
}
