package org.teshema.rest.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.api.device.OrganisationKind.DISTRICT;
import static org.teshema.api.device.OrganisationKind.STATION;

import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.SerialRange;

/** What people do with batches and hand-overs in the console: each form is offered to whom it is, and does what it says once. */
class CodeFormsTest {
    private static final Pattern ANSWER = Pattern.compile("href=\"(/(?:hand-overs|batches)/[0-9]+/answer)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"(_key|version)\" value=\"([^\"]*)\">");

    @TempDir
    static java.nio.file.Path folder;

    private static ConsoleCity city;
    private static Batch batch;

    @BeforeAll
    static void open() throws Exception {
        city = new ConsoleCity(folder);
        batch = city.made(60);
        city.handedToDistrict(batch);
    }

    @AfterAll
    static void close() {
        city.close();
    }

    private static String html(String path, String token) {
        HttpResponse<String> page = city.page(path, token);
        assertEquals(200, page.statusCode(), token + " " + path + page.body());
        return page.body();
    }

    private static String hidden(String form, String name) {
        Matcher hidden = HIDDEN.matcher(form);
        while (hidden.find()) {
            if (hidden.group(1).equals(name)) {
                return hidden.group(2);
            }
        }
        throw new AssertionError(name + " is not in " + form);
    }

    /** The form that the newest row of that list leads to. */
    private static String newest(String list, String token) {
        Matcher answers = ANSWER.matcher(html(list, token));
        String last = null;
        while (answers.find()) {
            last = answers.group(1);
        }
        assertTrue(last != null, token + " is offered nothing at " + list);
        return last;
    }

    private static void offered(int first, int last) {
        city.offered(new SerialRange(batch.id(), first, last), DISTRICT, STATION);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String stock(String token) {
        Matcher figure = Pattern.compile("IN_STOCK\"><strong>([0-9,]+)").matcher(html("/", token));
        assertTrue(figure.find());
        return figure.group(1);
    }

    @Test
    void whoever_gets_codes_accepts_them_from_their_row_and_a_second_click_changes_nothing() {
        offered(1, 4);
        String path = newest("/hand-overs?state=OFFERED", "station");
        String form = html(path, "station");
        assertTrue(form.contains("value=\"ACCEPT\"") && form.contains("value=\"REFUSE\""), form);
        assertFalse(form.contains("value=\"WITHDRAW\""), form);
        int before = Integer.parseInt(stock("station"));
        for (int time = 0; time < 2; time++) {
            HttpResponse<String> done = city.sent(
                    path,
                    "station",
                    "answer",
                    "ACCEPT",
                    "version",
                    hidden(form, "version"),
                    "_key",
                    hidden(form, "_key"));
            assertEquals(200, done.statusCode(), done.body());
            assertTrue(done.body().contains("已接收 4 枚") && done.body().contains("href=\"/hand-overs\""), done.body());
            assertEquals(before + 4, Integer.parseInt(stock("station")));
        }
        assertFalse(html("/hand-overs", "station").contains(path), "what is answered is offered no more");
        assertEquals(409, city.page(path, "station").statusCode());
        HttpResponse<String> again = city.sent(path, "station", "answer", "ACCEPT", "version", "0", "_key", key());
        assertEquals(409, again.statusCode(), "nor taken");
    }

    @Test
    void a_refusal_without_a_reason_comes_back_as_it_was_typed_with_the_error_at_its_field() {
        offered(5, 6);
        String path = newest("/hand-overs?state=OFFERED", "station");
        String form = html(path, "station");
        String version = hidden(form, "version");
        HttpResponse<String> without =
                city.sent(path, "station", "answer", "REFUSE", "version", version, "_key", "k-" + key());
        assertEquals(400, without.statusCode());
        assertTrue(without.body().contains("id=\"e-reason\""), without.body());
        assertTrue(without.body().contains("<option value=\"REFUSE\" selected>"), without.body());
        HttpResponse<String> nothing = city.sent(path, "station", "reason", "少两枚", "version", version, "_key", key());
        assertTrue(nothing.body().contains("id=\"e-answer\"") && nothing.body().contains("少两枚"), nothing.body());
        HttpResponse<String> done =
                city.sent(path, "station", "answer", "REFUSE", "reason", "少两枚", "version", version, "_key", key());
        assertTrue(done.body().contains("已拒收 2 枚"), done.body());
    }

    @Test
    void whoever_gave_takes_back_what_nobody_answered_and_may_not_accept_it() {
        offered(7, 8);
        String path = newest("/hand-overs?state=OFFERED", "district");
        String form = html(path, "district");
        assertTrue(form.contains("value=\"WITHDRAW\""), form);
        assertFalse(form.contains("value=\"ACCEPT\""), form);
        String version = hidden(form, "version");
        assertEquals(
                403,
                city.sent(path, "district", "answer", "ACCEPT", "version", version, "_key", key())
                        .statusCode());
        HttpResponse<String> done =
                city.sent(path, "district", "answer", "WITHDRAW", "reason", "误发", "version", version, "_key", key());
        assertTrue(done.body().contains("已撤回 2 枚"), done.body());
    }

    @Test
    void a_range_is_handed_over_by_serials_or_by_the_numbers_on_its_labels() {
        String station = Long.toString(city.actor(STATION).organisation().id());
        String id = Long.toString(batch.id());
        String form = html("/hand-overs/new?batch=" + id + "&first=21&last=22", "district");
        assertTrue(form.contains("name=\"first\" value=\"21\""), form);
        assertTrue(form.contains("<option value=\"" + station + "\">STATION</option>"), form);
        String one = hidden(form, "_key");
        for (int time = 0; time < 2; time++) {
            HttpResponse<String> done = city.sent(
                    "/hand-overs/new",
                    "district",
                    "batch",
                    id,
                    "first",
                    "21",
                    "last",
                    "22",
                    "to",
                    station,
                    "_key",
                    one);
            assertTrue(done.body().contains("移交 2 枚"), done.body());
        }
        Matcher numbers = Pattern.compile("href=\"/n/([0-9]{13})\"")
                .matcher(html("/codes?batch=" + id + "&first=23&last=24", "district"));
        assertTrue(numbers.find());
        String first = numbers.group(1);
        assertTrue(numbers.find());
        String last = numbers.group(1);
        HttpResponse<String> done =
                city.sent("/hand-overs/new", "district", "first", first, "last", last, "to", station, "_key", key());
        assertTrue(done.body().contains("移交 2 枚"), done.body());
        String list = html("/hand-overs?state=OFFERED", "district");
        assertTrue(list.contains(">" + id + ":21-22<") && list.contains(">" + id + ":23-24<"), list);
    }

    @Test
    void what_cannot_be_handed_over_is_told_at_its_field() {
        String station = Long.toString(city.actor(STATION).organisation().id());
        String id = Long.toString(batch.id());
        String[][] wrong = {
            {"first", "", "1", "2", station},
            {"batch", "", "25", "26", station},
            {"last", id, "26", "25", station},
            {"first", id, "58", "60", station},
            {"to", id, "25", "26", ""},
            {
                "to",
                id,
                "25",
                "26",
                Long.toString(
                        city.actor(OrganisationKind.USING_UNIT).organisation().id())
            },
            {"first", "", "1234567890123", "25", station},
        };
        wrong[0][2] = "abc";
        for (String[] one : wrong) {
            HttpResponse<String> back = city.sent(
                    "/hand-overs/new",
                    "district",
                    "batch",
                    one[1],
                    "first",
                    one[2],
                    "last",
                    one[3],
                    "to",
                    one[4],
                    "_key",
                    key());
            assertTrue(back.statusCode() >= 400 && back.statusCode() < 500, one[0] + back.statusCode());
            assertTrue(back.body().contains("id=\"e-" + one[0] + "\""), String.join(" ", one) + back.body());
            assertTrue(back.body().contains("name=\"last\" value=\"" + one[3] + "\""), back.body());
        }
    }

    @Test
    void a_district_orders_codes_and_the_city_approves_or_rejects_them() {
        for (String answer : new String[] {"APPROVE", "REJECT"}) {
            String key = hidden(html("/batches/new", "district"), "_key");
            for (int time = 0; time < 2; time++) {
                HttpResponse<String> ordered = city.sent(
                        "/batches/new",
                        "district",
                        "title",
                        "特种设备码",
                        "occasion",
                        "STOCK",
                        "quantity",
                        "30",
                        "reason",
                        "补贴 " + answer,
                        "_key",
                        key);
                assertEquals(200, ordered.statusCode(), ordered.body());
            }
            assertFalse(html("/batches", "district").contains("/answer\""), "it is not the district's to answer");
            String path = newest("/batches?state=ORDERED", "city");
            String form = html(path, "city");
            assertTrue(form.contains("补贴 " + answer) && form.contains("30 枚"), form);
            assertEquals(403, city.page(path, "district").statusCode());
            assertEquals(
                    403,
                    city.sent(path, "district", "answer", answer, "version", "0", "_key", key())
                            .statusCode());
            HttpResponse<String> done = city.sent(
                    path,
                    "city",
                    "answer",
                    answer,
                    "reason",
                    "数量",
                    "version",
                    hidden(form, "version"),
                    "_key",
                    hidden(form, "_key"));
            assertEquals(200, done.statusCode(), done.body());
            assertFalse(html("/batches?state=ORDERED", "city").contains("补贴 "), "ordered once, and answered");
        }
    }

    @Test
    void an_order_that_is_not_right_comes_back_with_what_was_typed() {
        HttpResponse<String> back = city.sent(
                "/batches/new",
                "city",
                "title",
                "特种设备码",
                "occasion",
                "NEW",
                "quantity",
                "100000000",
                "reason",
                "<b>",
                "_key",
                key());
        assertEquals(400, back.statusCode());
        assertTrue(back.body().contains("id=\"e-quantity\""), back.body());
        assertTrue(back.body().contains("<option value=\"NEW\" selected>"), back.body());
        assertTrue(back.body().contains("&lt;b&gt;") && !back.body().contains("<b>"), back.body());
    }

    @Test
    void each_form_is_offered_to_the_roles_of_its_deed_and_refused_to_all_others() {
        for (OrganisationKind kind : OrganisationKind.values()) {
            String token = ConsoleCity.token(kind);
            boolean gives = kind == OrganisationKind.CITY_BUREAU || kind == DISTRICT;
            for (String form : new String[] {"/hand-overs/new", "/batches/new"}) {
                assertEquals(gives ? 200 : 403, city.page(form, token).statusCode(), token + " " + form);
                String list = form.replace("/new", "");
                HttpResponse<String> page = city.page(list, token);
                assertEquals(
                        gives, page.statusCode() == 200 && page.body().contains("href=\"" + form + "\""), token + list);
            }
            assertEquals(
                    gives ? 400 : 403,
                    city.sent("/hand-overs/new", token, "first", "x", "_key", key())
                            .statusCode(),
                    token);
        }
        assertEquals(
                303, city.server.get("/hand-overs/new", "Accept", "text/html").statusCode());
    }
}
