package org.teshema.rest.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.teshema.engine.archive.Author;
import org.teshema.rest.TestServer;

class InboxPageResourceTest {
    private static final Pattern FORM = Pattern.compile(
            "action=\"(/inbox/[0-9]+/done)[^\"]*\"><input type=\"hidden\" name=\"_key\" value=\"([^\"]+)\"");

    /** A number that leads somewhere. */
    private static final Pattern NUMBER = Pattern.compile("<a href=\"(/(?:inbox|suspect)[^\"]+)\">([0-9]+)</a>");

    private final InboxCity city = new InboxCity();
    private final TestServer server = city.server;

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void who_is_not_logged_in_is_led_to_where_people_log_in_and_back() {
        HttpResponse<String> answer = server.get("/inbox", "Accept", "text/html");
        assertEquals(303, answer.statusCode());
        assertEquals(
                "/login?next=/inbox", answer.headers().firstValue("Location").orElse(""));
    }

    @Test
    void an_item_is_shown_with_the_way_to_its_device_and_without_what_was_said() {
        city.said(1, Author.PUBLIC, "夹伤一人");
        city.said(2, Author.PUBLIC, "b");
        String page = page("/inbox", "district").body();
        assertTrue(page.contains("待办 <strong>2</strong>"), page);
        assertTrue(page.contains(">事故</td>") && page.contains("1号梯 · 世纪大道1号") && page.contains(">公众</td>"), page);
        assertTrue(page.contains("2026-03-02 09:00"), "the time is Shanghai's: " + page);
        assertTrue(page.contains("href=\"/n/" + InboxCity.NUMBER + "\""), page);
        assertEquals(1, page.split("href=\"/n/[0-9]", -1).length - 1, "the other device has no code");
        assertFalse(page.contains("夹伤"), page);
        String english = page("/inbox?lang=en", "district").body();
        assertTrue(english.contains(">Accident</td>") && english.contains(">The public</td>"), english);
        assertTrue(english.contains("/done?lang=en\""), "the form keeps the language");
        assertTrue(page("/inbox", "unit").body().contains("待办 <strong>1</strong>"));
    }

    @Test
    void what_has_a_day_has_a_list_of_its_own_with_what_is_late_marked_as_such() {
        city.said(1, Author.PUBLIC, "a");
        city.ordered(1, "2026-03-20");
        city.ordered(1, "2026-02-20");
        String page = page("/inbox?state=due", "unit").body();
        assertTrue(page.indexOf("2026-02-20") > 0 && page.indexOf("2026-02-20") < page.indexOf("2026-03-20"), page);
        assertEquals(1, page.split("<span class=\"toned bad\">", -1).length - 1, page);
        assertFalse(page.contains(">事故</td>"), "what has no day stands in the other list");
        assertTrue(page.contains("待办 <strong>3</strong>"), page);
        assertTrue(FORM.matcher(page).find(), page);
        assertTrue(page("/inbox", "unit").body().contains(">2026-03-20</td>"));
        assertTrue(page("/inbox?state=due", "other").body().contains("没有设定期限的待办事项"));
    }

    @Test
    void the_button_marks_it_done_once_and_it_moves_to_the_other_list() {
        city.said(1, Author.PUBLIC, "a");
        Matcher form = form("unit");
        HttpResponse<String> done = push(form.group(1), "unit", form.group(2), true);
        assertEquals(303, done.statusCode(), done::body);
        assertEquals("/inbox", done.headers().firstValue("Location").orElse(""));
        assertEquals(303, push(form.group(1), "unit", form.group(2), true).statusCode(), "pushed twice");
        String open = page("/inbox", "unit").body();
        assertTrue(open.contains("没有待办事项") && open.contains("待办 <strong>0</strong>"), open);
        String closed = page("/inbox?state=done", "unit").body();
        assertTrue(closed.contains(">事故</td>"), closed);
        assertFalse(FORM.matcher(closed).find(), "what is done has no button");
        assertTrue(page("/inbox", "district").body().contains("待办 <strong>1</strong>"));
    }

    @Test
    void a_form_of_another_site_without_a_key_or_for_another_organisation_does_nothing() {
        city.said(1, Author.of(city.district), "a");
        Matcher form = form("unit");
        assertEquals(403, push(form.group(1), "unit", form.group(2), false).statusCode());
        assertEquals(400, push(form.group(1), "unit", "", true).statusCode());
        assertEquals(404, push(form.group(1), "other", form.group(2), true).statusCode());
        assertEquals(404, push(form.group(1), "district", form.group(2), true).statusCode());
        assertTrue(page("/inbox", "unit").body().contains("待办 <strong>1</strong>"));
    }

    @Test
    void a_long_inbox_comes_in_pages_that_keep_to_their_list() {
        for (int i = 0; i < 3; i++) {
            city.said(1, Author.PUBLIC, "a");
        }
        String page = page("/inbox?limit=2", "unit").body();
        Matcher next = Pattern.compile("class=\"button\" href=\"(/inbox\\?cursor=[^\"]+)\"")
                .matcher(page);
        assertTrue(next.find(), page);
        String last = page(next.group(1).replace("&amp;", "&"), "unit").body();
        assertEquals(1, last.split(">事故</td>", -1).length - 1, last);
        assertEquals(400, page("/inbox?state=lost", "unit").statusCode());
    }

    /** What the rows of a page are about, from the top: when they were recorded, and an alarm as such. */
    private static List<String> rows(String page) {
        return Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL)
                .matcher(page.replaceAll("<thead>.*?</thead>", ""))
                .results()
                .map(row -> row.group(1))
                .map(row -> (row.contains("紧急 · 困人") ? "!" : "")
                        + row.replaceAll("(?s).*?2026-03-02 (\\d\\d:\\d\\d).*", "$1"))
                .toList();
    }

    @Test
    void the_newest_comes_first_and_before_all_others_what_life_may_hang_on_while_it_is_open() {
        for (int hour = 1; hour < 7; hour++) {
            city.now = Instant.parse("2026-03-02T0" + hour + ":00:00Z");
            if (hour % 3 == 2) {
                city.alarmed(1);
            } else {
                city.said(1, Author.PUBLIC, "a");
            }
        }
        List<String> all = List.of("!13:00", "!10:00", "14:00", "12:00", "11:00", "09:00");
        String whole = page("/inbox", "unit").body();
        assertEquals(all, rows(whole));
        assertTrue(whole.contains("<span class=\"toned bad\"><svg"), "with a colour and a sign: " + whole);
        assertTrue(page("/inbox?lang=en", "unit").body().contains("Urgent · Trapped"));
        List<String> paged = new ArrayList<>();
        String at = "/inbox?limit=1";
        while (at != null) {
            String page = page(at, "unit").body();
            paged.addAll(rows(page));
            Matcher next = Pattern.compile("class=\"button\" href=\"(/inbox\\?cursor=[^\"]+)\"")
                    .matcher(page);
            at = next.find() ? next.group(1).replace("&amp;", "&") + "&limit=1" : null;
        }
        assertEquals(all, paged, "page by page");
        List<String> file = csv("/inbox", "unit");
        assertTrue(file.get(0).startsWith("紧急 · 困人") && file.size() == 6, file::toString);
        Matcher first = form("unit");
        assertEquals(303, push(first.group(1), "unit", first.group(2), true).statusCode());
        assertEquals(all.subList(1, 6), rows(page("/inbox", "unit").body()));
        assertEquals(List.of("13:00"), rows(page("/inbox?state=done", "unit").body()), "what is done presses no more");
    }

    @Test
    void each_of_its_pages_costs_as_many_queries_however_much_there_is() {
        List<String> pages =
                List.of("/inbox", "/inbox?state=due", "/inbox?state=done", "/inbox/digests", "/suspect/labels");
        city.said(1, Author.PUBLIC, "a");
        city.ordered(1, "2026-03-20");
        suspected("4821");
        List<String> before = costs(pages);
        for (int i = 0; i < 3; i++) {
            city.said(1 + i % 2, Author.PUBLIC, "a");
            city.ordered(1, "2026-03-20");
            suspected("4821" + i);
        }
        assertEquals(before, costs(pages));
    }

    @Test
    void each_list_is_taken_along_in_both_forms_with_the_rows_of_its_page_by_whose_it_is() {
        city.now = InboxCity.BEFORE;
        city.ordered(1, "2026-03-20");
        city.ordered(1, "2026-02-20");
        city.said(1, Author.PUBLIC, "夹伤一人");
        suspected("4821");
        city.now = InboxCity.NOW;
        assertTrue(city.digests.make());
        Matcher first = form("unit");
        assertEquals(303, push(first.group(1), "unit", first.group(2), true).statusCode());
        Map<String, Integer> lists = Map.of(
                "/inbox", 2,
                "/inbox?kind=test%2Forder", 2,
                "/inbox?kind=accident", 0,
                "/inbox?state=due", 2,
                "/inbox?state=done", 1,
                "/inbox/digests", 1,
                "/inbox/digests/2026-03-02", 5,
                "/inbox/digests/2026-03-02?part=overdue", 1);
        lists.forEach((path, rows) -> taken(path, "unit", rows));
        taken("/suspect/labels", "district", 1);
        taken("/suspect/labels?state=open", "district", 1);
        assertFalse(String.join("\n", csv("/inbox?state=done", "unit")).contains("夹伤"));
        assertEquals(List.of(), csv("/inbox", "other"), "of another organisation");
        assertEquals(List.of(), csv("/suspect/labels", "unit"));
        assertEquals(404, page("/inbox/digests/2026-03-02?format=csv", "other").statusCode());
        assertEquals(
                "/login?next=%2Finbox%3Fformat%3Dcsv",
                server.get("/inbox?format=csv").headers().firstValue("Location").orElse(""));
        assertEquals(400, page("/inbox?format=pdf", "unit").statusCode());
        assertEquals(400, page("/inbox/digests/2026-03-02?part=lost", "unit").statusCode());
    }

    private void taken(String path, String token, int rows) {
        String page = page(path, token).body();
        assertEquals(rows, page.split("<tr>", -1).length - (rows > 0 ? 2 : 1), path + page);
        for (String form : List.of("csv", "xlsx")) {
            assertEquals(rows > 0, page.contains("name=\"format\" value=\"" + form + "\""), path + page);
        }
        assertEquals(rows, csv(path, token).size(), path);
        assertTrue(page(path + (path.contains("?") ? "&" : "?") + "format=xlsx", token)
                .body()
                .startsWith("PK"));
        String query = path.replaceFirst("[^?]*\\??", "").replace("%2F", "/");
        for (String asked : rows > 0 && !query.isEmpty() ? query.split("&") : new String[0]) {
            String hidden = asked.replaceFirst("(.*)=(.*)", "<input type=\"hidden\" name=\"$1\" value=\"$2\">");
            assertTrue(page.contains(hidden), path + " is forgotten by its files: " + page);
        }
    }

    private List<String> csv(String path, String token) {
        HttpResponse<String> file = page(path + (path.contains("?") ? "&" : "?") + "format=csv", token);
        assertEquals(200, file.statusCode(), path);
        return file.body().lines().skip(1).toList();
    }

    @Test
    void every_number_of_a_digest_leads_to_what_it_counts() {
        city.now = InboxCity.BEFORE;
        city.said(1, Author.PUBLIC, "a");
        city.said(1, Author.PUBLIC, "b");
        city.ordered(1, "2026-02-20");
        suspected("4821");
        city.now = InboxCity.NOW;
        assertTrue(city.digests.make());
        for (String token : List.of("unit", "district")) {
            List<MatchResult> days = NUMBER.matcher(
                            page("/inbox/digests", token).body())
                    .results()
                    .toList();
            assertEquals(3, days.size(), token);
            for (MatchResult number : days) {
                int summed = csv(number.group(1), token).stream()
                        .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(',') + 1)))
                        .sum();
                assertEquals(Integer.parseInt(number.group(2)), summed, token + " " + number.group(1));
            }
            List<MatchResult> lines = NUMBER.matcher(
                            page("/inbox/digests/2026-03-02?part=open", token).body())
                    .results()
                    .toList();
            assertEquals(2, lines.size(), token);
            for (MatchResult number : lines) {
                assertEquals(
                        Integer.parseInt(number.group(2)),
                        csv(number.group(1).replace("&amp;", "&"), token).size(),
                        token + " " + number.group(1));
            }
        }
        String only = page("/inbox?kind=accident", "unit").body();
        assertTrue(only.contains("只列：事故") && only.contains("<a href=\"/inbox\">"), only);
        assertFalse(only.contains(">指令</td>"), only);
        assertTrue(
                page("/inbox/digests", "unit").body().contains("<span class=\"toned warning\">"),
                "what is overdue is told as such");
    }

    @Test
    void what_a_digest_counted_is_listed_on_any_later_day_as_it_was_counted() {
        city.now = Instant.parse("2026-03-01T02:00:00Z");
        city.said(1, Author.PUBLIC, "a");
        city.said(1, Author.PUBLIC, "b");
        city.ordered(1, "2026-02-20");
        suspected("4821");
        suspected("4822");
        city.now = Instant.parse("2026-03-01T23:00:00Z");
        assertTrue(city.digests.make());
        Matcher late = form("unit");
        city.now = Instant.parse("2026-03-10T23:00:00Z");
        city.said(1, Author.PUBLIC, "c");
        suspected("4823");
        assertTrue(city.digests.make());
        for (int day = 0; day < 2; day++) {
            leads("2026-03-02", "unit", Map.of("new", 3, "overdue", 1, "open", 3));
            leads("2026-03-02", "district", Map.of("new", 4, "open", 4));
            leads("2026-03-11", "unit", Map.of("overdue", 3, "open", 3));
            leads("2026-03-11", "district", Map.of("overdue", 4, "open", 4));
            // Dealt with since: the numbers of those days stay what they were, and so do their rows.
            city.now = Instant.parse("2026-03-11T05:00:00Z");
            assertEquals(303, push(late.group(1), "unit", late.group(2), true).statusCode());
        }
        String rows =
                page("/inbox?kind=accident&digest=2026-03-02&part=new", "unit").body();
        assertTrue(rows.contains("只列：2026-03-02 每日摘要：新增 · 事故") && rows.contains("<a href=\"/inbox\">"), rows);
        assertFalse(rows.contains("aria-current=\"page\">待办"), rows);
        assertEquals(404, page("/inbox?digest=2026-03-03&part=new", "unit").statusCode());
        assertEquals(404, page("/inbox?digest=2026-03-02&part=new", "other").statusCode());
        assertEquals(404, page("/inbox?digest=then&part=new", "unit").statusCode());
        for (String part : List.of("", "&part=lost")) {
            assertEquals(400, page("/inbox?digest=2026-03-02" + part, "unit").statusCode(), part);
        }
        assertEquals(List.of(), csv("/suspect/labels?digest=2026-03-02&part=new", "unit"));
    }

    /** The numbers of that day's digest, and as many rows behind them. */
    private void leads(String day, String token, Map<String, Integer> parts) {
        parts.forEach((part, sum) -> {
            String page = page("/inbox/digests/" + day + "?part=" + part, token).body();
            int listed = 0;
            for (MatchResult number : NUMBER.matcher(page).results().toList()) {
                String path = number.group(1).replace("&amp;", "&");
                int rows = csv(path, token).size();
                assertEquals(Integer.parseInt(number.group(2)), rows, path);
                taken(path, token, rows);
                listed += rows;
            }
            assertEquals(sum, listed, day + " " + token + " " + part);
        });
    }

    private List<String> costs(List<String> pages) {
        return pages.stream()
                .map(path -> path + " "
                        + city.queries(() -> assertEquals(
                                200,
                                page(path, path.contains("suspect") ? "district" : "unit")
                                        .statusCode())))
                .toList();
    }

    private void suspected(String words) {
        assertEquals(
                200,
                push("/suspect", "", UUID.randomUUID() + "&words=" + words + "&why=OTHER&district=310115&place=x", true)
                        .statusCode());
    }

    private HttpResponse<String> page(String path, String token) {
        return server.get(path, "Accept", "text/html", "Cookie", "teshema=" + token);
    }

    private Matcher form(String token) {
        String page = page("/inbox", token).body();
        Matcher form = FORM.matcher(page);
        assertTrue(form.find(), page);
        return form;
    }

    private HttpResponse<String> push(String path, String token, String key, boolean ours) {
        return server.send(
                "POST",
                path,
                "_key=" + key,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html",
                "Cookie",
                "teshema=" + token,
                "Origin",
                ours ? "http://127.0.0.1:" + server.port() : "https://elsewhere.example");
    }
}
