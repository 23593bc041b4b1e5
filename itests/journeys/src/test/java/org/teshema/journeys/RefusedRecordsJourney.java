package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is registered or recorded that cannot be: the problem names the field, and neither register nor archive has anything of it. */
class RefusedRecordsJourney {
    private static RunningPlatform platform;
    private static Cast cast;
    private static String crane;
    private static Label label;

    @BeforeAll
    static void aCraneForHazardousAreas() {
        platform = SharedPlatforms.on(Store.H2);
        cast = Cast.shared(Store.H2);
        CodeDesk desk = new CodeDesk(cast);
        label = desk.claimed(CodeDesk.OTHERS, 1).remove();
        crane = cast.device("4130", cast.mark() + " 防爆吊车");
        desk.post(label, crane, "nearby-wall");
        Devices.record(cast.unit, crane, "manufacture", LocalDate.of(2020, 6, 1), Map.of("maker", "起重机厂"))
                .expect(201);
    }

    @AfterAll
    static void nothingOfAllThisIsAFaultOfThePlatform() {
        Refusals.noTraces(platform);
    }

    @TestFactory
    Stream<DynamicTest> a_category_of_which_no_device_can_be_is_refused() {
        return Stream.of(
                refused("a code of no catalogue", "9999", "目录中没有代码", "four characters of the catalogue"),
                refused("a retired code that no single code follows", "4880", "已停用", "the code of today"),
                refused("no code at all", "电梯", "目录中没有代码", "four characters of the catalogue"),
                refused("a node that is divided further", "3100", "请选到最末一级", "Choose the last level"),
                refused("what the city's plan leaves out", "2310", "不赋特种设备码", "rules of their own"),
                refused("a component", "7110", "不单独登记", "they get no code"));
    }

    private static DynamicTest refused(String what, String category, String words, String expected) {
        return DynamicTest.dynamicTest(what, () -> {
            String before = count();
            Api.Answer answer = cast.district.post("/api/v1/devices", device(category));
            Refusals.problem(answer, 400, "invalid-value", "category", expected);
            assertTrue(answer.body().contains(words), answer.body());
            assertEquals(before, count());
        });
    }

    @Test
    void what_an_older_record_called_the_category_is_kept_beside_the_one_of_today() {
        var device = device("3110");
        device.put("rawCategory", "3170");
        String id = cast.district.post("/api/v1/devices", device).expect(201).text("id");
        Api.Answer kept = cast.unit.get(Devices.path(id)).expect(200);
        assertEquals("3110", kept.text("category"));
        assertEquals("3170", kept.text("rawCategory"));
    }

    @Test
    void a_retired_code_is_registered_as_what_it_became_and_kept() {
        String id = cast.district
                .post("/api/v1/devices", device("4001"))
                .expect(201)
                .text("id");
        Api.Answer kept = cast.unit.get(Devices.path(id)).expect(200);
        assertEquals("4D00", kept.text("category"));
        assertEquals("4001", kept.text("rawCategory"));
    }

    @Test
    void dates_that_cannot_be_are_refused_without_a_scan_too() {
        String before = archive();
        Map<String, Object> entry = Map.of(
                "kind", "inspection",
                "happenedAt", "2026-03-02T01:00:00Z",
                "values", Map.of("on", Devices.today().plusDays(1).toString(), "result", "pass"));
        Refusals.problem(
                cast.body.post(Devices.path(crane) + "/entries", entry),
                400,
                "invalid-value",
                "on",
                "record what is done");
        assertEquals(before, archive());
    }

    @Test
    void dates_that_cannot_be_are_refused_on_site() {
        String tomorrow = Devices.today().plusDays(1).toString();
        String before = archive();
        Refusals.problem(
                take(cast.body, "record-inspection", Map.of("on", "2019-05-31", "result", "pass")),
                400,
                "invalid-value",
                "on",
                "before the device was made");
        Refusals.problem(
                take(cast.body, "record-inspection", Map.of("on", tomorrow, "result", "pass")),
                400,
                "invalid-value",
                "on",
                "record what is done");
        Refusals.problem(
                take(cast.body, "record-inspection", Map.of("on", "2026-02-30", "result", "pass")),
                400,
                "invalid-value",
                "on",
                "a day such as");
        Refusals.problem(
                take(
                        cast.body,
                        "record-inspection",
                        Map.of("on", "2026-03-02", "result", "pass", "next", "2026-03-02")),
                400,
                "invalid-value",
                "next",
                "must come after this one");
        assertEquals(before, archive());
    }

    @Test
    void a_mark_that_nobody_can_read_is_kept_as_the_plate_says_it_and_left_to_a_person() {
        String today = Devices.today().minusDays(1).toString();
        take(cast.unit, "record-hazardous-area", Map.of("on", today, "gas-zone", "1", "dust-zone", "none"))
                .expect(201);
        String plate = "Ex 甲乙丙 IIZ T99";
        take(cast.unit, "record-ex-mark", Map.of("on", today, "mark", plate)).expect(201);
        Scan seen = Scan.of(cast.unit, label);
        assertEquals("GENUINE", seen.verdict());
        assertEquals(plate, seen.fact("mark").orElse(""));
        assertTrue(seen.fact("unreadable").isPresent(), seen::toString);
        assertTrue(seen.fact("decision").orElse("").contains("人"), seen::toString);
        String page = cast.unit.get(label.path(), "text/html").expect(200).body();
        assertTrue(page.contains("无法识别的标志") && page.contains(plate), page);

        String before = archive();
        Refusals.problem(
                take(cast.unit, "record-ex-mark", Map.of("on", today, "mark", "   ")),
                400,
                "invalid-value",
                "mark",
                "is required and was not given");
        assertEquals(before, archive());
    }

    private static Api.Answer take(Api who, String action, Map<String, Object> values) {
        var offered = Scan.of(who, label).action(action);
        return who.post(
                offered.path("href").asText(),
                Map.of("token", offered.path("token").asText(), "values", values));
    }

    private static String archive() {
        return cast.district.all(Devices.path(crane) + "/entries").toString();
    }

    private static String count() {
        return cast.district.get("/api/v1/devices/count").expect(200).body();
    }

    private static Map<String, Object> device(String category) {
        return new HashMap<>(Map.of(
                "category",
                category,
                "district",
                Cast.DISTRICT,
                "name",
                cast.mark() + " 号设备",
                "place",
                "世纪大道 1 号",
                "status",
                "IN_USE",
                "usingUnitId",
                cast.unitId));
    }
}
