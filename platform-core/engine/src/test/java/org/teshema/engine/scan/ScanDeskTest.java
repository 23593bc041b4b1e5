package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.Aspect;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Side;
import org.teshema.api.scan.View;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.PostedCodes;
import org.teshema.engine.gate.Crane;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.TestDatabases;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.Reason;

class ScanDeskTest {
    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void every_state_of_a_code_has_its_own_verdict_status_and_next_step(Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            long crane = city.crane(unit, unit, unit);
            for (CodeState state : EnumSet.complementOf(EnumSet.of(CodeState.ORDERED, CodeState.APPROVED))) {
                boolean live = state == CodeState.BOUND || state == CodeState.SUSPENDED;
                var code = city.code(state, unit, live ? Optional.of(crane) : Optional.empty());
                ScanAnswer answer = city.scan(code);
                Verdict expected = switch (state) {
                    case BOUND -> Verdict.GENUINE;
                    case SUSPENDED -> Verdict.SUSPENDED;
                    case CLAIMED -> Verdict.CLAIMED;
                    case REPLACED -> Verdict.REPLACED;
                    case REVOKED -> Verdict.REVOKED;
                    case SPOILED -> Verdict.SPOILED;
                    default -> Verdict.NOT_IN_USE;
                };
                assertEquals(expected, answer.verdict(), state.name());
                assertEquals(
                        Optional.of(code.number()), answer.code().orElseThrow().number());
                assertEquals(live, answer.device().isPresent());
                assertEquals("110", answer.emergency().get(0).number());
                if (live) {
                    city.run("update code set bound_device_id = null where bound_device_id is not null");
                }
            }
            assertEquals(410, Verdict.REVOKED.status());
            assertEquals(404, Verdict.UNKNOWN.status());
            assertEquals(400, Verdict.MALFORMED.status());
        }
    }

    @Test
    void a_scan_costs_as_many_queries_however_much_happened() {
        try (var city = new ScanCity(Database.of(DatabaseSettings.inMemory("queries-of-scans")))) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            Actor inspector = city.actor(OrganisationKind.INSPECTION_BODY, "检验院", "310107");
            long crane = city.crane(unit, unit, inspector);
            var code = city.code(CodeState.BOUND, unit, Optional.of(crane));
            city.serve(new Crane());
            List<Long> before = queries(city, code, unit, inspector);
            for (int i = 0; i < 30; i++) {
                city.inspected(crane, inspector, "JY-" + i);
                city.crane(unit, unit, inspector);
            }
            assertEquals(before, queries(city, code, unit, inspector));
            assertTrue(before.stream().allMatch(one -> one <= 3), before::toString);
        }
    }

    /** Of the public and of each reader. */
    private static List<Long> queries(ScanCity city, ScanCity.Printed code, Actor... readers) {
        var all = new ArrayList<Long>();
        all.add(city.queries(() -> city.scan(code)));
        for (Actor reader : readers) {
            all.add(city.queries(() -> city.scan(code, reader)));
        }
        return all;
    }

    @Test
    void every_verdict_has_words_and_a_step_for_every_side() {
        for (Verdict verdict : Verdict.values()) {
            assertNotEquals("", verdict.word().zh());
            for (Side side : Side.values()) {
                for (boolean own : new boolean[] {true, false}) {
                    assertNotEquals("", NextStep.of(verdict, side, own).en());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_number_finds_what_its_symbol_finds(Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            var code = city.code(CodeState.BOUND, unit, Optional.of(city.crane(unit, unit, unit)));
            String spaced = code.number().substring(0, 4) + " " + code.number().substring(4);
            ScanAnswer typed = city.desk.byNumber(spaced, "10.0.0.1", Optional.empty(), Language.ZH);
            ScanAnswer scanned = city.desk.scan(ScanCity.PREFIX.url() + code.text(), Optional.empty(), Language.ZH);
            assertEquals(Verdict.GENUINE, typed.verdict());
            assertEquals(scanned.code(), typed.code());
            assertEquals(scanned.device(), typed.device());
            assertEquals("通用桥式起重机", typed.device().orElseThrow().category().zh());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_rehearsed_scan_of_a_bound_code_is_answered_as_any_other_and_not_counted(Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            city.code(CodeState.CLAIMED, unit, Optional.empty());
            var bound = city.code(CodeState.BOUND, unit, Optional.of(city.crane(unit, unit, unit)));
            List<String> known = PostedCodes.under(ScanCity.PREFIX, database).spread(5);
            String address = ScanCity.PREFIX.url() + bound.text();
            // What is stored as signature in this city is none; what it signs is the beginning of the text.
            int signed = ScanCity.PREFIX.url().length() + 32;
            assertEquals(
                    List.of(address.substring(0, signed)),
                    known.stream().map(text -> text.substring(0, signed)).toList());
            ScanAnswer rehearsed = city.desk.rehearse(address, Language.ZH);
            assertEquals(Map.of(), counted(city));
            ScanAnswer scanned = city.desk.scan(address, Optional.empty(), Language.ZH);
            assertEquals(Map.of(Verdict.GENUINE, 1L), counted(city));
            assertEquals(scanned.device(), rehearsed.device());
            assertEquals(scanned.parts(), rehearsed.parts());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_scan_leaves_no_row_anywhere_so_nothing_tells_who_was_where(Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            var code = city.code(CodeState.BOUND, unit, Optional.of(city.crane(unit, unit, unit)));
            Map<String, Long> before = rows(database);
            assertTrue(before.getOrDefault("code", 0L) > 0, before::toString);
            city.desk.scan(ScanCity.PREFIX.url() + code.text(), Optional.empty(), Language.ZH);
            city.desk.scan(ScanCity.PREFIX.url() + code.text(), Optional.of(unit), Language.ZH);
            city.desk.byNumber(code.number(), "203.0.113.9", Optional.empty(), Language.ZH);
            city.scan(ScanCity.signed());
            assertEquals(before, rows(database));
        }
    }

    /** How many rows each table has. */
    private static Map<String, Long> rows(Database database) {
        return database.read(connection -> {
            var rows = new TreeMap<String, Long>();
            try (var tables = connection.createStatement();
                    var counting = connection.createStatement();
                    var table = tables.executeQuery(
                            "select table_name from information_schema.tables where table_schema = 'public'")) {
                while (table.next()) {
                    String name = table.getString(1);
                    try (var count = counting.executeQuery("select count(*) from \"" + name + "\"")) {
                        count.next();
                        rows.put(name, count.getLong(1));
                    }
                }
            }
            return rows;
        });
    }

    private static Map<Verdict, Long> counted(ScanCity city) {
        var counts = new java.util.EnumMap<>(city.desk.counts());
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    @Test
    void a_mistyped_number_is_told_without_asking_the_register_and_unknown_ones_are_limited() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            String unknown = ScanCity.signed().number();
            char last = unknown.charAt(12);
            String mistyped = unknown.substring(0, 12) + (last == '9' ? '0' : (char) (last + 1));
            for (int i = 0; i < 10; i++) {
                assertEquals(Verdict.MALFORMED, typed(city, mistyped));
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(Verdict.UNKNOWN, typed(city, unknown));
            }
            Problem problem = assertThrows(Problem.class, () -> typed(city, unknown));
            assertEquals(ProblemType.THROTTLED, problem.type());
        }
    }

    @Test
    void notices_an_aspect_begins_with_are_read_before_the_category_and_its_rest_after_it() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            var code = city.code(CodeState.BOUND, unit, Optional.of(city.crane(unit, unit, unit)));
            city.serve(new Zone("zone", true), Crane.named("crane", "1.0.0"), new Zone("quiet", false));
            assertEquals(
                    List.of("zone: stay outside", "crane: seen", "quiet: facts", "zone: facts", "zone: more"),
                    city.scan(code).parts().stream()
                            .flatMap(part -> part.sections().stream()
                                    .map(section -> part.source() + ": "
                                            + section.title().en()))
                            .toList());
        }
    }

    /** An aspect with facts and a later notice, and perhaps a notice to begin with. */
    private record Zone(String name, boolean warns) implements Aspect {
        @Override
        public PluginInfo info() {
            return new PluginInfo(name, "1.0.0", Text.same(name), Optional.empty());
        }

        @Override
        public boolean appliesTo(Device device) {
            return true;
        }

        @Override
        public View view(ScanContext context) {
            var facts = new Section.Facts(Text.same("facts"), List.of());
            return new View(warns ? List.of(notice("stay outside"), facts, notice("more")) : List.of(facts), List.of());
        }

        private static Section notice(String title) {
            return new Section.Notice(Text.same(title), Text.same("words"), Section.Tone.WARNING);
        }
    }

    private static Verdict typed(ScanCity city, String number) {
        return city.desk
                .byNumber(number, "10.0.0.9", Optional.empty(), Language.ZH)
                .verdict();
    }

    @Test
    void what_cannot_be_read_is_told_for_what_it_is_and_costs_no_query() {
        var away = Database.of(new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/none", "u", "p", 2));
        try (var city = new ScanCity(away)) {
            String text = ScanCity.signed().text();
            String altered = text.substring(0, 100) + (text.charAt(100) == '1' ? '2' : '1') + text.substring(101);
            assertEquals(Verdict.FORGED, verdict(city, altered));
            assertEquals(Verdict.MALFORMED, verdict(city, text.substring(0, 150)));
            assertEquals(Verdict.MALFORMED, verdict(city, "9".repeat(5000)));
            assertEquals(Verdict.MALFORMED, verdict(city, ""));
            assertEquals(Verdict.MALFORMED, verdict(city, "../../etc/passwd"));
            assertEquals(Verdict.MALFORMED, verdict(city, "a\u0000b"));
            assertEquals(Verdict.MALFORMED, verdict(city, "\ud83d\ude00"));
            assertEquals(Verdict.OTHER_CITY, verdict(city, "https://example.org/s/" + text));
            assertEquals(
                    Verdict.MALFORMED,
                    city.desk.scan(null, Optional.empty(), Language.EN).verdict());
        }
    }

    @Test
    void the_same_text_under_another_host_is_a_forgery() {
        var code = ScanCity.signed();
        var reading =
                ScanCity.reader(CodePrefix.parse("https://evil.example/s/")).readText(code.text());
        assertTrue(reading.toString().contains(Reason.WRONG_SIGNATURE.name()), reading.toString());
    }

    private static Verdict verdict(ScanCity city, String text) {
        return city.desk.scan(text, Optional.empty(), Language.ZH).verdict();
    }

    @Test
    void with_the_register_away_the_signature_still_speaks_and_nobody_waits_twice() {
        var away = Database.of(new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/none", "u", "p", 2));
        try (var city = new ScanCity(away)) {
            var code = ScanCity.signed();
            ScanAnswer first = city.scan(code);
            assertEquals(Verdict.SIGNATURE_ONLY, first.verdict());
            assertEquals(503, first.verdict().status());
            assertEquals(code.id().hex(), first.code().orElseThrow().id());
            assertEquals("110", first.emergency().get(0).number());
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertEquals(Verdict.SIGNATURE_ONLY, city.scan(code).verdict());
            }
            // Twenty waits of the pool's three seconds would be a minute; one look a second may fall among them.
            assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 15);
            assertEquals(
                    Verdict.UNAVAILABLE,
                    city.desk
                            .byNumber(code.number(), "10.0.0.1", Optional.empty(), Language.ZH)
                            .verdict());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_genuine_signature_of_a_code_nobody_registered_is_reported(Database database) {
        try (var city = new ScanCity(database)) {
            ScanAnswer answer = city.scan(ScanCity.signed());
            assertEquals(Verdict.UNKNOWN, answer.verdict());
            assertTrue(answer.explanation().zh().contains("举报"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void each_reader_is_what_they_are_towards_this_device_and_sees_no_more(Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            Actor stranger = city.actor(OrganisationKind.USING_UNIT, "徐家汇商城", "310104");
            Actor maintainer = city.actor(OrganisationKind.MAINTENANCE_UNIT, "申城维保", "310107");
            Actor inspector = city.actor(OrganisationKind.INSPECTION_BODY, "市特检院", "310000");
            Actor putuo = city.actor(OrganisationKind.DISTRICT, "普陀区局", "310107");
            Actor xuhui = city.actor(OrganisationKind.DISTRICT, "徐汇区局", "310104");
            long crane = city.crane(unit, maintainer, inspector);
            city.inspected(crane, inspector, "R-2026-1");
            var code = city.code(CodeState.BOUND, unit, Optional.of(crane));
            city.serve(new Crane().showing(ScanDeskTest::report));

            assertEquals("—", shown(city.scan(code)));
            assertEquals("—", shown(city.scan(code, stranger)));
            assertEquals("—", shown(city.scan(code, xuhui)));
            assertEquals("R-2026-1", shown(city.scan(code, unit)));
            assertEquals("R-2026-1", shown(city.scan(code, maintainer)));
            assertEquals("R-2026-1", shown(city.scan(code, inspector)));
            assertEquals("R-2026-1", shown(city.scan(code, putuo)));
            assertEquals(Audience.PUBLIC, city.scan(code, stranger).caller().audience());
            assertEquals(Side.ENTERPRISE, city.scan(code, stranger).caller().side());
            assertTrue(city.scan(code, unit).code().orElseThrow().heldByCaller());
            assertFalse(city.scan(code, stranger).code().orElseThrow().heldByCaller());
        }
    }

    private static View report(ScanContext context) {
        String report = context.current("inspection")
                .flatMap(entry -> entry.values().text("report"))
                .orElse("—");
        return new View(
                List.of(new Section.Notice(Text.same("report"), Text.same(report), Section.Tone.PLAIN)), List.of());
    }

    private static String shown(ScanAnswer answer) {
        return ((Section.Notice) answer.parts().get(0).sections().get(0))
                .words()
                .zh();
    }

    @Test
    void without_a_plugin_the_citys_own_entries_are_shown() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            long crane = city.crane(unit, unit, unit);
            city.inspected(crane, unit, "R-2026-1");
            ScanAnswer answer = city.scan(city.code(CodeState.BOUND, unit, Optional.of(crane)));
            assertEquals(Part.CORE, answer.parts().get(0).source());
            var facts = (Section.Facts) answer.parts().get(0).sections().get(0);
            assertEquals("合格", facts.facts().get(1).value().zh());
            assertTrue(facts.facts().stream().noneMatch(fact -> fact.name().equals("report")), "not for the public");
        }
    }

    @Test
    void actions_are_offered_to_those_who_may_take_them() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            Actor inspector = city.actor(OrganisationKind.INSPECTION_BODY, "市特检院", "310000");
            long crane = city.crane(unit, unit, inspector);
            var code = city.code(CodeState.BOUND, unit, Optional.of(crane));
            city.serve(new Crane()
                    .showing(context -> new View(
                            List.of(),
                            List.of(
                                    action("inspect", "inspection", Audience.INSPECTION_BODY),
                                    // The unit is named, but it may not write this kind.
                                    action("cheat", "inspection", Audience.USING_UNIT),
                                    action("stray", "boiler/water", Audience.INSPECTION_BODY)))));
            assertEquals(List.of(), city.scan(code).actions());
            assertEquals(List.of(), city.scan(code, unit).actions());
            List<OfferedAction> offered = city.scan(code, inspector).actions();
            assertEquals(1, offered.size());
            assertEquals(CityKinds.INSPECTION, offered.get(0).kind());
        }
    }

    static Action action(String name, String kind, Audience audience) {
        return new Action(name, Text.same(name), kind, Set.of(audience));
    }
}
