package org.teshema.api.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.text.Text;

/** A kind by whose entries something is due tells the day to nobody it is kept from. */
class EntryKindTest {
    private static EntryKind due(FieldType type, Set<Audience> readers, Set<Concern> concerns, String name) {
        return new EntryKind(
                "test/order",
                1,
                new Text("指令", "Order"),
                List.of(new Field("deadline", new Text("期限", "Until"), type, false, readers)),
                Set.of(Audience.GOVERNMENT),
                concerns,
                false,
                Optional.empty(),
                Optional.of(name));
    }

    @Test
    void a_kind_is_due_by_a_day_that_all_it_concerns_may_see() {
        var day = new FieldType.Day();
        Set<Audience> users = Set.of(Audience.USING_UNIT);
        Set<Concern> concerned = Set.of(Concern.USING_UNIT, Concern.STATION, Concern.DISTRICT);
        assertEquals(
                Optional.of("deadline"), due(day, users, concerned, "deadline").due());
        assertEquals(
                Optional.of("deadline"),
                due(day, Set.of(), Set.of(), "deadline").due());
        for (Runnable wrong : List.<Runnable>of(
                () -> due(day, users, concerned, "until"),
                () -> due(new FieldType.Words(10), users, concerned, "deadline"),
                () -> due(day, users, Set.of(Concern.MAINTENANCE_UNIT), "deadline"),
                () -> due(day, users, Set.of(Concern.INSPECTION_BODY), "deadline"),
                () -> due(day, Set.of(), concerned, "deadline"))) {
            String told =
                    assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
            assertTrue(told.contains("test/order is due by a day"), told);
        }
    }

    @Test
    void a_kind_answers_kinds_of_its_own_plugin_by_a_whole_number_of_its_own() {
        var whole = new FieldType.Whole(1, 9);
        Set<String> orders = Set.of("test/order");
        assertEquals(
                orders,
                answering("test/answer", whole, orders, "order")
                        .answers()
                        .orElseThrow()
                        .kinds());
        assertEquals(
                Set.of("inspection"),
                answering("decided", whole, Set.of("inspection"), "order")
                        .answers()
                        .orElseThrow()
                        .kinds());
        for (Runnable wrong : List.<Runnable>of(
                () -> answering("test/answer", whole, Set.of("test/order", "other/order"), "order"),
                () -> answering("test/answer", whole, Set.of("inspection"), "order"),
                () -> answering("decided", whole, orders, "order"),
                () -> answering("test/answer", new FieldType.Words(9), orders, "order"),
                () -> answering("test/answer", whole, orders, "entry"))) {
            String told =
                    assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
            assertTrue(told.contains("answers kinds of its own plugin"), told);
        }
        assertThrows(IllegalArgumentException.class, () -> new Answers(Set.of(), Optional.empty()));
    }

    private static EntryKind answering(String name, FieldType type, Set<String> kinds, String by) {
        return new EntryKind(
                name,
                1,
                new Text("答复", "Answer"),
                List.of(new Field("order", new Text("指令", "Order"), type, true, Set.of())),
                Set.of(Audience.USING_UNIT),
                Set.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Answers(kinds, Optional.of(by))));
    }
}
