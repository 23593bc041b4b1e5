package org.teshema.rest.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.rest.json.Json;

/** A suspect label is told of without log-in and reaches the bureau's inbox. */
class SuspectPageResourceTest {
    private static final Map<String, String> REPORT = Map.of(
            "words",
            "https://s.sh.gov.cn.example.com/<b>",
            "why",
            "PAYMENT",
            "district",
            "310115",
            "place",
            "地铁站 1 号口");

    private final InboxCity city = new InboxCity();

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void anybody_tells_of_any_text_and_the_bureau_finds_it_in_its_inbox_and_says_what_it_was() throws Exception {
        String form = city.server
                .get("/suspect?text=%3Cb%3E4821", "Accept", "text/html")
                .body();
        assertTrue(form.contains("value=\"&lt;b&gt;4821\"") || form.contains(">&lt;b&gt;4821</textarea>"), form);
        assertTrue(form.contains("浦东新区"), form);
        assertFalse(page("/inbox", "district").contains("可疑标牌"));
        String key = UUID.randomUUID().toString();
        assertEquals(200, send("/suspect", REPORT, key, "", true).statusCode());
        assertEquals(200, send("/suspect", REPORT, key, "", true).statusCode(), "sent twice");
        HttpResponse<String> second = send("/suspect", REPORT, UUID.randomUUID().toString(), "", true);
        assertTrue(second.body().contains("已收到举报"), second::body);
        String inbox = page("/inbox", "district");
        assertTrue(inbox.contains("待核查的可疑标牌： 1") && inbox.contains("href=\"/suspect/labels?state=open\""), inbox);
        assertFalse(page("/inbox", "unit").contains("可疑标牌"));
        String list = page("/suspect/labels", "district");
        assertTrue(list.contains("example.com/&lt;b&gt;") && list.contains("href=\"/suspect/labels/1\""), list);
        assertTrue(list.contains("data-label=\"次数\"><a href=\"/suspect/labels/1\">2<"), list);
        String one = page("/suspect/labels/1?lang=en", "district");
        assertTrue(one.contains("地铁站 1 号口: It asks for money or personal data"), one);
        HttpResponse<String> empty =
                send("/suspect/labels/1", Map.of(), UUID.randomUUID().toString(), "district", true);
        assertEquals(400, empty.statusCode());
        assertTrue(empty.body().contains("请选择核查结果"), empty::body);
        assertEquals(
                303,
                send(
                                "/suspect/labels/1",
                                Map.of("outcome", "REMOVED", "note", "已揭除"),
                                UUID.randomUUID().toString(),
                                "district",
                                true)
                        .statusCode());
        assertFalse(page("/inbox", "district").contains("可疑标牌"));
        assertTrue(page("/suspect/labels?state=all", "district").contains("伪造，已清除"));
    }

    @Test
    void what_is_missing_brings_the_form_back_filled_and_a_form_of_another_site_is_refused() {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> back =
                send("/suspect", Map.of("words", "4821", "why", "OTHER", "place", ""), key, "", true);
        assertEquals(400, back.statusCode());
        assertTrue(back.body().contains("4821") && back.body().contains("请写明标牌在哪里"), back::body);
        assertTrue(back.body().contains(key), "the key is kept, so that the form counts once");
        assertEquals(
                400,
                send("/suspect", Map.of("words", "4821", "place", "x"), key, "", true)
                        .statusCode());
        assertEquals(400, send("/suspect", REPORT, "guessable", "", true).statusCode());
        assertEquals(403, send("/suspect", REPORT, key, "", false).statusCode());
        assertTrue(page("/suspect/labels?state=open", "district").contains("没有待核查的举报"));
        for (int i = 0; i < 5; i++) {
            send("/suspect", REPORT, UUID.randomUUID().toString(), "", true);
        }
        HttpResponse<String> many = send("/suspect", REPORT, UUID.randomUUID().toString(), "", true);
        assertEquals(429, many.statusCode());
        assertTrue(many.body().contains("地铁站 1 号口"), "nothing typed is lost");
    }

    @Test
    void programs_of_the_bureau_list_read_and_close_and_those_of_others_find_nothing() throws Exception {
        send("/suspect", REPORT, UUID.randomUUID().toString(), "", true);
        JsonNode items = json("/api/v1/suspect-labels", "district").path("items");
        assertEquals(1, items.size());
        assertEquals(REPORT.get("words"), items.path(0).path("words").asText());
        assertFalse(items.path(0).has("outcome"));
        assertEquals(0, json("/api/v1/suspect-labels", "unit").path("items").size());
        assertEquals(401, city.server.get("/api/v1/suspect-labels").statusCode());
        assertEquals(404, closed("{\"outcome\":\"GENUINE\"}", "unit").statusCode());
        assertEquals(400, closed("{}", "district").statusCode());
        HttpResponse<String> closed = closed("{\"outcome\":\"GENUINE\",\"note\":\"a\"}", "district");
        assertEquals(
                "GENUINE", Json.MAPPER.readTree(closed.body()).path("outcome").asText(), closed::body);
        assertEquals(
                "a", json("/api/v1/suspect-labels/1", "district").path("note").asText());
        assertEquals(409, closed("{\"outcome\":\"GENUINE\"}", "district").statusCode());
        assertEquals(
                303, city.server.get("/suspect/labels", "Accept", "text/html").statusCode());
        assertEquals(
                303, city.server.get("/suspect/labels/1", "Accept", "text/html").statusCode());
    }

    private HttpResponse<String> closed(String body, String token) {
        return city.server.post(
                "/api/v1/suspect-labels/1/close",
                body,
                "Authorization",
                "Bearer " + token,
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    private JsonNode json(String path, String token) throws Exception {
        return Json.MAPPER.readTree(city.server
                .get(path, "Accept", "application/json", "Authorization", "Bearer " + token)
                .body());
    }

    private String page(String path, String token) {
        return city.server
                .get(path, "Accept", "text/html", "Cookie", "teshema=" + token)
                .body();
    }

    private HttpResponse<String> send(String path, Map<String, String> fields, String key, String token, boolean ours) {
        String body = fields.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "_key=" + key + "&", ""));
        return city.server.send(
                "POST",
                path,
                body,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html",
                "Cookie",
                "teshema=" + token,
                "Origin",
                ours ? "http://127.0.0.1:" + city.server.port() : "https://elsewhere.example");
    }
}
