package org.teshema.engine.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.gate.FakeNode;
import org.teshema.engine.gate.Stage;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.write.WriteRequest;
import org.teshema.faults.FaultJar;
import org.teshema.faults.gallery.Well;
import org.teshema.trust.release.ReleaseJar;
import org.teshema.trust.release.ReleaseRefused;

class InstallationsTest {
    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_release_is_planned_kept_live_replaced_taken_back_and_stopped_and_every_step_is_in_the_ledger(
            Database database) {
        try (var door = new DoorCity(database)) {
            ReleasePlan plan = door.releases.plan(
                    door.city.actor(OrganisationKind.CITY_BUREAU), Forklifts.signed("1.1.0", DoorCity.CITY));
            assertEquals("forklift/daily-check", plan.kinds().get(0).name());
            assertEquals("5110", plan.serves().get(0).value());
            assertEquals(Optional.empty(), plan.replaces());
            assertEquals(List.of(), plan.refreshes());
            assertEquals(0, door.city.count("select count(*) from plugin_release"), "a plan keeps nothing");

            door.live("1.1.0");
            Installation first = door.installations.get("forklift");
            assertEquals(Optional.of(Stage.SERVING), first.here().stage());
            assertEquals(Optional.empty(), first.previous());

            door.live("1.2.0");
            Installation second = door.installations.get("forklift");
            assertEquals("1.1.0", second.previous().orElseThrow().origin().version());

            door.installations.rollBack(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "有误");
            DoorCity.settle(door.convergence);
            Installation back = door.installations.get("forklift");
            assertEquals("1.1.0", back.live().orElseThrow().origin().version());
            assertEquals(Optional.of("1.2.0"), back.target().highest());
            refused(
                    ProblemType.WRONG_STATE,
                    () -> door.installations.rollBack(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "再退"));

            door.installations.stop(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "事故");
            DoorCity.settle(door.convergence);
            assertEquals(
                    List.of(
                            "install 1.1.0",
                            "install 1.2.0",
                            "remove 1.1.0",
                            "install 1.1.0",
                            "remove 1.2.0",
                            "remove 1.1.0"),
                    door.node.deeds);
            for (String leaf : List.of(
                    "release-key.added",
                    "release.stored release:forklift:1.1.0",
                    "release.installed release:forklift:1.2.0",
                    "release.rolled-back release:forklift:1.1.0",
                    "release.stopped release:forklift:1.1.0")) {
                assertTrue(
                        door.city.count("select count(*) from ledger_pending where body like '%" + leaf + "%'") > 0,
                        leaf);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void every_node_comes_to_run_the_same_whatever_its_cache_holds(Database database) {
        try (var door = new DoorCity(database)) {
            var second = new FakeNode();
            Convergence other = door.other(second);
            other.look();
            door.live("1.1.0");
            DoorCity.settle(other);
            assertEquals(door.node.here().keySet(), second.here().keySet());

            second.wiped();
            Convergence restarted = door.other(second);
            restarted.look();
            assertEquals(door.node.here().keySet(), second.here().keySet(), "a wiped cache fills again");

            door.live("1.2.0");
            // Killed between installing the new one and taking out the old one: the next start goes on from there.
            door.other(second).look();
            DoorCity.settle(door.other(second));
            assertEquals(door.node.here().keySet(), second.here().keySet());
        }
    }

    @Test
    void a_release_that_was_taken_out_of_the_framework_comes_back_though_nothing_was_changed() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            door.live("1.1.0");
            DoorCity.settle(door.convergence);
            door.node.wiped();
            door.convergence.look();
            assertEquals(List.of("install 1.1.0", "install 1.1.0"), door.node.deeds);
        }
    }

    @Test
    void a_bad_release_never_takes_the_good_one_away_and_is_told() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            door.live("1.1.0");
            door.node.refuses("1.2.0");
            door.live("1.2.0");
            assertEquals(2, door.node.here().size(), "the good one is still there");
            Installation told = door.installations.get("forklift");
            assertEquals(Optional.of(Stage.REFUSED), told.here().stage());
            assertEquals("It is broken", told.here().reason().orElseThrow().en());
            door.installations.rollBack(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "有误");
            DoorCity.settle(door.convergence);
            assertEquals(List.of("install 1.1.0", "install 1.2.0", "remove 1.2.0"), door.node.deeds);
        }
    }

    @Test
    void what_a_revoked_key_signed_stops_and_does_not_come_back() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            Release live = door.live("1.1.0");
            door.keys.revoke(door.city.by(OrganisationKind.CITY_BUREAU), door.cityKey.id(), "泄露");
            door.convergence.look();
            assertEquals(List.of("install 1.1.0", "remove 1.1.0"), door.node.deeds);
            assertTrue(door.installations
                    .get("forklift")
                    .here()
                    .reason()
                    .orElseThrow()
                    .en()
                    .contains("was revoked"));
            door.installations.stop(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "吊销");
            refused(
                    ProblemType.RELEASE_REFUSED,
                    () -> door.installations.install(door.city.by(OrganisationKind.CITY_BUREAU), live.id(), "再装"));
            refused(
                    ProblemType.WRONG_STATE,
                    () -> door.keys.revoke(door.city.by(OrganisationKind.CITY_BUREAU), door.cityKey.id(), "再次"));
        }
    }

    @Test
    void an_expired_release_is_not_installed_but_one_that_is_live_goes_on() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            door.live("1.1.0");
            Release kept = door.releases.store(
                    door.city.by(OrganisationKind.CITY_BUREAU), Forklifts.signed("1.2.0", DoorCity.CITY));
            door.city.now = java.time.Instant.parse("2027-11-25T01:00:00Z");
            refused(
                    ProblemType.RELEASE_REFUSED,
                    () -> door.installations.install(door.city.by(OrganisationKind.CITY_BUREAU), kept.id(), "装"));
            var restarted = new FakeNode();
            door.other(restarted).look();
            assertEquals(List.of("install 1.1.0"), restarted.deeds);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_district_plans_keeps_installs_takes_back_and_stops_its_own_and_its_neighbour_does_not(Database database)
            throws Exception {
        try (var door = new DoorCity(database)) {
            Actor own = door.city.stranger(OrganisationKind.DISTRICT);
            Actor neighbour = door.city.actor(OrganisationKind.DISTRICT);
            door.add(FaultJar.DISTRICT, DoorCity.OTHER_DISTRICT);
            byte[] jar = districts(0);
            refused(ProblemType.FORBIDDEN, () -> door.releases.plan(neighbour, jar));
            assertEquals(
                    FaultJar.DISTRICT, door.releases.plan(own, jar).release().district());

            Release first = door.releases.store(door.city.by(own), jar);
            refused(ProblemType.FORBIDDEN, () -> door.installations.install(door.city.by(neighbour), first.id(), "装"));
            door.installations.install(door.city.by(own), first.id(), "首发");
            DoorCity.settle(door.convergence);
            Release second = door.releases.store(door.city.by(own), districts(1));
            door.installations.install(door.city.by(own), second.id(), "更新");
            DoorCity.settle(door.convergence);
            door.installations.rollBack(door.city.by(own), "well", "有误");
            DoorCity.settle(door.convergence);
            assertEquals(
                    first.id(),
                    door.installations.get("well").live().orElseThrow().id());
            door.installations.stop(door.city.by(own), "well", "结束");
            DoorCity.settle(door.convergence);
            assertEquals(
                    List.of(
                            "install 1.10.10",
                            "install 1.10.11",
                            "remove 1.10.10",
                            "install 1.10.10",
                            "remove 1.10.11",
                            "remove 1.10.10"),
                    door.node.deeds);
            for (String leaf :
                    List.of("release.stored", "release.installed", "release.rolled-back", "release.stopped")) {
                assertTrue(
                        door.city.count("select count(*) from ledger_pending where body like '%" + leaf
                                        + " release:well:1.10.10 310107 DISTRICT:%'")
                                > 0,
                        leaf);
            }
        }
    }

    /** A release of the other district, by its own key. */
    private static byte[] districts(int number) throws ReleaseRefused {
        FaultJar jar = FaultJar.of(new Well(), number);
        return ReleaseJar.sign(
                jar.bytes(),
                new ReleaseJar.Order(
                        jar.name(),
                        jar.version(),
                        FaultJar.DISTRICT,
                        new TreeSet<>(),
                        LocalDate.of(2026, 11, 20),
                        LocalDate.of(2027, 11, 20)),
                DoorCity.OTHER_DISTRICT);
    }

    @Test
    void each_district_handles_its_own_and_only_the_city_handles_keys() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            byte[] jar = Forklifts.signed("1.1.0", DoorCity.CITY);
            for (OrganisationKind kind : OrganisationKind.values()) {
                if (kind != OrganisationKind.CITY_BUREAU) {
                    refused(ProblemType.FORBIDDEN, () -> door.releases.plan(door.city.actor(kind), jar));
                    refused(ProblemType.FORBIDDEN, () -> door.releases.store(door.city.by(kind), jar));
                    refused(ProblemType.FORBIDDEN, () -> door.keys.revoke(door.city.by(kind), door.cityKey.id(), "试试"));
                }
            }
            Release kept = door.live("1.1.0");
            WriteRequest district = door.city.by(OrganisationKind.DISTRICT);
            refused(ProblemType.FORBIDDEN, () -> door.installations.install(district, kept.id(), "装"));
            refused(ProblemType.FORBIDDEN, () -> door.installations.stop(district, "forklift", "停"));
            refused(ProblemType.FORBIDDEN, () -> door.installations.rollBack(district, "forklift", "退"));
            assertEquals(2, door.keys.list(Cursor.first()).items().size());
            refused(
                    ProblemType.INVALID,
                    () -> door.keys.add(
                            door.city.by(OrganisationKind.CITY_BUREAU),
                            new ReleaseKeys.Order(
                                    "999999",
                                    "张三",
                                    DoorCity.NOBODY.publicKey().pem(),
                                    door.city.clock.today(),
                                    door.city.clock.today())));
            assertEquals("310115", City.HERE);
        }
    }

    @Test
    void the_same_jar_brought_twice_is_kept_once_and_another_of_its_version_is_refused() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            Release kept = door.live("1.1.0");
            assertEquals(
                    kept.id(),
                    door.releases
                            .store(door.city.by(OrganisationKind.CITY_BUREAU), Forklifts.signed("1.1.0", DoorCity.CITY))
                            .id());
            var files = Forklifts.files("1.1.0");
            files.put("notes.txt", Forklifts.text("changed"));
            byte[] other = Forklifts.signed(files, Forklifts.order("1.1.0"), DoorCity.CITY);
            refused(
                    ProblemType.WRONG_STATE,
                    () -> door.releases.store(door.city.by(OrganisationKind.CITY_BUREAU), other));
        }
    }

    private static void refused(ProblemType type, org.junit.jupiter.api.function.Executable deed) {
        assertEquals(type, assertThrows(Problem.class, deed).type());
    }
}
