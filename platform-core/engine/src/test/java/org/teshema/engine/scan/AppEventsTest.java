package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.app.Event;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.app.AppEvents;
import org.teshema.engine.device.Devices;
import org.teshema.engine.lease.Leases;
import org.teshema.engine.outbox.Outbox;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;

/** What scene apps hear of: their districts, their kinds, each device in its order, and again after they failed. */
class AppEventsTest {
    private Instant now = ScanCity.NOW;

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_app_hears_the_entries_of_its_district_and_kinds_after_they_are_committed(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, new Ear("ear", Optional.of("310107")), new Ear("deaf", Optional.of("310104")));
            scene.inspected(scene.first, "R-1");
            city.append(
                    scene.first,
                    scene.inspector,
                    CityKinds.REGISTRATION,
                    Map.of("on", java.time.LocalDate.parse("2026-01-01"), "certificate", "起11沪A00001(26)"));
            scene.told();
            assertEquals(List.of("R-1"), scene.ears[0].heard);
            assertEquals(List.of(), scene.ears[1].heard, "not of another district");
            scene.told();
            assertEquals(List.of("R-1"), scene.ears[0].heard, "and once");
            assertEquals(0, city.count("select count(*) from app_event"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_it_did_not_take_comes_again_before_the_devices_next_and_stops_no_other_device_and_no_other_app(
            Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, new Ear("bad", Optional.empty()), new Ear("good", Optional.empty()));
            scene.ears[0].takes = report -> !report.equals("R-1");
            scene.inspected(scene.first, "R-1");
            scene.inspected(scene.first, "R-2");
            scene.inspected(scene.second, "R-3");
            scene.told();
            assertEquals(List.of("R-3"), scene.ears[0].heard);
            assertEquals(List.of("R-1", "R-2", "R-3"), scene.ears[1].heard);
            scene.ears[0].takes = report -> true;
            scene.told();
            assertEquals(List.of("R-3"), scene.ears[0].heard, "not before its pause is over");
            now = now.plus(Duration.ofSeconds(2));
            scene.told();
            assertEquals(List.of("R-3", "R-1", "R-2"), scene.ears[0].heard);
            assertEquals(
                    Map.of("heard", 3L, "failed", 1L, "lost", 0L),
                    scene.events.counts().get("bad"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void after_ten_tries_an_event_is_given_up_and_the_next_one_comes(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city, new Ear("ear", Optional.empty()));
            scene.ears[0].takes = report -> !report.equals("R-1");
            scene.inspected(scene.first, "R-1");
            scene.inspected(scene.first, "R-2");
            scene.told();
            // As if eight more tries had gone by; the breaker would make each of them wait for its rest.
            city.run("update app_event set tries = 9 where tries = 1");
            now = now.plus(Duration.ofMinutes(5));
            scene.told();
            assertEquals(List.of("R-2"), scene.ears[0].heard);
            assertEquals(1L, scene.events.counts().get("ear").get("lost"));
            assertEquals(0, city.count("select count(*) from app_event"));
        }
    }

    private final class Scene {
        final ScanCity city;
        final Ear[] ears;
        final AppEvents events;
        final Outbox outbox;
        final Actor inspector;
        final long first;
        final long second;

        Scene(ScanCity city, Ear... ears) {
            this.city = city;
            this.ears = ears;
            city.serve(ears);
            var clock = new CityClock(() -> now);
            events = new AppEvents(
                    city.database,
                    city.table,
                    city.guard,
                    city.entries,
                    new Devices(city.database, ScanCity.CLOCK),
                    clock,
                    new Leases(city.database),
                    Optional.empty());
            outbox = Outbox.of(city.database, clock, Duration.ofDays(1));
            outbox.add(events);
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            inspector = city.actor(OrganisationKind.INSPECTION_BODY, "市特检院", "310000");
            first = city.crane(unit, unit, inspector);
            second = city.crane(unit, unit, inspector);
        }

        void inspected(long device, String report) {
            city.inspected(device, inspector, report);
        }

        void told() {
            outbox.deliver();
            events.deliver();
        }
    }

    /** An app that hears of inspections and notes their reports. */
    private static final class Ear implements SceneApp {
        final List<String> heard = new ArrayList<>();
        Predicate<String> takes = report -> true;
        private final PluginInfo info;

        Ear(String name, Optional<String> district) {
            info = new PluginInfo(name, "1.0.0", new Text("耳", "Ear"), district);
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
        public Set<String> hears() {
            return Set.of(CityKinds.INSPECTION.name());
        }

        @Override
        public void heard(Event event) {
            String report = event.entry().values().text(CityKinds.REPORT).orElseThrow();
            if (!takes.test(report)) {
                throw new IllegalStateException("not now");
            }
            heard.add(report);
        }
    }
}
