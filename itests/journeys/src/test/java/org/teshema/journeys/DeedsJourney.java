package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What inspection bodies and authorities do at a lift: the body gives it its code and inspects it, the district supervises it, orders
 * what is to be put right, and rechecks it.
 */
class DeedsJourney {
    private static final String ORDER = "supervision/order";
    private static final Pattern KEY = Pattern.compile("name=\"_key\" value=\"([^\"]+)\"");
    private static final Pattern NUMBER = Pattern.compile("沪特监令〔[0-9]{4}〕310115-([0-9]+)号");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_lift_is_given_its_code_inspected_supervised_and_put_right(Store store) throws Exception {
        RunningPlatform platform = SharedPlatforms.on(store);
        Cast cast = Cast.shared(store);
        var desk = new CodeDesk(cast);
        String lift = cast.device("3110", cast.mark() + " 新装 号梯");
        Label label = Label.of(CodeDesk.codes(cast.body, desk.rolled()).get(0));
        given(cast, label, lift);
        desk.post(label, lift, "car-interior");
        inspected(cast, label, lift);
        risk(cast, label, lift);
        corrected(cast, label, lift);
        int first = supervised(cast, label, lift);
        putRight(cast, label, lift);
        assertEquals(first + 1, supervised(cast, label, lift), "the numbers of a district have no gaps");
        outsideTheTask(cast, label, lift);
        assertEquals(List.of(), platform.unexpectedLogLines());
    }

    /** From the scan of the label on the roll to the device, on one page. */
    private static void given(Cast cast, Label label, String lift) {
        String scan = cast.body.get(label.path(), "text/html").body();
        assertTrue(scan.contains("/give?code=" + label.number()), "the roll leads on to the device");
        assertFalse(cast.unit.get(label.path(), "text/html").body().contains("/give"));
        cast.unit.get("/give", "text/html").expect(403);
        cast.anybody().get("/give", "text/html").expect(303);
        String page = cast.body
                .get("/give?code=" + label.number(), "text/html")
                .expect(200)
                .body();
        assertTrue(
                page.contains(">" + label.number() + "</textarea>") && page.contains("value=\"" + lift + "\""), page);
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("_key", found(KEY, page));
        typed.put("code", label.url());
        String without = cast.body.form("/give", typed).expect(400).body();
        assertTrue(
                without.contains("#f-device") && without.contains(label.number().substring(0, 1)), without);
        typed.put("device", lift);
        assertTrue(cast.body.form("/give", typed).expect(200).body().contains("物业公司"));
        cast.body.form("/give", typed).expect(200);
        assertEquals(
                1,
                cast.body.all("/api/v1/claims").stream()
                        .filter(claim -> claim.path("device").asText().equals(lift))
                        .count(),
                "sent twice it is given out once");
        assertEquals(1, entries(cast.district, lift, "code-given").size());
        assertTrue(told(cast.unit, lift).contains("code-given"), "the using unit knows that there is a label to post");
        assertFalse(
                cast.body.get("/give", "text/html").body().contains("value=\"" + lift + "\""), "it waits no longer");
    }

    /** The next day is reckoned; another wants a reason; what is serious is in the district's inbox at once. */
    private static void inspected(Cast cast, Label label, String lift) {
        String today = Devices.today().toString();
        take(cast.body, label, "record-commissioning", Map.of("works", "installation", "on", today, "result", "pass"));
        Map<String, Object> another = Map.of(
                "on",
                today,
                "result",
                "pass",
                "next",
                Devices.today().plusDays(200).toString());
        JsonNode refused =
                send(cast.body, label, "record-inspection", another).expect(400).json();
        assertEquals("next-reason", refused.path("field").asText(), refused::toString);
        Map<String, Object> why = new LinkedHashMap<>(another);
        why.put("next-reason", "使用频繁，缩短周期");
        take(cast.body, label, "record-inspection", why);
        JsonNode kept = entries(cast.district, lift, "inspection").get(0).path("values");
        assertTrue(kept.path("by-rule").asText().startsWith("lift-T7001"), kept::toString);
        assertFalse(kept.path("reckoned").asText().isEmpty(), kept::toString);
        assertFalse(kept.path("reckoned").equals(kept.path("next")), "both days are kept");
        JsonNode public1 = entriesOnPage(cast.anybody(), label);
        assertFalse(public1.toString().contains("缩短周期"), "the public is told the day and not why");
        take(
                cast.body,
                label,
                "record-inspection",
                Map.of("on", today, "result", "fail", "serious", "制动器失效", "report", "JY-1"));
        for (Api reader : List.of(cast.district, cast.station, cast.unit, cast.maintenance)) {
            assertTrue(told(reader, lift).contains("serious-finding"));
        }
        assertFalse(told(cast.otherDistrict, lift).contains("serious-finding"));
    }

    private static void risk(Cast cast, Label label, String lift) {
        String today = Devices.today().toString();
        take(cast.body, label, "tell-risk", Map.of("about", "bypassed", "words", "门锁被短接", "on", today));
        String told = cast.district.get(label.path()).body();
        assertTrue(told.contains("门锁被短接") && told.contains("handle-clue-"), told);
        assertFalse(cast.unit.get(label.path()).body().contains("门锁被短接"), "the unit is not warned");
        String clue = entries(cast.district, lift, "inspection-desk/clue")
                .get(0)
                .path("id")
                .asText();
        assertTrue(told(cast.station, lift).contains("inspection-desk/clue"));
        take(cast.district, label, "handle-clue-" + clue, Map.of("result", "inspected", "words", "已现场核查"));
        assertTrue(
                told(cast.body, lift).contains("inspection-desk/clue-handled"), "who told of it knows what was done");
        assertTrue(cast.body.get(label.path()).body().contains("已现场核查"));
        assertTrue(
                cast.body.get("/apps/inspection-desk/tasks").expect(200).body().contains("/n/" + label.number()));
        cast.unit.get("/apps/inspection-desk/tasks").expect(404);
    }

    /** The body proposes that the maker is another, the unit that wrote it confirms, and both stand in the archive. */
    private static void corrected(Cast cast, Label label, String lift) {
        take(cast.unit, label, "record-manufacture", Map.of("on", "2020-01-01", "maker", "上海甲厂"));
        String archive = "/archive/" + lift;
        assertTrue(cast.body.get(label.path(), "text/html").body().contains(archive), "the scan leads to the archive");
        cast.anybody().get(archive, "text/html").expect(303);
        cast.otherUnit.get(archive, "text/html").expect(404);
        String entry = entries(cast.unit, lift, "manufacture").get(0).path("id").asText();
        String form = "/archive/entries/" + entry + "/correct";
        assertTrue(cast.body.get(archive, "text/html").body().contains(form));
        String maker = form + "?field=maker";
        assertTrue(cast.body.get(form, "text/html").expect(200).body().contains(maker));
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put(
                "_key", found(KEY, cast.body.get(maker, "text/html").expect(200).body()));
        typed.put("field", "maker");
        typed.put("value", "上海甲厂");
        typed.put("reason", "与铭牌不符");
        String same = cast.body.form(form, typed).expect(400).body();
        assertTrue(same.contains("#f-value") && same.contains("与铭牌不符"), same);
        typed.put("value", "上海乙厂");
        cast.body.form(form, typed).expect(200);
        assertTrue(told(cast.unit, lift).contains("correction-proposed"));
        String proposal = entries(cast.district, lift, "correction-proposed")
                .get(0)
                .path("id")
                .asText();
        String confirm = "/archive/corrections/" + proposal + "/confirmed";
        assertFalse(cast.body.get(archive, "text/html").body().contains(confirm), "nobody confirms their own");
        assertTrue(cast.unit.get(archive, "text/html").body().contains(confirm));
        String key = found(KEY, cast.unit.get(confirm, "text/html").expect(200).body());
        cast.unit.form(confirm, Map.of("_key", key, "reason", "")).expect(200);
        cast.unit.form(confirm, Map.of("_key", key, "reason", "")).expect(200);
        List<JsonNode> made = entries(cast.unit, lift, "manufacture");
        assertEquals(2, made.size(), made::toString);
        assertEquals("上海乙厂", made.get(1).path("values").path("maker").asText());
        assertEquals(entry, made.get(1).path("supersedes").asText());
        String all = cast.district.get(archive, "text/html").body();
        assertTrue(all.contains("上海甲厂") && all.contains("上海乙厂") && all.contains("已被更正"), "all of it stays");
    }

    /** An inspection that finds something, and the order that follows; the counted number of the order. */
    private int supervised(Cast cast, Label label, String lift) throws Exception {
        assertFalse(
                offered(cast.district, "/n/" + label.number()).contains("begin-supervision"),
                "a number is no presence");
        for (Api other : List.of(cast.otherDistrict, cast.unit, cast.body, cast.maintenance, cast.anybody())) {
            assertFalse(offered(other, label.path()).contains("begin-supervision"));
        }
        begin(cast.district, label);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("inspectors", "甲、乙");
        record.put("items-general", ticked("g", 12, 0));
        record.put("items-lift", ticked("l", 8, 3));
        record.put("result", "in-order");
        assertEquals(
                "result",
                send(cast.district, label, "record-supervision", record)
                        .expect(400)
                        .json()
                        .path("field")
                        .asText());
        record.put("result", "order");
        take(cast.district, label, "record-supervision", record);
        JsonNode filled = action(cast.district, label, "issue-order").path("filled");
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("found", filled.path("found").asText());
        order.put("deadline", filled.path("deadline").asText());
        order.put("basis", "《特种设备安全法》第三十九条");
        order.put("demands", "立即修复紧急报警装置，并保证 24 小时有人应答。");
        order.put("stop", true);
        take(cast.district, label, "issue-order", order);
        List<JsonNode> orders = entries(cast.district, lift, ORDER);
        JsonNode issued = orders.get(orders.size() - 1);
        paper(cast, label, issued);
        assertTrue(told(cast.unit, lift).contains(ORDER)
                && told(cast.station, lift).contains(ORDER));
        assertTrue(
                cast.unit
                        .get("/apps/supervision/orders")
                        .body()
                        .contains(issued.path("values").path("number").asText()),
                "the unit finds it among its orders");
        String waiting = waiting(cast.unit);
        assertTrue(
                waiting.contains(order.get("deadline").toString()) && waiting.contains("/n/" + label.number()),
                "and among what waits for it, until when: " + waiting);
        return Integer.parseInt(
                found(NUMBER, issued.path("values").path("number").asText()));
    }

    private static String waiting(Api reader) {
        return reader.get("/inbox?state=due", "text/html").expect(200).body();
    }

    /** Begins a supervision inspection by a scan. */
    static void begin(Api officer, Label label) {
        take(officer, label, "begin-supervision", Map.of("reason", "regular"));
    }

    /** Read back by others: its words by Poppler, its code by zbar; and nobody gets it who may not see the order. */
    private void paper(Cast cast, Label label, JsonNode order) throws Exception {
        String path = "/api/v1/entries/" + order.path("id").asText() + "/paper";
        assertTrue(cast.district.get(label.path()).body().contains(path), "the scan leads to it");
        Path pdf = Files.write(Files.createTempDirectory(folder, "paper").resolve("order.pdf"), cast.unit.bytes(path));
        String text = Tools.run(List.of("pdftotext", pdf.toString(), "-")).ok().replaceAll("\\s", "");
        for (String words : List.of(
                "特种设备安全监察指令书",
                order.path("values").path("number").asText(),
                "物业公司：",
                "轿厢紧急报警：无人应答",
                "《特种设备安全法》第三十九条",
                "是否责令停止使用：是。")) {
            assertTrue(text.contains(words), words + " is not in " + text);
        }
        Path pictures = Files.createDirectory(pdf.resolveSibling("pictures"));
        Tools.render(pdf, 200, List.of(1), pictures);
        assertEquals(Map.of(1, List.of(label.url())), Tools.symbolsIn(pictures));
        String anybody =
                cast.anybody().get(label.path(), "text/html").expect(200).body();
        assertTrue(anybody.contains("责令停止使用"), "who may not use it is told so: " + anybody);
        cast.anybody().get(path).expect(401);
        for (Api other : List.of(cast.otherUnit, cast.otherDistrict, cast.maintenance, cast.body)) {
            other.get(path).expect(404);
        }
    }

    /** The unit answers, a recheck finds it not done, then done. */
    private static void putRight(Cast cast, Label label, String lift) {
        String id = entries(cast.district, lift, ORDER).get(0).path("id").asText();
        String today = Devices.today().toString();
        take(cast.unit, label, "answer-order-" + id, Map.of("done", "已更换报警装置", "on", today));
        assertFalse(waiting(cast.unit).contains("/n/" + label.number()), "what is answered waits for the unit no more");
        assertTrue(told(cast.district, lift).contains("supervision/answer"));
        assertFalse(offered(cast.unit, label.path()).contains("answer-order-" + id));
        String until = Devices.today().plusDays(10).toString();
        take(
                cast.district,
                label,
                "recheck-order-" + id,
                Map.of("result", "again", "words", "仍无人应答", "on", today, "deadline", until));
        assertTrue(cast.unit.get(label.path()).body().contains(until), "the new day is shown");
        String again = waiting(cast.unit);
        assertTrue(again.contains(until) && again.contains("/n/" + label.number()), "and waits for the unit: " + again);
        take(cast.unit, label, "answer-order-" + id, Map.of("done", "已安排 24 小时值班", "on", today));
        assertFalse(waiting(cast.unit).contains("/n/" + label.number()));
        take(cast.district, label, "recheck-order-" + id, Map.of("result", "closed", "words", "有人应答", "on", today));
        assertFalse(offered(cast.district, label.path()).contains("recheck-order-" + id), "closed");
    }

    /** The task goes to another body: the former sees what the public sees, and what it had opened is not taken. */
    private static void outsideTheTask(Cast cast, Label label, String lift) {
        Map<String, Object> inspection = Map.of("on", Devices.today().toString(), "result", "pass");
        String opened =
                action(cast.body, label, "record-inspection").path("token").asText();
        Api next = cast.newcomer("next-body-" + lift, "INSPECTION_BODY", "另一检验院 " + lift);
        cast.district
                .post(
                        Devices.path(lift) + "/engagements",
                        Map.of(
                                "version",
                                Devices.version(cast.district, lift),
                                "kind",
                                "TASK",
                                "organisationId",
                                next.get("/api/v1/me")
                                        .expect(200)
                                        .json()
                                        .path("organisation")
                                        .path("id")
                                        .asText(),
                                "from",
                                Devices.today().toString()))
                .expect(200);
        assertTrue(offered(next, label.path()).contains("record-inspection"));
        assertEquals(List.of(), offered(cast.body, label.path()));
        cast.body
                .post(label.path() + "/actions/record-inspection", Map.of("token", opened, "values", inspection))
                .expect(404);
        Devices.record(cast.body, lift, "inspection", Devices.today(), Map.of("result", "pass"))
                .expect(404);
        assertFalse(
                cast.body.get("/apps/inspection-desk/tasks").expect(200).body().contains("/n/" + label.number()));
    }

    private static Map<String, Object> ticked(String letter, int items, int fault) {
        Map<String, Object> list = new LinkedHashMap<>();
        for (int i = 1; i <= items; i++) {
            list.put(
                    String.format("%s%02d", letter, i),
                    i == fault ? Map.of("tick", "fault", "note", "无人应答") : Map.of("tick", "done"));
        }
        return list;
    }

    private static void take(Api reader, Label label, String name, Map<String, Object> values) {
        send(reader, label, name, values).expect(201);
    }

    private static Api.Answer send(Api reader, Label label, String name, Map<String, Object> values) {
        String token = action(reader, label, name).path("token").asText();
        return reader.post(label.path() + "/actions/" + name, Map.of("token", token, "values", values));
    }

    private static JsonNode action(Api reader, Label label, String name) {
        return Scan.of(reader, label).action(name);
    }

    private static List<String> offered(Api reader, String path) {
        List<String> names = new ArrayList<>();
        reader.get(path)
                .expect(200)
                .json()
                .path("actions")
                .forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    private static JsonNode entriesOnPage(Api reader, Label label) {
        return reader.get(label.path()).expect(200).json();
    }

    private static List<JsonNode> entries(Api reader, String device, String kind) {
        return reader.all(Devices.path(device) + "/entries?kind=" + kind);
    }

    /** Kinds of the open items about that device in that reader's inbox. */
    private static List<String> told(Api reader, String device) {
        return reader.all("/api/v1/inbox?state=open").stream()
                .filter(item -> item.path("deviceId").asText().equals(device))
                .map(item -> item.path("kind").asText())
                .toList();
    }

    private static String found(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertTrue(found.find(), text);
        return found.group(1);
    }
}
