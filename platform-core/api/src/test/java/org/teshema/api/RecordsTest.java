package org.teshema.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.Identifier;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;

class RecordsTest {
    private static final Text WORD = new Text("字", "word");

    @ParameterizedTest
    @CsvSource({
        "3310, 3000, true",
        "3310, 3300, true",
        "3310, 3310, true",
        "3310, 3320, false",
        "3310, 4000, false",
        "4A00, 4A00, true",
        "4A00, 4000, true",
        "23T0, 2300, true",
        "3000, 3300, false"
    })
    void a_category_lies_within_its_kind_its_class_and_itself(String category, String node, boolean within) {
        assertEquals(within, new CatalogueCode(category).within(new CatalogueCode(node)));
    }

    @ParameterizedTest
    @CsvSource({"3000, 1", "3300, 2", "4A00, 2", "3310, 4", "23T0, 4"})
    void the_depth_of_a_node_is_how_much_of_it_is_said(String node, int depth) {
        assertEquals(depth, new CatalogueCode(node).depth());
    }

    @ParameterizedTest
    @ValueSource(strings = {"311", "31100", "31a0", "", "３３１０"})
    void what_is_no_catalogue_code_is_not_taken(String code) {
        assertThrows(IllegalArgumentException.class, () -> new CatalogueCode(code));
    }

    @Test
    void a_text_speaks_both_languages() {
        assertEquals("字", WORD.in(Language.ZH));
        assertEquals("word", WORD.in(Language.EN));
        assertThrows(IllegalArgumentException.class, () -> new Text("字", " "));
        assertThrows(IllegalArgumentException.class, () -> new Text("", "word"));
    }

    @Test
    void values_are_of_the_types_of_fields_and_stay_as_they_are() {
        var given = new HashMap<String, Object>(Map.of("on", LocalDate.of(2026, 3, 1), "done", true, "items", 31L));
        var values = new Values(given);
        given.clear();
        assertEquals(Optional.of(31L), values.whole("items"));
        assertEquals(Optional.of(true), values.yesNo("done"));
        assertEquals(Optional.empty(), values.text("items"));
        assertThrows(UnsupportedOperationException.class, () -> values.byName().clear());
        assertThrows(IllegalArgumentException.class, () -> new Values(Map.of("items", 31)));
        assertThrows(IllegalArgumentException.class, () -> new Values(Collections.singletonMap("items", null)));
    }

    @Test
    void government_reads_every_field_and_others_where_they_are_named() {
        var field = new Field("note", WORD, new FieldType.Words(10), false, Set.of(Audience.USING_UNIT));
        assertTrue(field.readableBy(Audience.GOVERNMENT));
        assertTrue(field.readableBy(Audience.USING_UNIT));
        assertFalse(field.readableBy(Audience.PUBLIC));
    }

    @Test
    void an_entry_kind_has_a_sound_name_and_no_field_twice() {
        var field = new Field("note", WORD, new FieldType.Words(10), false, Set.of());
        assertThrows(IllegalArgumentException.class, () -> kind("Elevator/x", field));
        assertThrows(IllegalArgumentException.class, () -> kind("a/b/c", field));
        assertThrows(IllegalArgumentException.class, () -> kind("a/b", field, field));
        assertEquals(Optional.of(field), kind("a/b", field).field("note"));
    }

    @Test
    void an_entry_kind_of_before_concerns_nobody_and_whom_one_concerns_cannot_be_changed_from_outside() {
        assertEquals(Set.of(), kind("a/b").concerns());
        var concerned = EnumSet.of(Concern.DISTRICT);
        var kind = new EntryKind("a/b", 1, WORD, List.of(), Set.of(), concerned);
        concerned.clear();
        assertEquals(Set.of(Concern.DISTRICT), kind.concerns());
    }

    private static EntryKind kind(String name, Field... fields) {
        return new EntryKind(name, 1, WORD, List.of(fields), Set.of());
    }

    @Test
    void the_citys_kinds_have_names_of_their_own_without_a_slash() {
        var names = new HashSet<String>();
        for (EntryKind kind : CityKinds.all()) {
            assertFalse(kind.name().contains("/"), kind.name());
            assertTrue(names.add(kind.name()), kind.name());
        }
        assertTrue(CityKinds.POSTING.writers().isEmpty(), "only the core writes what happened to a code");
    }

    @Test
    void a_link_is_https_or_a_path_of_the_platform() {
        link("https://example.org/x");
        link("/apps/x");
        for (String bad : List.of("http://example.org/x", "javascript:alert(1)", "//example.org/x", "apps/x")) {
            assertThrows(IllegalArgumentException.class, () -> link(bad), bad);
        }
    }

    private static Link link(String target) {
        return new Link("help", URI.create(target), WORD, "text/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"110", "021-5000 0001", "+86 21 50000001"})
    void a_telephone_number_can_be_called(String number) {
        new Section.Phone(WORD, number, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "call me", "110;ext=1", "<b>110</b>"})
    void what_cannot_be_called_is_no_telephone_number(String number) {
        assertThrows(IllegalArgumentException.class, () -> new Section.Phone(WORD, number, Optional.empty()));
    }

    @Test
    void a_table_has_as_many_cells_in_each_row_as_columns() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Section.Table(WORD, List.of(WORD, WORD), List.of(List.of(WORD))));
    }

    @Test
    void a_view_is_bounded_and_cannot_be_changed_afterwards() {
        var sections = new ArrayList<Section>(List.of(new Section.Notice(WORD, WORD, Section.Tone.PLAIN)));
        var view = new View(sections, List.of());
        sections.clear();
        assertEquals(1, view.sections().size());
        assertThrows(
                IllegalArgumentException.class,
                () -> new View(Collections.nCopies(41, view.sections().get(0)), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new View(List.of(), Collections.nCopies(21, new Action("a", WORD, "a/b", Set.of()))));
    }

    @Test
    void a_posting_has_a_place_and_a_printable_size() {
        var place = List.of(new Position("on-body", WORD));
        assertThrows(IllegalArgumentException.class, () -> posting(List.of(), 80));
        assertThrows(IllegalArgumentException.class, () -> posting(place, 29));
        assertEquals(Optional.of(place.get(0)), posting(place, 80).position("on-body"));
        assertEquals(Optional.empty(), posting(place, 80).position("roof"));
        assertThrows(IllegalArgumentException.class, () -> new Position("On Body", WORD));
    }

    private static Posting posting(List<Position> positions, int widthMm) {
        return new Posting("特种设备码", positions, widthMm, 100, WORD, Optional.empty());
    }

    @Test
    void a_plugin_has_a_plain_name_and_three_numbers() {
        assertThrows(IllegalArgumentException.class, () -> new PluginInfo("Lift", "1.0.0", WORD, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new PluginInfo("lift", "1.0", WORD, Optional.empty()));
        assertThrows(
                IllegalArgumentException.class, () -> new PluginInfo("lift", "1.0.0-beta", WORD, Optional.empty()));
    }

    @Test
    void a_rule_holds_from_its_first_to_its_last_day() {
        var rule = new Rule(
                "r",
                "inspection",
                Set.of(),
                WORD,
                "TSG",
                LocalDate.of(2023, 4, 2),
                Optional.of(LocalDate.of(2025, 1, 1)),
                true,
                Map.of());
        assertFalse(rule.holdsOn(LocalDate.of(2023, 4, 1)));
        assertTrue(rule.holdsOn(LocalDate.of(2023, 4, 2)));
        assertTrue(rule.holdsOn(LocalDate.of(2025, 1, 1)));
        assertFalse(rule.holdsOn(LocalDate.of(2025, 1, 2)));
    }

    @Test
    void identities_are_positive_and_dates_run_forward() {
        assertThrows(IllegalArgumentException.class, () -> new DeviceId(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Organisation(0, OrganisationKind.STATION, "x", Optional.empty(), "310107", Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Identifier(
                        "use_cert", "x", "y", LocalDate.of(2026, 1, 2), Optional.of(LocalDate.of(2026, 1, 1))));
        assertThrows(IllegalArgumentException.class, () -> new Subject(Subject.Type.DEVICE, " "));
        assertEquals("7", Subject.of(new DeviceId(7)).id());
        Set<CatalogueCode> cars = Set.of(new CatalogueCode("6A00"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Structure.ChildRole("car", WORD, cars, 3, 2, Structure.Certificate.OWN));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Structure.ChildRole("car", WORD, Set.of(), 1, 2, Structure.Certificate.OWN));
        var role = new Structure.ChildRole("car", WORD, cars, 1, 2, Structure.Certificate.MOTHERS);
        assertThrows(IllegalArgumentException.class, () -> new Structure.MotherChild(true, List.of(role, role)));
        assertThrows(IllegalArgumentException.class, () -> new Structure.MotherChild(true, List.of()));
    }
}
