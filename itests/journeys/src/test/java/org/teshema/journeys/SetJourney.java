package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teshema.journeys.Fair.Car;
import org.teshema.journeys.Fair.Ride;

/** Mother and child codes: bound in a sitting, scanned, suspended, moved, and taken apart again. */
class SetJourney {
    private static final String PARTS = "子设备";

    @ParameterizedTest
    @EnumSource(Store.class)
    void sixty_cars_are_bound_scan_by_scan_and_the_last_one_is_taken_back(Store store) {
        Fair fair = Fair.on(store);
        Ride ride = fair.bumperCars("碰碰车", 0);
        assertEquals(List.of("车辆应不少于 1 个，现有 0 个。"), incomplete(fair, ride));
        String sitting = fair.sets.sitting(ride.id(), "car", "on-body");
        Label last = null;
        for (int i = 1; i <= 60; i++) {
            last = fair.label();
            fair.sets.scan(sitting, last).expect(201);
        }
        assertEquals(60, fair.sets.bound(sitting));

        fair.sets.undo(sitting).expect(200);
        assertEquals(59, fair.sets.bound(sitting));
        assertEquals("CLAIMED", Scan.of(fair.cast.anybody(), last).verdict());
        fair.sets.scan(sitting, last).expect(201);
        assertEquals("GENUINE", Scan.of(fair.cast.anybody(), last).verdict());
        fair.sets.close(sitting).expect(200);
        Refusals.problem(fair.sets.undo(sitting), 409, "wrong-state", null, "Begin another one");

        JsonNode set = fair.sets.of(ride.id());
        assertTrue(set.path("complete").asBoolean());
        assertEquals(60, set.path("children").size(), "the car whose binding was taken back was bound again");
        assertEquals(60, Scan.of(fair.cast.anybody(), ride.label()).table(PARTS).size());
        assertTrue(page(fair.cast.anybody(), ride.label()).contains("车辆 60 号"));
    }

    private static List<String> incomplete(Fair fair, Ride ride) {
        return Scan.of(fair.cast.anybody(), ride.label()).notices().stream()
                .filter(words -> words.contains("应不少于"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void the_page_of_a_mother_names_the_child_in_trouble_first(Store store) {
        Fair fair = Fair.on(store);
        Ride ride = fair.bumperCars("碰碰车", 3);
        assertEquals(List.of("随整套", "随整套", "随整套"), column(Scan.of(fair.cast.anybody(), ride.label()), 2));
        Devices.change(fair.cast.district, ride.cars().get(2).id(), Map.of("status", "STOPPED", "reason", "送修"))
                .expect(200);
        Scan scan = Scan.of(fair.cast.anybody(), ride.label());
        assertEquals(List.of("车辆 3 号", "车辆 1 号", "车辆 2 号"), column(scan, 0));
        String told = "3 个子设备中 1 个需要注意：车辆 3 号 停用。";
        assertTrue(scan.notices().contains(told), scan::toString);
        assertTrue(page(fair.cast.anybody(), ride.label()).contains(told));
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_vessel_with_a_certificate_of_its_own_that_is_overdue_is_named_with_its_day(Store store) {
        Fair fair = Fair.on(store);
        Ride skid = fair.posted("2150", "空分装置", "nearby-wall");
        String sitting = fair.sets.sitting(skid.id(), "vessel", "hung-on-body");
        Refusals.problem(fair.sets.scan(sitting, fair.label()), 400, "invalid-value", "device", "name the device");
        String good = vessel(fair, sitting, "一号罐");
        String late = vessel(fair, sitting, "二号罐");
        Devices.record(
                        fair.cast.body,
                        good,
                        "inspection",
                        Devices.today().minusDays(60),
                        Map.of("result", "pass", "grade", "1"))
                .expect(201);
        Devices.record(
                        fair.cast.body,
                        late,
                        "inspection",
                        Devices.today().minusYears(8),
                        Map.of("result", "pass", "grade", "1"))
                .expect(201);
        Scan scan = Scan.of(fair.cast.anybody(), skid.label());
        assertEquals(List.of("二号罐", "一号罐"), column(scan, 0));
        String overdue = column(scan, 2).get(0);
        assertTrue(overdue.startsWith("超期（"), overdue);
        assertTrue(column(scan, 2).get(1).startsWith("有效（"), column(scan, 2).toString());
        String told = "2 个子设备中 1 个需要注意：二号罐 " + overdue + "。";
        assertTrue(scan.notices().contains(told), scan::toString);
        assertTrue(page(fair.cast.anybody(), skid.label()).contains(told));
    }

    private static String vessel(Fair fair, String sitting, String name) {
        String vessel = fair.cast.device("2170", name);
        fair.sets.scan(sitting, fair.label(), vessel).expect(201);
        return vessel;
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_car_shows_its_place_and_its_rides_validity_and_each_side_sees_what_fits(Store store) {
        Fair fair = Fair.on(store);
        Ride ride = fair.bumperCars("极速碰碰车", 2);
        Car car = ride.cars().get(0);
        Devices.inspected(fair.cast.body, ride.id(), Devices.today().minusDays(30));

        Scan seen = Scan.of(fair.cast.anybody(), car.label());
        assertEquals(Optional.of(ride.name()), seen.fact("mother"));
        assertEquals(Optional.of("车辆"), seen.fact("role"));
        assertTrue(seen.fact("mother-standing").orElse("").startsWith("定期检验有效"), seen::toString);
        assertEquals("VALID", seen.clock("inspection").path("status").asText());
        assertTrue(seen.clock("inspection").path("basis").asText().startsWith("随整套（极速碰碰车）"), seen::toString);
        String page = page(fair.cast.anybody(), car.label());
        assertTrue(page.contains("所属成套设备") && page.contains(ride.name()) && page.contains("定期检验有效"), page);
        assertFalse(page.contains(ride.label().number()), "the public is told no numbers");

        Scan operators = Scan.of(fair.cast.unit, car.label());
        assertEquals(Optional.of(ride.label().number()), operators.fact("mother-code"));
        assertEquals(Set.of(), Scan.of(fair.cast.anybody(), ride.label()).actions());
        Scan mother = Scan.of(fair.cast.unit, ride.label());
        assertEquals(List.of(car.label().number(), ride.cars().get(1).label().number()), column(mother, 3));
        assertTrue(mother.actions().contains("record-daily-check"), mother::toString);
        assertFalse(mother.actions().contains("record-inspection"), mother::toString);
        Scan inspectors = Scan.of(fair.cast.body, ride.label());
        assertEquals(column(mother, 3), column(inspectors, 3));
        assertTrue(inspectors.actions().contains("record-inspection"), inspectors::toString);
        assertFalse(inspectors.actions().contains("record-daily-check"), inspectors::toString);
        for (Api stranger : List.of(fair.cast.anybody(), fair.cast.otherUnit)) {
            assertFalse(Scan.of(stranger, ride.label())
                    .toString()
                    .contains(car.label().number()));
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_mother_suspended_for_the_whole_set_halts_the_cars_and_one_suspended_alone_does_not(Store store) {
        Fair fair = Fair.on(store);
        Ride ride = fair.bumperCars("碰碰车", 2);
        Label car = ride.cars().get(0).label();
        String code = "/api/v1/codes/" + ride.label().number();
        int version = CodeDesk.code(fair.cast.unit, ride.label().number())
                .path("version")
                .asInt();
        Refusals.problem(
                fair.cast.unit.post(code + "/suspend", Map.of("version", version, "reason", "检修")),
                400,
                "invalid-value",
                "reach",
                "ONE for this device alone");

        CodeDesk.step(fair.cast.unit, code, "suspend", Map.of("reason", "标牌丢失", "reach", "ONE"));
        assertEquals("SUSPENDED", Scan.of(fair.cast.anybody(), ride.label()).verdict());
        Scan alone = Scan.of(fair.cast.anybody(), car);
        assertEquals("GENUINE", alone.verdict());
        assertTrue(alone.notices().contains("只暂停了母码；本设备以自己的码为准。"), alone::toString);

        CodeDesk.step(fair.cast.district, code, "resume", Map.of("reason", "已补", "reach", "ONE"));
        CodeDesk.step(fair.cast.unit, code, "suspend", Map.of("reason", "停业", "reach", "WHOLE"));
        for (Car one : ride.cars()) {
            Scan halted = Scan.of(fair.cast.unit, one.label());
            assertEquals("SET_SUSPENDED", halted.verdict());
            assertEquals(Set.of(), halted.actions());
        }
        assertTrue(page(fair.cast.anybody(), car).contains("整套已暂停"));

        CodeDesk.step(fair.cast.district, code, "resume", Map.of("reason", "开业", "reach", "WHOLE"));
        assertEquals("GENUINE", Scan.of(fair.cast.anybody(), ride.label()).verdict());
        assertEquals("GENUINE", Scan.of(fair.cast.anybody(), car).verdict());
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_car_that_leaves_leaves_the_mother_bound_and_one_that_moves_keeps_its_history(Store store) {
        Fair fair = Fair.on(store);
        Ride from = fair.bumperCars("东碰碰车", 2);
        Ride to = fair.bumperCars("西碰碰车", 1);
        Car leaving = from.cars().get(0);
        Car moving = from.cars().get(1);
        fair.sets.leave(from.id(), leaving.id()).expect(200);
        Scan mother = Scan.of(fair.cast.anybody(), from.label());
        assertEquals("GENUINE", mother.verdict());
        assertEquals(List.of("车辆 2 号"), column(mother, 0));
        assertEquals(
                Optional.empty(), Scan.of(fair.cast.anybody(), leaving.label()).fact("mother"));

        fair.sets.move(from.id(), moving.id(), to.id(), "car").expect(200);
        Scan moved = Scan.of(fair.cast.anybody(), moving.label());
        assertEquals("GENUINE", moved.verdict());
        assertEquals(Optional.of(to.name()), moved.fact("mother"));
        assertEquals(2, Scan.of(fair.cast.anybody(), to.label()).table(PARTS).size());
        List<JsonNode> history = fair.cast.unit.all(Devices.path(moving.id()) + "/entries?kind=membership");
        assertEquals(
                List.of("joined " + from.id(), "moved " + to.id()),
                history.stream()
                        .map(entry -> entry.path("values").path("event").asText() + " "
                                + entry.path("values").path("mother").asText())
                        .toList());
        assertEquals(from.id(), history.get(1).path("values").path("from").asText());
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void the_label_of_a_mother_is_replaced_and_her_cars_stay(Store store) {
        Fair fair = Fair.on(store);
        Ride ride = fair.bumperCars("碰碰车", 2);
        Label fresh = fair.label();
        String old = ride.label().number();
        fair.cast
                .unit
                .post(
                        "/api/v1/bindings/replacements",
                        Map.of(
                                "old",
                                old,
                                "version",
                                CodeDesk.code(fair.cast.unit, old)
                                        .path("version")
                                        .asInt(),
                                "reason",
                                "褪色",
                                "label",
                                CodeDesk.bindingOf(fresh.url(), ride.id(), "passenger-notice", 2)))
                .expect(201);
        assertEquals(
                "REPLACED",
                fair.cast.anybody().get(ride.label().path()).expect(410).text("verdict"));
        assertEquals(2, Scan.of(fair.cast.anybody(), fresh).table(PARTS).size());
        Scan car = Scan.of(fair.cast.unit, ride.cars().get(0).label());
        assertEquals("GENUINE", car.verdict());
        assertEquals(Optional.of(fresh.number()), car.fact("mother-code"));
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void what_makes_no_set_is_refused_with_field_and_rule_and_nothing_is_half_written(Store store) {
        Fair fair = Fair.on(store);
        Ride ride = fair.bumperCars("碰碰车", 2);
        Ride other = fair.bumperCars("碰碰车", 1);
        Ride coaster = fair.posted("6200", "过山车", "passenger-notice");
        String trains = fair.sets.sitting(coaster.id(), "train", "on-body");
        for (int i = 1; i <= 20; i++) {
            fair.sets.scan(trains, fair.label()).expect(201);
        }
        Label free = fair.label();
        String lift = fair.cast.lifts(1).get(0);
        String cars = fair.sets.sitting(ride.id(), "car", "on-body");
        List<String> mothers = List.of(ride.id(), other.id(), coaster.id());
        List<String> before = state(fair, mothers);

        Car bound = ride.cars().get(0);
        Car elsewhere = other.cars().get(0);
        Refusals.problem(
                fair.sets.scan(cars, free, bound.id()), 409, "already-bound", "device", "A device has one code");
        Refusals.problem(
                fair.sets.scan(cars, bound.label()), 409, "already-bound", "code", "A code stands for one device");
        Refusals.problem(
                fair.sets.scan(cars, free, elsewhere.id()),
                409,
                "already-in-set",
                "device",
                "Move it into this set first");
        Refusals.problem(fair.sets.scan(cars, free, lift), 400, "invalid-value", "child", "is for equipment of");
        Refusals.problem(
                fair.sets.join(ride.id(), elsewhere.id(), "car"),
                409,
                "already-in-set",
                "child",
                "Move it, or let it leave first");
        Refusals.problem(
                fair.sets.join(ride.id(), other.id(), "car"),
                400,
                "invalid-value",
                "child",
                "cannot be part of another set");
        Refusals.problem(
                fair.sets.join(ride.id(), ride.id(), "car"),
                400,
                "invalid-value",
                "child",
                "cannot be a child of itself");
        Refusals.problem(
                fair.sets.join(lift, elsewhere.id(), "car"),
                409,
                "already-in-set",
                "child",
                "Move it, or let it leave first");
        Refusals.problem(
                fair.sets.move(other.id(), elsewhere.id(), ride.id(), "wing"), 400, "invalid-value", "role", "it has ");
        Api.Answer full = fair.sets.scan(trains, free);
        Refusals.problem(full, 409, "set-full", "role", "at most 20");
        assertTrue(full.body().contains("最多 20 个"), full.body());

        assertEquals(before, state(fair, mothers));
        assertEquals("CLAIMED", Scan.of(fair.cast.anybody(), free).verdict());
    }

    /** Everything that a refused request could have written. */
    private static List<String> state(Fair fair, List<String> mothers) {
        List<String> all = new ArrayList<>();
        mothers.forEach(mother -> all.add(fair.sets.of(mother).toString()));
        all.add(fair.cast.unit.get("/api/v1/devices/count").expect(200).body());
        all.add(fair.cast.unit.all("/api/v1/codes").toString());
        return all;
    }

    private static List<String> column(Scan mother, int column) {
        return mother.table(PARTS).stream().map(row -> row.get(column)).toList();
    }

    private static String page(Api reader, Label label) {
        return reader.get(label.path(), "text/html").expect(200).body();
    }
}
