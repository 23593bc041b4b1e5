package org.teshema.engine.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.gate.FakeNode;
import org.teshema.engine.gate.Share;
import org.teshema.engine.gate.Stage;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.write.WriteRequest;

/** A release is tried on a station or a share beside the live one, then becomes live or is withdrawn, on every node. */
class CanariesTest {
    private static final Share HALF = new Share.PerMille(500);

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_release_is_tried_on_one_station_beside_the_live_one_and_promoted_in_one_step(Database database) {
        try (var door = new DoorCity(database)) {
            long station = door.city.here(OrganisationKind.STATION).id();
            door.live("1.1.0");
            Release tried = door.onTrial("1.2.0", new Share.OfStation(station));

            Installation trying = door.installations.get("forklift");
            assertEquals("1.1.0", trying.live().orElseThrow().origin().version());
            Installation.Trial trial = trying.trial().orElseThrow();
            assertEquals(tried, trial.release());
            assertEquals(station, trial.station().orElseThrow().id());
            assertEquals(Optional.of(Stage.CANARY), trial.here().stage());
            assertEquals("1.2.0", door.node.serving(7, OptionalLong.of(station)));
            assertEquals("1.1.0", door.node.serving(7, OptionalLong.of(station + 1)));
            assertEquals("1.1.0", door.node.serving(7, OptionalLong.empty()));

            door.canaries.promote(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "试行良好");
            DoorCity.settle(door.convergence);
            Installation now = door.installations.get("forklift");
            assertEquals("1.2.0", now.live().orElseThrow().origin().version());
            assertEquals("1.1.0", now.previous().orElseThrow().origin().version());
            assertEquals(Optional.empty(), now.trial());
            assertEquals("1.2.0", door.node.serving(7, OptionalLong.empty()));
            assertEquals(List.of("install 1.1.0", "install 1.2.0", "remove 1.1.0"), door.node.deeds);

            door.installations.rollBack(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "有误");
            DoorCity.settle(door.convergence);
            assertEquals("1.1.0", door.node.serving(7, OptionalLong.of(station)));
            for (String leaf : List.of("release.canary ", "release.promoted ", "release.rolled-back ")) {
                assertTrue(
                        door.city.count("select count(*) from ledger_pending where body like '%" + leaf + "%'") > 0,
                        leaf);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_share_is_widened_and_withdrawn_and_what_leaves_never_serves_anybody_else(Database database) {
        try (var door = new DoorCity(database)) {
            door.live("1.1.0");
            Release tried = door.onTrial("1.2.0", new Share.PerMille(100));
            long few = served(door.node, "1.2.0");
            door.canaries.begin(door.city.by(OrganisationKind.CITY_BUREAU), tried.id(), HALF, "放宽");
            DoorCity.settle(door.convergence);
            long many = served(door.node, "1.2.0");
            assertTrue(few > 60 && few < 140 && many > 440 && many < 560, few + " and " + many + " of 1000");

            // Before a bundle leaves it is not told that it is no canary any more.
            door.node.watchRemoval(() -> assertEquals("1.1.0", door.node.serving(outside(), OptionalLong.empty())));
            door.canaries.withdraw(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "不好");
            DoorCity.settle(door.convergence);
            assertEquals(1000, served(door.node, "1.1.0"));
            assertEquals(List.of("install 1.1.0", "install 1.2.0", "remove 1.2.0"), door.node.deeds);
            assertTrue(
                    door.city.count("select count(*) from ledger_pending where body like '%release.canary-withdrawn %'")
                            > 0);
            refused(
                    ProblemType.WRONG_STATE,
                    () -> door.canaries.withdraw(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "再撤"));
            refused(
                    ProblemType.WRONG_STATE,
                    () -> door.canaries.promote(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "再升"));
        }
    }

    private static long outside() {
        return java.util.stream.LongStream.range(0, 1000)
                .filter(device -> !HALF.takes("forklift", device, OptionalLong.empty()))
                .findFirst()
                .orElseThrow();
    }

    private static long served(FakeNode node, String version) {
        return java.util.stream.LongStream.range(0, 1000)
                .filter(device -> node.serving(device, OptionalLong.empty()).equals(version))
                .count();
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_plugin_that_never_was_live_serves_its_share_and_nobody_else(Database database) {
        try (var door = new DoorCity(database)) {
            door.onTrial("1.1.0", HALF);
            Installation first = door.installations.get("forklift");
            assertEquals(Optional.empty(), first.live());
            assertEquals(Optional.empty(), first.target().highest());
            assertEquals("310000", first.district());
            assertEquals(1000, served(door.node, "1.1.0") + served(door.node, "none"));
            assertTrue(served(door.node, "none") > 400);
            door.canaries.withdraw(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "不好");
            DoorCity.settle(door.convergence);
            assertEquals(1000, served(door.node, "none"));
            assertEquals("310000", door.installations.get("forklift").district());
            door.onTrial("1.1.0", HALF);
            door.canaries.promote(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "好");
            DoorCity.settle(door.convergence);
            assertEquals(1000, served(door.node, "1.1.0"));
        }
    }

    @Test
    void a_trial_whose_release_is_left_out_for_faults_ends_by_itself_once_and_says_why() {
        try (var door = new DoorCity(TestDatabases.h2());
                var watch = new CanaryWatch(door.convergence, door.canaries, false)) {
            door.live("1.1.0");
            door.onTrial("1.2.0", HALF);
            watch.look();
            assertTrue(door.installations.get("forklift").trial().isPresent(), "a sound one goes on");
            door.node.trips("1.2.0");
            watch.look();
            watch.look();
            DoorCity.settle(door.convergence);
            Installation after = door.installations.get("forklift");
            assertEquals(Optional.empty(), after.trial());
            assertEquals("1.1.0", after.live().orElseThrow().origin().version());
            assertTrue(
                    after.target().reason().contains("10 次调用"), after.target().reason());
            assertEquals(TargetChange.PLATFORM, after.target().author());
            assertEquals(1000, served(door.node, "1.1.0"));
            assertEquals(
                    1,
                    door.city.count(
                            "select count(*) from ledger_pending where body like '%release.canary-withdrawn %'"));
        }
    }

    @Test
    void a_trial_whose_release_is_refused_at_the_gate_ends_by_itself_with_the_gates_reason() {
        try (var door = new DoorCity(TestDatabases.h2());
                var watch = new CanaryWatch(door.convergence, door.canaries, false)) {
            door.live("1.1.0");
            door.node.refuses("1.2.0");
            door.onTrial("1.2.0", HALF);
            watch.look();
            DoorCity.settle(door.convergence);
            Installation after = door.installations.get("forklift");
            assertEquals(Optional.empty(), after.trial());
            assertTrue(after.target().reason().contains("坏了"), after.target().reason());
        }
    }

    @Test
    void the_watch_of_a_trial_ends_no_trial_of_another_release_that_began_meanwhile() {
        try (var door = new DoorCity(TestDatabases.h2());
                var watch = new CanaryWatch(door.convergence, door.canaries, false)) {
            door.live("1.1.0");
            door.onTrial("1.2.0", HALF);
            door.node.trips("1.2.0");
            Release other = door.releases.store(
                    door.city.by(OrganisationKind.CITY_BUREAU), Forklifts.signed("1.3.0", DoorCity.CITY));
            door.canaries.begin(door.city.by(OrganisationKind.CITY_BUREAU), other.id(), HALF, "换");
            // This node has not looked yet and still knows the old trial.
            watch.look();
            assertEquals(
                    other,
                    door.installations.get("forklift").trial().orElseThrow().release());
        }
    }

    @Test
    void installing_rolling_back_and_the_kill_switch_end_a_trial() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            door.live("1.1.0");
            door.onTrial("1.2.0", HALF);
            door.installations.stop(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "事故");
            DoorCity.settle(door.convergence);
            assertEquals(java.util.Map.of(), door.node.here());
            door.live("1.2.0");
            door.onTrial("1.3.0", HALF);
            door.installations.rollBack(door.city.by(OrganisationKind.CITY_BUREAU), "forklift", "退");
            DoorCity.settle(door.convergence);
            assertEquals(1000, served(door.node, "1.1.0"));
            door.onTrial("1.3.0", HALF);
            door.live("1.4.0");
            assertEquals(1000, served(door.node, "1.4.0"));
            assertEquals(Optional.empty(), door.installations.get("forklift").trial());
        }
    }

    @Test
    void every_node_tries_the_same_release_on_the_same_share_and_a_restarted_one_too() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            door.live("1.1.0");
            door.onTrial("1.2.0", HALF);
            var second = new FakeNode();
            DoorCity.settle(door.other(second));
            assertEquals(door.node.here().keySet(), second.here().keySet());
            assertEquals(door.node.shares().all(), second.shares().all());
            second.wiped();
            DoorCity.settle(door.other(second));
            assertEquals(door.node.here().keySet(), second.here().keySet());
        }
    }

    @Test
    void who_may_not_and_what_may_not_be_tried_is_told() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            Release live = door.live("1.1.0");
            WriteRequest city = door.city.by(OrganisationKind.CITY_BUREAU);
            refused(ProblemType.WRONG_STATE, () -> door.canaries.begin(city, live.id(), HALF, "已上线"));
            Release next = door.releases.store(
                    door.city.by(OrganisationKind.CITY_BUREAU), Forklifts.signed("1.2.0", DoorCity.CITY));
            refused(
                    ProblemType.FORBIDDEN,
                    () -> door.canaries.begin(door.city.by(OrganisationKind.DISTRICT), next.id(), HALF, "试"));
            long unit = door.city.here(OrganisationKind.USING_UNIT).id();
            refused(
                    ProblemType.INVALID,
                    () -> door.canaries.begin(
                            door.city.by(OrganisationKind.CITY_BUREAU), next.id(), new Share.OfStation(unit), "试"));
            door.onTrial("1.2.0", HALF);
            refused(
                    ProblemType.FORBIDDEN,
                    () -> door.canaries.promote(door.city.by(OrganisationKind.DISTRICT), "forklift", "升"));
            refused(
                    ProblemType.FORBIDDEN,
                    () -> door.canaries.withdraw(door.city.by(OrganisationKind.DISTRICT), "forklift", "撤"));
        }
    }

    @Test
    void what_would_restart_another_bundle_is_refused_before_anything_is_changed() {
        try (var door = new DoorCity(TestDatabases.h2())) {
            door.live("1.1.0");
            byte[] jar = Forklifts.signed("1.2.0", DoorCity.CITY);
            Release next = door.releases.store(door.city.by(OrganisationKind.CITY_BUREAU), jar);
            door.node.wired("org.example.dependant 1.0.0");
            Problem plan = assertThrows(
                    Problem.class, () -> door.releases.plan(door.city.actor(OrganisationKind.CITY_BUREAU), jar));
            assertEquals(ProblemType.RELEASE_REFUSED, plan.type());
            assertTrue(
                    plan.detail().zh().contains("1 个其他包重新启动：org.example.dependant 1.0.0"),
                    plan.detail().zh());
            refused(
                    ProblemType.RELEASE_REFUSED,
                    () -> door.installations.install(door.city.by(OrganisationKind.CITY_BUREAU), next.id(), "装"));
            refused(
                    ProblemType.RELEASE_REFUSED,
                    () -> door.canaries.begin(door.city.by(OrganisationKind.CITY_BUREAU), next.id(), HALF, "试"));
            assertEquals(
                    "1.1.0",
                    door.installations
                            .get("forklift")
                            .live()
                            .orElseThrow()
                            .origin()
                            .version());
        }
    }

    private static void refused(ProblemType type, org.junit.jupiter.api.function.Executable deed) {
        assertEquals(type, assertThrows(Problem.class, deed).type());
    }
}
