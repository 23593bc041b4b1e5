package org.teshema.rest.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.engine.archive.Author;
import org.teshema.rest.json.Json;

/** The webhook as its administrator handles it, by program and by page. */
class WebhookResourceTest {
    private static final String API = "/api/v1/webhook";
    private static final String ADDRESS = InboxCity.HOOKS + "robot?token=of-theirs";
    private static final Pattern SECRET = Pattern.compile("<code class=\"secret\">([0-9a-f]{64})</code>");

    private final InboxCity city = new InboxCity();

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void a_program_enters_an_address_sees_what_becomes_of_messages_and_switches_off() throws Exception {
        assertEquals(404, get(API, "unit").statusCode());
        String key = UUID.randomUUID().toString();
        HttpResponse<String> entered = put(ADDRESS, "unit", key);
        assertEquals(200, entered.statusCode(), entered::body);
        assertTrue(json(entered).path("secret").asText().matches("[0-9a-f]{64}"), entered::body);
        assertEquals(entered.body(), put(ADDRESS, "unit", key).body(), "the same key, the same answer");
        city.said(1, Author.PUBLIC, "夹伤一人");
        HttpResponse<String> webhook = get(API, "unit");
        assertEquals(InboxCity.HOOKS, json(webhook).path("place").asText());
        assertEquals(1, json(webhook).path("waiting").asLong());
        assertFalse(webhook.body().contains("of-theirs"), webhook::body);
        assertEquals(2, json(post("/test", "unit")).path("waiting").asLong());
        HttpResponse<String> deliveries = get(API + "/deliveries", "unit");
        assertEquals(
                "TEST", json(deliveries).path("items").path(0).path("event").asText());
        assertEquals(
                "WAITING", json(deliveries).path("items").path(1).path("state").asText());
        assertFalse(deliveries.body().contains("夹伤"), deliveries::body);
        city.givenUp();
        assertEquals(1, json(get(API, "unit")).path("givenUp").asLong(), "a test is not counted");
        assertEquals(1, json(post("/again", "unit")).path("waiting").asLong());
        assertFalse(json(post("/off", "unit")).path("active").asBoolean(true));
        assertEquals(409, post("/test", "unit").statusCode());
    }

    @Test
    void who_administers_nothing_here_or_sends_nonsense_is_refused() throws Exception {
        for (String other : new String[] {"other", "district"}) {
            assertEquals(403, get(API, other).statusCode());
            assertEquals(403, get(API + "/deliveries", other).statusCode());
            assertEquals(403, put(ADDRESS, other, UUID.randomUUID().toString()).statusCode());
            for (String deed : new String[] {"/test", "/again", "/off"}) {
                assertEquals(403, post(deed, other).statusCode());
            }
            assertEquals(403, page("/webhook", other).statusCode());
        }
        assertEquals(401, city.server.get(API).statusCode());
        HttpResponse<String> wrong =
                put("https://elsewhere.example.cn/", "unit", UUID.randomUUID().toString());
        assertEquals(400, wrong.statusCode());
        assertEquals("address", json(wrong).path("field").asText());
        assertEquals(400, put(ADDRESS, "unit", "").statusCode());
        assertEquals(
                400,
                city.server
                        .send(
                                "PUT",
                                API,
                                "{}",
                                "Content-Type",
                                "application/json",
                                "Authorization",
                                "Bearer unit",
                                "Idempotency-Key",
                                UUID.randomUUID().toString())
                        .statusCode());
        assertEquals(404, get(API, "unit").statusCode());
    }

    @Test
    void on_the_page_the_secret_is_shown_once_and_a_refused_address_comes_back() {
        assertEquals(
                "/login?next=/webhook",
                city.server
                        .get("/webhook", "Accept", "text/html")
                        .headers()
                        .firstValue("Location")
                        .orElse(""));
        String empty = page("/webhook", "unit").body();
        assertTrue(empty.contains("还没有消息") && !empty.contains("已启用"), empty);
        HttpResponse<String> wrong = push("/webhook", "https://elsewhere.example.cn/<b>", true);
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("value=\"https://elsewhere.example.cn/&lt;b&gt;\""), wrong::body);
        HttpResponse<String> entered = push("/webhook", ADDRESS, true);
        assertEquals(200, entered.statusCode(), entered::body);
        Matcher secret = SECRET.matcher(entered.body());
        assertTrue(secret.find(), entered::body);
        assertEquals("no-store", entered.headers().firstValue("Cache-Control").orElse(""));
        String later = page("/webhook", "unit").body();
        assertFalse(later.contains(secret.group(1)) || later.contains("of-theirs"), later);
        assertTrue(later.contains("已启用") && later.contains(InboxCity.HOOKS), later);
        city.said(1, Author.PUBLIC, "a");
        assertEquals(303, push("/webhook/test", "", true).statusCode());
        String waiting = page("/webhook?lang=en", "unit").body();
        assertTrue(waiting.contains(">An item of the inbox</td>") && waiting.contains(">Test</td>"), waiting);
        assertEquals(403, push("/webhook/off", "", false).statusCode(), "a form of another site");
        assertEquals(303, push("/webhook/off", "", true).statusCode());
        assertTrue(page("/webhook", "unit").body().contains("已停用"));
    }

    @Test
    void what_was_given_up_is_told_in_the_inbox_of_all_and_led_from_there_for_who_handles_it() {
        push("/webhook", ADDRESS, true);
        city.said(1, Author.PUBLIC, "a");
        assertFalse(page("/inbox", "unit").body().contains("未能推送"));
        city.givenUp();
        String inbox = page("/inbox", "unit").body();
        assertTrue(inbox.contains("未能推送的消息： 1") && inbox.contains("href=\"/webhook\""), inbox);
        assertTrue(page("/webhook", "unit").body().contains("对方应答 503"));
        assertFalse(page("/inbox", "district").body().contains("未能推送"));
        assertEquals(303, push("/webhook/again", "", true).statusCode());
        assertFalse(page("/inbox", "unit").body().contains("未能推送"));
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> get(String path, String token) {
        return city.server.get(path, "Accept", "application/json", "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> post(String deed, String token) {
        return city.server.post(
                API + deed,
                "",
                "Authorization",
                "Bearer " + token,
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    private HttpResponse<String> put(String address, String token, String key) {
        return city.server.send(
                "PUT",
                API,
                "{\"address\":\"" + address + "\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token,
                "Idempotency-Key",
                key);
    }

    private HttpResponse<String> page(String path, String token) {
        return city.server.get(path, "Accept", "text/html", "Cookie", "teshema=" + token);
    }

    private HttpResponse<String> push(String path, String address, boolean ours) {
        return city.server.send(
                "POST",
                path,
                "_key=" + UUID.randomUUID() + "&address="
                        + java.net.URLEncoder.encode(address, java.nio.charset.StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html",
                "Cookie",
                "teshema=unit",
                "Origin",
                ours ? "http://127.0.0.1:" + city.server.port() : "https://elsewhere.example");
    }
}
