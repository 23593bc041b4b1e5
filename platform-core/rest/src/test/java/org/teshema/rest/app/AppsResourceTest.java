package org.teshema.rest.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.app.AppDesk;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.codes.Photos;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.GateOnThisThread;
import org.teshema.engine.scan.ActionDesk;
import org.teshema.engine.scan.PluginCheck;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;
import org.teshema.web.Pages;

/** The pages of a scene app over HTTP: two faces, two languages, and no more than the reader may open. */
@Timeout(60)
class AppsResourceTest {
    private final CityClock clock = new CityClock(InstantSource.fixed(Instant.parse("2026-03-02T01:00:00Z")));
    private final Database database = Database.of(
            DatabaseSettings.inMemory("a" + UUID.randomUUID().toString().replace("-", "")));
    private final GateOnThisThread gate = new GateOnThisThread(clock);
    private final ActionDesk actions = new ActionDesk(
            database,
            gate.table(),
            new PluginCheck(database, new Devices(database, clock), gate.table(), gate.guard(), clock),
            new Entries(database, clock),
            new Writes(database, clock),
            clock);
    private final TestServer server = new TestServer(
            Map.of(
                    "district", TestServer.actor(1, OrganisationKind.DISTRICT, "310107"),
                    "elsewhere", TestServer.actor(2, OrganisationKind.DISTRICT, "310115")),
            new AppsResource(
                    new AppDesk(gate.table(), gate.guard(), actions, clock),
                    gate.jobs(clock),
                    new Accounts(database, new Writes(database, clock), clock),
                    new Photos(database, new Writes(database, clock), clock, gate.table()),
                    () -> List.of(
                            new Section.Phone(new Text("救援", "Rescue"), "119", Optional.empty()),
                            new Section.Phone(new Text("热线", "Hotline"), "96333", Optional.empty())),
                    new Pages()));
    private final Board board = new Board();

    AppsResourceTest() {
        gate.propose(board, "org.teshema.api.plugin;version=\"[1.0,2)\"");
    }

    @AfterEach
    void close() {
        server.close();
        gate.close();
        database.close();
    }

    @Test
    void an_app_is_listed_with_the_pages_that_its_reader_may_open() throws Exception {
        JsonNode seen = json("/apps?lang=en", "district").path("items");
        assertEquals("Rescue", seen.path(0).path("title").asText());
        assertEquals(
                "/apps/board/times",
                seen.path(0).path("pages").path(0).path("href").asText());
        assertEquals(2, seen.path(0).path("pages").size());
        assertEquals(
                1,
                json("/apps", "elsewhere").path("items").path(0).path("pages").size());
        HttpResponse<String> page = server.get("/apps", "Accept", "text/html");
        assertTrue(page.body().contains("href=\"/apps/board/help\""), page::body);
        assertFalse(page.body().contains("/apps/board/times"), page::body);
    }

    @Test
    void a_page_has_two_faces_and_two_languages_and_its_words_are_words() throws Exception {
        JsonNode page = json("/apps/board/times?lang=en&days=7", "district");
        assertEquals("times", page.path("page").asText());
        assertEquals("GOVERNMENT", page.path("audience").asText());
        JsonNode table = page.path("sections").path(0);
        assertEquals("<b>7</b>", table.path("rows").path(0).path(0).asText());
        assertEquals("/n/1000000000008", table.path("paths").path(0).asText());
        assertEquals("more", page.path("next").asText());
        HttpResponse<String> html = server.get(
                "/apps/board/times?days=7",
                "Accept",
                "text/html",
                "Cookie",
                "teshema=district",
                "Accept-Language",
                "zh");
        assertEquals(200, html.statusCode());
        assertTrue(html.body().contains("<a href=\"/n/1000000000008\">&lt;b&gt;7&lt;/b&gt;</a>"), html::body);
        assertTrue(html.body().contains("href=\"/apps/board/times?cursor=more&amp;days=7\""), html::body);
        assertTrue(html.body().contains("href=\"/apps/board/times?days=30\""), html::body);
        assertTrue(html.body().contains("响应时间"), html::body);
        assertTrue(
                html.body().contains("<form class=\"card\" method=\"get\" action=\"/apps/board/times\">"), html::body);
        assertTrue(html.body().contains("name=\"days\" value=\"7\""), html::body);
        assertFalse(html.body().contains("href=\"/apps/board/times?days=\""), "it is a form and no link");
    }

    @Test
    void who_may_not_open_a_page_is_told_that_there_is_none_or_led_to_where_people_log_in() {
        assertEquals(
                404,
                server.get("/apps/board/times", "Accept", "application/json", "Authorization", "Bearer elsewhere")
                        .statusCode());
        assertEquals(
                404,
                server.get("/apps/none/times", "Accept", "application/json").statusCode());
        assertEquals(
                401,
                server.get("/apps/board/times", "Accept", "application/json").statusCode());
        HttpResponse<String> led = server.get("/apps/board/times?code=1000000000008", "Accept", "text/html");
        assertEquals(303, led.statusCode());
        assertEquals(
                "/login?next=%2Fapps%2Fboard%2Ftimes%3Fcode%3D1000000000008",
                led.headers().firstValue("Location").orElse(""));
    }

    @Test
    void the_page_of_jobs_is_for_authorities_and_others_are_led_to_where_people_log_in() {
        HttpResponse<String> page =
                server.get("/apps/jobs?lang=en", "Accept", "text/html", "Cookie", "teshema=district");
        assertEquals(200, page.statusCode(), page::body);
        assertTrue(page.body().contains("Jobs of apps"), page::body);
        HttpResponse<String> led = server.get("/apps/jobs", "Accept", "text/html");
        assertEquals(
                "/login?next=/apps/jobs", led.headers().firstValue("Location").orElse(""));
    }

    @Test
    void an_app_that_throws_is_told_to_be_away_by_name() throws Exception {
        board.broken = true;
        HttpResponse<String> away = server.get("/apps/board/help?lang=en", "Accept", "application/json");
        assertEquals(503, away.statusCode());
        JsonNode problem = Json.MAPPER.readTree(away.body());
        assertEquals("/problems/plugin-away", problem.path("type").asText());
        assertTrue(problem.path("detail").asText().startsWith("Rescue: "), away::body);
    }

    @Test
    void a_page_of_no_device_lets_nobody_record_anything() {
        HttpResponse<String> form = server.get("/apps/board/help/actions/give", "Accept", "text/html");
        assertEquals(404, form.statusCode());
        assertEquals(
                403,
                server.send(
                                "POST",
                                "/apps/board/help/actions/give",
                                "_token=x",
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Origin",
                                "http://elsewhere.example")
                        .statusCode());
    }

    private JsonNode json(String path, String actor) throws Exception {
        HttpResponse<String> answer =
                server.get(path, "Accept", "application/json", "Authorization", "Bearer " + actor);
        assertEquals(200, answer.statusCode(), answer::body);
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        return Json.MAPPER.readTree(answer.body());
    }

    private static final class Board implements SceneApp {
        volatile boolean broken;

        @Override
        public PluginInfo info() {
            return new PluginInfo("board", "1.0.0", new Text("救援", "Rescue"), Optional.of("310107"));
        }

        @Override
        public Text card() {
            return new Text("一句话", "One sentence");
        }

        @Override
        public List<Page> pages() {
            return List.of(
                    new Page("times", new Text("响应时间", "Response times"), Set.of(Audience.GOVERNMENT), false),
                    new Page("help", new Text("帮助", "Help"), Set.of(Audience.PUBLIC), false));
        }

        @Override
        public PageView page(PageContext context) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            var table = new Section.Table(
                    new Text("表", "Table"),
                    List.of(new Text("天数", "Days")),
                    List.of(List.of(Text.same("<b>" + context.parameter("days").orElse("-") + "</b>"))),
                    List.of("/n/1000000000008"));
            var link = new Link(
                    "related", URI.create("/apps/board/times?days=30"), new Text("近 30 天", "30 days"), "text/html");
            var asks =
                    new Link(Link.SEARCH, URI.create("/apps/board/times?days="), new Text("天数", "Days"), "text/html");
            return new PageView(List.of(table), List.of(link, asks), List.of(), Optional.of("more"));
        }
    }
}
