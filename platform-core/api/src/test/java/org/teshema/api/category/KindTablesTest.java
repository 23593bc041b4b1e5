package org.teshema.api.category;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Answers;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Theme;
import org.teshema.api.table.Table;

class KindTablesTest {
    private static final Table FIELDS = Table.of("fields.csv", "kind,name,title_zh,title_en,type,required,readers\n");
    private static final Table OPTIONS = Table.of("options.csv", "list,value,title_zh,title_en\n");

    @Test
    void a_kind_names_whom_it_concerns_and_an_empty_cell_nobody() {
        var kinds = Table.of("kinds.csv", """
                kind,title_zh,title_en,version,writers,concerns
                feedback,意见,Feedback,1,everybody,using-unit; maintenance-unit;inspection-body;station;district
                plan,安排,Plan,1,using-unit,
                """);
        assertEquals(Set.of(Concern.values()), read(kinds, 0).concerns());
        assertEquals(Set.of(), read(kinds, 1).concerns());
    }

    @Test
    void a_kind_is_urgent_where_its_table_says_yes_and_nothing_else_is_understood() {
        String head = "kind,title_zh,title_en,version,writers,urgent\n";
        var kinds = Table.of("kinds.csv", head + "alarm,报警,Alarm,1,everybody,yes\nfeedback,意见,Feedback,1,everybody,\n");
        assertTrue(read(kinds, 0).urgent());
        assertFalse(read(kinds, 1).urgent());
        String told = assertThrows(
                        IllegalArgumentException.class,
                        () -> read(Table.of("kinds.csv", head + "alarm,报警,Alarm,1,everybody,no\n"), 0))
                .getMessage();
        assertTrue(told.startsWith("kinds.csv, line 2, column urgent: expected yes or nothing"), told);
    }

    @Test
    void a_kind_is_due_by_the_field_that_its_table_names_and_by_no_other() {
        String head = "kind,title_zh,title_en,version,writers,due\n";
        assertEquals(
                Optional.empty(),
                read(Table.of("kinds.csv", head + "plan,安排,Plan,1,using-unit,\n"), 0)
                        .due());
        String told = assertThrows(
                        IllegalArgumentException.class,
                        () -> read(Table.of("kinds.csv", head + "plan,安排,Plan,1,using-unit,until\n"), 0))
                .getMessage();
        assertTrue(told.startsWith("kinds.csv, line 2") && told.contains("is due by a day"), told);
    }

    @Test
    void a_kind_answers_what_its_table_says_and_none_where_it_says_nothing() {
        String head = "kind,title_zh,title_en,version,writers,answers\n";
        String plan = "plan,安排,Plan,1,using-unit,\n";
        String done = "done,完成,Done,1,using-unit,";
        assertEquals(
                Optional.empty(), read(Table.of("kinds.csv", head + plan), 0).answers());
        assertEquals(
                Optional.of(new Answers(Set.of("old-lifts/plan", "old-lifts/done"), Optional.empty())),
                read(Table.of("kinds.csv", head + plan + done + "plan;done\n"), 1)
                        .answers());
        for (String wrong : List.of("report", "plan by plan by plan", "plan;", "plan by year")) {
            String told = assertThrows(
                            IllegalArgumentException.class,
                            () -> read(Table.of("kinds.csv", head + plan + done + wrong + "\n"), 1))
                    .getMessage();
            assertTrue(told.startsWith("kinds.csv, line 3"), told);
        }
    }

    @Test
    void a_kind_has_the_theme_of_its_table_and_is_of_others_where_it_says_none() {
        String head = "kind,title_zh,title_en,version,writers,theme\nplan,安排,Plan,1,using-unit,";
        assertEquals(Theme.OTHER, read(Table.of("kinds.csv", head + "\n"), 0).theme());
        assertEquals(
                Theme.DEVICE, read(Table.of("kinds.csv", head + "device\n"), 0).theme());
        String told = assertThrows(
                        IllegalArgumentException.class, () -> read(Table.of("kinds.csv", head + "lift\n"), 0))
                .getMessage();
        assertTrue(told.startsWith("kinds.csv, line 2") && told.contains("maintenance or fault"), told);
    }

    @Test
    void a_table_from_before_there_was_the_column_concerns_nobody() {
        var kinds = Table.of("kinds.csv", "kind,title_zh,title_en,version,writers\nplan,安排,Plan,1,using-unit\n");
        assertEquals(Set.of(), read(kinds, 0).concerns());
    }

    @Test
    void somebody_who_is_not_related_to_a_device_is_refused_with_line_and_column() {
        var kinds = Table.of(
                "kinds.csv",
                "kind,title_zh,title_en,version,writers,concerns\nplan,安排,Plan,1,using-unit,using-unit;everybody\n");
        String told = assertThrows(IllegalArgumentException.class, () -> read(kinds, 0))
                .getMessage();
        assertTrue(told.startsWith("kinds.csv, line 2, column concerns: expected using-unit, "), told);
    }

    private static EntryKind read(Table kinds, int row) {
        return KindTables.read("old-lifts", kinds, FIELDS, OPTIONS).get(row);
    }
}
