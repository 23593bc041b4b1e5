package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.app.Event;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.app.AppDesk;
import org.teshema.engine.app.AppEvents;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Crane;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.Share;
import org.teshema.engine.lease.Leases;
import org.teshema.engine.outbox.Outbox;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;

/** What a canary changes for the devices in its share, for nobody else, and what is left when it is withdrawn. */
class CanaryScanTest {
    private static final Field ON = field("on", new FieldType.Day(), true);
    private static final Field LOAD = field("load", new FieldType.Words(20), false);

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_a_canary_kept_by_a_newer_kind_is_read_by_the_old_version_after_it_was_withdrawn(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            city.serve(recording("1.0.0", 1, ON));
            Served.canary(city.table, ScanCity.LIMITS, recording("1.1.0", 2, ON, LOAD), scene.here());

            Entry kept = scene.recorded(scene.tried, Map.of("on", "2026-03-01", "load", "2000 kg"));
            assertEquals(2, kept.schemaVersion());
            assertEquals(Optional.of("2000 kg"), kept.values().text("load"));
            Problem unknown = assertThrows(
                    Problem.class, () -> scene.recorded(scene.other, Map.of("on", "2026-03-01", "load", "x")));
            assertEquals(ProblemType.INVALID, unknown.type(), "a device outside has the old form");
            assertEquals(
                    1, scene.recorded(scene.other, Map.of("on", "2026-03-01")).schemaVersion());
            assertEquals("1.1.0 {load, on}", scene.seen(scene.tried));
            assertEquals("1.0.0 {on}", scene.seen(scene.other));

            Served.withoutCanary(city.table);
            assertEquals("1.0.0 {on}", scene.seen(scene.tried), "the old version sees what it knows");
            assertEquals(
                    Optional.of("2000 kg"),
                    city.entries.find(kept.id()).orElseThrow().values().text("load"),
                    "and nothing was lost");
            city.serve(recording("1.2.0", 2, ON, LOAD));
            assertEquals("1.2.0 {load, on}", scene.seen(scene.tried), "a later release finds it again");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_action_that_the_canary_offered_is_taken_after_it_was_withdrawn_by_the_rules_of_the_old_version(
            Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            city.serve(recording("1.0.0", 1, ON));
            Served.canary(city.table, ScanCity.LIMITS, recording("1.1.0", 2, ON, LOAD), scene.here());
            String token = scene.token(scene.tried);
            Served.withoutCanary(city.table);
            assertEquals(
                    ProblemType.INVALID,
                    assertThrows(
                                    Problem.class,
                                    () -> scene.take(scene.tried, token, Map.of("on", "2026-03-01", "load", "x")))
                            .type());
            assertEquals(
                    1,
                    scene.take(scene.tried, token, Map.of("on", "2026-03-01")).schemaVersion());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void each_device_is_heard_of_by_the_version_that_serves_it(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            var old = new Board("1.0.0");
            var tried = new Board("1.1.0");
            city.serve(old);
            Served.canary(city.table, ScanCity.LIMITS, tried, scene.here());
            try (var events = new AppEvents(
                    database,
                    city.table,
                    city.guard,
                    city.entries,
                    new Devices(database, ScanCity.CLOCK),
                    ScanCity.CLOCK,
                    new Leases(database),
                    Optional.empty())) {
                Outbox outbox = Outbox.of(database, ScanCity.CLOCK, Duration.ofDays(1));
                outbox.add(events);
                city.inspected(scene.triedDevice, scene.inspector, "R-1");
                city.inspected(scene.otherDevice, scene.inspector, "R-2");
                outbox.deliver();
                events.deliver();
                assertEquals(List.of("R-1"), tried.heard);
                assertEquals(List.of("R-2"), old.heard);

                // Told after the canary was withdrawn: nothing is lost, the live version hears it.
                city.inspected(scene.triedDevice, scene.inspector, "R-3");
                outbox.deliver();
                Served.withoutCanary(city.table);
                events.deliver();
                assertEquals(List.of("R-2", "R-3"), old.heard);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_page_of_a_device_goes_with_the_device_and_any_other_page_with_who_reads_it(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            city.serve(new Board("1.0.0"));
            Served.canary(city.table, ScanCity.LIMITS, new Board("1.1.0"), scene.here());
            var desk = new AppDesk(city.table, city.guard, city.actions, ScanCity.CLOCK);
            assertEquals("1.1.0", version(desk, "one", scene.tried.number(), Optional.of(scene.inspector)));
            assertEquals("1.0.0", version(desk, "one", scene.other.number(), Optional.of(scene.inspector)));
            assertEquals("1.1.0", version(desk, "all", "", Optional.of(scene.officer)));
            assertEquals("1.0.0", version(desk, "all", "", Optional.of(scene.bureau)));
            assertEquals("1.0.0", version(desk, "all", "", Optional.empty()));
        }
    }

    private static String version(AppDesk desk, String page, String number, Optional<Actor> actor) {
        Map<String, String> asked = number.isEmpty() ? Map.of() : Map.of("code", number);
        return desk.page("board", page, asked, actor, "203.0.113.9", Language.ZH)
                .app()
                .version();
    }

    @Test
    void a_canary_that_was_never_live_has_pages_for_its_share_alone() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            var scene = new Scene(city);
            Served.canary(city.table, ScanCity.LIMITS, new Board("1.0.0"), scene.here());
            var desk = new AppDesk(city.table, city.guard, city.actions, ScanCity.CLOCK);
            assertEquals(1, desk.cards(Optional.of(scene.officer)).size());
            assertEquals(0, desk.cards(Optional.of(scene.bureau)).size());
            assertEquals("1.0.0", version(desk, "one", scene.tried.number(), Optional.empty()));
            for (String number : List.of(scene.other.number(), "")) {
                assertEquals(
                        ProblemType.NOT_FOUND,
                        assertThrows(
                                        Problem.class,
                                        () -> version(
                                                desk,
                                                number.isEmpty() ? "all" : "one",
                                                number,
                                                Optional.of(scene.bureau)))
                                .type());
            }
        }
    }

    @Test
    void without_a_canary_whoever_asks_gets_the_same_lane_and_nothing_is_worked_out() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            city.serve(Crane.named("crane", "1.0.0"));
            assertSame(city.table.live(), city.table.toward(1, OptionalLong.of(2)));
            assertSame(city.table.live(), city.table.towardReader(OptionalLong.of(2)));
            Served.canary(city.table, ScanCity.LIMITS, Crane.named("crane", "1.1.0"), new Share.OfStation(2));
            assertSame(city.table.live(), city.table.toward(1, OptionalLong.of(3)));
            assertSame(city.table.toward(1, OptionalLong.of(2)), city.table.toward(9, OptionalLong.of(2)));
        }
    }

    @Test
    void a_set_is_served_by_one_version_whatever_its_parts_are_called() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            city.serve(Crane.named("crane", "1.0.0"));
            Served.canary(city.table, ScanCity.LIMITS, Crane.named("crane", "1.1.0"), new Share.PerMille(500));
            for (long mother = 1; mother < 50; mother++) {
                var lane = city.table.toward(mother, OptionalLong.empty());
                for (long child = 1000; child < 1010; child++) {
                    assertSame(lane, city.table.toward(part(child, mother), OptionalLong.empty()));
                }
            }
        }
    }

    private static org.teshema.api.device.Device part(long id, long mother) {
        return new org.teshema.api.device.Device(
                new org.teshema.api.device.DeviceId(id),
                new org.teshema.api.device.CatalogueCode("4110"),
                "310107",
                "—",
                "—",
                org.teshema.api.device.DeviceStatus.IN_USE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new org.teshema.api.device.Membership(new org.teshema.api.device.DeviceId(mother), "part")),
                0);
    }

    private static Field field(String name, FieldType type, boolean required) {
        return new Field(name, Text.same(name), type, required, Set.of(Audience.INSPECTION_BODY));
    }

    private static Crane recording(String version, int schema, Field... fields) {
        var kind = new EntryKind(
                "crane/check", schema, Text.same("check"), List.of(fields), Set.of(Audience.INSPECTION_BODY));
        return Crane.named("crane", version)
                .declaring(kind)
                .showing(context -> new View(
                        List.of(new Section.Notice(
                                Text.same("seen"), Text.same(version + " " + names(context)), Section.Tone.PLAIN)),
                        List.of(ScanDeskTest.action("check", "crane/check", Audience.INSPECTION_BODY))));
    }

    private static String names(ScanContext context) {
        return context.current("crane/check")
                .map(entry -> new java.util.TreeSet<>(entry.values().byName().keySet())
                        .toString()
                        .replace('[', '{')
                        .replace(']', '}'))
                .orElse("{}");
    }

    /** Two cranes, one of them of the station where something is tried. */
    private static final class Scene {
        final ScanCity city;
        final Actor bureau;
        final Actor officer;
        final Actor inspector;
        final long triedDevice;
        final long otherDevice;
        final ScanCity.Printed tried;
        final ScanCity.Printed other;

        Scene(ScanCity city) {
            this.city = city;
            bureau = city.actor(OrganisationKind.CITY_BUREAU, "市局", "310000");
            officer = city.actor(OrganisationKind.STATION, "真如所", "310107");
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            inspector = city.actor(OrganisationKind.INSPECTION_BODY, "市特检院", "310000");
            triedDevice = city.crane(unit, unit, inspector);
            otherDevice = city.crane(unit, unit, inspector);
            city.run(
                    "update device set station_id = ? where id = ?",
                    officer.organisation().id(),
                    triedDevice);
            tried = city.code(CodeState.BOUND, unit, Optional.of(triedDevice));
            other = city.code(CodeState.BOUND, unit, Optional.of(otherDevice));
        }

        Share here() {
            return new Share.OfStation(officer.organisation().id());
        }

        String token(ScanCity.Printed code) {
            return city.scan(code, inspector).actions().get(0).token();
        }

        Entry take(ScanCity.Printed code, String token, Map<String, String> raw) {
            return city.actions.take(inspector, code.id().hex(), "crane/check", token, raw);
        }

        Entry recorded(ScanCity.Printed code, Map<String, String> raw) {
            return take(code, token(code), raw);
        }

        String seen(ScanCity.Printed code) {
            return ((Section.Notice)
                            city.scan(code, inspector).parts().get(0).sections().get(0))
                    .words()
                    .zh();
        }
    }

    /** An app with a page for authorities and everybody, and one of a device, that hears of inspections. */
    private static final class Board implements SceneApp {
        final List<String> heard = new ArrayList<>();
        private final PluginInfo info;

        Board(String version) {
            info = new PluginInfo("board", version, new Text("看板", "Board"), Optional.of("310107"));
        }

        @Override
        public PluginInfo info() {
            return info;
        }

        @Override
        public Text card() {
            return new Text("一句话", "One sentence");
        }

        @Override
        public List<Page> pages() {
            return List.of(
                    new Page("all", info.title(), Set.of(Audience.PUBLIC), false),
                    new Page("one", info.title(), Set.of(Audience.PUBLIC), true));
        }

        @Override
        public PageView page(PageContext context) {
            return new PageView(List.of(), List.of(), List.of(), Optional.empty());
        }

        @Override
        public Set<String> hears() {
            return Set.of(CityKinds.INSPECTION.name());
        }

        @Override
        public void heard(Event event) {
            heard.add(event.entry().values().text(CityKinds.REPORT).orElseThrow());
        }
    }
}
