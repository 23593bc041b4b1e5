package org.teshema.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.rule.Rule;
import org.teshema.engine.account.City;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.CorrectionWatch;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.write.WriteRequest;
import org.teshema.plugin.elevator.ElevatorPlugin;
import org.teshema.plugin.forklift.ForkliftPlugin;

class RuleBooksTest {
    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]+ [a-z]+ [a-z]+");
    private static final CatalogueCode FORKLIFT = new CatalogueCode("5110");
    private static final LocalDate SUMMER = LocalDate.parse("2026-07-01");
    private static final ProposedRow EVERY_YEAR =
            RuleCity.forklift("forklift-81", "2026-05-01", Optional.empty(), Map.of("months", "12"));

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_correction_counts_at_once_and_on_every_other_node_when_it_looks(Database database) {
        try (var city = new RuleCity(database, new ForkliftPlugin());
                var otherGuard = Guard.of(Limits.standard())) {
            var other = new SwappedPluginTable(otherGuard, new PostingPositions(city.city.files), city.city.clock);
            var otherWatch = new CorrectionWatch(database, other, false);
            otherWatch.look();
            Served.by(other, Limits.standard(), new ForkliftPlugin());

            StatedRule made =
                    city.books.add(city.city.by(OrganisationKind.CITY_BUREAU), "forklift", EVERY_YEAR, "市局通知");
            assertEquals("12", months(city.table, SUMMER));
            assertEquals(
                    "24", months(city.table, LocalDate.parse("2026-04-30")), "the day before is under the old row");
            assertEquals("24", months(other, SUMMER));
            otherWatch.look();
            assertEquals("12", months(other, SUMMER));

            long id = made.correction().orElseThrow().id();
            assertEquals(
                    1,
                    city.city.count(
                            "select count(*) from ledger_pending where body like '%rule.corrected rule:" + id + "%'"));
            assertEquals(1, city.city.count("select count(*) from outbox where topic = 'rule.corrected'"));

            city.books.withdraw(city.city.by(OrganisationKind.CITY_BUREAU), id, "通知撤销");
            assertEquals("24", months(city.table, SUMMER));
            otherWatch.look();
            assertEquals("24", months(other, SUMMER));
            assertEquals(1, city.city.count("select count(*) from ledger_pending where body like '%rule.withdrawn%'"));
            Problem again = assertThrows(
                    Problem.class, () -> city.books.withdraw(city.city.by(OrganisationKind.CITY_BUREAU), id, "again"));
            assertEquals(ProblemType.WRONG_STATE, again.type());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void under_one_key_a_correction_is_added_once(Database database) {
        try (var city = new RuleCity(database, new ForkliftPlugin())) {
            WriteRequest asked = city.city.by(OrganisationKind.CITY_BUREAU);
            StatedRule first = city.books.add(asked, "forklift", EVERY_YEAR, "市局通知");
            assertEquals(first, city.books.add(asked, "forklift", EVERY_YEAR, "市局通知"));
            assertEquals(1, city.city.count("select count(*) from rule_row"));
            Problem reused =
                    assertThrows(Problem.class, () -> city.books.add(asked, "forklift", EVERY_YEAR, "another reason"));
            assertEquals(ProblemType.KEY_REUSED, reused.type());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_row_that_makes_no_rulebook_is_refused_with_its_field_and_nothing_is_kept(Database database) {
        try (var city = new RuleCity(database, new ForkliftPlugin(), new ElevatorPlugin())) {
            city.books.add(city.city.by(OrganisationKind.CITY_BUREAU), "forklift", EVERY_YEAR, "市局通知");
            refused(city, "row.until", RuleCity.forklift("forklift-81", "2026-01-01", Optional.empty(), months(18)));
            refused(city, "row.from", RuleCity.forklift("forklift-other", "2026-05-01", Optional.empty(), months(18)));
            refused(
                    city,
                    "row.parameters",
                    RuleCity.forklift("f", "2027-01-01", Optional.empty(), Map.of("months", "zwölf")));
            refused(
                    city,
                    "row.parameters",
                    RuleCity.forklift("f", "2027-01-01", Optional.empty(), Map.of("months", "0")));
            refused(
                    city,
                    "row.parameters",
                    RuleCity.forklift("f", "2027-01-01", Optional.empty(), Map.of("month", "12")));
            refused(
                    city,
                    "row.parameters",
                    RuleCity.forklift("f", "2027-01-01", Optional.empty(), Map.of("months", "12", "warn-day", "30")));
            assertTrue(zh(city, RuleCity.forklift("f", "2027-01-01", Optional.empty(), Map.of("months", "0")))
                    .startsWith("参数 months=0 无法读懂"));
            assertTrue(zh(
                            city,
                            RuleCity.forklift(
                                    "f", "2027-01-01", Optional.empty(), Map.of("months", "12", "days", "30")))
                    .startsWith("参数 days=30、months=12 无法读懂"));
            assertTrue(zh(city, RuleCity.forklift("forklift-other", "2026-05-01", Optional.empty(), months(18)))
                    .contains("已有规则“"));
            refused(city, "row.until", RuleCity.forklift("f", "2027-01-01", Optional.of("2026-01-01"), months(12)));
            refused(city, "row.id", RuleCity.forklift("叉车", "2027-01-01", Optional.empty(), months(12)));
            ProposedRow sound = RuleCity.forklift("f", "2027-01-01", Optional.empty(), months(12));
            refused(city, "row.nodes", with(sound, "inspection", "5999", "source"));
            refused(city, "row.nodes", with(sound, "inspection", "51", "source"));
            refused(city, "row.topic", with(sound, "inspektion", "5110", "source"));
            refused(city, "row.source", with(sound, "inspection", "5110", " "));
            Problem plugin = assertThrows(
                    Problem.class,
                    () -> city.books.add(city.city.by(OrganisationKind.CITY_BUREAU), "nobody", sound, "because"));
            assertEquals(Optional.of("plugin"), plugin.field());
            Problem reason = assertThrows(
                    Problem.class,
                    () -> city.books.add(city.city.by(OrganisationKind.CITY_BUREAU), "forklift", sound, " "));
            assertEquals(Optional.of("reason"), reason.field());
            assertEquals(1, city.city.count("select count(*) from rule_row"));
            assertEquals(1, city.city.count("select version from rule_version"));
            assertEquals(1, city.city.count("select count(*) from outbox where topic like 'rule.%'"));
        }
    }

    @Test
    void only_the_city_corrects() {
        try (var city = new RuleCity(TestDatabases.h2(), new ForkliftPlugin())) {
            for (OrganisationKind kind : OrganisationKind.values()) {
                if (kind != OrganisationKind.CITY_BUREAU) {
                    Problem refused = assertThrows(
                            Problem.class, () -> city.books.add(city.city.by(kind), "forklift", EVERY_YEAR, "because"));
                    assertEquals(ProblemType.FORBIDDEN, refused.type(), kind.name());
                    Problem kept =
                            assertThrows(Problem.class, () -> city.books.withdraw(city.city.by(kind), 1, "because"));
                    assertEquals(ProblemType.FORBIDDEN, kept.type(), kind.name());
                }
            }
        }
    }

    @Test
    void a_plugin_that_comes_back_finds_the_corrections_made_while_it_was_away() {
        try (var city = new RuleCity(TestDatabases.h2(), new ElevatorPlugin())) {
            city.city.database.write(unit -> unit.update(
                    "insert into plugin_admission (name, plugin_version, state, changed_at) values ('forklift', '1.0.0',"
                            + " 'ADMITTED', ?)",
                    city.city.now));
            city.books.add(city.city.by(OrganisationKind.CITY_BUREAU), "forklift", EVERY_YEAR, "市局通知");
            assertEquals(
                    Optional.empty(),
                    only(city, RuleFilter.none(), "forklift-81").version());
            city.serve(new ElevatorPlugin(), new ForkliftPlugin());
            assertEquals("12", months(city.table, SUMMER));
            assertEquals(
                    Optional.of("1.0.0"),
                    only(city, on("2026-07-01"), "forklift-81").version());
        }
    }

    @Test
    void the_list_tells_of_every_row_where_it_comes_from_and_pages_through_all() {
        try (var city = new RuleCity(TestDatabases.h2(), new ForkliftPlugin(), new ElevatorPlugin())) {
            city.books.add(city.city.by(OrganisationKind.CITY_BUREAU), "forklift", EVERY_YEAR, "市局通知");
            StatedRule shipped = only(city, on("2026-04-30"), "forklift-81");
            assertEquals(Optional.empty(), shipped.correction());
            assertEquals(
                    Optional.of(LocalDate.parse("2026-04-30")), shipped.row().until());
            StatedRule corrected = only(city, on("2026-05-01"), "forklift-81");
            assertEquals("市局", corrected.correction().orElseThrow().author());
            assertEquals("市局通知", corrected.correction().orElseThrow().reason());

            List<StatedRule> all =
                    city.books.list(RuleFilter.none(), Cursor.first()).items();
            var seen = new java.util.ArrayList<StatedRule>();
            Optional<String> next = Optional.empty();
            do {
                Page<StatedRule> page = city.books.list(RuleFilter.none(), Cursor.of(next, Optional.of(2)));
                assertTrue(page.items().size() <= 2);
                seen.addAll(page.items());
                next = page.next();
            } while (next.isPresent());
            assertEquals(all, seen);
            assertTrue(all.size() >= 6, all.toString());

            var lifts = new RuleFilter(
                    Optional.of("inspection"),
                    Optional.of(new CatalogueCode("3110")),
                    Optional.of(LocalDate.parse("2020-01-01")),
                    Optional.of("elevator"));
            assertEquals(
                    List.of("lift-T7001-2009"),
                    city.books.list(lifts, Cursor.first()).items().stream()
                            .map(one -> one.row().id())
                            .toList());
        }
    }

    @Test
    void a_correction_that_a_later_release_does_not_fit_is_left_out_and_told() {
        try (var city = new RuleCity(TestDatabases.h2(), new ForkliftPlugin())) {
            // Its node and first day are then shipped by another rule.
            city.books.add(
                    city.city.by(OrganisationKind.CITY_BUREAU),
                    "forklift",
                    RuleCity.forklift("forklift-82", "2026-05-01", Optional.empty(), months(12)),
                    "市局通知");
            Rule shipped = RuleCity.forklift("forklift-81", "2026-05-01", Optional.empty(), months(36))
                    .toRule();
            city.serve(new Shipping(List.of(shipped)));
            assertEquals("36", months(city.table, SUMMER));
            StatedRule misfit = city.books.list(RuleFilter.none(), Cursor.first()).items().stream()
                    .filter(one -> one.misfit().isPresent())
                    .findFirst()
                    .orElseThrow();
            assertEquals("forklift-82", misfit.row().id());
            assertTrue(misfit.misfit().orElseThrow().contains("neither can govern"), misfit.toString());
        }
    }

    @Test
    void a_correction_that_another_one_needs_is_not_withdrawn_before_it() {
        try (var city = new RuleCity(TestDatabases.h2(), new ForkliftPlugin())) {
            WriteRequest first = city.city.by(OrganisationKind.CITY_BUREAU);
            // The shipped row from that day made way to one for another node, and a rule of another id took its place.
            long moved = city.books
                    .add(
                            first,
                            "forklift",
                            with(
                                    RuleCity.forklift("forklift-81", "2022-12-01", Optional.empty(), months(24)),
                                    "inspection",
                                    "5100",
                                    "s"),
                            "改")
                    .correction()
                    .orElseThrow()
                    .id();
            city.books.add(
                    city.city.by(OrganisationKind.CITY_BUREAU),
                    "forklift",
                    RuleCity.forklift("forklift-82", "2022-12-01", Optional.empty(), months(12)),
                    "增");
            Problem needed = assertThrows(
                    Problem.class, () -> city.books.withdraw(city.city.by(OrganisationKind.CITY_BUREAU), moved, "撤"));
            assertEquals(ProblemType.WRONG_STATE, needed.type());
            assertEquals("12", months(city.table, SUMMER));
        }
    }

    private static void refused(RuleCity city, String field, ProposedRow row) {
        Problem problem = assertThrows(
                Problem.class,
                () -> city.books.add(city.city.by(OrganisationKind.CITY_BUREAU), "forklift", row, "because"),
                row.toString());
        assertEquals(ProblemType.INVALID, problem.type());
        assertEquals(Optional.of(field), problem.field(), problem.getMessage());
        String zh = problem.detail().zh();
        assertFalse(ENGLISH.matcher(zh).find(), () -> "English in the Chinese sentence: " + zh);
        assertTrue(zh.endsWith("。") && problem.detail().en().endsWith("."), problem::getMessage);
    }

    private static String zh(RuleCity city, ProposedRow row) {
        return assertThrows(
                        Problem.class,
                        () -> city.books.add(city.city.by(OrganisationKind.CITY_BUREAU), "forklift", row, "because"))
                .detail()
                .zh();
    }

    private static ProposedRow with(ProposedRow row, String topic, String node, String source) {
        return new ProposedRow(
                row.id(),
                topic,
                java.util.Set.of(node),
                row.title(),
                source,
                row.from(),
                row.until(),
                row.sure(),
                row.parameters());
    }

    private static Map<String, String> months(int months) {
        return Map.of("months", Integer.toString(months));
    }

    private static String months(SwappedPluginTable table, LocalDate day) {
        Admitted plugin = table.handlers(FORKLIFT, City.HERE).category().orElseThrow();
        return plugin.rules()
                .governing("inspection", FORKLIFT, day)
                .orElseThrow()
                .parameter("months");
    }

    private static RuleFilter on(String day) {
        return new RuleFilter(Optional.empty(), Optional.empty(), Optional.of(LocalDate.parse(day)), Optional.empty());
    }

    private static StatedRule only(RuleCity city, RuleFilter filter, String id) {
        return city.books.list(filter, Cursor.first()).items().stream()
                .filter(one -> one.row().id().equals(id))
                .reduce((a, b) -> {
                    throw new AssertionError("two rows: " + a + " and " + b);
                })
                .orElseThrow();
    }
}
