package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.teshema.engine.codes.TestCity.by;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.scan.Effect;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.trust.keys.CodeClass;

/** What an entry does to the register stands with it, or neither does. */
class EffectsTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";
    private static final String CREDIT = "91310000132200821H";

    /** An entry that is appended with that effect, as an action does it. */
    private static void take(TestCity c, Actor actor, long device, Effect effect) {
        c.database.write(unit -> {
            var entry = new Entries(c.database, TestCity.CLOCK)
                    .append(
                            unit,
                            actor,
                            Subject.of(new DeviceId(device)),
                            "310115",
                            CityKinds.USE,
                            new Values(Map.of("on", TestCity.CLOCK.today())),
                            TestCity.START,
                            "test",
                            OptionalLong.empty());
            c.register.carryOut(unit, actor, device, effect, "档案条目 " + entry.id());
            return null;
        });
    }

    private static Problem refused(Runnable work) {
        return assertThrows(Problem.class, work::run);
    }

    private static long entries(TestCity c, long device) {
        return c.count("select count(*) from entry where kind = 'use' and subject_id = ?", Long.toString(device));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_decision_and_the_status_it_gives_stand_together_and_only_once(Database database) {
        try (var c = new TestCity(database)) {
            long lift = c.lift(c.unit, "310115");
            take(c, c.pudong, lift, new Effect.Becomes(DeviceStatus.STOPPED));
            var file = c.devices.get(c.pudong, lift);
            assertEquals(DeviceStatus.STOPPED, file.device().status());
            assertEquals(1, entries(c, lift));
            assertEquals(
                    ProblemType.WRONG_STATE,
                    refused(() -> take(c, c.pudong, lift, new Effect.Becomes(DeviceStatus.STOPPED)))
                            .type());
            assertEquals(1, entries(c, lift), "the second decision is not there either");
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void whoever_may_not_change_the_register_does_not_by_an_entry(Database database) {
        try (var c = new TestCity(database)) {
            long lift = c.lift(c.unit, "310115");
            for (Actor actor : new Actor[] {c.unit, c.maintainer}) {
                assertEquals(
                        ProblemType.FORBIDDEN,
                        refused(() -> take(c, actor, lift, new Effect.Becomes(DeviceStatus.SCRAPPED)))
                                .type());
            }
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> take(c, c.xuhui, lift, new Effect.Becomes(DeviceStatus.SCRAPPED)))
                            .type());
            assertEquals(
                    DeviceStatus.IN_USE, c.devices.get(c.unit, lift).device().status());
            assertEquals(0, entries(c, lift));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_transfer_takes_the_code_along_in_the_same_transaction(Database database) {
        try (var c = new TestCity(database)) {
            long lift = c.lift(c.unit, "310115");
            Batch batch = c.stocked(1, CodeClass.STOCK);
            SerialRange all = new SerialRange(batch.id(), 1, 1);
            c.move(all, c.city, c.pudong);
            c.claims.give(
                    by(c.pudong), new ClaimOrder(all, c.unit.organisation().id(), Optional.empty(), Optional.empty()));
            String number = c.number(batch.id(), 1);
            c.bindings.bind(by(c.unit), TestCity.bindOrder(number, lift));
            Effect goes = new Effect.GoesTo(CREDIT);
            assertEquals(
                    ProblemType.INVALID,
                    refused(() -> take(c, c.pudong, lift, goes)).type(),
                    "no such unit");
            c.run(
                    "update organisation set credit_code = ? where id = ?",
                    CREDIT,
                    c.otherUnit.organisation().id());
            take(c, c.pudong, lift, goes);
            assertEquals(
                    Optional.of(c.otherUnit.organisation().name()),
                    c.devices.get(c.pudong, lift).device().usingUnit().map(unit -> unit.name()));
            assertEquals(CodeState.BOUND, c.codes.find(c.otherUnit, number).state());
            assertEquals(
                    ProblemType.NOT_FOUND,
                    refused(() -> c.codes.find(c.unit, number)).type(),
                    "the code is the new unit's");
            assertEquals(
                    ProblemType.WRONG_STATE,
                    refused(() -> take(c, c.pudong, lift, goes)).type());
            assertEquals(1, entries(c, lift));
        }
    }
}
