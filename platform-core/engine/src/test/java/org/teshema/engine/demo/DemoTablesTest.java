package org.teshema.engine.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.engine.gate.EveryCategory;

/** The city is loaded before any plugin is there: its tables say what the plugins that ship would have said. */
class DemoTablesTest {
    private static final Plugin[] SHIPPED = EveryCategory.all();

    @Test
    void entries_are_of_kinds_that_plugins_declare() {
        Map<String, EntryKind> declared = Stream.of(SHIPPED)
                .flatMap(plugin -> plugin.kinds().stream())
                .collect(Collectors.toMap(EntryKind::name, kind -> kind));
        List<EntryKind> used = Stream.of("demo-entries.csv", "demo-segments.csv")
                .flatMap(table -> new DemoEntries(table).kinds().stream())
                .toList();
        assertTrue(used.size() > 10, used.toString());
        for (EntryKind kind : used) {
            EntryKind real = declared.get(kind.name());
            assertEquals(real.schemaVersion(), kind.schemaVersion(), kind.name());
            for (Field field : kind.fields()) {
                String where = kind.name() + " " + field.name();
                FieldType type = real.field(field.name())
                        .orElseThrow(() -> new AssertionError(where))
                        .type();
                assertEquals(type.getClass(), field.type().getClass(), where);
                if (type instanceof FieldType.Choice choice) {
                    assertTrue(
                            choice.options().stream()
                                    .map(FieldType.Option::value)
                                    .toList()
                                    .containsAll(((FieldType.Choice) field.type())
                                            .options().stream()
                                                    .map(FieldType.Option::value)
                                                    .toList()),
                            where);
                }
                if (type instanceof FieldType.Words) {
                    assertEquals(type, field.type(), where);
                }
            }
            real.fields().stream()
                    .filter(Field::required)
                    .forEach(field -> assertTrue(kind.field(field.name()).isPresent(), kind.name() + field.name()));
        }
    }

    @Test
    void sets_are_those_that_plugins_allow() {
        for (DemoSet set : DemoSet.all()) {
            assertTrue(structure(set.mother()) instanceof Structure.MotherChild, set.toString());
            var allowed = (Structure.MotherChild) structure(set.mother());
            ChildRole role = allowed.role(set.role()).orElseThrow();
            assertTrue(role.isFor(set.child()), set.toString());
            assertTrue(role.title().zh().startsWith(set.title()), set.toString());
            assertEquals(role.certificate() == Certificate.OWN, set.own(), set.toString());
            set.children().values().forEach(count -> assertTrue(Integer.parseInt(count) <= role.max(), count));
        }
    }

    @Test
    void lines_have_no_more_code_posts_than_plugins_allow() {
        for (DemoVariety variety : DemoVariety.all()) {
            if (!variety.posts().isEmpty()) {
                var line = (Structure.Segments) structure(variety.category());
                assertTrue(variety.posts().size() <= line.posts(), variety.toString());
            }
        }
    }

    @Test
    void values_fall_to_devices_in_turn() {
        Turns turns = Turns.of("a;b*3;");
        assertEquals(List.of("a", "b", "b", "b", ""), turns.values());
        assertEquals("b", turns.at(6));
    }

    private static Structure structure(CatalogueCode category) {
        Optional<CategoryPlugin> plugin = Stream.of(SHIPPED)
                .filter(CategoryPlugin.class::isInstance)
                .map(CategoryPlugin.class::cast)
                .filter(one -> one.serves().stream().anyMatch(category::within))
                .findFirst();
        return plugin.orElseThrow().structure(category);
    }
}
