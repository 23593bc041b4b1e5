package org.teshema.plugin.explosionproof;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;

class MarkReaderTest {
    private static final MarkReader READER = new MarkReader(new ExTables());

    /** The corpus was written down before the reader was asked; docs/explosion-protection.md tells its columns. */
    private static final List<Row> CORPUS = Corpus.all();

    @Test
    void every_mark_of_the_corpus_is_read_as_it_was_meant() {
        assertAll(CORPUS.stream()
                .map(row -> () -> assertEquals(
                        row.text("readings"),
                        Notation.of(READER.read(row.text("mark"))),
                        () -> "\"" + row.text("mark") + "\"")));
    }

    @Test
    void the_corpus_is_large_and_holds_no_mark_twice() {
        assertTrue(CORPUS.size() >= 300, () -> CORPUS.size() + " marks");
        assertEquals(
                CORPUS.size(),
                CORPUS.stream().map(row -> row.text("mark")).distinct().count());
        long unreadable = CORPUS.stream()
                .filter(row -> row.text("readings").contains("?"))
                .count();
        assertTrue(unreadable >= 40, () -> unreadable + " marks that cannot be read");
    }

    @Test
    void every_type_of_protection_in_the_table_stands_in_some_mark_of_the_corpus() {
        String all = CORPUS.stream()
                .flatMap(row -> List.of(row.text("readings").split(" \\| ", -1)).stream())
                .filter(reading -> !reading.startsWith("?"))
                .map(reading -> "," + reading.split(" ", -1)[1] + ",")
                .reduce("", String::concat);
        // Types of the same make as others in the corpus, on hardly any plate.
        var rare = List.of("sa", "sc", "py", "maD");
        assertAll(Table.beside(ExTables.class, "protection-types.csv").rows().stream()
                .map(row -> row.text("symbol"))
                .filter(symbol -> !rare.contains(symbol))
                .map(symbol -> () -> assertTrue(all.contains("," + symbol.replace(' ', '_') + ","), symbol)));
    }

    @Test
    void nothing_is_read_where_nothing_is_written() {
        for (String nothing : List.of("", " ", "\n\t", ";", " / ; ", "　")) {
            assertEquals(List.of(), READER.read(nothing));
        }
    }

    @Test
    void what_cannot_be_read_is_told_with_what_was_found_and_what_was_expected() {
        var one = (Reading.Unreadable) READER.read("Ex db IIC T7 Gb").get(0);
        assertEquals("Ex db IIC T7 Gb", one.text());
        assertTrue(
                one.reason().en().contains("T1 to T6") && one.reason().en().contains("T7"),
                one.reason().en());
        assertTrue(one.reason().zh().contains("T1 至 T6"), one.reason().zh());
        var other = (Reading.Unreadable) READER.read("Ex db T4 Gb").get(0);
        assertTrue(
                other.reason().en().contains("group is missing"), other.reason().en());
    }

    @Test
    void each_mark_keeps_the_words_it_was_read_from() {
        assertEquals(
                List.of("ＥｘｄⅡＢＴ４", "Ex tb ⅢC T80℃ Db"),
                READER.read(" ＥｘｄⅡＢＴ４ ；Ex tb ⅢC T80℃ Db").stream()
                        .map(Reading::text)
                        .toList());
    }

    @Test
    void a_level_in_brackets_is_not_the_devices_own() {
        var mark = (Mark) READER.read("Ex ec [ia Ga] IIC T4").get(0);
        assertEquals(Epl.GC, mark.inferred().orElseThrow());
        assertTrue(mark.given().isEmpty());
        assertFalse(mark.onlyAssociated());
    }
}
