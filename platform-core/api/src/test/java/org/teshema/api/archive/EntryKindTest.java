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
}
