package org.teshema.plugin.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.testkit.ClockCases;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;

class VehiclePluginTest extends PluginContract {
    private static final VehiclePlugin PLUGIN = new VehiclePlugin();
    private static final Contexts TRUCK = Contexts.of("5110")
            .under(Rulebook.of(PLUGIN.rules()))
            .on("2026-03-01")
            .entry("manufacture", Map.of("on", LocalDate.parse("2023-11-20"), "maker", "某叉车有限公司"))
            .entry("inspection", Map.of("on", LocalDate.parse("2024-02-10"), "result", "pass"))
            .entry("vehicle/plate", Map.of("on", LocalDate.parse("2024-02-20"), "number", "沪A00001"))
            .entry("vehicle/technical", Map.of("rated-load", new BigDecimal("3000"), "power", "battery"));

    @Override
    protected Plugin plugin() {
        return new VehiclePlugin();
    }

    @Override
    protected List<ScanContext> contexts() {
        return Stream.of(Audience.values())
                .map(reader -> TRUCK.readBy(reader).context())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> clocks_worked_out_by_hand() {
        return ClockCases.tests(VehiclePluginTest.class, "clocks-by-hand.csv", VehiclePlugin::new);
    }

    @ParameterizedTest
    @CsvSource({"5110, 设备本体上, 护顶架", "5200, 车身上乘客上下车一侧, 乘客上车前"})
    void the_label_hangs_on_the_body_where_nothing_hits_it(String category, String title, String advice) {
        Posting posting = PLUGIN.posting(Contexts.of(category).device());
        assertEquals("特种设备码", posting.labelTitle());
        assertEquals(
                List.of("on-body"),
                posting.positions().stream().map(Position::name).toList());
        assertEquals(title, posting.positions().get(0).title().zh());
        assertTrue(posting.advice().orElseThrow().zh().contains(advice));
        assertEquals(List.of(80, 100), List.of(posting.widthMm(), posting.heightMm()));
    }

    @ParameterizedTest
    @CsvSource({"5100", "5110", "5200"})
    void a_vehicle_is_one_code_and_never_a_set(String category) {
        assertEquals(new Structure.Single(), PLUGIN.structure(new CatalogueCode(category)));
    }

    @ParameterizedTest
    @CsvSource({"5110, N1, 0", "5110, N2, 1", "5200, N2, 0", "5200, N1, 1"})
    void a_driver_holds_the_certificate_for_the_vehicle(String category, String certificate, int findings) {
        ScanContext context = Contexts.of(category)
                .under(Rulebook.of(PLUGIN.rules()))
                .readBy(Audience.USING_UNIT)
                .context();
        List<Finding> found = PLUGIN.check(
                context,
                "vehicle/operators",
                new Values(Map.of("on", LocalDate.parse("2026-02-01"), "certificate", certificate, "holders", 3L)));
        assertEquals(findings, found.size(), found.toString());
        found.forEach(finding -> assertEquals("certificate", finding.field()));
    }

    @ParameterizedTest
    @CsvSource({
        "vehicle/self-check, 2026-03-01, ''",
        "vehicle/self-check, 2026-03-02, on",
        "vehicle/self-check, 2023-11-19, on",
        "inspection, 2023-11-20, ''",
        "inspection, 2023-11-19, on"
    })
    void nothing_is_done_after_today_or_before_the_vehicle_was_made(String kind, String day, String field) {
        List<Finding> found = PLUGIN.check(TRUCK.context(), kind, new Values(Map.of("on", LocalDate.parse(day))));
        assertEquals(field, found.stream().map(Finding::field).collect(Collectors.joining(" ")), found.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, ''",
        "MAINTENANCE_UNIT, record-self-check",
        "INSPECTION_BODY, record-construction record-inspection record-manufacture record-technical-data",
        "USING_UNIT, record-construction record-manufacture record-move record-operators record-scrap record-self-check"
                + " record-stop record-technical-data record-use",
        "GOVERNMENT, record-accident record-construction record-manufacture record-move record-plate"
                + " record-registration record-scrap record-stop record-technical-data record-use"
    })
    void each_side_may_do_what_is_its_own(Audience reader, String actions) {
        assertEquals(
                actions,
                PLUGIN.view(TRUCK.readBy(reader).context()).actions().stream()
                        .filter(action -> action.audience().contains(reader))
                        .map(action -> action.name())
                        .sorted()
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void strangers_read_what_stands_on_the_vehicle_and_no_numbers_of_its_parts() {
        assertEquals(
                Set.of("on", "number", "authority"), readable("vehicle/plate", Audience.PUBLIC), "the plate is on it");
        assertEquals(Set.of(), readable("vehicle/operators", Audience.PUBLIC), "who drives is the unit's affair");
        Set<String> technical = readable("vehicle/technical", Audience.PUBLIC);
        assertTrue(technical.containsAll(Set.of("rated-load", "seats", "max-speed")), technical.toString());
        for (String secret : List.of("frame-number", "engine-number", "route")) {
            assertFalse(technical.contains(secret), secret);
            assertTrue(readable("vehicle/technical", Audience.INSPECTION_BODY).contains(secret), secret);
        }
    }

    @Test
    void the_public_reads_first_how_to_keep_safe_and_whom_to_call() {
        List<Section> sections = PLUGIN.view(TRUCK.context()).sections();
        assertTrue(sections.get(0) instanceof Section.Notice notice
                && notice.words().zh().contains("N1"));
        assertTrue(sections.get(1) instanceof Section.Phones);
        Section ride = PLUGIN.view(Contexts.of("5200").context()).sections().get(0);
        assertTrue(ride instanceof Section.Notice notice && notice.words().zh().contains("N2"));
    }

    private static Set<String> readable(String kind, Audience reader) {
        return PLUGIN.kinds().stream()
                .filter(one -> one.name().equals(kind))
                .map(EntryKind::fields)
                .flatMap(List::stream)
                .filter(field -> field.readableBy(reader))
                .map(Field::name)
                .collect(Collectors.toSet());
    }
}
