package org.teshema.rest.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.engine.archive.Author;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;

class InboxResourceTest {
    private static final String INBOX = "/api/v1/inbox";

    private final InboxCity city = new InboxCity();
    private final TestServer server = city.server;

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void an_item_tells_what_where_when_and_from_whom_and_nothing_of_what_was_said() throws Exception {
        city.said(1, Author.PUBLIC, "夹伤一人");
        HttpResponse<String> answer = get(INBOX + "?lang=en", "unit");
        JsonNode item = Json.MAPPER.readTree(answer.body()).path("items").path(0);
        assertEquals("Accident", item.path("title").asText(), answer::body);
        assertEquals("1号梯", item.path("deviceName").asText());
        assertEquals("3110", item.path("category").asText());
        assertEquals(InboxCity.NUMBER, item.path("number").asText());
        assertEquals("2026-03-02T01:00:00Z", item.path("since").asText());
        assertEquals("The public", item.path("from").asText());
        assertFalse(item.has("fromId"), answer::body);
        assertEquals("OPEN", item.path("state").asText());
        assertFalse(answer.body().contains("夹伤"), answer::body);
        assertEquals(
                "事故", json(INBOX, "unit").path("items").path(0).path("title").asText());
    }

    @Test
    void who_wrote_it_is_not_told_and_who_uses_another_lift_neither() throws Exception {
        city.said(1, Author.of(city.district), "a");
        city.said(2, Author.of(city.other), "b");
        JsonNode told = json(INBOX, "unit").path("items");
        assertEquals(1, told.size());
        assertEquals("Organisation 1", told.path(0).path("from").asText());
        assertEquals("1", told.path(0).path("fromId").asText());
        JsonNode district = json(INBOX, "district").path("items");
        assertEquals(1, district.size());
        assertEquals("2号梯", district.path(0).path("deviceName").asText());
        assertFalse(district.path(0).has("number"), "a device without a code");
        assertEquals(0, json(INBOX, "other").path("items").size());
    }

    @Test
    void a_done_item_moves_from_one_list_to_the_other_and_the_count_with_it() throws Exception {
        for (int i = 0; i < 3; i++) {
            city.said(1, Author.PUBLIC, "a");
        }
        JsonNode first = json(INBOX + "?state=open&limit=2", "unit");
        assertEquals(2, first.path("items").size());
        JsonNode rest =
                json(INBOX + "?state=open&limit=2&cursor=" + first.path("next").asText(), "unit");
        assertEquals(1, rest.path("items").size());
        assertTrue(rest.path("next").isNull());
        assertEquals(3, open("unit"));

        String id = first.path("items").path(0).path("id").asText();
        String key = UUID.randomUUID().toString();
        HttpResponse<String> done = done(id, "unit", key);
        assertEquals(200, done.statusCode(), done::body);
        JsonNode item = Json.MAPPER.readTree(done.body());
        assertEquals("DONE", item.path("state").asText());
        assertEquals("2026-03-02T01:00:00Z", item.path("doneAt").asText());
        assertEquals("2", item.path("doneBy").asText());
        assertEquals(done.body(), done(id, "unit", key).body(), "the same key, the same answer");
        assertEquals(2, open("unit"));
        assertEquals(2, json(INBOX + "?state=open", "unit").path("items").size());
        assertEquals(1, json(INBOX + "?state=done", "unit").path("items").size());
        assertEquals(3, json(INBOX, "unit").path("items").size());
        assertEquals(3, open("district"), "the district's own items are its own business");
    }

    @Test
    void the_item_of_another_organisation_is_not_found_and_stays_as_it_was() throws Exception {
        city.said(1, Author.of(city.district), "a");
        String id = json(INBOX, "unit").path("items").path(0).path("id").asText();
        for (String stranger : new String[] {"other", "district"}) {
            HttpResponse<String> answer = done(id, stranger, UUID.randomUUID().toString());
            assertEquals(404, answer.statusCode(), answer::body);
            assertEquals(
                    answer.body().replaceAll("\"instance\":\"[^\"]*\"", "").replace(id, "4711"),
                    done("4711", stranger, UUID.randomUUID().toString())
                            .body()
                            .replaceAll("\"instance\":\"[^\"]*\"", ""),
                    "it looks like one that is not there");
        }
        assertEquals(1, open("unit"));
    }

    @Test
    void without_account_key_or_sense_nothing_is_told_or_done() throws Exception {
        city.said(1, Author.PUBLIC, "a");
        assertEquals(401, server.get(INBOX).statusCode());
        assertEquals(401, server.get(INBOX + "/count").statusCode());
        String id = json(INBOX, "unit").path("items").path(0).path("id").asText();
        assertEquals(
                401,
                server.post(INBOX + "/" + id + "/done", "", "Idempotency-Key", "abcdefgh")
                        .statusCode());
        HttpResponse<String> keyless = server.post(INBOX + "/" + id + "/done", "", "Authorization", "Bearer unit");
        assertEquals(400, keyless.statusCode());
        assertEquals(
                "Idempotency-Key",
                Json.MAPPER.readTree(keyless.body()).path("field").asText());
        assertEquals(404, done("none", "unit", "abcdefgh").statusCode());
        HttpResponse<String> wrong = get(INBOX + "?state=lost", "unit");
        assertEquals(400, wrong.statusCode());
        assertEquals("state", Json.MAPPER.readTree(wrong.body()).path("field").asText());
        assertEquals(1, open("unit"));
    }

    private HttpResponse<String> get(String path, String token) {
        return server.get(path, "Accept", "application/json", "Authorization", "Bearer " + token);
    }

    private JsonNode json(String path, String token) throws JsonProcessingException {
        return Json.MAPPER.readTree(get(path, token).body());
    }

    private long open(String token) throws JsonProcessingException {
        return json(INBOX + "/count", token).path("open").asLong(-1);
    }

    private HttpResponse<String> done(String id, String token, String key) {
        return server.post(INBOX + "/" + id + "/done", "", "Authorization", "Bearer " + token, "Idempotency-Key", key);
    }
}
