package org.teshema.api.category;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Ticks;
import org.teshema.api.text.Text;

/** Values as people read them. */
class EntryFactsTest {
    private static final Field LIST = new Field(
            "items",
            Text.same("items"),
            new FieldType.Checklist(List.of(
                    new FieldType.Item("sign", new Text("警示标志", "Signs"), Text.same("there")),
                    new FieldType.Item("door", new Text("层门", "Landing doors"), Text.same("close")),
                    new FieldType.Item("lamp", new Text("照明", "Lights"), Text.same("lit")))),
            true,
            Set.of());

    @Test
    void of_a_checklist_each_item_with_a_fault_is_named_with_what_was_noted_of_it() {
        Text words = EntryFacts.words(
                LIST,
                new Ticks(Map.of(
                        "lamp", new Ticks.Tick(Ticks.Mark.FAULT, "两盏不亮"),
                        "door", new Ticks.Tick(Ticks.Mark.DONE, ""),
                        "sign", new Ticks.Tick(Ticks.Mark.FAULT, ""))));
        assertEquals("3 项，异常 2 项：警示标志、照明（两盏不亮）", words.zh());
        assertEquals("3 items, faults at 2: Signs, Lights (两盏不亮)", words.en());
        assertEquals(
                "1 项，未见异常",
                EntryFacts.words(LIST, new Ticks(Map.of("sign", new Ticks.Tick(Ticks.Mark.DONE, ""))))
                        .zh());
    }
}
