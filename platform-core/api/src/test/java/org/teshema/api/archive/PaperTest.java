package org.teshema.api.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.text.Text;

/** Papers and the numbers on them, as a plugin declares them. */
class PaperTest {
    private static final Text WORD = new Text("令", "order");

    @Test
    void a_line_names_the_fields_that_it_prints_and_the_same_in_both_languages() {
        var line = new Paper.Line(
                Paper.Style.TEXT, new Text("{author}责令{unit}于{deadline}前", "{author} orders {unit} until {deadline}"));
        assertEquals(Set.of("unit", "deadline"), line.fields());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Paper.Line(Paper.Style.TEXT, new Text("{unit}", "until {deadline}")));
    }

    @Test
    void a_paper_prints_only_fields_of_its_kind() {
        EntryKind kind = kind("number");
        assertEquals(Set.of("number"), kind.paper().orElseThrow().fields());
        String told = assertThrows(IllegalArgumentException.class, () -> kind("deadline"))
                .getMessage();
        assertTrue(told.contains("deadline"), told);
        assertThrows(IllegalArgumentException.class, () -> new Paper(List.of()));
    }

    @Test
    void a_series_says_where_its_number_stands() {
        var series = new FieldType.Series("沪特监令〔{year}〕{district}-{number}号");
        assertEquals("沪特监令〔2026〕310115-12号", series.text("310115", 2026, 12));
        assertThrows(IllegalArgumentException.class, () -> new FieldType.Series("沪特监令〔{year}〕"));
        assertThrows(IllegalArgumentException.class, () -> new FieldType.Series("x".repeat(40) + "{number}"));
    }

    private static EntryKind kind(String printed) {
        return new EntryKind(
                "supervision/order",
                1,
                WORD,
                List.of(new Field("number", WORD, new FieldType.Series("{number}"), true, Set.of())),
                Set.of(),
                Set.of(),
                false,
                Optional.of(new Paper(List.of(new Paper.Line(Paper.Style.NUMBER, Text.same("{" + printed + "}"))))));
    }
}
