package org.teshema.plugin.explosionproof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Facts;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;
import org.teshema.testkit.PluginContract;

class ExplosionProofPluginTest extends PluginContract {
    private static final LocalDate DAY = LocalDate.parse("2026-02-10");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Map<String, Object> GAS_1 = Map.of(
            "on",
            DAY,
            "gas-zone",
            "1",
            "gas-group",
            "IIB",
            "temperature-class",
            "T4",
            "dust-zone",
            "none",
            "medium",
            "gasoline",
            "basis",
            "FB-07");
    private static final Map<String, Object> DUST_21 = Map.of(
            "on",
            DAY,
            "gas-zone",
            "none",
            "dust-zone",
            "21",
            "dust-group",
            "IIIC",
            "cloud-temperature",
            new BigDecimal("330"),
            "layer-temperature",
            new BigDecimal("295"));
    private static final Map<String, Object> NO_ZONE = Map.of("on", DAY, "gas-zone", "none", "dust-zone", "none");

    private static final Rulebook RULES = Rulebook.of(new ExplosionProofPlugin().rules());

    private final ExplosionProofPlugin plugin = new ExplosionProofPlugin();

    @Override
    protected Plugin plugin() {
        return new ExplosionProofPlugin();
    }

    @Override
    protected List<String> categories() {
        return List.of("1100", "2150", "3110", "3410", "4130", "4190", "4220", "5110", "6A00", "8300", "9110");
    }

    @Override
    protected List<ScanContext> contexts() {
        return Stream.of(Audience.values())
                .flatMap(audience -> Stream.of(
                        crane(GAS_1, "Ex db IIB T4 Gb").readBy(audience).context(),
                        crane(GAS_1, "Ex db IIB T4 Gb X / 见铭牌").readBy(audience).context(),
                        crane(DUST_21, "Ex tb IIIC T200 120℃ Db")
                                .readBy(audience)
                                .context(),
                        crane(NO_ZONE, "Ex db IIB T6~T4 Gb").readBy(audience).context()))
                .toList();
    }

    private static Contexts crane(Map<String, Object> place, String mark) {
        return at("4130", place).entry("explosion-proof/mark", marked(mark));
    }

    private static Contexts at(String category, Map<String, Object> place) {
        return Contexts.of(category).under(RULES).entry("explosion-proof/place", place);
    }

    private static Map<String, Object> marked(String mark) {
        return Map.of("on", DAY, "mark", mark, "certificate", "CNEx 20.1234");
    }

    @ParameterizedTest
    @EnumSource(Audience.class)
    void whoever_scans_reads_first_to_scan_outside_the_area(Audience audience) {
        for (Contexts context : List.of(
                crane(GAS_1, "Ex db IIB T4 Gb"),
                crane(DUST_21, "Ex tb IIIC T80℃ Db"),
                at("5110", GAS_1),
                at("2150", DUST_21),
                Contexts.of("3410"),
                Contexts.of("4220"))) {
            Section first =
                    plugin.view(context.readBy(audience).context()).sections().get(0);
            assertTrue(first instanceof Section.Notice, first::toString);
            assertEquals(new Text("本码请在防爆区外扫描", "Scan this code outside the hazardous area"), first.title());
        }
    }

    @Test
    void the_notice_names_the_zone() {
        var notice =
                (Section.Notice) plugin.view(crane(GAS_1, "Ex db IIB T4 Gb").context())
                        .sections()
                        .get(0);
        assertTrue(notice.words().zh().contains("爆炸性气体 1 区"), notice.words().zh());
        assertTrue(notice.words().en().contains("gas zone 1"), notice.words().en());
    }

    @Test
    void the_public_reads_the_notice_and_nothing_else() {
        for (Contexts context : List.of(crane(GAS_1, "Ex db IIA T1 Gb"), at("4130", GAS_1), Contexts.of("3410"))) {
            assertEquals(1, plugin.view(context.context()).sections().size());
        }
    }

    @Test
    void a_device_that_has_nothing_to_do_with_it_shows_nothing() {
        for (String category : List.of("3110", "3310", "6A00", "9110")) {
            for (Audience audience : Audience.values()) {
                assertEquals(
                        View.empty(),
                        plugin.view(Contexts.of(category).readBy(audience).context()));
            }
        }
    }

    @Test
    void a_forklift_may_be_put_on_record_and_shows_nothing_until_it_is() {
        View view = plugin.view(Contexts.of("5110").readBy(Audience.USING_UNIT).context());
        assertEquals(List.of(), view.sections());
        assertEquals(2, view.actions().size());
    }

    @Test
    void outside_every_zone_nothing_is_asked_of_the_place() {
        List<Section> sections = plugin.view(crane(NO_ZONE, "Ex db IIB T4 Gb")
                        .readBy(Audience.INSPECTION_BODY)
                        .context())
                .sections();
        assertTrue(sections.stream().noneMatch(Section.Notice.class::isInstance));
        assertTrue(fact(sections, "decision").isEmpty());
        assertTrue(fact(sections, "mark").isPresent());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Ex db IIB T4 Gb, Suitable, GOOD",
        "Ex db IIC T6 Gb / Ex tb IIIC T80℃ Db, Suitable, GOOD",
        "Ex db IIA T4 Gb, Unsuitable, BAD",
        "Ex db IIB T3 Gb, Unsuitable, BAD",
        "Ex ec IIB T4 Gc, Unsuitable, BAD",
        "Ex db IIB T4 Gb X, A person has to decide, WARNING",
        "不清楚, A person has to decide, WARNING",
        ";, Unsuitable, BAD"
    })
    void those_concerned_read_what_the_mark_is_worth_there(String mark, String words, Tone tone) {
        for (Audience audience : Audience.values()) {
            Optional<Fact> decision = fact(
                    plugin.view(crane(GAS_1, mark).readBy(audience).context()).sections(), "decision");
            if (audience == Audience.PUBLIC) {
                assertTrue(decision.isEmpty());
            } else {
                assertEquals(words, decision.orElseThrow().value().en());
                assertEquals(tone, decision.orElseThrow().tone());
            }
        }
    }

    @Test
    void an_unsuitable_mark_is_a_sign_of_a_major_hazard_under_a_reference_that_stays() {
        Fact hazard = fact(inspected(crane(GAS_1, "Ex db IIA T4 Gb")), "major-hazard-ex-unsuitable")
                .orElseThrow();
        assertEquals(Tone.BAD, hazard.tone());
        assertTrue(hazard.value().en().contains("GB 45067-2024"), hazard.value().en());
        assertTrue(hazard.value().zh().contains("待核"), "the clause was not confirmed, and that is said");
    }

    @Test
    void a_missing_mark_in_a_zone_is_one_too_but_not_on_a_pipe_or_vessel_at_rest() {
        assertTrue(fact(inspected(at("4130", GAS_1)), "major-hazard-ex-no-mark").isPresent());
        assertTrue(
                fact(inspected(at("5110", DUST_21)), "major-hazard-ex-no-mark").isPresent());
        for (String atRest : List.of("2150", "8300")) {
            List<Section> sections = inspected(at(atRest, GAS_1));
            assertTrue(fact(sections, "major-hazard-ex-no-mark").isEmpty());
            assertEquals(
                    "A person has to decide",
                    fact(sections, "decision").orElseThrow().value().en());
        }
    }

    @Test
    void what_the_city_corrected_counts_at_once() {
        Contexts unmarked = at("4130", GAS_1);
        assertTrue(fact(inspected(unmarked.under(Rulebook.none())), "major-hazard-ex-no-mark")
                .isEmpty());
        Rulebook corrected = Rulebook.of(RULES.rules().stream()
                .map(rule -> rule.topic().equals("ex-hazard-no-mark") ? confirmed(rule) : rule)
                .toList());
        String words = fact(inspected(unmarked.under(corrected)), "major-hazard-ex-no-mark")
                .orElseThrow()
                .value()
                .zh();
        assertTrue(words.contains("GB 45067-2024 5.1") && !words.contains("待核"), words);
        Contexts dusty = crane(DUST_21, "Ex tb IIIC T220℃ Db");
        assertEquals(
                "Suitable",
                fact(inspected(dusty), "decision").orElseThrow().value().en());
        assertEquals(
                "A person has to decide",
                fact(inspected(dusty.under(Rulebook.none())), "decision")
                        .orElseThrow()
                        .value()
                        .en());
    }

    @Test
    void half_a_rule_calls_nothing_suitable() {
        for (String figures :
                List.of("", "cloud-numerator=2", "cloud-numerator=2;cloud-denominator=0;below-layer=75;layer-mm=5")) {
            Rulebook half = Rulebook.of(RULES.rules().stream()
                    .map(rule -> rule.topic().equals("ex-dust-surface") ? with(rule, figures) : rule)
                    .toList());
            assertEquals(
                    "A person has to decide",
                    fact(inspected(crane(DUST_21, "Ex tb IIIC T80℃ Db").under(half)), "decision")
                            .orElseThrow()
                            .value()
                            .en(),
                    figures);
        }
    }

    private static Rule with(Rule rule, String figures) {
        var parameters = new HashMap<String, String>();
        Stream.of(figures.split(";", -1))
                .filter(pair -> !pair.isEmpty())
                .forEach(pair -> parameters.put(pair.split("=", -1)[0], pair.split("=", -1)[1]));
        return new Rule(
                rule.id(),
                rule.topic(),
                rule.nodes(),
                rule.title(),
                rule.source(),
                rule.from(),
                rule.until(),
                rule.sure(),
                parameters);
    }

    private static Rule confirmed(Rule rule) {
        return new Rule(
                rule.id(),
                rule.topic(),
                rule.nodes(),
                rule.title(),
                "GB 45067-2024 5.1",
                rule.from(),
                rule.until(),
                true,
                rule.parameters());
    }

    @Test
    void what_nobody_could_decide_is_no_finding() {
        for (Contexts context : List.of(crane(GAS_1, "见铭牌"), Contexts.of("3410"), crane(NO_ZONE, "Ex db IIA T1 Gb"))) {
            assertTrue(facts(inspected(context)).noneMatch(fact -> fact.name().startsWith("major-hazard")));
        }
    }

    @Test
    void a_mark_that_cannot_be_read_is_shown_with_the_place_and_the_reason() {
        Fact unread =
                fact(inspected(crane(GAS_1, "Ex db IIB T9 Gb")), "unreadable").orElseThrow();
        assertTrue(unread.value().en().contains("character 11"), unread.value().en());
        assertTrue(unread.value().zh().contains("第 11 个字符"), unread.value().zh());
    }

    @Test
    void inspectors_and_government_see_how_the_mark_was_read() {
        for (Audience audience : Audience.values()) {
            boolean table =
                    plugin
                            .view(crane(GAS_1, "Ex db [ia Ga] IIB T4")
                                    .readBy(audience)
                                    .context())
                            .sections()
                            .stream()
                            .anyMatch(section -> section instanceof Section.Table read
                                    && read.rows()
                                            .equals(List.of(List.of(
                                                    Text.same("Ex db [ia Ga] IIB T4"),
                                                    Text.same("db [ia]"),
                                                    Text.same("IIB"),
                                                    Text.same("T4"),
                                                    new Text("Gb（推定）", "Gb (inferred)")))));
            assertEquals(audience == Audience.INSPECTION_BODY || audience == Audience.GOVERNMENT, table);
        }
    }

    @Test
    void every_english_word_shown_is_english() {
        for (String mark :
                List.of("Ex db IIB T4 Gb X", "Ex tb IIIC T80℃ Db", "Ex d II(NH3) T1 Gb", "Ex", "[Ex ia] IIC")) {
            for (Map<String, Object> place : List.of(GAS_1, DUST_21)) {
                facts(inspected(crane(place, mark)))
                        .flatMap(fact -> Stream.of(fact.label(), fact.value()))
                        .forEach(text -> assertFalse(CHINESE.matcher(text.en()).find(), text::en));
            }
        }
    }

    @Test
    void in_a_zone_the_label_hangs_where_it_can_be_outside() {
        plugin.start(with(GAS_1));
        Posting posting = restricted(80, 100, "on-body", "rail-end-wall", "nearby-wall");
        assertEquals(
                List.of("rail-end-wall", "nearby-wall"),
                posting.positions().stream().map(Position::name).toList());
        assertTrue(posting.advice().orElseThrow().en().contains("must hang outside"));
        assertTrue(posting.advice().orElseThrow().zh().contains("先清洁"), "the advice there was is kept");
    }

    @Test
    void where_the_plan_knows_no_place_outside_the_advice_says_so() {
        plugin.start(with(GAS_1));
        Posting posting = restricted(80, 100, "car-interior");
        assertEquals("car-interior", posting.positions().get(0).name());
        assertTrue(posting.advice().orElseThrow().en().contains("ask the district"));
    }

    @ParameterizedTest(name = "zone {0} {1}, {2} x {3} mm: {4}")
    @CsvSource({
        // 80 x 100 mm are 80 square centimetres.
        "1, IIB, 80, 100, acrylic",
        "1, IIB, 100, 100, acrylic",
        "1, IIB, 100, 101, metal",
        "1, IIC, 80, 100, metal",
        "1, IIC, 40, 50, acrylic",
        "1, IIC, 40, 51, metal",
        "0, IIC, 30, 30, metal",
        "1, , 80, 100, metal"
    })
    void acrylic_may_be_as_large_as_the_gas_allows(String zone, String group, int width, int height, String material) {
        var place = new HashMap<String, Object>(Map.of("on", DAY, "gas-zone", zone, "dust-zone", "none"));
        if (group != null) {
            place.put("gas-group", group);
        }
        plugin.start(with(place));
        assertEquals(
                material.equals("metal"),
                restricted(width, height, "nearby-wall").material().en().contains("aluminium"));
    }

    @Test
    void among_dust_no_acrylic_is_used() {
        plugin.start(with(DUST_21));
        assertTrue(restricted(30, 30, "nearby-wall").material().en().contains("aluminium"));
    }

    @Test
    void outside_a_zone_the_posting_stays_as_it_is() {
        Posting before = posting(80, 100, "on-body");
        assertEquals(before, plugin.restrict(Contexts.of("5110").device(), before));
        plugin.start(with(NO_ZONE));
        assertEquals(before, plugin.restrict(Contexts.of("4130").device(), before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3410", "4130", "4220"})
    void an_ex_variety_whose_place_nobody_recorded_is_posted_as_in_the_worst(String category) {
        plugin.start(new InMemoryPlatform(Instant.parse("2026-03-01T04:00:00Z")));
        Posting after = plugin.restrict(Contexts.of(category).device(), posting(80, 100, "on-body", "nearby-wall"));
        assertEquals("nearby-wall", after.positions().get(0).name());
        assertTrue(after.material().en().contains("aluminium"));
    }

    @Test
    void an_entry_with_an_unreadable_mark_is_taken_an_empty_or_too_long_one_is_not() {
        assertEquals(List.of(), check("mark", Map.of("on", DAY, "mark", "看不清 IIB ???")));
        assertFinding("mark", "blank", check("mark", Map.of("on", DAY, "mark", " ")));
        assertEquals(List.of(), check("mark", Map.of("on", DAY, "mark", "E".repeat(200))));
        assertFinding(
                "mark", "at most 200 characters, not 201", check("mark", Map.of("on", DAY, "mark", "E".repeat(201))));
    }

    @Test
    void a_place_that_contradicts_itself_is_not_taken() {
        assertEquals(List.of(), check("place", GAS_1));
        var place = new HashMap<>(GAS_1);
        place.put("ignition-temperature", new BigDecimal("130"));
        assertFinding("temperature-class", "GB/T 3836.1", check("place", place));
        place.put("ignition-temperature", new BigDecimal("135"));
        assertEquals(List.of(), check("place", place));
        place.put("ignition-temperature", new BigDecimal("-1"));
        assertEquals("ignition-temperature", check("place", place).get(0).field());
        var dust = new HashMap<>(DUST_21);
        dust.put("layer-thickness", new BigDecimal("-2"));
        assertFinding("layer-thickness", "not negative", check("place", dust));
    }

    @Test
    void nothing_is_recorded_for_tomorrow() {
        assertFinding("on", "2026-03-02", check("mark", Map.of("on", LocalDate.parse("2026-03-02"), "mark", "Ex d I")));
    }

    @Test
    void strangers_may_read_the_zone_and_the_day_and_no_more() {
        for (EntryKind kind : plugin.kinds()) {
            Set<String> open = kind.fields().stream()
                    .filter(field -> field.readableBy(Audience.PUBLIC))
                    .map(field -> field.name())
                    .collect(java.util.stream.Collectors.toSet());
            assertEquals(kind.name().endsWith("place") ? Set.of("on", "gas-zone", "dust-zone") : Set.of(), open);
        }
    }

    private List<Finding> check(String kind, Map<String, Object> values) {
        return plugin.check(Contexts.of("4130").context(), "explosion-proof/" + kind, new Values(values));
    }

    private static void assertFinding(String field, String words, List<Finding> findings) {
        assertEquals(1, findings.size(), findings::toString);
        assertEquals(field, findings.get(0).field());
        assertTrue(findings.get(0).words().en().contains(words), findings::toString);
    }

    private static InMemoryPlatform with(Map<String, Object> place) {
        return new InMemoryPlatform(Instant.parse("2026-03-01T04:00:00Z"))
                .with(Contexts.entryOf(1, "explosion-proof/place", place, DAY));
    }

    private Posting restricted(int width, int height, String... positions) {
        return plugin.restrict(Contexts.of("4190").device(), posting(width, height, positions));
    }

    private static Posting posting(int width, int height, String... positions) {
        return new Posting(
                "特种设备码",
                Stream.of(positions)
                        .map(name -> new Position(name, new Text("位置", "Position")))
                        .toList(),
                width,
                height,
                new Text("亚克力", "acrylic"),
                Optional.of(new Text("先清洁表面。", "Clean the surface first.")));
    }

    private List<Section> inspected(Contexts context) {
        return plugin.view(context.readBy(Audience.INSPECTION_BODY).context()).sections();
    }

    private static Stream<Fact> facts(List<Section> sections) {
        return sections.stream().filter(Facts.class::isInstance).flatMap(section -> ((Facts) section).facts().stream());
    }

    private static Optional<Fact> fact(List<Section> sections, String name) {
        return facts(sections).filter(fact -> fact.name().equals(name)).findFirst();
    }
}
