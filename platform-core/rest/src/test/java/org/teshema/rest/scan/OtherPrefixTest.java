package org.teshema.rest.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.teshema.api.device.OrganisationKind;
import org.teshema.rest.CodePath;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;
import org.teshema.trust.code.CodePrefix;
import org.teshema.web.Pages;

/** An installation whose labels are printed with another path than {@code /s/}. */
class OtherPrefixTest {
    private static final String PATH = "/t/" + FakeDesk.TEXT;
    private static final FakeDesk DESK = new FakeDesk();
    private static TestServer server;

    @BeforeAll
    static void start() {
        DESK.prefix = CodePrefix.parse("https://s.sh.gov.cn/t/");
        Pages pages = new Pages();
        server = new TestServer(
                CodePath.of(DESK.prefix),
                Map.of("fitter", TestServer.actor(7, OrganisationKind.MAINTENANCE_UNIT, "310101")),
                new ScanResource(DESK, pages, request -> false),
                new NumberResource(DESK, pages));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_scan_is_answered_under_the_path_that_is_printed_and_under_the_usual_one() {
        for (String path : new String[] {PATH, "/s/" + FakeDesk.TEXT}) {
            DESK.asked.clear();
            HttpResponse<String> answer = server.get(path + "?lang=en&x=%7C", "Accept", "application/json");
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(FakeDesk.TEXT, DESK.asked.get(0));
            assertEquals(
                    "*",
                    answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        }
        assertEquals(400, server.get("/t/abc").statusCode());
        assertEquals(404, server.get("/u/" + FakeDesk.TEXT).statusCode());
    }

    @Test
    void its_links_stay_under_the_path_that_was_asked_for() throws Exception {
        JsonNode links = Json.MAPPER.readTree(
                server.get(PATH, "Accept", "application/linkset+json").body());
        assertEquals(
                "https://s.sh.gov.cn" + PATH,
                links.path("linkset").get(0).path("anchor").asText());
        HttpResponse<String> page = server.get(PATH, "Accept", "text/html", "Authorization", "Bearer fitter");
        assertTrue(page.body().contains("\"" + PATH + "/actions/"), page.body());
        assertFalse(page.body().contains("\"/s/"), page.body());
        assertTrue(page.headers().firstValue("Link").orElse("").startsWith("<" + PATH + "?linkType=linkset>"));
        JsonNode scan =
                Json.MAPPER.readTree(server.get(PATH, "Accept", "application/json", "Authorization", "Bearer fitter")
                        .body());
        String href = scan.path("actions").get(0).path("href").asText();
        assertTrue(href.startsWith(PATH + "/actions/"), href);
        HttpResponse<String> form = server.get(href, "Authorization", "Bearer fitter");
        assertEquals(200, form.statusCode(), form.body());
        assertTrue(form.body().contains("\"" + PATH), form.body());
        HttpResponse<String> taken = server.send(
                "POST",
                href,
                "_token=" + FakeDesk.TOKEN + "&on=2026-03-01",
                "Authorization",
                "Bearer fitter",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                "http://127.0.0.1:" + server.port());
        assertEquals(200, taken.statusCode(), taken.body());
        assertTrue(taken.body().contains("\"" + PATH + "\""), taken.body());
    }
}
