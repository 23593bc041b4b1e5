package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A using unit binds a label and applies for what the district decides; with photos. With a phone: {@link PhonesJourney}. */
class UnitJourney {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PHOTOS = "/api/v1/photos/";
    private static final Pattern KEY = Pattern.compile("name=\"_(?:key|token)\" value=\"([^\"]+)\"");
    private static final Pattern KEPT = Pattern.compile("name=\"photo\" value=\"([0-9a-f]{64})\"");

    @ParameterizedTest
    @EnumSource(Store.class)
    void a_posted_label_is_bound_on_pages_that_need_no_script(Store store) {
        Cast cast = Cast.shared(store);
        Label label = new CodeDesk(cast).claimed(CodeDesk.LIFTS, 1).remove();
        String name = cast.mark() + " 绑码 号梯";
        String device = cast.device("3110", name);
        String here = "/bind?code=" + label.number();
        String form = here + "&device=" + device;

        assertTrue(cast.unit.get("/", "text/html").body().contains("href=\"/bind\""));
        assertTrue(cast.unit.get("/bind", "text/html").expect(200).body().contains("href=\"/camera?to=bind\""));
        assertEquals(303, cast.anybody().get("/bind", "text/html").status());
        cast.maintenance.get("/bind", "text/html").expect(403);
        cast.otherUnit.get(here, "text/html").expect(404);
        cast.otherUnit.get(form, "text/html").expect(404);
        assertTrue(cast.unit.get(here, "text/html").expect(200).body().contains("device=" + device));

        String page = cast.unit.get(form, "text/html").expect(200).body();
        assertTrue(page.contains("car-interior") && page.contains("capture=\"environment\""), page);
        var typed = new HashMap<String, Object>(
                Map.of("_key", found(KEY, page), "position", "car-interior", "place", "轿厢左侧 <b>"));
        refusedPhotos(cast, form, typed);
        typed.put("photo", Photos.jpeg(11));
        typed.put("position", "roof");
        String back = cast.unit.parts(form, typed).expect(400).body();
        assertTrue(back.contains("轿厢左侧 &lt;b&gt;"), back);
        String digest = found(KEPT, back);
        typed.put("photo", digest);
        typed.put("position", "car-interior");
        assertEquals(404, cast.otherUnit.parts(form, typed).status());
        cast.unit.parts(form, typed).expect(200);
        assertEquals(303, cast.unit.parts(form, typed).status(), "sent twice it is bound once");
        assertEquals("GENUINE", cast.anybody().get(label.path()).text("verdict"));
        seen(cast, digest);
        String told = cast.unit.get(here, "text/html").expect(409).body();
        assertTrue(told.contains(label.number()), "what was typed stays");
    }

    /** Each is told at its field, and the form comes back. */
    private static void refusedPhotos(Cast cast, String form, Map<String, Object> typed) {
        byte[] photo = Photos.jpeg(12);
        byte[] large = new byte[(4 << 20) + 1];
        System.arraycopy(photo, 0, large, 0, photo.length);
        for (byte[] bad : List.of(
                new byte[0],
                large,
                java.util.Arrays.copyOf(photo, 60),
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8),
                "%PDF-1.7".getBytes(StandardCharsets.UTF_8),
                "words".getBytes(StandardCharsets.UTF_8))) {
            var sent = new HashMap<>(typed);
            sent.put("photo", bad);
            String back = cast.unit.parts(form, sent).expect(400).body();
            assertTrue(back.contains("href=\"#f-photo\"") && !KEPT.matcher(back).find(), back);
        }
    }

    /** By those who see the binding, as a picture and as nothing else. */
    private static void seen(Cast cast, String digest) {
        Api.Answer picture = cast.unit.get(PHOTOS + digest, "image/*").expect(200);
        assertEquals("image/jpeg", picture.header("Content-Type"));
        assertEquals("nosniff", picture.header("X-Content-Type-Options"));
        assertEquals("default-src 'none'; frame-ancestors 'none'; sandbox", picture.header("Content-Security-Policy"));
        assertEquals('"' + digest + '"', picture.header("ETag"));
        cast.maintenance.get(PHOTOS + digest, "image/*").expect(200);
        cast.otherUnit.get(PHOTOS + digest).expect(404);
        cast.otherDistrict.get(PHOTOS + digest).expect(404);
        cast.anybody().get(PHOTOS + digest).expect(404);
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void what_the_district_grants_stands_in_the_register_with_the_decision(Store store) {
        Cast cast = Cast.shared(store);
        var desk = new CodeDesk(cast);
        Label label = desk.claimed(CodeDesk.OTHERS, 1).remove();
        String name = cast.mark() + " 停用 锅炉";
        String device = cast.device("1100", name);
        desk.post(label, device, "nearby-frame");
        String page = "/apps/unit-desk/device";
        String code = "?code=" + label.number();
        assertTrue(cast.unit.get(label.path(), "text/html").body().contains(page + code));

        String form = page + "/actions/apply-stop" + code;
        String opened = cast.unit.get(form, "text/html").expect(200).body();
        var typed = new HashMap<String, Object>(Map.of(
                "_token", found(KEY, opened), "from", "2026-11-01", "reason", "锅炉房改造", "photo", Photos.jpeg(13)));
        String back = cast.unit.parts(form, typed).expect(400).body();
        typed.put("photo", found(KEPT, back));
        typed.put("sealed", "true");
        cast.unit.parts(form, typed).expect(200);
        String digest = (String) typed.get("photo");
        cast.district.get(PHOTOS + digest, "image/*").expect(200);
        cast.maintenance.get(PHOTOS + digest).expect(404);
        assertTrue(cast.district.get(page + code, "text/html").body().contains(PHOTOS + digest));
        assertEquals(1, inbox(cast.district, "unit-desk/apply-stop", name));
        assertEquals(0, inbox(cast.otherDistrict, "unit-desk/apply-stop", name));
        Waiting.until(
                "it is on the board",
                SOON,
                () -> cast.district.get("/apps/unit-desk/applications").body().contains(name));

        take(cast.district, page + code, "accept-stop", Map.of());
        JsonNode grant = action(cast.district, page + code, "grant-stop");
        assertTrue(grant.path("effect").asText().contains("停用"), grant::toString);
        assertEquals("IN_USE", cast.unit.get("/api/v1/devices/" + device).text("status"));
        String shown = cast.district
                .get(grant.path("href").asText(), "text/html")
                .expect(200)
                .body();
        assertTrue(shown.contains("使用状态：停用"), "the form says what will happen");
        take(cast.district, page + code, "grant-stop", Map.of());
        assertEquals("STOPPED", cast.unit.get("/api/v1/devices/" + device).text("status"));
        assertEquals(1, inbox(cast.unit, "unit-desk/decided", name));
        assertTrue(cast.unit.get(page + code).body().contains("apply-restart"));
    }

    private static String found(Pattern what, String page) {
        Matcher matcher = what.matcher(page);
        assertTrue(matcher.find(), () -> what + " is not in " + page);
        return matcher.group(1);
    }

    private static long inbox(Api reader, String kind, String name) {
        return reader.all("/api/v1/inbox?state=open").stream()
                .filter(item -> item.path("kind").asText().equals(kind)
                        && item.path("deviceName").asText().equals(name))
                .count();
    }

    private static JsonNode action(Api reader, String page, String name) {
        for (JsonNode action : reader.get(page).expect(200).json().path("actions")) {
            if (action.path("name").asText().equals(name)) {
                return action;
            }
        }
        throw new AssertionError("The page does not offer " + name);
    }

    private static void take(Api reader, String page, String name, Map<String, Object> values) {
        JsonNode action = action(reader, page, name);
        reader.post(
                        action.path("href").asText(),
                        Map.of("token", action.path("token").asText(), "values", values))
                .expect(201);
    }
}
