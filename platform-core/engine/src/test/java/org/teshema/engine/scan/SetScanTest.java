package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;

/** What a scan tells of a set: a mother's children with trouble first, a child's place and its mother's validity. */
class SetScanTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";

    /** Rides inspected every year: bumper cars go by the ride's certificate, the slides of a water park by their own. */
    private static class Rides implements CategoryPlugin {
        @Override
        public PluginInfo info() {
            return new PluginInfo("rides", "1.0.0", new Text("游乐设施", "Rides"), Optional.empty());
        }

        @Override
        public Set<CatalogueCode> serves() {
            return Set.of(new CatalogueCode("6000"));
        }

        @Override
        public List<Rule> rules() {
            return List.of(new Rule(
                    "ride",
                    "inspection",
                    Set.of(new CatalogueCode("6000")),
                    new Text("每年", "Yearly"),
                    "TSG 71-2023",
                    LocalDate.parse("2024-03-01"),
                    Optional.empty(),
                    true,
                    Map.of("months", "12")));
        }

        @Override
        public Structure structure(CatalogueCode category) {
            boolean cars = category.value().equals("6A00");
            return new MotherChild(
                    cars,
                    List.of(new ChildRole(
                            cars ? "car" : "slide",
                            cars ? new Text("车辆", "Car") : new Text("滑道", "Slide"),
                            Set.of(category),
                            cars ? 3 : 1,
                            60,
                            cars ? Certificate.MOTHERS : Certificate.OWN)));
        }

        @Override
        public Posting posting(Device device) {
            return new Posting(
                    "特种设备码",
                    List.of(new Position("on-body", new Text("本体", "Body"))),
                    60,
                    80,
                    new Text("3M", "3M"),
                    Optional.empty());
        }

        @Override
        public List<ClockReading> clocks(ScanContext context) {
            return StatutoryClock.read(context, List.of(StatutoryClock.inspection()));
        }

        @Override
        public View view(ScanContext context) {
            return View.empty();
        }
    }

    private static long ride(ScanCity city, Actor unit, String category, Optional<Long> mother, String name) {
        long id = city.crane(unit, unit, unit);
        city.run("update device set category = ?, name = ? where id = ?", category, name, id);
        mother.ifPresent(of -> {
            city.run(
                    "update device set mother_id = ?, mother_role = ? where id = ?",
                    of,
                    category.equals("6A00") ? "car" : "slide",
                    id);
            city.run("update device set family_version = family_version + 1 where id = ?", of);
        });
        return id;
    }

    private static void inspected(ScanCity city, long device, Actor inspector, String on, String result) {
        city.append(device, inspector, CityKinds.INSPECTION, Map.of("on", LocalDate.parse(on), "result", result));
    }

    private static Part set(ScanAnswer answer) {
        return answer.parts().stream()
                .filter(part -> part.title().zh().equals("成套设备"))
                .findFirst()
                .orElseThrow();
    }

    private static Section.Table table(ScanAnswer answer) {
        return set(answer).sections().stream()
                .filter(Section.Table.class::isInstance)
                .map(Section.Table.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> column(Section.Table table, int column) {
        return table.rows().stream().map(row -> row.get(column).zh()).toList();
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_mother_lists_her_children_with_trouble_first_and_says_which_is_overdue(Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "水上乐园", "310107");
            Actor inspector = city.actor(OrganisationKind.INSPECTION_BODY, "特检院", "310000");
            city.serve(new Rides());
            long park = ride(city, unit, "6D20", Optional.empty(), "水滑梯群");
            var code = city.code(CodeState.BOUND, unit, Optional.of(park));
            assertTrue(city.scan(code).parts().stream()
                    .noneMatch(part -> part.title().zh().equals("成套设备")));
            long good = ride(city, unit, "6D20", Optional.of(park), "一号滑道");
            long late = ride(city, unit, "6D20", Optional.of(park), "二号滑道");
            long failed = ride(city, unit, "6D20", Optional.of(park), "三号滑道");
            inspected(city, good, inspector, "2026-01-05", "pass");
            inspected(city, late, inspector, "2025-01-10", "pass");
            inspected(city, failed, inspector, "2026-02-01", "fail");
            ScanAnswer answer = city.scan(code);
            assertEquals(List.of("三号滑道", "二号滑道", "一号滑道"), column(table(answer), 0));
            assertEquals(List.of("检验不合格", "超期（2026-01-31）", "有效（2027-01-31）"), column(table(answer), 2));
            Section.Notice notice = (Section.Notice) set(answer).sections().get(0);
            assertEquals(
                    "3 个子设备中 2 个需要注意：三号滑道 检验不合格；二号滑道 超期（2026-01-31）。",
                    notice.words().zh());
            assertEquals(Section.Tone.BAD, notice.tone());
            // What is recorded of a child is seen in the next scan of its mother.
            inspected(city, failed, inspector, "2026-03-01", "pass-again");
            inspected(city, late, inspector, "2026-03-01", "pass");
            assertTrue(set(city.scan(code)).sections().stream().noneMatch(Section.Notice.class::isInstance));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void the_public_reads_names_and_status_and_those_concerned_numbers_too(Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "游乐园", "310107");
            city.serve(new Rides());
            long cars = ride(city, unit, "6A00", Optional.empty(), "碰碰车");
            var mother = city.code(CodeState.BOUND, unit, Optional.of(cars));
            long first = ride(city, unit, "6A00", Optional.of(cars), "1 号车");
            ride(city, unit, "6A00", Optional.of(cars), "2 号车");
            var child = city.code(CodeState.BOUND, unit, Optional.of(first));
            ScanAnswer seen = city.scan(mother);
            assertEquals(3, table(seen).columns().size());
            assertEquals(List.of("随整套", "随整套"), column(table(seen), 2));
            Section.Notice incomplete = (Section.Notice) set(seen).sections().get(0);
            assertEquals("车辆应不少于 3 个，现有 2 个。", incomplete.words().zh());
            ScanAnswer own = city.scan(mother, unit);
            assertEquals(List.of(child.number(), "未贴码"), column(table(own), 3));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_child_under_its_mothers_certificate_tells_her_clock_and_its_place(Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "游乐园", "310107");
            Actor inspector = city.actor(OrganisationKind.INSPECTION_BODY, "特检院", "310000");
            city.serve(new Rides());
            long cars = ride(city, unit, "6A00", Optional.empty(), "碰碰车");
            inspected(city, cars, inspector, "2025-01-10", "pass");
            city.code(CodeState.BOUND, unit, Optional.of(cars));
            long car = ride(city, unit, "6A00", Optional.of(cars), "7 号车");
            var child = city.code(CodeState.BOUND, unit, Optional.of(car));
            ScanAnswer answer = city.scan(child);
            assertEquals(Verdict.GENUINE, answer.verdict());
            assertEquals(1, answer.clocks().size());
            assertEquals(DueStatus.OVERDUE, answer.clocks().get(0).status());
            assertTrue(answer.clocks().get(0).basis().zh().startsWith("随整套（碰碰车）"));
            Section.Facts facts = (Section.Facts) set(answer).sections().get(0);
            assertEquals("碰碰车", facts.facts().get(0).value().zh());
            assertEquals("定期检验超期，2026-01-31 到期", facts.facts().get(3).value().zh());
            inspected(city, cars, inspector, "2026-03-01", "pass");
            assertEquals(DueStatus.VALID, city.scan(child).clocks().get(0).status());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void children_suspended_with_their_mother_answer_that_the_set_is_suspended(Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "游乐园", "310107");
            city.serve(new Rides());
            long cars = ride(city, unit, "6A00", Optional.empty(), "碰碰车");
            var mother = city.code(CodeState.SUSPENDED, unit, Optional.of(cars));
            long car = ride(city, unit, "6A00", Optional.of(cars), "7 号车");
            var child = city.code(CodeState.SUSPENDED, unit, Optional.of(car));
            assertEquals(Verdict.SUSPENDED, city.scan(mother).verdict());
            ScanAnswer answer = city.scan(child);
            assertEquals(Verdict.SET_SUSPENDED, answer.verdict());
            assertTrue(answer.actions().isEmpty());
            assertEquals(
                    "母码已暂停使用，请勿使用本设备。",
                    ((Section.Notice) set(answer).sections().get(0)).words().zh());
            // A child that leaves answers for itself.
            city.run("update device set mother_id = null, mother_role = null where id = ?", car);
            assertEquals(Verdict.SUSPENDED, city.scan(child).verdict());
            assertEquals(Verdict.SUSPENDED, city.scan(mother).verdict());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_mother_suspended_alone_leaves_her_children_in_use_and_they_tell_so(Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "游乐园", "310107");
            city.serve(new Rides());
            long cars = ride(city, unit, "6A00", Optional.empty(), "碰碰车");
            city.code(CodeState.SUSPENDED, unit, Optional.of(cars));
            long car = ride(city, unit, "6A00", Optional.of(cars), "7 号车");
            ScanAnswer answer = city.scan(city.code(CodeState.BOUND, unit, Optional.of(car)));
            assertEquals(Verdict.GENUINE, answer.verdict());
            Section.Notice told = (Section.Notice) set(answer).sections().get(0);
            assertEquals("只暂停了母码；本设备以自己的码为准。", told.words().zh());
            assertEquals(Section.Tone.WARNING, told.tone());
        }
    }

    @Test
    void a_set_is_shown_without_its_plugin_too_and_an_answer_that_failed_is_not_kept() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "水上乐园", "310107");
            long park = ride(city, unit, "6D20", Optional.empty(), "水滑梯群");
            var code = city.code(CodeState.BOUND, unit, Optional.of(park));
            ride(city, unit, "6D20", Optional.of(park), "一号滑道");
            assertEquals(List.of("slide"), column(table(city.scan(code)), 1));
            var broken = new ArrayList<Boolean>(List.of(true));
            city.serve(new Rides() {
                @Override
                public List<ClockReading> clocks(ScanContext context) {
                    if (broken.get(0)) {
                        throw new IllegalStateException("broken");
                    }
                    return super.clocks(context);
                }
            });
            Section.Table seen = table(city.scan(code));
            assertEquals(List.of("滑道"), column(seen, 1));
            assertEquals(List.of("未知"), column(seen, 2));
            broken.set(0, false);
            assertFalse(column(table(city.scan(code)), 2).isEmpty());
        }
    }

    @Test
    void sixty_children_cost_one_query_once() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "游乐园", "310107");
            city.serve(new Rides());
            long cars = ride(city, unit, "6A00", Optional.empty(), "碰碰车");
            var mother = city.code(CodeState.BOUND, unit, Optional.of(cars));
            for (int i = 1; i <= 60; i++) {
                ride(city, unit, "6A00", Optional.of(cars), i + " 号车");
            }
            Part first = set(city.scan(mother));
            // Children changed behind the family's back are not read again: the version on the mother's row tells all
            // news.
            city.run("update device set name = 'x' where mother_id = ?", cars);
            assertEquals(first, set(city.scan(mother)));
            city.run("update device set family_version = family_version + 1 where id = ?", cars);
            assertEquals(
                    60,
                    column(table(city.scan(mother)), 0).stream()
                            .filter("x"::equals)
                            .count());
        }
    }
}
