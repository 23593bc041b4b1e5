package org.teshema.rest.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.Draft;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.scan.CodePost;
import org.teshema.engine.scan.Verdict;
import org.teshema.rest.TestServer;
import org.teshema.rest.json.Json;
import org.teshema.rest.read.Duty;
import org.teshema.rest.read.Reads;
import org.teshema.web.Pages;

class ScanResourceTest {
    private static final String PATH = "/s/" + FakeDesk.TEXT;
    private static final FakeDesk DESK = new FakeDesk();
    private static TestServer server;

    @BeforeAll
    static void start() {
        Pages pages = new Pages();
        server = new TestServer(
                Map.of("fitter", TestServer.actor(7, OrganisationKind.MAINTENANCE_UNIT, "310101")),
                new ScanResource(DESK, pages, request -> false),
                new NumberResource(DESK, pages));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void fresh() {
        DESK.asked.clear();
        DESK.taken.clear();
        DESK.signed.clear();
        DESK.refusal = Optional.empty();
        DESK.draft = Draft.EMPTY;
        DESK.verdict = Verdict.GENUINE;
        DESK.audience = Audience.MAINTENANCE_UNIT;
        DESK.outside = "上海示例物业";
        DESK.post = Optional.empty();
        DESK.held = false;
        DESK.status = DeviceStatus.IN_USE;
        DESK.due = DueStatus.OVERDUE;
        DESK.usingUnit = Optional.empty();
        DESK.maintenanceUnit = Optional.empty();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html; charset=utf-8",
                "*/*                                                             | text/html; charset=utf-8",
                "application/json                                                | application/json",
                "application/json, text/plain, */*                               | application/json",
                "application/json;q=0.5, text/html;q=0.4                         | application/json",
                "text/html;q=0.1, application/linkset+json                       | application/linkset+json",
                "application/linkset+json                                        | application/linkset+json",
                "application/*                                                   | application/json",
                "text/*                                                          | text/html; charset=utf-8",
                "image/png                                                       | text/html; charset=utf-8",
                "APPLICATION/JSON ; Q=1.0                                        | application/json",
                "text/html;q=x, application/json;q=0.1                           | application/json",
            })
    void the_face_is_the_one_that_is_accepted(String accept, String type) {
        HttpResponse<String> answer = server.get(PATH, "Accept", accept);
        assertEquals(200, answer.statusCode());
        assertEquals(type, header(answer, "Content-Type").replace(";charset", "; charset"));
        assertTrue(header(answer, "Vary").contains("Accept"));
        assertTrue(header(answer, "Link").contains("rel=\"linkset\""));
        assertEquals("*", header(answer, "Access-Control-Allow-Origin"));
    }

    @Test
    void who_is_somebody_to_the_device_is_noted_once_a_day_and_nobody_else_is() throws InterruptedException {
        Pages pages = new Pages();
        var fresh = new TestServer(
                Map.of(
                        "fitter", TestServer.actor(7, OrganisationKind.MAINTENANCE_UNIT, "310101"),
                        "station", TestServer.actor(8, OrganisationKind.STATION, "310101")),
                new ScanResource(DESK, pages, request -> false),
                new NumberResource(DESK, pages));
        try (fresh) {
            String[] fitter = {"Authorization", "Bearer fitter"};
            fresh.get(PATH);
            DESK.audience = Audience.PUBLIC;
            fresh.get(PATH, fitter);
            DESK.audience = Audience.MAINTENANCE_UNIT;
            DESK.verdict = Verdict.UNKNOWN;
            fresh.get(PATH, fitter);
            DESK.verdict = Verdict.GENUINE;
            fresh.get(PATH, fitter);
            assertEquals(
                    new Reads.Read(7, 7, "device 17", Duty.MAINTENANCE),
                    fresh.reads().poll(30, TimeUnit.SECONDS));
            fresh.get("/n/4821073965513", fitter);
            fresh.get(PATH + "/actions/visit", fitter);
            fresh.get("/n/4821073965513", "Authorization", "Bearer station");
            assertEquals(
                    new Reads.Read(8, 8, "device 17", Duty.SUPERVISION),
                    fresh.reads().poll(30, TimeUnit.SECONDS));
            assertEquals(List.of(), List.copyOf(fresh.reads()));
        }
    }

    @Test
    void a_language_that_was_chosen_goes_along_wherever_the_page_leads() {
        String page =
                server.get(PATH + "?lang=en", "Authorization", "Bearer fitter").body();
        List<String> links = Pattern.compile("<a [^>]*href=\"(/[^\"]*)\"")
                .matcher(page)
                .results()
                .map(link -> link.group(1))
                .toList();
        assertTrue(links.stream().anyMatch(link -> link.endsWith("/actions/visit?lang=en")), page);
        assertEquals(
                List.of(),
                links.stream().filter(link -> !link.contains("lang=")).toList());
        assertFalse(server.get(PATH, "Authorization", "Bearer fitter").body().contains("/actions/visit?"));
    }

    @ParameterizedTest
    @CsvSource({
        "INSTALLING, 安装中, Being installed",
        "IN_USE, 在用, In use",
        "STOPPED, 停用, Out of use",
        "SCRAPPED, 已报废, Scrapped"
    })
    void everybody_reads_the_kind_of_a_device_how_it_stands_its_units_and_when_it_is_due(
            DeviceStatus status, String zh, String en) {
        DESK.status = status;
        DESK.usingUnit = Optional.of(unit(OrganisationKind.USING_UNIT, "甲物业"));
        DESK.maintenanceUnit = Optional.of(unit(OrganisationKind.MAINTENANCE_UNIT, "乙维保"));
        told(
                PATH,
                List.of("曳引驱动乘客电梯", "<dt>使用状态</dt>", zh, "<dt>使用单位</dt><dd>甲物业", "<dt>维保单位</dt><dd>乙维保", "2026-05-31"));
        told(
                PATH + "?lang=en",
                List.of(
                        "Traction passenger lift",
                        "<dt>Status</dt>",
                        en,
                        "<dt>Using unit</dt><dd>甲物业",
                        "<dt>Maintenance unit</dt><dd>乙维保",
                        "2026-05-31"));
        JsonNode device = json(server.get(PATH, "Accept", "application/json")).path("device");
        assertEquals(status.name(), device.path("status").asText());
        assertEquals("甲物业", device.path("usingUnit").asText());
        assertEquals("乙维保", device.path("maintenanceUnit").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "SCRAPPED, FAILED, bad, 设备已报废, Device: Scrapped",
        "STOPPED, FAILED, bad, ：不合格，期限 2026-05-31, ': Failed, due 2026-05-31'",
        "IN_USE, OVERDUE, bad, ：已超期，期限 2026-05-31, ': Overdue since 2026-05-31'",
        "STOPPED, STOPPED, warning, 设备停用, Device: Out of use",
        "IN_USE, VALID, good, '', ''",
        "IN_USE, DUE_SOON, good, '', ''",
        "INSTALLING, UNKNOWN, good, '', ''",
    })
    void right_under_what_the_code_is_stands_how_the_device_is_where_that_is_not_good(
            DeviceStatus status, DueStatus due, String tone, String zh, String en) {
        DESK.status = status;
        DESK.due = due;
        for (String language : List.of("zh", "en")) {
            String page = server.get(PATH + "?lang=" + language, "Accept", "text/html")
                    .body();
            String code = language.equals("zh") ? "真码" : "Genuine code";
            String strip = page.substring(page.indexOf("class=\"identity"), page.indexOf("class=\"advice"));
            assertTrue(strip.startsWith("class=\"identity " + tone), strip);
            assertFalse(page.contains(Verdict.GENUINE.meaning().zh()), "what the badge says is not said twice");
            int said = strip.indexOf("<span>" + code + "</span></p>");
            int line = strip.indexOf("<p class=\"badge line " + tone + "\"><svg class=\"icon i-" + tone + "\"");
            assertTrue(said > 0, strip);
            assertEquals(!zh.isEmpty(), line > said, strip);
            assertTrue(strip.indexOf(language.equals("zh") ? zh : en) >= 0, strip);
        }
    }

    @Test
    void what_a_part_begins_with_stands_before_what_can_be_done_the_worst_first() {
        String page = server.get(PATH, "Accept", "text/html", "Authorization", "Bearer fitter")
                .body();
        int alarm = page.indexOf("<section class=\"part notice bad\">");
        int notice = page.indexOf("<section class=\"part notice warning\">");
        int deeds = page.indexOf("/actions/visit");
        int facts = page.indexOf("<dt>使用状态</dt>");
        assertTrue(page.indexOf("tel:110") < alarm && alarm < notice && notice < deeds && deeds < facts, page);
    }

    @ParameterizedTest
    @CsvSource({"CLAIMED, true, true", "CLAIMED, false, false", "GENUINE, true, false", "REVOKED, true, false"})
    void whose_label_it_is_goes_on_from_its_scan_to_bind_it(Verdict verdict, boolean held, boolean led) {
        DESK.verdict = verdict;
        DESK.held = held;
        String page = server.get(PATH + "?lang=en", "Accept", "text/html").body();
        assertEquals(led, page.contains("href=\"/bind?code=4821073965513&amp;lang=en\""), page);
    }

    @Test
    void who_is_somebody_to_the_device_is_led_to_its_portrait_and_its_archive_and_nobody_else_is() {
        String page = server.get(PATH, "Authorization", "Bearer fitter").body();
        assertTrue(page.contains("href=\"/devices/17\"") && page.contains("href=\"/archive/17\""), page);
        DESK.audience = Audience.PUBLIC;
        String stranger = server.get(PATH, "Authorization", "Bearer fitter").body();
        assertFalse(stranger.contains("/devices/17") || stranger.contains("/archive/17"), stranger);
        assertFalse(server.get(PATH).body().contains("/devices/17"));
    }

    @Test
    void an_english_page_has_no_chinese_stops() {
        String page = server.get(PATH + "?lang=en", "Accept", "text/html").body();
        assertTrue(page.contains("4821 0739 6551 3</strong>; "), page);
        assertTrue(server.get(PATH, "Accept", "text/html").body().contains("4821 0739 6551 3</strong>；"));
    }

    @Test
    void who_logs_in_from_a_page_comes_back_to_it() {
        String page = server.get(PATH, "Accept", "text/html").body();
        String login = "href=\"/login?next=%2Fs%2F" + FakeDesk.TEXT + "\"";
        assertTrue(page.contains("<p><a " + login + ">登录查看更多</a>"), page);
        assertEquals(2, page.split(Pattern.quote(login), -1).length - 1, "the foot of the page, too");
        String number = server.get("/n/4821073965513?lang=en&large=1", "Accept", "text/html")
                .body();
        assertTrue(number.contains("href=\"/login?next=%2Fn%2F4821073965513&amp;lang=en&amp;large=1\""), number);
        assertTrue(server.get("/n", "Accept", "text/html").body().contains("href=\"/login?next=%2Fn\""));
    }

    private static void told(String path, List<String> words) {
        String page = server.get(path, "Accept", "text/html").body();
        words.forEach(word -> assertTrue(page.contains(word), () -> word + " is not in " + page));
    }

    private static Organisation unit(OrganisationKind kind, String name) {
        return new Organisation(31, kind, name, Optional.empty(), "310101", Optional.empty());
    }

    @Test
    void a_client_without_accept_gets_the_page() {
        String answer = server.raw("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.contains("<!DOCTYPE html>"));
    }

    private static final Set<Verdict> TO_BE_REPORTED = Set.of(
            Verdict.NOT_IN_USE,
            Verdict.SPOILED,
            Verdict.FORGED,
            Verdict.UNKNOWN,
            Verdict.MALFORMED,
            Verdict.OTHER_CITY,
            Verdict.REVOKED);

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void every_verdict_has_its_status_in_every_face_and_help_on_its_page(Verdict verdict) {
        DESK.verdict = verdict;
        HttpResponse<String> page = server.get(PATH, "Accept", "text/html");
        assertEquals(verdict.status(), page.statusCode());
        assertTrue(page.body().contains(verdict.word().zh()));
        assertTrue(page.body().contains("href=\"tel:110\""), "help is on every page");
        assertTrue(page.body().contains("s.sh.gov.cn"), "so is the domain to compare");
        assertEquals(
                TO_BE_REPORTED.contains(verdict),
                page.body().contains("href=\"/suspect?text="),
                "whoever is told to report a label is led there");
        HttpResponse<String> json = server.get(PATH, "Accept", "application/json");
        assertEquals(verdict.status(), json.statusCode());
        assertEquals(verdict.name(), json(json).path("verdict").asText());
        assertEquals("110", json(json).path("emergency").path(0).path("number").asText());
        if (verdict.status() == 200) {
            assertEquals("application/json", header(json, "Content-Type"));
        } else {
            assertEquals("application/problem+json", header(json, "Content-Type"));
            assertTrue(json(json).path("type").asText().startsWith("/problems/"));
            assertEquals(verdict.status(), json(json).path("status").asInt());
            assertFalse(json(json).path("detail").asText().isBlank());
            assertEquals("no-store", header(json, "Cache-Control"));
        }
        assertEquals(
                verdict.status(),
                server.get(PATH, "Accept", "application/linkset+json").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "GENUINE,text/html",
        "GENUINE,application/json",
        "GENUINE,application/linkset+json",
        "REVOKED,text/html",
        "UNKNOWN,application/json",
        "UNAVAILABLE,application/linkset+json"
    })
    void the_short_way_and_the_way_through_jax_rs_give_the_same_answer(Verdict verdict, String accept) {
        DESK.verdict = verdict;
        for (String path : List.of(PATH, PATH + "?lang=en", PATH + "?lang=xx", PATH + "?linkType=linkset")) {
            HttpResponse<String> shortly = server.get(path, "Accept", accept);
            HttpResponse<String> through = server.send("HEAD", path, null, "Accept", accept);
            assertEquals(through.statusCode(), shortly.statusCode(), path);
            assertEquals(lasting(through), lasting(shortly), path);
        }
    }

    private static Map<String, List<String>> lasting(HttpResponse<String> answer) {
        var headers = new java.util.TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "content-length", "transfer-encoding", "connection"));
        headers.replaceAll((name, values) -> values.stream()
                .map(value -> value.replace(" ", "").toLowerCase(java.util.Locale.ROOT))
                .toList());
        return headers;
    }

    @Test
    void what_is_unchanged_is_not_sent_again() {
        for (String accept : List.of("text/html", "application/json", "application/linkset+json")) {
            HttpResponse<String> first = server.get(PATH, "Accept", accept);
            String tag = header(first, "ETag");
            assertTrue(tag.startsWith("W/\""), tag);
            HttpResponse<String> again = server.get(PATH, "Accept", accept, "If-None-Match", "\"x\", " + tag);
            assertEquals(304, again.statusCode(), accept);
            assertEquals("", again.body());
            assertEquals(tag, header(again, "ETag"));
            DESK.outside = "另一家物业";
            assertEquals(
                    200,
                    server.get(PATH, "Accept", accept, "If-None-Match", tag).statusCode(),
                    accept);
            DESK.outside = "上海示例物业";
        }
        assertNotEquals(
                header(server.get(PATH, "Accept", "text/html"), "ETag"),
                header(server.get(PATH, "Accept", "application/json"), "ETag"));
        assertNotEquals(
                header(server.get(PATH, "Accept", "text/html"), "ETag"),
                header(server.get(PATH + "?lang=en", "Accept", "text/html"), "ETag"));
        assertNotEquals(
                header(server.get(PATH, "Accept", "text/html"), "ETag"),
                header(server.get(PATH + "?large=1", "Accept", "text/html"), "ETag"));
    }

    @Test
    void head_has_the_headers_of_get() {
        HttpResponse<String> get = server.get(PATH, "Accept", "application/json");
        HttpResponse<String> head = server.send("HEAD", PATH, null, "Accept", "application/json");
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals(header(get, "ETag"), header(head, "ETag"));
        assertEquals(header(get, "Content-Type"), header(head, "Content-Type"));
        DESK.verdict = Verdict.REVOKED;
        assertEquals(410, server.send("HEAD", PATH, null).statusCode());
    }

    @Test
    void options_tells_what_may_be_done() {
        HttpResponse<String> answer = server.send("OPTIONS", PATH, null);
        assertEquals(200, answer.statusCode());
        assertTrue(header(answer, "Allow").contains("GET"), header(answer, "Allow"));
        assertEquals(405, server.send("DELETE", PATH, null).statusCode());
    }

    @Test
    void a_linkset_names_its_anchor_and_every_link_whole() {
        JsonNode set = json(server.get(PATH, "Accept", "application/linkset+json"))
                .path("linkset")
                .path(0);
        assertEquals("https://s.sh.gov.cn" + PATH, set.path("anchor").asText());
        assertEquals(
                "https://s.sh.gov.cn/plugins/scene/17",
                set.path("describedby").path(0).path("href").asText());
        assertEquals(
                "zh",
                set.path("describedby")
                        .path(0)
                        .path("title*")
                        .path(0)
                        .path("language")
                        .asText());
        assertEquals(
                "application/linkset+json",
                header(server.get(PATH + "?linkType=linkset", "Accept", "text/html"), "Content-Type"));
        HttpResponse<String> one = server.get(PATH + "?linkType=describedby");
        assertEquals(307, one.statusCode());
        assertEquals("https://s.sh.gov.cn/plugins/scene/17", header(one, "Location"));
        assertEquals(
                404,
                server.get(PATH + "?linkType=nothing", "Accept", "application/json")
                        .statusCode());
    }

    @Test
    void a_program_reads_all_of_a_scan() {
        JsonNode scan = json(server.get(PATH + "?lang=en", "Accept", "application/json"));
        assertEquals("4821073965513", scan.path("code").path("number").asText());
        assertEquals(
                "Traction passenger lift",
                scan.path("device").path("categoryName").asText());
        assertEquals("OVERDUE", scan.path("clocks").path(0).path("status").asText());
        assertEquals("TOO_SLOW", scan.path("parts").path(1).path("gap").asText());
        assertEquals(
                List.of("notice", "facts", "table", "timeLine", "phones"),
                scan.path("parts").path(0).path("sections").findValuesAsText("type"));
        assertEquals("PUBLIC", scan.path("audience").asText());
        assertEquals(0, scan.path("actions").size());
    }

    @Test
    void those_who_work_with_the_rules_read_on_the_page_what_a_date_follows_from() {
        assertFalse(server.get(PATH, "Accept", "text/html").body().contains("第八条"), "the public is told the day");
        assertTrue(server.get(PATH, "Accept", "text/html", "Cookie", "teshema=fitter")
                .body()
                .contains("第八条"));
    }

    @Test
    void a_label_on_a_code_post_says_which_one_in_json_and_on_the_page() {
        assertFalse(server.get(PATH, "Accept", "text/html").body().contains("码桩"));
        DESK.post = Optional.of(new CodePost(2, "沪南公路 K12+300"));
        JsonNode code = json(server.get(PATH, "Accept", "application/json")).path("code");
        assertEquals(2, code.path("post").asInt());
        assertEquals("沪南公路 K12+300", code.path("postPlace").asText());
        assertTrue(server.get(PATH, "Accept", "text/html").body().contains("码桩 2：沪南公路 K12+300"));
        assertTrue(server.get(PATH + "?lang=en", "Accept", "text/html").body().contains("Code post 2: 沪南公路 K12+300"));
    }

    @Test
    void an_action_is_offered_as_a_form_and_taken_once_it_is_right() {
        String cookie = "teshema=fitter";
        String origin = "http://127.0.0.1:" + server.port();
        String place = PATH + "/actions/visit";
        HttpResponse<String> page = server.get(PATH, "Accept", "text/html", "Cookie", cookie);
        assertTrue(page.body().contains("href=\"" + place + "\""));
        HttpResponse<String> form = server.get(place, "Accept", "text/html", "Cookie", cookie);
        assertEquals(200, form.statusCode(), form.body());
        assertTrue(form.body().contains("name=\"on\""));
        assertTrue(form.body().contains("value=\"" + FakeDesk.TOKEN + "\""));
        HttpResponse<String> wrong =
                sendForm(place, "on=yesterday&note=%E5%A5%BD&_token=" + FakeDesk.TOKEN, cookie, origin);
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("日期应形如 2026-03-01。"));
        assertTrue(wrong.body().contains(">好</textarea>"), "what was typed stays");
        HttpResponse<String> right = sendForm(place, "on=2026-11-20&note=&_token=" + FakeDesk.TOKEN, cookie, origin);
        assertEquals(200, right.statusCode(), right.body());
        assertEquals(List.of(Map.of("on", "2026-11-20", "note", "")), DESK.taken);
        assertEquals(
                403,
                sendForm(place, "on=2026-11-20&_token=other", cookie, origin).statusCode());
        assertEquals(
                403,
                sendForm(place, "on=2026-11-20&_token=" + FakeDesk.TOKEN, cookie, "https://elsewhere.example")
                        .statusCode());
        assertEquals(1, DESK.taken.size());
    }

    @Test
    void a_form_that_is_refused_comes_back_with_what_was_typed_and_a_token_that_is_good() {
        String place = PATH + "/actions/visit";
        String origin = "http://127.0.0.1:" + server.port();
        String typed = "on=2026-11-20&note=%E5%A5%BD&_token=old";
        for (Problem problem : List.of(
                Problem.inField(ProblemType.STALE_VERSION, "token", "页面太旧。", "The page is too old."),
                Problem.inField(ProblemType.KEY_REUSED, "Idempotency-Key", "用过。", "Used."),
                Problem.of(ProblemType.WRONG_STATE, "插件不在。", "The plugin is away."),
                Problem.of(ProblemType.THROTTLED, "太快。", "Too fast."))) {
            DESK.refusal = Optional.of(problem);
            HttpResponse<String> again = sendForm(place, typed, "teshema=fitter", origin);
            assertEquals(problem.type().status(), again.statusCode(), again.body());
            assertTrue(
                    again.body().contains(">好</textarea>") && again.body().contains("2026-11-20"),
                    "what was typed stays");
            boolean fresh = problem.field().isPresent();
            assertTrue(
                    again.body().contains("value=\"" + (fresh ? FakeDesk.TOKEN : "old") + "\""),
                    () -> problem + " " + again.body());
            assertTrue(again.body().contains("role=\"alert\""), again.body());
        }
        DESK.refusal = Optional.of(Problem.inField(ProblemType.FORBIDDEN, "token", "不是给您的。", "Not yours."));
        HttpResponse<String> foreign = sendForm(place, typed, "teshema=fitter", origin);
        assertEquals(403, foreign.statusCode());
        assertFalse(foreign.body().contains("<textarea"), "what was given out for something else is refused");
    }

    @Test
    void who_was_logged_out_between_page_and_submit_logs_in_elsewhere_and_sends_what_they_typed_again() {
        String place = PATH + "/actions/visit";
        String origin = "http://127.0.0.1:" + server.port();
        String typed = "on=2026-11-20&note=%3Cb%3E%E5%A5%BD&_token=t1&_login=officer.1&_password=SECRET-PASS";
        HttpResponse<String> kept = sendForm(place, typed, "teshema=nobody", origin);
        assertEquals(401, kept.statusCode());
        for (String part : List.of(
                "action=\"" + place + "\"",
                "name=\"on\" value=\"2026-11-20\"",
                "name=\"note\" value=\"&lt;b&gt;好\"",
                "name=\"_token\" value=\"t1\"",
                "href=\"/login\" target=\"_blank\"")) {
            assertTrue(kept.body().contains(part), () -> part + " is not in " + kept.body());
        }
        assertFalse(kept.body().contains("SECRET-PASS"));
        assertEquals(
                403,
                sendForm(place, typed, "teshema=nobody", "https://elsewhere.example")
                        .statusCode());
        assertEquals(List.of(), DESK.taken);
    }

    @Test
    void what_is_typed_stays_while_whoever_would_take_it_is_away() {
        String origin = "http://127.0.0.1:" + server.port();
        DESK.verdict = Verdict.UNAVAILABLE;
        HttpResponse<String> kept =
                sendForm(PATH + "/actions/visit", "on=2026-11-20&_token=t1", "teshema=fitter", origin);
        assertEquals(503, kept.statusCode());
        assertTrue(kept.body().contains("name=\"on\" value=\"2026-11-20\""), kept.body());
        assertFalse(kept.body().contains("target=\"_blank\""), "they are logged in");
    }

    @Test
    void a_form_sent_twice_is_answered_as_the_first_time_though_it_is_not_offered_any_more() {
        String place = PATH + "/actions/gone";
        String origin = "http://127.0.0.1:" + server.port();
        assertEquals(
                200,
                sendForm(place, "_token=" + FakeDesk.USED, "teshema=fitter", origin)
                        .statusCode());
        // One of the plugins did not answer: it may be the one that would offer it.
        assertEquals(
                503, sendForm(place, "_token=other", "teshema=fitter", origin).statusCode());
        String body = "{\"token\":\"" + FakeDesk.USED + "\",\"values\":{}}";
        assertEquals(
                "42",
                json(server.post(place, body, "Authorization", "Bearer fitter"))
                        .path("id")
                        .asText());
    }

    @Test
    void a_form_lets_people_choose_what_its_draft_offers() {
        DESK.draft = Draft.EMPTY
                .offering(new Draft.Choice("note", List.of(new FieldType.Option("17", new Text("17 号案件", "Case 17")))))
                .filledWith(new Values(Map.of("note", "17")));
        HttpResponse<String> form =
                server.get(PATH + "/actions/visit", "Accept", "text/html", "Cookie", "teshema=fitter");
        assertTrue(form.body().contains("<option value=\"17\" selected>"), form.body());
        assertTrue(form.body().contains("<select id=\"f-note\" name=\"note\">"), form.body());
    }

    @Test
    void who_signs_on_the_same_phone_proves_who_they_are_and_their_password_is_shown_to_nobody() {
        DESK.draft = Draft.EMPTY.signedBy(Audience.USING_UNIT);
        String place = PATH + "/actions/visit";
        String origin = "http://127.0.0.1:" + server.port();
        HttpResponse<String> form = server.get(place, "Accept", "text/html", "Cookie", "teshema=fitter");
        assertTrue(form.body().contains("name=\"_login\"") && form.body().contains("type=\"password\""), form.body());
        String typed = "on=2026-11-20&note=&_token=" + FakeDesk.TOKEN + "&_login=officer.1&_password=";
        HttpResponse<String> wrong = sendForm(place, typed + "WRONG-PASS", "teshema=fitter", origin);
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("value=\"officer.1\"") && wrong.body().contains("#f-_login"), wrong.body());
        assertFalse(wrong.body().contains("WRONG-PASS"));
        assertEquals(List.of(), DESK.signed);
        assertEquals(
                200, sendForm(place, typed + "right", "teshema=fitter", origin).statusCode());
        String body = "{\"token\":\"" + FakeDesk.TOKEN + "\",\"values\":{\"on\":\"2026-11-20\"}";
        assertEquals(
                400,
                server.post(place, body + "}", "Authorization", "Bearer fitter").statusCode());
        String signed = body + ",\"signer\":{\"login\":\"officer.1\",\"password\":\"right\"}}";
        assertEquals(
                201,
                server.post(place, signed, "Authorization", "Bearer fitter").statusCode());
        assertEquals(
                List.of(99L, 99L),
                DESK.signed.stream().map(one -> one.orElseThrow().accountId()).toList());
    }

    /** Sends a form as a browser does that has files; a value of bytes is a file. */
    private static HttpResponse<String> sendParts(String path, Map<String, Object> parts) {
        return sendParts(path, parts, "fitter");
    }

    private static HttpResponse<String> sendParts(String path, Map<String, Object> parts, String who) {
        var body = new StringBuilder();
        parts.forEach((name, value) -> body.append("--x\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append(value instanceof byte[] ? "\"; filename=\"IMG_1.jpg\"" : "\"")
                .append("\r\n\r\n")
                .append(value instanceof byte[] file ? new String(file, StandardCharsets.US_ASCII) : value)
                .append("\r\n"));
        return server.send(
                "POST",
                path,
                body + "--x--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=x",
                "Cookie",
                "teshema=" + who,
                "Origin",
                "http://127.0.0.1:" + server.port());
    }

    @Test
    void a_photo_comes_with_the_form_and_is_kept_when_the_form_comes_back() {
        String place = PATH + "/actions/visit";
        HttpResponse<String> form = server.get(place, "Accept", "text/html", "Cookie", "teshema=fitter");
        assertTrue(form.body().contains("enctype=\"multipart/form-data\""), form.body());
        assertTrue(form.body().contains("type=\"file\" accept=\"image/*\" capture=\"environment\""), form.body());
        assertTrue(form.body().contains("<script src=\"/assets/photo.js?v="), form.body());
        assertFalse(form.body().contains("photo-taken"), "what the camera says is not asked for");
        byte[] photo = "a good photo".getBytes(StandardCharsets.US_ASCII);
        String digest = "0000000c".repeat(8);

        HttpResponse<String> back =
                sendParts(place, Map.of("_token", FakeDesk.TOKEN, "on", "soon", "note", "<b>", "photo", photo));
        assertEquals(400, back.statusCode(), back.body());
        assertTrue(
                back.body().contains("<input type=\"hidden\" name=\"photo\" value=\"" + digest + "\">"), back.body());
        assertTrue(back.body().contains("<img class=\"chosen\" src=\"/api/v1/photos/" + digest + "\""), back.body());
        assertTrue(back.body().contains("&lt;b&gt;"), back.body());

        assertEquals(
                200,
                sendParts(place, Map.of("_token", FakeDesk.TOKEN, "on", "2026-11-20", "photo", digest))
                        .statusCode());
        assertEquals(digest, DESK.taken.get(0).get("photo"));
        sendParts(place, Map.of("_token", FakeDesk.TOKEN, "on", "2026-11-20", "photo", photo));
        assertEquals(digest, DESK.taken.get(1).get("photo"));
    }

    @Test
    void a_photo_that_is_none_is_told_at_its_field_and_nothing_is_recorded() {
        String place = PATH + "/actions/visit";
        for (byte[] bad : List.of(new byte[0], "bad".getBytes(StandardCharsets.US_ASCII))) {
            HttpResponse<String> back =
                    sendParts(place, Map.of("_token", FakeDesk.TOKEN, "on", "2026-11-20", "photo", bad));
            assertEquals(400, back.statusCode(), back.body());
            assertTrue(back.body().contains("<a href=\"#f-photo\">照片损坏。</a>"), back.body());
            assertTrue(back.body().contains("value=\"2026-11-20\""), back.body());
        }
        byte[] photo = "a good photo".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                400,
                sendParts(place, Map.of("_token", FakeDesk.TOKEN, "on", "2026-11-20", "note", photo))
                        .statusCode(),
                "a file where words belong");
        var seven = new TreeMap<String, Object>(Map.of("_token", FakeDesk.TOKEN, "on", "2026-11-20"));
        for (int i = 1; i <= 7; i++) {
            seven.put("photo" + i, photo);
        }
        assertEquals(400, sendParts(place, seven).statusCode());
        assertEquals(List.of(), DESK.taken);
    }

    @Test
    void the_photo_of_somebody_who_is_logged_out_is_asked_for_again_and_of_an_app_away_it_is_kept() {
        byte[] photo = "a good photo".getBytes(StandardCharsets.US_ASCII);
        String place = PATH + "/actions/visit";
        HttpResponse<String> out =
                sendParts(place, Map.of("_token", FakeDesk.TOKEN, "on", "soon", "photo", photo), "nobody");
        assertEquals(401, out.statusCode());
        assertTrue(out.body().contains("照片未能保留") && out.body().contains("value=\"soon\""), out.body());
        assertFalse(out.body().contains("0000000c"), out.body());
        DESK.verdict = Verdict.UNAVAILABLE;
        HttpResponse<String> away = sendParts(place, Map.of("_token", FakeDesk.TOKEN, "on", "soon", "photo", photo));
        assertEquals(503, away.statusCode());
        assertTrue(away.body().contains("value=\"" + "0000000c".repeat(8) + "\""), away.body());
        assertFalse(away.body().contains("照片未能保留"), away.body());
    }

    private static HttpResponse<String> sendForm(String path, String form, String cookie, String origin) {
        return server.send(
                "POST",
                path,
                form,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html",
                "Cookie",
                cookie,
                "Origin",
                origin);
    }

    @Test
    void a_program_takes_an_action_with_the_token_it_was_offered() {
        String place = PATH + "/actions/visit";
        String body = "{\"token\":\"" + FakeDesk.TOKEN + "\",\"values\":{\"on\":\"2026-11-20\"}}";
        HttpResponse<String> answer = server.post(place, body, "Authorization", "Bearer fitter");
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals("42", json(answer).path("id").asText());
        assertEquals(401, server.post(place, body, "Accept", "application/json").statusCode());
        assertEquals(
                404,
                server.post(PATH + "/actions/none", body, "Authorization", "Bearer fitter")
                        .statusCode());
    }

    @Test
    void a_number_is_typed_in_and_found() {
        assertEquals(200, server.get("/n").statusCode());
        HttpResponse<String> wrong = server.get("/n?number=4821%200739");
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("value=\"4821 0739\""));
        assertFalse(wrong.body().contains("14 位查询号，请从"), wrong::body);
        HttpResponse<String> followUp = server.get("/n?number=1234%2056789%2001234");
        assertEquals(400, followUp.statusCode());
        assertTrue(followUp.body().contains("14 位查询号，请从"), followUp::body);
        assertTrue(followUp.body().contains("href=\"/apps\""), followUp::body);
        HttpResponse<String> found = server.get("/n/4821073965513", "Accept", "application/json");
        assertEquals(200, found.statusCode());
        HttpResponse<String> tooMany = server.get("/n/9999999999999", "Accept", "text/html");
        assertEquals(429, tooMany.statusCode());
        assertEquals("60", header(tooMany, "Retry-After"));
        assertTrue(tooMany.body().contains("<!DOCTYPE html>"));
        assertEquals(400, server.get("/n/48210739").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/s/%00",
                "/s/abc%00def",
                "/s/%C3%28",
                "/s/%ff%fe",
                "/s/..%2f..%2fetc%2fpasswd",
                "/s/%2e%2e/secret",
                "/s/..;/api/v1/health",
                "/s/a;b=c",
                "/s/a%5cb",
                "/s/a\\b",
                "/s/%",
                "/s/%zz",
                "/s/a%20b",
                "/s/a//b",
                "/s//",
                "/s/.",
                "/s/a/../b",
                "/s/<script>",
                "/s/\u00e9",
                "/s/a\u0001b",
                "/s/%25%30%30",
                "/s/a?lang=%",
                "/s/%u0041",
                "//s/abc",
                "/s/abc/actions",
                "/S/abc",
                "/s",
                "/n/%00",
                "/n/%C3%28",
                "/n/1%2f2",
                "/n/..%2f",
            })
    void a_hostile_path_is_told_off_and_nothing_more(String path) {
        for (String accept : List.of("text/html", "application/json")) {
            String answer = server.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept
                    + "\r\nConnection: close\r\n\r\n");
            String status = answer.substring(0, Math.min(12, answer.length()));
            assertTrue(status.matches("HTTP/1.1 4\\d\\d"), path + ": " + answer);
            assertFalse(answer.contains("Exception"), answer);
            assertFalse(answer.contains("\tat "), answer);
            assertFalse(answer.contains("Jetty"), answer);
            assertFalse(answer.contains("org.eclipse"), answer);
            assertFalse(answer.contains("<script>"), answer);
        }
    }

    @Test
    void an_endless_text_is_refused() {
        String answer = server.raw("GET /s/" + "1".repeat(4000)
                + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        String longer = server.raw("GET /s/" + "1".repeat(20_000)
                + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n\r\n");
        assertTrue(longer.startsWith("HTTP/1.1 414") || longer.startsWith("HTTP/1.1 431"), longer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</title><svg onload=alert(1)>",
                "${7*7}<#assign x=1>",
            })
    void nothing_a_plugin_or_an_archive_says_becomes_markup(String text) {
        DESK.outside = text;
        String page = server.get(PATH, "Accept", "text/html", "Cookie", "teshema=fitter")
                .body();
        assertFalse(page.contains("<script>"), page);
        assertFalse(page.contains("<img"), page);
        assertFalse(page.contains("<svg onload"), page);
        assertFalse(page.contains("onmouseover='"), page);
        assertTrue(page.contains("曳引驱动乘客电梯"));
        JsonNode json = json(server.get(PATH, "Accept", "application/json"));
        assertEquals(text, json.path("device").path("name").asText());
    }
}
