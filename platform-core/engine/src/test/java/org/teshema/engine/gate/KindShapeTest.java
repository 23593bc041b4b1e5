package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.text.Text;

class KindShapeTest {
    private static final Field DAY = field("on", new FieldType.Day(), true);

    @Test
    void an_optional_field_may_be_added() {
        assertEquals(
                Optional.empty(), breaks(List.of(DAY), List.of(DAY, field("note", new FieldType.Words(80), false))));
    }

    @Test
    void a_field_never_goes_changes_its_type_or_becomes_required() {
        var note = field("note", new FieldType.Words(80), false);
        assertTrue(breaks(List.of(DAY, note), List.of(DAY)).isPresent());
        assertTrue(breaks(List.of(DAY, note), List.of(DAY, field("note", new FieldType.Words(81), false)))
                .isPresent());
        assertTrue(breaks(List.of(DAY, note), List.of(DAY, field("note", new FieldType.Words(80), true)))
                .isPresent());
    }

    @Test
    void a_required_field_may_not_be_added() {
        assertTrue(breaks(List.of(DAY), List.of(DAY, field("load", new FieldType.Measure("kg"), true)))
                .orElseThrow()
                .en()
                .contains("load"));
    }

    private static Optional<Text> breaks(List<Field> before, List<Field> after) {
        return shape(after).breaks("crane/check", shape(before));
    }

    private static KindShape shape(List<Field> fields) {
        return KindShape.of(new EntryKind("crane/check", 1, Text.same("check"), fields, Set.of(Audience.USING_UNIT)));
    }

    private static Field field(String name, FieldType type, boolean required) {
        return new Field(name, Text.same(name), type, required, Set.of());
    }
}
