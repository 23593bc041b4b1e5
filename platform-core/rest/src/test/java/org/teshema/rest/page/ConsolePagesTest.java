package org.teshema.rest.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.codes.Batch;
import org.teshema.rest.TestServer;

/** What somebody with a browser sees of the console: the way in, the first page and the lists. */
class ConsolePagesTest {
    private static final Pattern NEXT = Pattern.compile("class=\"button\" href=\"(/[a-z-]+\\?[^\"]*cursor=[^\"]+)\"");

    private ConsoleCity city;
    private TestServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws Exception {
        city = new ConsoleCity(folder);
        server = city.server;
    }

    @AfterEach
    void close() {
        city.close();
    }

    private Batch made(int quantity) {
        return city.made(quantity);
    }

    private HttpResponse<String> page(String path, String token, String... headers) {
        return city.page(path, token, headers);
    }

    private HttpResponse<String> logIn(String login, String password, String next) {
        return server.send(
                "POST",
                "/login",
                "login=" + login + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8) + "&next="
                        + URLEncoder.encode(next, StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                "http://127.0.0.1:" + server.port());
    }

    @Test
    void the_way_in_speaks_the_readers_language_and_remembers_where_to_go_on() {
        HttpResponse<String> chinese = server.get("/login?next=/codes%3Fstate=BOUND");
        assertEquals(200, chinese.statusCode());
        assertTrue(chinese.body().contains("<html lang=\"zh-CN\""), chinese.body());
        assertTrue(chinese.body().contains("value=\"/codes?state=BOUND\""), chinese.body());
        HttpResponse<String> english = server.get("/login", "Accept-Language", "en");
        assertTrue(english.body().contains("<html lang=\"en\""), english.body());
        assertTrue(server.get("/login?lang=en").body().contains("<html lang=\"en\""));
        assertTrue(
                server.get("/login?next=//elsewhere.example").body().contains("name=\"next\" value=\"/\""),
                "nobody is led to another site");
    }

    @Test
    void the_first_page_and_the_list_of_devices_say_the_same_number_however_many_there_are() {
        city.device(1);
        city.database.write(unit -> unit.update(
                "insert into device (category, raw_category, district, name, place, status, using_unit_id, created_at)"
                        + " select category, raw_category, district, name, place, 'STOPPED', using_unit_id, created_at"
                        + " from device, system_range(1, 1200)"));
        assertTrue(page("/", "district").body().contains("<strong>1,201</strong>"));
        assertTrue(page("/devices", "district").body().contains("共 1,201 台"));
        assertTrue(page("/devices?lang=en&status=STOPPED", "district").body().contains("1,200 in all"));
        assertTrue(page("/devices?q=%E5%8F%B7%E6%A2%AF", "district").body().contains("超过 1000 台"), "what is typed");
    }

    @Test
    void a_wrong_password_is_told_in_one_place_and_what_was_typed_stays_but_for_the_password() {
        account("lujiazui", "correct horse 42");
        HttpResponse<String> answer = logIn("lujiazui", "wrong horse 42", "/codes");
        assertEquals(401, answer.statusCode());
        Matcher alert = Pattern.compile("role=\"alert\"").matcher(answer.body());
        assertTrue(alert.find(), answer.body());
        assertFalse(alert.find(), "one summary");
        assertTrue(answer.body().contains("value=\"lujiazui\""), answer.body());
        assertTrue(answer.body().contains("name=\"next\" value=\"/codes\""), answer.body());
        assertFalse(answer.body().contains("horse"), answer.body());
        assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
        String unknown = logIn("nobody", "wrong horse 42", "/codes").body();
        assertEquals(
                answer.body().replace("lujiazui", "nobody"), unknown, "whether an account exists is told to nobody");
    }

    @Test
    void the_right_password_opens_the_page_that_was_asked_for_with_a_cookie_no_script_can_read() {
        account("lujiazui", "correct horse 42");
        HttpResponse<String> answer = logIn("lujiazui", "correct horse 42", "/codes");
        assertEquals(303, answer.statusCode());
        assertEquals("/codes", answer.headers().firstValue("Location").orElse(""));
        String cookie = answer.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(
                cookie.startsWith("teshema=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
                cookie);
    }

    private void account(String login, String password) {
        HttpResponse<String> made = server.post(
                "/api/v1/accounts",
                "{\"login\":\"" + login + "\",\"password\":\"" + password + "\",\"organisationId\":\""
                        + city.actor(OrganisationKind.CITY_BUREAU)
                                .organisation()
                                .id() + "\"}",
                "Authorization",
                "Bearer city",
                "Idempotency-Key",
                UUID.randomUUID().toString());
        assertEquals(201, made.statusCode(), made.body());
    }

    @Test
    void the_first_page_tells_the_public_what_this_is_and_those_logged_in_where_they_stand() {
        made(7);
        HttpResponse<String> welcome = server.get("/");
        assertEquals(200, welcome.statusCode());
        assertTrue(welcome.body().contains("href=\"/login"), welcome.body());
        assertFalse(welcome.body().contains("市局"), welcome.body());
        String home = page("/", "city").body();
        assertTrue(home.contains("市局"), home);
        assertTrue(home.contains("在库空白码") && home.contains(">7<"), home);
        assertTrue(home.contains("href=\"/codes?where=IN_STOCK\""), home);
        assertTrue(home.contains("href=\"/batches\""), home);
        assertTrue(home.contains("<a href=\"/inbox\"><strong>0</strong><span>收件箱待办</span></a>"), home);
        assertTrue(page("/?lang=en", "city").body().contains("Blank codes in stock"));
    }

    @Test
    void who_holds_no_codes_has_no_door_to_them() {
        String home = page("/", "fitter").body();
        assertTrue(home.contains("href=\"/devices\""), home);
        assertFalse(home.contains("href=\"/codes"), home);
        assertFalse(home.contains("href=\"/batches\""), home);
    }

    @Test
    void a_list_leads_who_is_not_logged_in_to_the_way_in_and_back() {
        HttpResponse<String> answer = server.get("/codes");
        assertEquals(303, answer.statusCode());
        assertEquals(
                "/login?next=/codes", answer.headers().firstValue("Location").orElse(""));
    }

    @Test
    void a_list_comes_in_pages_that_keep_their_filter() {
        Batch batch = made(130);
        int rows = 0;
        int pages = 0;
        String path = "/codes?state=MADE";
        while (path != null && pages < 20) {
            String page = page(path, "city").body();
            rows += page.split("href=\"/n/[0-9]{13}\"", -1).length - 1;
            pages++;
            Matcher next = NEXT.matcher(page.replace("&amp;", "&"));
            path = next.find() ? next.group(1) : null;
            assertTrue(path == null || path.contains("state=MADE"), path);
        }
        assertEquals(130, rows);
        assertTrue(pages > 1, "more than one page");
        assertTrue(page("/batches", "city").body().contains(Long.toString(batch.id())));
        assertFalse(page("/codes?state=BOUND", "city").body().contains("href=\"/n/"));
    }

    @Test
    void a_figure_on_the_first_page_leads_to_as_many_rows() {
        made(7);
        assertEquals(7, page("/codes?where=IN_STOCK", "city").body().split("href=\"/n/[0-9]{13}\"", -1).length - 1);
        assertEquals(0, page("/codes?where=CLAIMED", "city").body().split("href=\"/n/[0-9]{13}\"", -1).length - 1);
        String stock = page("/stock", "city").body();
        String link = "/codes?where=IN_STOCK&amp;answers="
                + city.actor(OrganisationKind.CITY_BUREAU).organisation().id();
        assertTrue(stock.contains("<a href=\"" + link + "\">7</a>"), stock);
        assertEquals(7, page(link.replace("&amp;", "&"), "city").body().split("href=\"/n/[0-9]{13}\"", -1).length - 1);
    }

    @Test
    void how_far_the_labels_of_a_batch_are_is_drawn_and_told() {
        Batch batch = made(40);
        assertFalse(page("/batches", "city").body().contains("<progress"));
        city.database.write(unit -> unit.update(
                "insert into print_job (batch_id, state, asked_by, asked_for, asked_at, labels_done)"
                        + " values (?, 'RUNNING', ?, ?, ?, 30)",
                batch.id(),
                city.actor(OrganisationKind.CITY_BUREAU).accountId(),
                city.actor(OrganisationKind.CITY_BUREAU).organisation().id(),
                city.clock.instant()));
        String page = page("/batches", "city").body();
        assertTrue(page.contains("<progress max=\"100\" value=\"75\" aria-label=\"标牌\"></progress> 30 / 40"), page);
    }

    @Test
    void a_range_of_serials_and_a_number_are_found() {
        Batch batch = made(30);
        String range =
                page("/codes?batch=" + batch.id() + "&first=11&last=13", "city").body();
        assertEquals(3, range.split("href=\"/n/[0-9]{13}\"", -1).length - 1);
        Matcher number = Pattern.compile("/n/([0-9]{13})").matcher(range);
        assertTrue(number.find());
        String one = page("/codes?number=" + number.group(1), "city").body();
        assertEquals(1, one.split("href=\"/n/[0-9]{13}\"", -1).length - 1);
        assertTrue(
                one.contains("name=\"number\" value=\"" + number.group(1) + "\""), "what was asked for stands there");
        assertFalse(page("/codes?number=" + number.group(1), "fitter").body().contains("/n/" + number.group(1)));
        assertEquals(400, page("/codes?number=12", "city").statusCode());
        assertEquals(400, page("/codes?first=-1", "city").statusCode());
    }

    @Test
    void a_file_holds_what_the_pages_hold_one_after_the_other() throws Exception {
        made(450);
        var listed = new ArrayList<String>();
        String path = "/codes?where=IN_STOCK";
        while (path != null) {
            String page = page(path, "city").body();
            Matcher number = Pattern.compile("href=\"/n/([0-9]{13})\"").matcher(page);
            while (number.find()) {
                listed.add(number.group(1));
            }
            Matcher next = NEXT.matcher(page.replace("&amp;", "&"));
            path = next.find() ? next.group(1) : null;
        }
        HttpResponse<byte[]> csv = taken("/codes?where=IN_STOCK&format=csv", "city");
        assertEquals(
                "attachment; filename=\"codes.csv\"",
                csv.headers().firstValue("Content-Disposition").orElse(""));
        List<String> lines =
                new String(csv.body(), StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.get(0).startsWith("\uFEFF编号,"), lines.get(0));
        assertEquals(
                listed,
                lines.stream()
                        .skip(1)
                        .map(line -> line.split(",", -1)[0].replace(" ", ""))
                        .toList());
        HttpResponse<byte[]> book = taken("/codes?where=IN_STOCK&format=xlsx&lang=en", "city");
        assertTrue(book.headers().firstValue("Content-Type").orElse("").contains("spreadsheetml"));
        assertEquals("PK", new String(book.body(), 0, 2, StandardCharsets.US_ASCII));
        assertEquals(
                0,
                taken("/codes?format=csv", "fitter").body().length
                        - "\uFEFF编号,批次,序号,保管或使用单位,状态,设备,最近变更\r\n".getBytes(StandardCharsets.UTF_8).length);
        assertEquals(400, taken("/codes?format=pdf", "city").statusCode());
        assertEquals(400, taken("/codes?state=LOST&format=csv", "city").statusCode());
        assertEquals(303, server.get("/codes?format=csv").statusCode());
    }

    @Test
    void a_list_of_people_is_taken_along_with_a_purpose_or_not_at_all() throws Exception {
        account("lujiazui", "correct horse 42");
        String page = page("/accounts", "city").body();
        assertTrue(page.contains("lujiazui") && page.contains("name=\"purpose\""), page);
        assertEquals(400, taken("/accounts?format=csv", "city").statusCode());
        assertEquals(400, taken("/accounts?format=csv&purpose=FUN", "city").statusCode());
        var log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        HttpResponse<byte[]> csv;
        try {
            csv = taken("/accounts?format=csv&purpose=AUDIT", "city");
        } finally {
            System.setErr(before);
        }
        assertTrue(new String(csv.body(), StandardCharsets.UTF_8).contains("lujiazui"));
        String noted = log.toString(StandardCharsets.UTF_8);
        assertTrue(
                Pattern.compile(
                                "teshema\\.reads - account [0-9]+ of organisation [0-9]+ took [1-9][0-9]* rows of /accounts"
                                        + " narrowed by \\[\\] for AUDIT")
                        .matcher(noted)
                        .find(),
                noted);
        assertFalse(noted.contains("lujiazui"), noted);
        assertFalse(page("/accounts", "fitter").body().contains("lujiazui"));
        assertFalse(page("/codes", "city").body().contains("name=\"purpose\""));
    }

    @Test
    void every_list_opens_in_both_languages_and_is_taken_along_in_both_forms() throws Exception {
        made(3);
        for (String list : ConsoleWalkTest.lists()) {
            for (String language : List.of("zh", "en")) {
                HttpResponse<String> page = page(list + "?lang=" + language, "city");
                assertEquals(200, page.statusCode(), list + page.body());
            }
            for (String form : List.of("csv", "xlsx")) {
                HttpResponse<byte[]> file = taken(list + "?purpose=AUDIT&format=" + form, "city");
                assertEquals(200, file.statusCode(), list);
                assertEquals(
                        "attachment; filename=\"" + list.substring(1) + "." + form + "\"",
                        file.headers().firstValue("Content-Disposition").orElse(""));
            }
        }
        assertEquals(403, page("/jobs", "fitter").statusCode());
        assertEquals(403, page("/stock", "fitter").statusCode());
    }

    @Test
    void the_way_in_leads_back_to_the_list_as_it_was_narrowed() {
        String location = server.get("/codes?where=IN_STOCK&batch=7")
                .headers()
                .firstValue("Location")
                .orElse("");
        assertEquals("/login?next=%2Fcodes%3Fwhere%3DIN_STOCK%26batch%3D7", location);
        assertTrue(
                server.get(location).body().contains("name=\"next\" value=\"/codes?where=IN_STOCK&amp;batch=7\""),
                "the form carries it on");
    }

    @Test
    void who_logs_in_from_a_scan_is_led_back_to_it_and_nobody_elsewhere() {
        account("lujiazui", "correct horse 42");
        String scan = "/s/" + "0123456789".repeat(19) + "01234567";
        assertEquals(
                scan,
                logIn("lujiazui", "correct horse 42", scan)
                        .headers()
                        .firstValue("Location")
                        .orElse(""));
        for (String elsewhere : List.of("//evil.example/s/1", "/\\\\evil.example", "https://evil.example/s/1")) {
            assertEquals(
                    "/",
                    logIn("lujiazui", "correct horse 42", elsewhere)
                            .headers()
                            .firstValue("Location")
                            .orElse(""));
        }
    }

    @Test
    void a_filter_that_cannot_be_is_told_at_its_field_in_words_and_the_list_keeps_its_form() {
        String zh = page("/devices?status=RUSTY&q=%E9%94%85%E7%82%89", "city").body();
        assertTrue(zh.contains("请选择其中一项：安装中、在用、停用、已报废。"), zh);
        assertTrue(zh.contains("<p class=\"error\" role=\"alert\" id=\"e-status\">"), zh);
        assertTrue(zh.contains("name=\"status\" aria-invalid=\"true\" aria-describedby=\"e-status\""), zh);
        assertTrue(zh.contains("name=\"q\" value=\"锅炉\""), "what else was asked for stays: " + zh);
        String en = page("/devices?status=RUSTY&category=z&lang=en", "city").body();
        assertTrue(en.contains("Choose one of: Being installed, In use, "), en);
        assertTrue(en.contains("id=\"e-category\"") && en.contains("Choose one from the list."), en);
        for (String code : List.of("IN_USE,", "INSTALLING,", "<code>")) {
            assertFalse(en.contains(code), code + " is in " + en);
        }
        HttpResponse<String> codes = page("/codes?first=-1&batch=x", "city");
        assertEquals(400, codes.statusCode());
        assertTrue(codes.body().contains("id=\"e-first\"") && codes.body().contains("id=\"e-batch\""), codes.body());
        assertTrue(codes.body().contains("name=\"first\" value=\"-1\""), codes.body());
        assertFalse(codes.body().contains("href=\"/n/"), "no row is of what cannot be");
        assertTrue(
                page("/codes?number=12", "city").body().contains("id=\"e-number\""), "as late as when it is looked up");
        HttpResponse<String> cursor = page("/codes?cursor=x", "city");
        assertEquals(400, cursor.statusCode());
        assertTrue(cursor.body().contains("id=\"problem\""), "what is no filter is a page of its own");
        HttpResponse<String> program =
                server.get("/devices?status=RUSTY", "Accept", "application/json", "Authorization", "Bearer city");
        assertTrue(program.body().contains("INSTALLING, IN_USE"), "programs are told the words of the contract");
    }

    @Test
    void a_page_of_a_problem_is_its_readers_and_leads_on() {
        String known = page("/nowhere", "city").body();
        assertTrue(known.contains("市局（city）"), known);
        assertFalse(known.contains(">登录</a>"), known);
        String public404 = server.get("/nowhere", "Accept", "text/html").body();
        assertTrue(public404.contains(">登录</a>"), public404);
        for (String page : List.of(known, public404)) {
            assertTrue(page.contains("输入标牌上的编号") && page.contains("href=\"/n\""), page);
            assertFalse(page.contains("openapi"), page);
        }
        assertTrue(server.get("/nowhere", "Accept", "application/json").body().contains("docs/openapi.yaml"));
        String refused = page("/stock", "fitter").body();
        assertTrue(refused.contains("退出登录"), refused);
        String strange = server.get("/nowhere", "Accept", "text/html", "Authorization", "Bearer nobody")
                .body();
        assertTrue(strange.contains(">登录</a>"), strange);
    }

    @Test
    void all_components_stand_on_one_page() {
        HttpResponse<String> style = server.get("/style");
        assertEquals(200, style.statusCode());
        assertTrue(style.body().contains("<progress") && style.body().contains("class=\"chart\""), style.body());
    }

    private HttpResponse<byte[]> taken(String path, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void a_list_shows_nothing_of_others_and_tells_a_state_that_is_none() {
        made(3);
        HttpResponse<String> others = page("/codes", "fitter");
        assertFalse(others.body().contains("href=\"/n/4"), others.body());
        assertFalse(page("/batches", "fitter").body().contains("首批"));
        HttpResponse<String> wrong = page("/codes?state=LOST", "city");
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("请选择其中一项：已制码、"), wrong.body());
        assertEquals(200, page("/hand-overs", "city").statusCode());
        assertEquals(200, page("/devices", "fitter").statusCode());
    }
}
