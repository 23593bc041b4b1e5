package org.teshema.rest.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.engine.archive.Author;
import org.teshema.rest.json.Json;

class DigestResourceTest {
    private static final String DAY = "2026-03-02";

    private final InboxCity city = new InboxCity();

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void a_digest_is_read_by_its_organisation_alone_as_numbers() throws Exception {
        city.now = InboxCity.BEFORE;
        city.said(1, Author.PUBLIC, "夹伤一人");
        city.now = InboxCity.NOW;
        city.said(1, Author.PUBLIC, "夹伤两人");
        assertTrue(city.digests.make());
        HttpResponse<String> answer = api("/api/v1/inbox/digests/" + DAY + "?lang=en", "unit");
        JsonNode digest = Json.MAPPER.readTree(answer.body());
        assertEquals(DAY, digest.path("day").asText(), answer::body);
        assertEquals(1, digest.path("open").asLong(), "the other came after seven");
        assertEquals(1, digest.path("added").asLong());
        assertEquals(0, digest.path("overdue").asLong());
        assertEquals(List.of("new", "open"), digest.path("lines").findValuesAsText("part"));
        assertEquals("Accident", digest.path("lines").path(0).path("title").asText());
        assertFalse(answer.body().contains("夹伤") || answer.body().contains("号梯"), answer::body);
        JsonNode list =
                Json.MAPPER.readTree(api("/api/v1/inbox/digests", "unit").body());
        assertEquals(1, list.path("items").size());
        assertTrue(list.path("next").isNull());
        assertEquals(404, api("/api/v1/inbox/digests/" + DAY, "other").statusCode());
        assertEquals(
                0,
                Json.MAPPER
                        .readTree(api("/api/v1/inbox/digests", "other").body())
                        .path("items")
                        .size());
        assertEquals(404, api("/api/v1/inbox/digests/yesterday", "unit").statusCode());
        assertEquals(401, city.server.get("/api/v1/inbox/digests").statusCode());
        assertEquals(401, city.server.get("/api/v1/inbox/digests/" + DAY).statusCode());
    }

    @Test
    void as_pages_a_row_a_day_leads_to_the_numbers_by_kind() {
        city.now = InboxCity.BEFORE;
        city.said(1, Author.PUBLIC, "夹伤一人");
        city.now = InboxCity.NOW;
        city.said(1, Author.PUBLIC, "夹伤两人");
        assertTrue(city.digests.make());
        String days = page("/inbox/digests", "unit").body();
        assertTrue(days.contains("href=\"/inbox/digests/" + DAY + "\""), days);
        String day = page("/inbox/digests/" + DAY, "unit").body();
        assertTrue(day.contains("<h1>每日摘要 " + DAY + "</h1>") && day.contains(">事故</td>"), day);
        assertTrue(day.contains("2026-03-01 07:00 至 2026-03-02 07:00"), day);
        assertFalse(day.contains("夹伤"), day);
        assertTrue(page("/inbox/digests?lang=en", "other").body().contains("There is no digest yet."));
        assertEquals(404, page("/inbox/digests/" + DAY, "other").statusCode());
        HttpResponse<String> nobody = city.server.get("/inbox/digests/" + DAY, "Accept", "text/html");
        assertEquals(303, nobody.statusCode());
        assertEquals(
                "/login?next=/inbox/digests/" + DAY,
                nobody.headers().firstValue("Location").orElse(""));
        assertEquals(
                303, city.server.get("/inbox/digests", "Accept", "text/html").statusCode());
    }

    private HttpResponse<String> api(String path, String token) {
        return city.server.get(path, "Accept", "application/json", "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> page(String path, String token) {
        return city.server.get(path, "Accept", "text/html", "Cookie", "teshema=" + token);
    }
}
