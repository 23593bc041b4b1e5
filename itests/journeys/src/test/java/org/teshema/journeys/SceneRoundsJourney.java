package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three scene apps, each once around: a page, a scan, what is filled in there, and the page again. A fourth is generated first, as a
 * developer does who begins.
 */
class SceneRoundsJourney {
    private static final String RULES = "/api/v1/rules";
    private static final String CHONGMING = "310151";
    private static final String DEFECTS = "Defects, open ones first";
    private static final String QINGPU = "310118";
    private static final String RELEASES = "/api/v1/plugins/releases";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern TOKEN = Pattern.compile("name=\"_token\" value=\"([^\"]+)\"");
    private static final Pattern KEPT = Pattern.compile("name=\"photo\" value=\"([0-9a-f]{64})\"");
    private static final LocalDate TODAY = Devices.today();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_ride_in_chongming_is_checked_before_a_holiday_that_the_city_adds(Store store) {
        Cast cast = Cast.shared(store);
        String name = "摩天轮 " + UUID.randomUUID();
        Label label = posted(cast, CHONGMING, "6100", name, "passenger-notice");
        String period = corrected(
                cast,
                "chongming-holidays",
                "holiday-period",
                "6000",
                Map.of("first", TODAY.toString()),
                "灯会",
                "Lanterns");
        try {
            String page = "/apps/chongming-holidays/progress?lang=en&period=" + key(period);
            assertEquals(401, cast.anybody().get(page).status());
            assertEquals(404, cast.district.get(page).status(), "Pudong's officers have no part in it");
            assertEquals("Not checked yet", row(cast.city, page, 1, name).get(4));
            assertEquals("Not checked yet", row(cast.unit, page, 1, name).get(4));

            assertEquals("未检查", Scan.of(cast.unit, label).fact(key(period)).orElse(""));
            assertTrue(Scan.of(cast.anybody(), label).fact(key(period)).isEmpty());
            Refusals.problem(
                    taken(cast.unit, label, "holiday-check", ride(true)),
                    400,
                    "invalid-value",
                    "restraints",
                    "to be answered");
            Map<String, Object> whole = ride(true);
            whole.put("restraints", true);
            taken(cast.unit, label, "holiday-check", whole).expect(201);
            assertEquals("Checked " + TODAY, row(cast.city, page, 1, name).get(4));
            Map<String, Object> wrong = ride(false);
            wrong.putAll(Map.of("restraints", false, "result", "wrong", "found", "束缚装置磨损"));
            taken(cast.body, label, "holiday-check", wrong).expect(201);
            assertEquals(
                    "Found wrong " + TODAY + ": 束缚装置磨损",
                    row(cast.city, page, 1, name).get(4));
        } finally {
            withdrawn(cast, period);
        }
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_leak_at_a_code_post_in_pudong_is_open_until_it_is_closed(Store store) {
        Cast cast = Cast.shared(store);
        String name = "燃气管 " + UUID.randomUUID();
        Label label = posted(cast, Cast.DISTRICT, "8210", name, "duty-room");
        String board = "/apps/pudong-chemical-park/board?lang=en";
        assertEquals(List.of("Never"), cells(cast.unit, board, "Overdue for a patrol", name, 3));

        Map<String, Object> leak =
                new HashMap<>(Map.of("on", TODAY.toString(), "found", "leak", "grade", "2-minor", "words", "法兰渗漏"));
        Refusals.problem(
                taken(cast.unit, label, "patrol", leak), 400, "invalid-value", "post", "number of the code post");
        leak.put("post", 2);
        taken(cast.unit, label, "patrol", leak).expect(201);
        for (Api reader : List.of(cast.unit, cast.district, cast.city)) {
            assertEquals(List.of("Open"), cells(reader, board, DEFECTS, name, 5));
        }
        assertEquals(List.of(), cells(cast.unit, board, "Overdue for a patrol", name, 3));
        assertEquals(List.of(), cells(cast.otherUnit, board, DEFECTS, name, 5));
        assertEquals("2", Scan.of(cast.district, label).table("未销项的问题").get(0).get(0));

        Map<String, Object> closing = new HashMap<>(Map.of("on", TODAY.toString(), "post", 3, "done", "更换垫片"));
        Refusals.problem(
                taken(cast.unit, label, "close-defect", closing), 400, "invalid-value", "post", "No defect is open");
        closing.put("post", 2);
        taken(cast.unit, label, "close-defect", closing).expect(201);
        assertEquals(List.of(TODAY.toString()), cells(cast.district, board, DEFECTS, name, 5));
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void lifts_around_an_event_are_checked_and_an_officer_takes_in_one_that_stands_elsewhere(Store store) {
        Cast cast = Cast.shared(store);
        String mark = UUID.randomUUID().toString().substring(0, 8);
        Label near = posted(cast, Cast.DISTRICT, "3110", "世博中心 " + mark + " 1 号梯", "car-interior");
        Label far = posted(cast, CHONGMING, "3110", mark + " 2 号梯", "car-interior");
        String event = corrected(
                cast,
                "major-events",
                "major-event",
                "3000",
                Map.of("first", TODAY.toString(), "every", "1", "districts", Cast.DISTRICT, "venue", "expo"),
                "博览会",
                "Fair");
        try {
            String board = "/apps/major-events/board?lang=en&event=" + key(event);
            assertEquals(List.of("Not checked yet"), cells(cast.district, board, "Devices of the event", mark, 3));
            Map<String, Object> check = new HashMap<>(Map.of(
                    "on",
                    TODAY.toString(),
                    "result",
                    "ready",
                    "in-date",
                    true,
                    "safety-devices",
                    true,
                    "on-duty",
                    true,
                    "rescue",
                    false));
            Refusals.problem(
                    taken(cast.maintenance, near, "event-check", check),
                    400,
                    "invalid-value",
                    "result",
                    "not ready to run");
            check.put("rescue", true);
            taken(cast.maintenance, near, "event-check", check).expect(201);
            Map<String, Object> place =
                    new HashMap<>(Map.of("on", TODAY.toString(), "event", "no-such-event", "inside", true));
            Refusals.problem(taken(cast.city, far, "event-place", place), 400, "invalid-value", "event", "There are: ");
            place.put("event", key(event));
            taken(cast.city, far, "event-place", place).expect(201);

            assertEquals(
                    List.of("Not checked yet", "Checked " + TODAY),
                    cells(cast.city, board, "Devices of the event", mark, 3));
            assertEquals(
                    List.of("Checked " + TODAY),
                    cells(cast.district, board, "Devices of the event", mark, 3),
                    "Pudong sees its own lift and not Chongming's");
            assertEquals(404, cast.body.get(board).status());
        } finally {
            withdrawn(cast, event);
        }
    }

    @Test
    void an_app_that_was_generated_built_without_a_network_and_signed_serves_its_district() throws Exception {
        Cast cast = Cast.shared(Store.H2);
        String name = "qingpu-visits";
        String device = "电梯 " + UUID.randomUUID();
        Label label = posted(cast, QINGPU, "3110", device, "car-interior");
        NewApp app = NewApp.generated(folder, name, QINGPU);
        byte[] built = app.built();
        Path plugins = SharedPlatforms.on(Store.H2).plugins();
        String half = app.deployedHalf(plugins.getParent());
        assertTrue(half.contains("is no whole jar"), half);
        assertTrue(Files.notExists(plugins.resolve("half.jar")));
        String told = app.deployed(plugins.getParent());
        assertTrue(told.contains("Plugin " + name + " 1.0.0 admitted"), told);
        assertEquals("尚无走访", Scan.of(cast.unit, label).fact("last-visit").orElse(""));
        Files.delete(plugins.resolve(name + "-1.0.0.jar"));
        Waiting.until(
                "the jar is gone",
                SOON,
                () -> Scan.of(cast.unit, label).fact("last-visit").isEmpty());
        assertArrayEquals(built, app.builtAnew(), "the same sources give the same jar");
        assertTrue(app.text("README.zh.md").contains("--district " + QINGPU));
        assertTrue(app.text(".gitignore").contains("*.key"), "nobody commits a key by mistake");
        SigningDesk.register(cast.city, app.key(), QINGPU);
        byte[] release = app.signed();

        // From here on the district does it itself; the city has registered its key, and that is all.
        Api qingpu = cast.officer(QINGPU);
        JsonNode plan = qingpu.upload(RELEASES + "/plan", "application/java-archive", release)
                .expect(200)
                .json();
        assertEquals(name + "/visit 1", plan.path("kinds").path(0).asText());
        cast.district.upload(RELEASES, "application/java-archive", release).expect(403);
        String id = broughtOnThePage(qingpu, release);
        Map<String, String> first = Map.of("reason", "首发");
        cast.district.post(RELEASES + "/" + id + "/install", first).expect(403);
        qingpu.post(RELEASES + "/" + id + "/install", first).expect(200);
        String installed = "/api/v1/plugins/installations/" + name;
        try {
            Waiting.until(
                    "the new app serves",
                    SOON,
                    () -> qingpu.get(installed)
                            .expect(200)
                            .json()
                            .path("stage")
                            .asText()
                            .equals("SERVING"));
            for (String deed : List.of("promote", "withdraw", "roll-back", "stop")) {
                assertEquals(List.of(), PageRound.markup(qingpu, "/plugins/" + name + "/" + deed), deed);
            }
            assertEquals("尚无走访", Scan.of(cast.unit, label).fact("last-visit").orElse(""));
            assertTrue(Scan.of(cast.anybody(), label).fact("last-visit").isEmpty());
            assertTrue(isInAHost(cast.city, name), "a released app lives in a process of its own");
            visitedWithAPhoto(cast, label);
            String page = "/apps/" + name + "/visits?lang=en";
            assertEquals(TODAY + ", in order", row(cast.unit, page, 0, device).get(2));
            assertEquals(401, cast.anybody().get(page).status());
            assertEquals(404, cast.district.get(page).status(), "Pudong's officers have no part in Qingpu's app");
        } finally {
            qingpu.post(installed + "/stop", Map.of("reason", "试点结束")).expect(200);
        }
    }

    /** The form of an app in a host has a photo: it is kept while the form comes back, and shown to those who may see the visit. */
    private static void visitedWithAPhoto(Cast cast, Label label) {
        String form = Scan.of(cast.unit, label).action("visit").path("href").asText();
        String opened = cast.unit.get(form, "text/html").expect(200).body();
        Map<String, Object> typed = new HashMap<>(
                Map.of("_token", found(TOKEN, opened), "on", TODAY.plusDays(1).toString(), "words", "无人值守"));
        typed.putAll(Map.of("good", "true", "photo", Photos.jpeg(91)));
        String back = cast.unit.parts(form, typed).expect(400).body();
        assertTrue(back.contains("href=\"#f-on\"") && back.contains("无人值守"), "the app itself refuses the day: " + back);
        typed.putAll(Map.of("on", TODAY.toString(), "photo", found(KEPT, back)));
        cast.unit.parts(form, typed).expect(200);
        String photo = "/api/v1/photos/" + typed.get("photo");
        assertTrue(cast.unit.get(label.path(), "text/html").expect(200).body().contains(photo), "the app shows it");
        assertFalse(
                cast.anybody().get(label.path(), "text/html").expect(200).body().contains(photo));
        assertEquals("image/jpeg", cast.unit.get(photo, "image/*").expect(200).header("Content-Type"));
        // Not the unit's own district either: the device is in another.
        for (Api other : List.of(cast.otherUnit, cast.district, cast.otherDistrict, cast.anybody())) {
            other.get(photo, "image/*").expect(404);
        }
    }

    private static boolean isInAHost(Api city, String name) {
        for (JsonNode one : city.get("/api/v1/plugins").expect(200).json().path("items")) {
            if (one.path("name").asText().equals(name)) {
                return one.path("tier").asText().equals("DISTRICT_HOST");
            }
        }
        return false;
    }

    private static String found(Pattern pattern, String page) {
        var found = pattern.matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }

    /** Somebody brings a jar on the page for it and is shown the plan; the release's id. */
    private static String broughtOnThePage(Api who, byte[] release) {
        Map<String, Object> form = Map.of("_key", UUID.randomUUID().toString(), "jar", release);
        String kept = path(who.parts("/plugins/releases", form).expect(303));
        assertEquals(kept, path(who.parts("/plugins/releases", form).expect(303)), "sent twice, kept once");
        String page = who.get(kept, "text/html").expect(200).body();
        assertTrue(page.contains("安装后") && page.contains("qingpu-visits/visit"), page);
        assertTrue(page.contains(kept + "/install"), page);
        return kept.substring(kept.lastIndexOf('/') + 1);
    }

    private static String path(Api.Answer answer) {
        return URI.create(answer.header("Location")).getPath();
    }

    /** A device with a label that the using unit has posted on it. */
    private static Label posted(Cast cast, String district, String category, String name, String position) {
        CodeDesk desk = new CodeDesk(cast);
        Label label = desk.claimed(category.startsWith("3") ? CodeDesk.LIFTS : CodeDesk.OTHERS, 1)
                .remove();
        String device = cast.city
                .post(
                        "/api/v1/devices",
                        Map.of(
                                "category",
                                category,
                                "district",
                                district,
                                "name",
                                name,
                                "place",
                                "某路 1 号",
                                "status",
                                "IN_USE",
                                "usingUnitId",
                                cast.unitId,
                                "maintenanceUnitId",
                                cast.maintenanceId,
                                "inspectionBodyId",
                                cast.bodyId))
                .expect(201)
                .text("id");
        desk.post(label, device, position);
        return label;
    }

    /** Does what a scan offers under that name. */
    private static Api.Answer taken(Api who, Label label, String action, Map<String, Object> values) {
        JsonNode offered = Scan.of(who, label).action(action);
        return who.post(
                offered.path("href").asText(),
                Map.of("token", offered.path("token").asText(), "values", values));
    }

    /** A row of the city's that holds today and the days around it; the number of the correction, and the rule's id. */
    private static String corrected(
            Cast cast,
            String plugin,
            String topic,
            String node,
            Map<String, String> parameters,
            String titleZh,
            String titleEn) {
        String id = "journey-" + UUID.randomUUID().toString().substring(0, 8);
        var row = new HashMap<String, Object>(Map.of(
                "id",
                id,
                "topic",
                topic,
                "nodes",
                List.of(node),
                "titleZh",
                titleZh,
                "titleEn",
                titleEn,
                "source",
                "市局通知",
                "from",
                TODAY.minusDays(1).toString(),
                "until",
                TODAY.plusDays(1).toString(),
                "sure",
                true,
                "parameters",
                parameters));
        String correction = cast.city
                .post(RULES, Map.of("plugin", plugin, "row", row, "reason", "试点"))
                .expect(201)
                .json()
                .path("correction")
                .path("id")
                .asText();
        return id + " " + correction;
    }

    /** What the app calls what the row tells of. */
    private static String key(String corrected) {
        return corrected.split(" ", -1)[0] + "-" + TODAY.getYear();
    }

    private static void withdrawn(Cast cast, String corrected) {
        cast.city
                .post(RULES + "/" + corrected.split(" ", -1)[1] + "/withdraw", Map.of("reason", "试点结束"))
                .expect(200);
    }

    /** A checklist of a ride, but for what only rides are asked. */
    private static Map<String, Object> ride(boolean good) {
        var values = new HashMap<String, Object>(Map.of("on", TODAY.toString(), "result", "ready"));
        for (String item : List.of("in-date", "staff", "trial-run", "safety-devices", "notices", "emergency-plan")) {
            values.put(item, good);
        }
        return values;
    }

    /** The row of the device with that name in the table that is the page's section of that index. */
    private static List<String> row(Api reader, String page, int section, String name) {
        JsonNode table = reader.get(page).expect(200).json().path("sections").path(section);
        return rows(table, name).get(0);
    }

    /** A cell of each row whose device has that in its name, in the table with that title. */
    private static List<String> cells(Api reader, String page, String title, String name, int cell) {
        for (JsonNode section : reader.get(page).expect(200).json().path("sections")) {
            if (section.path("title").asText().equals(title)) {
                return rows(section, name).stream().map(row -> row.get(cell)).toList();
            }
        }
        throw new AssertionError("No table " + title + " on " + page);
    }

    private static List<List<String>> rows(JsonNode table, String name) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : table.path("rows")) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.asText()));
            if (cells.get(0).contains(name)) {
                rows.add(cells);
            }
        }
        return rows;
    }
}
