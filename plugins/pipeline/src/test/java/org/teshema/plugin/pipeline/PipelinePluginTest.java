package org.teshema.plugin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Membership;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Position;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;

class PipelinePluginTest extends PluginContract {
    private static final PipelinePlugin PLUGIN = new PipelinePlugin();
    private static final Contexts UNIT = Contexts.of("8310").under(Rulebook.of(PLUGIN.rules()));
    private static final Contexts STEAM = UNIT.segment(
                    "S-1", segment("Steam main", "GC2", "1200", "2018-03-01", "2021-02-10", "2027-02-28"))
            .segment("S-2", segment("Steam branch", "GC3", "300.5", "2018-03-01", "2021-02-10", null));

    @Override
    protected Plugin plugin() {
        return new PipelinePlugin();
    }

    @Override
    protected List<ScanContext> contexts() {
        return List.of(
                STEAM.context(),
                STEAM.readBy(Audience.GOVERNMENT)
                        .entry("pipeline/technical", Map.of("total-length", new BigDecimal("900")))
                        .context(),
                many(60).context());
    }

    @Override
    protected Set<String> ownPositions() {
        return Set.of("code-post");
    }

    static Map<String, Object> segment(
            String name, String pipeClass, String length, String used, String inspected, String next) {
        var values = new HashMap<String, Object>();
        values.put("name", name);
        values.put("class", pipeClass);
        values.put("length", new BigDecimal(length));
        put(values, "used", used);
        put(values, "inspected", inspected);
        put(values, "next", next);
        if (inspected != null) {
            values.put("grade", "2");
            values.put("result", "pass");
        }
        return values;
    }

    private static void put(Map<String, Object> values, String field, String day) {
        if (day != null) {
            values.put(field, LocalDate.parse(day));
        }
    }

    /** A unit of that many segments, every tenth of which was never inspected and is overdue. */
    private static Contexts many(int count) {
        Contexts unit = UNIT;
        for (int i = 1; i <= count; i++) {
            unit = unit.segment(
                    "S-" + i, segment("Pipe " + i, "GC2", "10", "2018-03-01", i % 10 == 0 ? null : "2024-05-10", null));
        }
        return unit;
    }

    private static <S extends Section> List<S> sections(View view, Class<S> type) {
        return view.sections().stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void a_code_stands_for_a_unit_and_lines_of_the_country_and_the_city_have_code_posts() {
        assertEquals(new Structure.Segments(posts("8310").title(), "pipeline/segment", 0), posts("8310"));
        assertEquals(2000, posts("8110").posts());
        assertEquals(2000, posts("8220").posts());
    }

    private static Structure.Segments posts(String category) {
        return (Structure.Segments) PLUGIN.structure(new CatalogueCode(category));
    }

    @Test
    void industrial_piping_is_posted_in_the_operating_room_and_a_line_in_the_duty_room_or_on_a_post() {
        assertEquals(List.of("operating-room"), positions("8330"));
        assertEquals(List.of("duty-room", "code-post"), positions("8120"));
        assertEquals(List.of("duty-room", "code-post"), positions("8210"));
    }

    private static List<String> positions(String category) {
        return PLUGIN.posting(Contexts.of(category).device()).positions().stream()
                .map(Position::name)
                .toList();
    }

    @Test
    void the_label_of_a_code_post_is_small_and_of_metal() {
        var post = PLUGIN.posting(Contexts.of("8210").childAs("code-post").device());
        assertEquals(List.of(40, 50), List.of(post.widthMm(), post.heightMm()));
        assertTrue(post.material().zh().contains("不锈钢"));
        assertEquals(80, PLUGIN.posting(Contexts.of("8210").device()).widthMm());
        assertEquals(
                "code-post",
                Contexts.of("8210")
                        .childAs("code-post")
                        .device()
                        .membership()
                        .map(Membership::role)
                        .orElseThrow());
    }

    @Test
    void the_public_sees_name_class_grade_and_dates_but_not_pressure_medium_or_number() {
        EntryKind kind = PLUGIN.kinds().stream()
                .filter(one -> one.name().equals("pipeline/segment"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("name", "class", "installed", "used", "length", "grade", "result", "body", "inspected", "next"),
                kind.fields().stream()
                        .filter(field -> field.readableBy(Audience.PUBLIC))
                        .map(Field::name)
                        .toList());
        assertFalse(kind.writers().contains(Audience.PUBLIC));
    }

    @Test
    void the_page_tells_kilometres_by_class() {
        Section.Facts totals = sections(PLUGIN.view(STEAM.context()), Section.Facts.class).stream()
                .filter(facts -> facts.title().zh().equals("里程"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of(
                        "segments=2",
                        "total=1.5005 km".replace("1.5005", "1.501"),
                        "class-gc2=1.2 km",
                        "class-gc3=0.301 km"),
                totals.facts().stream()
                        .map(fact -> fact.name() + "=" + fact.value().en())
                        .toList());
    }

    @Test
    void the_public_sees_twenty_segments_those_in_trouble_first_and_how_many_more_there_are() {
        Section.Table table =
                sections(PLUGIN.view(many(60).context()), Section.Table.class).get(0);
        assertEquals(20, table.rows().size());
        assertTrue(table.title().en().contains("40 more"), table.title().en());
        assertEquals(
                List.of("overdue", "overdue", "overdue", "overdue", "overdue", "overdue", "in date"),
                table.rows().stream().limit(7).map(row -> row.get(6).en()).toList());
        assertEquals("Pipe 10", table.rows().get(0).get(0).en());
        Section.Table inside = sections(
                        PLUGIN.view(many(60).readBy(Audience.GOVERNMENT).context()), Section.Table.class)
                .get(0);
        assertEquals(60, inside.rows().size());
    }

    @Test
    void a_unit_that_contradicts_its_segments_is_shown_to_those_who_can_put_it_right() {
        Contexts unit = STEAM.entry("pipeline/technical", Map.of("total-length", new BigDecimal("1600")));
        assertTrue(notices(unit.readBy(Audience.USING_UNIT)).stream()
                .anyMatch(words -> words.contains("1600 m") && words.contains("1500.5 m")));
        assertFalse(notices(unit).stream().anyMatch(words -> words.contains("1600")));
    }

    private static List<String> notices(Contexts unit) {
        return sections(PLUGIN.view(unit.context()), Section.Notice.class).stream()
                .map(notice -> notice.words().en())
                .toList();
    }

    @Test
    void the_using_unit_may_record_the_yearly_check_and_an_inspection_body_the_inspection() {
        List<Action> actions = PLUGIN.view(STEAM.context()).actions();
        assertEquals(
                Set.of("inspection", "commissioning", "yearly-check", "technical"),
                Set.copyOf(actions.stream().map(Action::name).toList()));
        assertTrue(actions.stream()
                .filter(action -> action.name().equals("yearly-check"))
                .allMatch(action -> action.audience().equals(Set.of(Audience.USING_UNIT))));
    }

    @ParameterizedTest(name = "declared {0} m, segments {1} m: refused {2}")
    @CsvSource({
        "1500, 1500, false",
        // One in a hundred of 1500 m is 15 m.
        "1500, 1515, false",
        "1500, 1515.01, true",
        "1500, 1485, false",
        "1500, 1484.99, true",
        // Of a short unit a metre is allowed.
        "20, 21, false",
        "20, 21.01, true",
        "20, 19, false",
        "0.5, 1.5, false",
    })
    void segments_whose_sum_contradicts_the_unit_are_refused(String declared, String sum, boolean refused) {
        ScanContext unit = UNIT.entry("pipeline/technical", Map.of("total-length", new BigDecimal(declared)))
                .segment("1", Map.of("length", new BigDecimal(sum)))
                .context();
        List<Finding> findings = PLUGIN.checkSegments(unit);
        assertEquals(refused, !findings.isEmpty());
        if (refused) {
            assertEquals("length", findings.get(0).field());
            assertTrue(findings.get(0).words().zh().contains(declared + " 米"));
            assertTrue(findings.get(0).words().zh().contains(sum + " 米"));
        }
    }

    @Test
    void a_unit_that_declares_another_number_of_segments_refuses_the_table() {
        ScanContext unit = STEAM.entry(
                        "pipeline/technical", Map.of("total-length", new BigDecimal("1500"), "segments", 3L))
                .context();
        assertEquals(
                List.of("number"),
                PLUGIN.checkSegments(unit).stream().map(Finding::field).toList());
        assertEquals(List.of(), PLUGIN.checkSegments(STEAM.context()));
    }

    @ParameterizedTest(name = "installed {0}, used {1}, inspected {2}, next {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "2018-01-01, 2018-03-01, 2021-02-10, 2027-02-28, -",
                "-, -, -, -, -",
                // The day of the scan is 2026-03-01; what is of today has happened.
                "2026-03-01, 2026-03-01, 2026-03-01, 2026-03-02, -",
                "2026-03-02, -, -, -, installed",
                "-, 2026-03-02, -, -, used",
                "-, -, 2026-03-02, -, inspected",
                "2018-03-01, 2018-02-28, -, -, used",
                "-, 2018-03-01, 2018-02-28, -, inspected",
                "2018-03-01, -, 2018-02-28, -, inspected",
                "-, -, 2021-02-10, 2021-02-10, next",
                "-, -, -, 2027-02-10, inspected",
                // The unit was made on 2010-01-01.
                "2009-12-31, -, -, -, installed",
                "-, 2009-12-31, -, -, used",
                "-, -, 2009-12-31, -, inspected",
            })
    void dates_that_cannot_be_are_found(String installed, String used, String inspected, String next, String field) {
        var values = new HashMap<String, Object>();
        put(values, "installed", installed);
        put(values, "used", used);
        put(values, "inspected", inspected);
        put(values, "next", next);
        assertEquals(Stream.ofNullable(field).toList(), found(values));
    }

    @Test
    void a_pipe_is_run_below_what_it_is_made_for_and_has_a_length() {
        assertEquals(
                List.of("length", "operating-pressure", "operating-temperature"),
                found(Map.of(
                        "length", new BigDecimal("0"),
                        "design-pressure", new BigDecimal("1.6"),
                        "operating-pressure", new BigDecimal("1.61"),
                        "design-temperature", new BigDecimal("200"),
                        "operating-temperature", new BigDecimal("201"))));
        assertEquals(
                List.of(),
                found(Map.of(
                        "length", new BigDecimal("0.1"),
                        "design-pressure", new BigDecimal("1.60"),
                        "operating-pressure", new BigDecimal("1.6"))));
    }

    private static List<String> found(Map<String, Object> values) {
        ScanContext unit = UNIT.entry("manufacture", Map.of("on", LocalDate.parse("2010-01-01")))
                .context();
        return PLUGIN.check(unit, "pipeline/segment", new Values(values)).stream()
                .map(Finding::field)
                .toList();
    }
}
