package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Visits of a maintenance unit to a lift: from the scan that begins one to the signature, in forms and in JSON. */
class UpkeepJourney {
    private static final String RECORD = "elevator/upkeep";
    private static final Pattern PHOTO = Pattern.compile("name=\"photo\" value=\"([0-9a-f]{64})\"");
    private static final Pattern TOKEN = Pattern.compile("name=\"_token\" value=\"([^\"]+)\"");

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_visit_is_begun_by_a_scan_recorded_item_by_item_and_signed(Store store) throws Exception {
        RunningPlatform platform = SharedPlatforms.on(store);
        Cast cast = new Cast(platform);
        var desk = new CodeDesk(cast);
        var labels = desk.claimed(CodeDesk.LIFTS, 2);
        Label lift = labels.remove();
        Label other = labels.remove();
        String device = cast.device("3110", cast.mark() + " 维保 号梯");
        desk.post(lift, device, "car-interior");
        desk.post(other, cast.device("3110", cast.mark() + " 另一台"), "car-interior");
        Api stranger = cast.newcomer("other-maintenance", "MAINTENANCE_UNIT", "别家维保公司");

        nobodyElseBegins(cast, stranger, lift);
        String begin = token(cast.maintenance, lift, "begin-upkeep");
        JsonNode foreign = cast.maintenance
                .post(other.path() + "/actions/begin-upkeep", taking(begin, Map.of("visit", "quarter")))
                .expect(403)
                .json();
        assertEquals("token", foreign.path("field").asText(), "a form of another lift");
        begin(cast.maintenance, lift, "quarter");
        assertEquals(List.of(), entries(cast.city, device, RECORD));

        String form = lift.path() + "/actions/submit-upkeep";
        String page = cast.maintenance.get(form, "text/html").expect(200).body();
        assertEquals(44 * 3, page.split("type=\"radio\"", -1).length - 1, "44 items of a quarterly visit");
        Map<String, String> typed = ticked("items-half-month", "m", 31);
        typed.putAll(ticked("items-quarter", "q", 13));
        typed.put("items-half-month.m03", "fault");
        typed.put("items-half-month.m03.note", "减速箱渗油 <b>");
        typed.put("workers", "张三、李四");
        typed.put("_token", hidden(page));
        Map<String, String> short1 = new LinkedHashMap<>(typed);
        short1.remove("items-quarter.q07");
        var parts = new LinkedHashMap<String, Object>(short1);
        parts.put("photo", Photos.jpeg(21));
        String again = cast.maintenance.parts(form, parts).expect(400).body();
        Matcher kept = PHOTO.matcher(again);
        assertTrue(kept.find(), "the photo stays with the form");
        typed.put("photo", kept.group(1));
        assertTrue(again.contains("href=\"#f-items-quarter.q07\""), "the summary leads to the item");
        assertTrue(again.contains("减速箱渗油 &lt;b&gt;") && again.contains("张三、李四"), "what was typed stays");
        assertEquals(43, again.split(" checked", -1).length - 1, "and so do the ticks");
        assertEquals(hidden(page), hidden(again));

        platform.stop();
        platform.start();
        cast.logInAgain(platform);
        stranger = cast.again("other-maintenance");
        cast.maintenance.form(form, typed).expect(200);
        cast.maintenance.form(form, typed).expect(200);
        List<JsonNode> records = entries(cast.city, device, RECORD);
        assertEquals(1, records.size(), "sent twice it is one record");
        JsonNode values = records.get(0).path("values");
        assertEquals(
                "fault",
                values.path("items-half-month").path("m03").path("tick").asText());
        assertEquals(
                "done", values.path("items-quarter").path("q13").path("tick").asText());
        assertEquals(typed.get("photo"), values.path("photo").asText());
        String photo = "/api/v1/photos/" + typed.get("photo");
        cast.unit.get(photo, "image/*").expect(200);
        cast.anybody().get(photo).expect(404);
        stranger.get(photo).expect(404);
        assertTrue(cast.unit.get(lift.path(), "text/html").body().contains("src=\"" + photo + "\""));
        assertEquals("scan", records.get(0).path("source").asText());
        assertTrue(entries(stranger, device, RECORD).isEmpty());
        assertFalse(
                cast.anybody().get(lift.path(), "text/html").body().contains("张三"),
                "the public reads no worker's name");
        assertEquals(1, inbox(cast.unit, lift, RECORD));

        signedHere(cast, stranger, lift);
        disputedAmendedSigned(cast, lift, device);
        cast.secrets().forEach(secret -> assertFalse(platform.logText().contains(secret), "a password is in the log"));
        assertEquals(List.of(), platform.unexpectedLogLines());
    }

    /** Neither the public, nor another unit, nor who typed the number begins a visit. */
    private static void nobodyElseBegins(Cast cast, Api stranger, Label lift) {
        for (Api reader : List.of(cast.anybody(), stranger, cast.unit, cast.district)) {
            assertFalse(offered(reader, lift.path()).contains("begin-upkeep"));
        }
        assertTrue(offered(cast.maintenance, lift.path()).contains("begin-upkeep"));
        assertFalse(
                offered(cast.maintenance, "/n/" + lift.number()).contains("begin-upkeep"), "a number is no presence");
        stranger.post(lift.path() + "/actions/begin-upkeep", taking("x", Map.of("visit", "year")))
                .expect(404);
        assertFalse(offered(cast.maintenance, lift.path()).contains("submit-upkeep"), "nothing is open");
    }

    /** The officer signs on the worker's phone. */
    private static void signedHere(Cast cast, Api stranger, Label lift) {
        String form = lift.path() + "/actions/sign-upkeep-here";
        stranger.get(form).expect(404);
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put(
                "_token",
                hidden(cast.maintenance.get(form, "text/html").expect(200).body()));
        typed.put("_login", cast.login("unit"));
        typed.put("_password", "not-the-password-1");
        String wrong = cast.maintenance.form(form, typed).expect(400).body();
        assertTrue(wrong.contains("#f-_login") && !wrong.contains("not-the-password-1"), wrong);
        typed.put("_login", cast.login("other-unit"));
        typed.put("_password", cast.password("other-unit"));
        cast.maintenance.form(form, typed).expect(400);
        assertEquals("Waiting for the using unit's signature", state(cast.unit, lift));
        typed.put("_login", cast.login("unit"));
        typed.put("_password", cast.password("unit"));
        cast.maintenance.form(form, typed).expect(200);
        for (Api reader : List.of(cast.unit, cast.maintenance, cast.district)) {
            assertEquals("Signed by the using unit", state(reader, lift));
        }
        assertEquals("", state(cast.anybody(), lift));
        assertEquals(1, inbox(cast.maintenance, lift, "elevator/upkeep-signed"));
    }

    /** A second visit: by their own scan the using unit disputes the record, which is amended and signed anew. */
    private static void disputedAmendedSigned(Cast cast, Label lift, String device) {
        Map<String, Object> list = recorded(cast.maintenance, lift);
        String opened = token(cast.unit, lift, "sign-upkeep");
        take(cast.unit, lift, "dispute-upkeep", Map.of("reason", "底坑有积水"));
        assertEquals("Disputed by the using unit", state(cast.maintenance, lift));
        assertTrue(cast.maintenance.get(lift.path()).body().contains("底坑有积水"));
        assertEquals(1, inbox(cast.maintenance, lift, "elevator/upkeep-disputed"));

        JsonNode amend = action(cast.maintenance, lift, "amend-upkeep");
        assertEquals(
                "done",
                amend.path("filled")
                        .path("items-half-month")
                        .path("m30")
                        .path("tick")
                        .asText());
        list.put("m30", Map.of("tick", "fault", "note", "底坑积水，已排干"));
        take(cast.maintenance, lift, "amend-upkeep", Map.of("items-half-month", list, "workers", "王五"));
        List<JsonNode> records = entries(cast.city, device, RECORD);
        assertEquals(3, records.size(), "what was amended stays");
        assertEquals(
                amend.path("amends").asText(), records.get(2).path("supersedes").asText(), records::toString);
        assertEquals("Waiting for the using unit's signature", state(cast.unit, lift));
        assertTrue(cast.unit.get(lift.path() + "?lang=en").body().contains("amended since"));

        cast.unit
                .post(lift.path() + "/actions/sign-upkeep", taking(opened, Map.of()))
                .expect(409);
        assertEquals(
                "Waiting for the using unit's signature", state(cast.unit, lift), "who saw another record signs none");
        take(cast.unit, lift, "sign-upkeep", Map.of());
        assertEquals("Signed by the using unit", state(cast.maintenance, lift));
    }

    /** Begins and records a half-monthly visit; its answers. */
    static Map<String, Object> recorded(Api worker, Label lift) {
        begin(worker, lift, "half-month");
        Map<String, Object> list = new LinkedHashMap<>();
        for (int i = 1; i <= 31; i++) {
            list.put(String.format("m%02d", i), Map.of("tick", "done"));
        }
        take(worker, lift, "submit-upkeep", Map.of("items-half-month", list, "workers", "王五"));
        return list;
    }

    static void begin(Api worker, Label lift, String visit) {
        take(worker, lift, "begin-upkeep", Map.of("visit", visit, "latitude", "31.2304", "longitude", "121.4737"));
        assertTrue(offered(worker, lift.path()).contains("submit-upkeep"), "the visit is open");
    }

    private static void take(Api reader, Label label, String name, Map<String, Object> values) {
        reader.post(label.path() + "/actions/" + name, taking(token(reader, label, name), values))
                .expect(201);
    }

    private static Map<String, Object> taking(String token, Map<String, Object> values) {
        return Map.of("token", token, "values", values);
    }

    private static String token(Api reader, Label label, String name) {
        return action(reader, label, name).path("token").asText();
    }

    private static JsonNode action(Api reader, Label label, String name) {
        for (JsonNode action : reader.get(label.path()).expect(200).json().path("actions")) {
            if (action.path("name").asText().equals(name)) {
                return action;
            }
        }
        throw new AssertionError("The scan does not offer " + name);
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

    /** How the last record stands, as that reader is told; empty where they are told nothing. */
    private static String state(Api reader, Label label) {
        for (JsonNode part :
                reader.get(label.path() + "?lang=en").expect(200).json().path("parts")) {
            for (JsonNode section : part.path("sections")) {
                for (JsonNode fact : section.path("facts")) {
                    if (fact.path("name").asText().equals("upkeep-state")) {
                        return fact.path("value").asText();
                    }
                }
            }
        }
        return "";
    }

    private static List<JsonNode> entries(Api reader, String device, String kind) {
        Api.Answer answer = reader.get("/api/v1/devices/" + device + "/entries?kind=" + kind);
        List<JsonNode> found = new ArrayList<>();
        if (answer.status() == 200) {
            answer.json().path("items").forEach(found::add);
        }
        return found;
    }

    private static long inbox(Api reader, Label label, String kind) {
        return reader.all("/api/v1/inbox?state=open").stream()
                .filter(item -> item.path("kind").asText().equals(kind)
                        && item.toString().contains(label.number()))
                .count();
    }

    private static Map<String, String> ticked(String list, String letter, int items) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (int i = 1; i <= items; i++) {
            typed.put(String.format("%s.%s%02d", list, letter, i), "done");
            typed.put(String.format("%s.%s%02d.note", list, letter, i), "");
        }
        return typed;
    }

    private static String hidden(String page) {
        Matcher token = TOKEN.matcher(page);
        assertTrue(token.find(), page);
        return token.group(1);
    }
}
