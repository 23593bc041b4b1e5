package org.teshema.rest.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.api.device.OrganisationKind.DISTRICT;
import static org.teshema.api.device.OrganisationKind.INSPECTION_BODY;
import static org.teshema.api.device.OrganisationKind.STATION;
import static org.teshema.api.device.OrganisationKind.USING_UNIT;

import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.SerialRange;
import org.teshema.rest.Queries;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.merkle.Checkpoint;

/** Every list of the console, whichever there are, as somebody of every role: its numbers, its files, its filters and what it costs. */
class ConsoleWalkTest {
    /** What is asked for besides, where a list is empty without. */
    private static final Map<String, String> ASKED = Map.of("/ledger", "?subject=batch:1");

    /** Numbers that name something or are a bound, and count nothing; or count what went by, of which nobody keeps each. */
    private static final Set<String> NAMES = Set.of("编号", "批次", "序号", "设备", "位置", "签发上限", "调用", "失败", "过慢", "次数");

    /** How many a row is about: whoever does not see them all, or not yet, is led there by the range alone. */
    private static final String QUANTITY = "数量";

    private static final Pattern BODY = Pattern.compile("<tbody>(.*?)</tbody>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile(
            "<td (?:data-label=\"([^\"]*)\"(?: class=\"whole\")?|class=\"number\" data-label=\"[^\"]*\")>(?:<a href=\"([^\"]+)\">)?([0-9][0-9,]*)(?:</a>)?</td>");
    private static final Pattern FIGURE = Pattern.compile("<a href=\"([^\"]+)\"><strong>([0-9,]+)</strong>");
    private static final Pattern NEXT = Pattern.compile("class=\"button\" href=\"(/[a-z-]+\\?[^\"]*cursor=[^\"]+)\"");
    private static final Pattern FILTER = Pattern.compile(
            "<(?:input|select) id=\"q-([A-Za-z]+)\" name=\"\\1\"[^>]*>(?:<option value=\"\">[^<]*</option><option value=\"([^\"]+)\")?");
    private static final Pattern CHART = Pattern.compile("<table class=\"chart\">.*?</table>", Pattern.DOTALL);

    /** So often the first page is asked again while it is counting; each time it waits a moment. */
    private static final int LONG_ENOUGH = 200;

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @TempDir
    static java.nio.file.Path folder;

    private static ConsoleCity city;

    @BeforeAll
    static void open() throws Exception {
        city = new ConsoleCity(folder);
        Batch first = city.made(40);
        city.handedToDistrict(first);
        city.moved(range(first, 1, 10), DISTRICT, STATION);
        city.moved(range(first, 11, 15), DISTRICT, INSPECTION_BODY);
        city.offered(range(first, 16, 17), DISTRICT, STATION);
        city.given(range(first, 18, 22), DISTRICT);
        city.given(range(first, 1, 3), STATION);
        city.made(3);
        city.ordered(8);
        long unit = city.actor(USING_UNIT).organisation().id();
        city.device("1 号梯", "3110", "IN_USE", unit);
        city.device("2 号梯", "3110", "STOPPED", unit);
        city.device("1 号吊", "4110", "IN_USE", unit);
        city.device("2 号吊 超期", "4110", "IN_USE", unit);
        city.device("3 号吊 超期", "4110", "IN_USE", unit);
        city.device("4 号吊 临期", "4110", "IN_USE", unit);
        city.clocked();
        city.device(3);
        city.worked();
        city.noted();
    }

    @AfterAll
    static void close() {
        city.close();
    }

    private static SerialRange range(Batch batch, int first, int last) {
        return new SerialRange(batch.id(), first, last);
    }

    /** All lists there are, as the address names them. */
    static List<String> lists() {
        String choice = ListResource.class.getAnnotation(Path.class).value();
        return Arrays.stream(choice.replaceAll("^/\\{list: |}$", "").split("\\|"))
                .map(name -> "/" + name)
                .toList();
    }

    /** The address of each list that is that role's, in full. */
    private void walk(BiConsumer<String, String> look) {
        Set<String> seen = new TreeSet<>();
        for (OrganisationKind kind : OrganisationKind.values()) {
            String token = ConsoleCity.token(kind);
            for (String list : lists()) {
                String path = list + ASKED.getOrDefault(list, "");
                int status = city.page(path, token).statusCode();
                assertTrue(status == 200 || status == 403, token + " " + path + ": " + status);
                if (status == 200) {
                    seen.add(list);
                    look.accept(path, token);
                }
            }
        }
        assertEquals(new TreeSet<>(lists()), seen, "lists that are some role's");
    }

    private String html(String path, String token) {
        HttpResponse<String> page = city.page(path, token);
        assertEquals(200, page.statusCode(), token + " " + path + page.body());
        return page.body();
    }

    /** The rows of all pages from there on. */
    private int rowsOnPages(String path, String token) {
        int rows = 0;
        String at = path;
        while (at != null) {
            String page = html(at, token);
            Matcher body = BODY.matcher(page);
            rows += body.find() ? body.group(1).split("<tr>", -1).length - 1 : 0;
            Matcher next = NEXT.matcher(page.replace("&amp;", "&"));
            at = next.find() ? next.group(1) : null;
        }
        return rows;
    }

    private byte[] file(String path, String token, String form) {
        try {
            HttpResponse<byte[]> file = BROWSER.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + city.server.port() + path
                                    + (path.contains("?") ? "&" : "?") + "purpose=AUDIT&format=" + form))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, file.statusCode(), token + " " + path + " " + form);
            return file.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The lines of the file without its heading, each as its cells. */
    private List<List<String>> csv(String path, String token) {
        return new String(file(path, token, "csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }

    private int rowsInBook(String path, String token) {
        try {
            java.nio.file.Path file = Files.write(folder.resolve("taken.xlsx"), file(path, token, "xlsx"));
            try (var book = new ZipFile(file.toFile())) {
                byte[] sheet = book.getInputStream(book.getEntry("xl/worksheets/sheet1.xml"))
                        .readAllBytes();
                return new String(sheet, StandardCharsets.UTF_8).split("<row\\b", -1).length - 2;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void each_is_taken_along_in_both_forms_with_the_rows_of_its_pages() {
        Map<String, Integer> most = new TreeMap<>();
        walk((path, token) -> {
            int rows = rowsOnPages(path, token);
            assertEquals(rows, csv(path, token).size(), token + " " + path);
            assertEquals(rows, rowsInBook(path, token), token + " " + path);
            String page = html(path, token);
            for (String form : List.of("csv", "xlsx")) {
                assertEquals(
                        rows > 0,
                        page.contains("name=\"format\" value=\"" + form + "\""),
                        token + " " + path + " offers " + form);
            }
            most.merge(path.replaceAll("\\?.*", ""), rows, Math::max);
        });
        assertTrue(most.values().stream().allMatch(rows -> rows > 0), most::toString);
    }

    @Test
    void every_number_leads_to_as_much_as_it_says() {
        Set<String> led = new TreeSet<>();
        Map<String, Integer> found = new TreeMap<>();
        walk((path, token) -> {
            for (MatchResult cell : CELL.matcher(html(path, token)).results().toList()) {
                String column = cell.group(1) == null ? "chart" : cell.group(1);
                boolean partly = column.equals(QUANTITY) && cell.group(2) == null;
                if (!NAMES.contains(column) && !partly) {
                    String what = token + " " + path + " " + column + " " + cell.group(3);
                    assertTrue(cell.group(2) != null, what + " leads nowhere");
                    assertEquals(number(cell.group(3)), counted(cell.group(2), token), what + " " + cell.group(2));
                    if (number(cell.group(3)) > 0) {
                        led.add(path + " " + column);
                        found.merge(token, 1, Integer::sum);
                    }
                }
            }
        });
        assertEquals(
                Set.of(
                        "/batches 数量",
                        "/claims 数量",
                        "/figures chart",
                        "/hand-overs 数量",
                        "/stock 制码",
                        "/stock 在库",
                        "/stock 已领未绑",
                        "/stock 收到",
                        "/stock 流转中",
                        "/stock 移交"),
                led,
                "numbers that were seen to be more than none");
        assertEquals(OrganisationKind.values().length, found.size(), found::toString);
        assertTrue(html("/batches", "city").contains(QUANTITY + "\">8</td>"), "what is not made yet leads nowhere");
        assertTrue(html("/hand-overs", "city").contains(QUANTITY + "\"><a "));
    }

    @Test
    void every_number_on_the_first_page_of_every_role_leads_to_as_many_rows() {
        int seen = 0;
        for (OrganisationKind kind : OrganisationKind.values()) {
            String token = ConsoleCity.token(kind);
            List<MatchResult> figures =
                    FIGURE.matcher(html("/", token)).results().toList();
            assertTrue(figures.size() >= 2, token);
            for (MatchResult figure : figures) {
                // What is in the inbox is counted in its own test.
                if (!figure.group(1).startsWith("/inbox")) {
                    assertEquals(
                            number(figure.group(2)), counted(figure.group(1), token), token + " " + figure.group(1));
                    seen++;
                }
            }
        }
        assertTrue(seen > 15, "only " + seen);
    }

    private static int number(String words) {
        return Integer.parseInt(words.replace(",", ""));
    }

    /** How many codes or devices that list is about: a batch, a hand-over and what was given out are as many as they hold. */
    private int counted(String link, String token) {
        String path = link.replace("&amp;", "&");
        int quantity = path.startsWith("/batches?") ? 3 : 1;
        return path.startsWith("/codes?") || path.startsWith("/devices") || path.startsWith("/due?")
                ? csv(path, token).size()
                : csv(path, token).stream()
                        .mapToInt(row -> Integer.parseInt(row.get(quantity)))
                        .sum();
    }

    @Test
    void what_is_overdue_or_soon_due_is_counted_on_the_first_page_and_listed_by_its_weightiest_clock() {
        for (OrganisationKind kind : OrganisationKind.values()) {
            String token = ConsoleCity.token(kind);
            String home = html("/", token);
            for (int i = 0; i < LONG_ENOUGH && home.contains("统计中"); i++) {
                home = html("/", token);
            }
            assertTrue(home.contains("<a href=\"/due?status=OVERDUE\"><strong>2</strong>"), token + home);
            assertTrue(home.contains("<a href=\"/due?status=DUE_SOON\"><strong>1</strong>"), token + home);
        }
        List<List<String>> rows = told(html("/due", "district"));
        assertEquals(
                List.of("2 号吊 超期", "3 号吊 超期", "4 号吊 临期"),
                rows.stream().map(row -> row.get(0)).toList());
        assertEquals(
                List.of("定期检验", "2026-11-21", "已超期", "USING_UNIT"), rows.get(0).subList(1, 5));
        assertEquals(List.of("定期检验", "2026-11-27", "即将到期"), rows.get(2).subList(1, 4));
        String one = html("/due?status=OVERDUE&limit=1", "district");
        assertEquals(
                List.of("2 号吊 超期"), told(one).stream().map(row -> row.get(0)).toList());
        Matcher next = NEXT.matcher(one.replace("&amp;", "&"));
        assertTrue(next.find(), one);
        assertEquals(
                List.of("3 号吊 超期"),
                told(html(next.group(1), "district")).stream()
                        .map(row -> row.get(0))
                        .toList());
        assertEquals(List.of(), csv("/due?category=3000", "district"));
        assertEquals(400, city.page("/due?status=VALID", "district").statusCode());
    }

    @Test
    void every_chart_is_a_table_with_a_row_for_each_bar_and_a_number_for_each_part() {
        Set<String> charts = new TreeSet<>();
        walk((path, token) -> {
            String page = html(path, token);
            Matcher chart = CHART.matcher(page);
            int bars = page.split("<td class=\"bar\">", -1).length - 1;
            int told = 0;
            while (chart.find()) {
                charts.add(path);
                int series = chart.group().split("<svg class=\"key\"", -1).length - 1;
                Matcher body = BODY.matcher(chart.group());
                assertTrue(body.find() && series > 0, path);
                for (String row : body.group(1).split("</tr>", 0)) {
                    assertTrue(row.contains("<th scope=\"row\">"), row);
                    assertEquals(series, row.split("<td class=\"number\"", -1).length - 1, row);
                    assertTrue(row.split("<rect ", -1).length - 1 <= series, row);
                    told++;
                }
            }
            assertEquals(bars, told, path + " has a bar outside a table");
            assertEquals(bars, page.split("preserveAspectRatio=\"none\"", -1).length - 1, path);
        });
        assertEquals(Set.of("/figures"), charts);
    }

    @Test
    void what_a_list_is_narrowed_by_stands_in_its_address_and_in_the_form_and_goes_along() {
        Set<String> filters = new TreeSet<>();
        for (String list : lists()) {
            for (MatchResult filter :
                    FILTER.matcher(html(list, "city")).results().toList()) {
                if (filter.group(1).equals("purpose")) {
                    continue;
                }
                boolean chosen = filter.group(2) != null;
                String value = chosen ? filter.group(2) : "1";
                String path = list + "?" + filter.group(1) + "=" + value;
                HttpResponse<String> narrowed = city.page(path, "city");
                filters.add(list + " " + filter.group(1));
                if (narrowed.statusCode() == 400) {
                    // Not each word is one of that list; that it is told which is proof that it was read.
                    assertTrue(narrowed.body().contains(filter.group(1)), path);
                    continue;
                }
                assertEquals(200, narrowed.statusCode(), path);
                String kept = chosen
                        ? "<option value=\"" + value + "\" selected>"
                        : "name=\"" + filter.group(1) + "\" value=\"" + value + "\"";
                assertTrue(narrowed.body().contains(kept), path + narrowed.body());
                if (rowsOnPages(path, "city") > 0) {
                    String along = narrowed.body().substring(narrowed.body().indexOf("class=\"along\""));
                    assertTrue(
                            along.contains("name=\"" + filter.group(1) + "\" value=\"" + value + "\""),
                            path + " is forgotten by its files");
                    assertEquals(rowsOnPages(path, "city"), csv(path, "city").size(), path);
                }
            }
        }
        assertTrue(filters.size() >= 16, filters::toString);
    }

    @Test
    void each_costs_as_many_queries_however_much_there_is() {
        List<String> pages = new ArrayList<>(List.of("/"));
        lists().forEach(list -> pages.add(list + ASKED.getOrDefault(list, "")));
        pages.forEach(path -> html(path, "city"));
        List<String> before = costs(pages);
        for (int i = 10; i < 40; i++) {
            city.device(i);
        }
        for (int i = 0; i < 3; i++) {
            Batch batch = city.made(30);
            city.handedToDistrict(batch);
            city.moved(range(batch, 1, 5), DISTRICT, STATION);
            city.given(range(batch, 6, 9), DISTRICT);
        }
        assertEquals(before, costs(pages));
    }

    @Test
    void the_page_of_keys_tells_each_that_signs_and_until_when_and_leads_to_what_checks_it() {
        String page = html("/keys", "city");
        List<List<String>> rows = csv("/keys", "city");
        List<IssuingKey> keys = city.keys().issuingKeys();
        assertFalse(keys.isEmpty());
        assertEquals(
                keys.stream()
                        .map(key -> List.of(
                                key.keyId(),
                                key.signFrom().toString(),
                                key.signUntil().toString(),
                                key.verifyUntil().toString()))
                        .toList(),
                rows.stream()
                        .map(row -> List.of(row.get(1), row.get(4), row.get(5), row.get(6)))
                        .toList());
        keys.forEach(key -> assertTrue(
                page.contains("<a href=\"/api/v1/keys/" + key.keyId() + ".pem\">" + key.keyId() + "</a>"), page));
        for (String other : List.of(
                city.keys().root().keyId(),
                city.keys().ledger().publicKey().keyId(),
                city.keys().gate().publicKey().keyId())) {
            assertTrue(page.contains("<dd>" + other + "</dd>"), page);
        }
    }

    @Test
    void the_page_of_the_ledger_tells_the_head_that_was_signed_and_the_lines_of_a_subject() {
        city.noted();
        String page = html("/ledger?subject=batch:1", "city");
        Checkpoint head = city.ledger().head().checkpoint();
        assertTrue(page.contains("<dd>" + String.format(Locale.ROOT, "%,d", head.size()) + "</dd>"), page);
        String root = Base64.getEncoder().encodeToString(head.root());
        assertTrue(page.contains("<dd>" + root + "</dd>"), page);
        assertTrue(page.contains("<dd>" + city.ledger().head().keyId() + "</dd>"), page);
        assertTrue(page.contains("正常签署") && page.contains("class=\"toned good\""), page);
        List<List<String>> lines = csv("/ledger?subject=batch:1", "city");
        assertFalse(lines.isEmpty());
        for (List<String> line : lines) {
            long place = Long.parseLong(line.get(0));
            assertEquals(city.ledger().leaf(place).subject(), line.get(1));
            assertEquals("batch:1", line.get(1));
            assertTrue(page.contains("<a href=\"/api/v1/ledger/leaves/" + place + "\">"), page);
        }
    }

    @Test
    void the_ledger_says_what_to_type_and_that_a_subject_has_no_lines() {
        String page = html("/ledger", "city");
        assertFalse(page.contains("没有符合条件的内容"), page);
        assertTrue(page.contains("请在上面填写主体") && page.contains("device:17"), page);
        assertTrue(html("/ledger?subject=device:987654", "city").contains("账本中没有这个主体的行"));
        assertTrue(html("/ledger?lang=en", "city").contains("Type a subject above"));
    }

    /** What the cells of a list say, row by row. */
    private static List<List<String>> told(String page) {
        Matcher body = BODY.matcher(page);
        assertTrue(body.find(), page);
        return Arrays.stream(body.group(1).split("<tr>", -1))
                .skip(1)
                .map(row -> Arrays.stream(row.split("<td", -1))
                        .skip(1)
                        .map(cell -> ("<td" + cell).replaceAll("<[^>]*>", "").strip())
                        .toList())
                .toList();
    }

    /** How often that tone is in a list. */
    private static int toned(String page, String tone) {
        return page.split("class=\"toned " + tone + "\"", -1).length - 1;
    }

    @Test
    void the_page_of_jobs_tells_of_each_how_often_it_comes_how_its_last_run_went_and_when_the_next_is() {
        String page = html("/jobs", "city");
        String words = city.jobs
                .reports(city.actor(OrganisationKind.CITY_BUREAU))
                .get(1)
                .words()
                .orElseThrow();
        assertTrue(words.contains("no figures today"), words);
        String at = "2026-11-24 09:00";
        assertEquals(
                List.of(
                        List.of("值守", "清点", "每 10 分钟", at, "完成", "2026-11-24 09:10", "1", "0"),
                        List.of("值守", "核对", "每 90 秒", at, "失败：" + words, "2026-11-24 09:01", "1", "1"),
                        List.of("值守", "夜报", "每天 02:30", "—", "未执行", "2026-11-25 02:30", "0", "0"),
                        List.of("值守", "清理", "每 2 小时", at, "完成", "2026-11-24 11:00", "1", "0")),
                told(page));
        assertEquals(List.of(2, 1), List.of(toned(page, "good"), toned(page, "bad")));
        assertEquals(
                List.of("Every 10 min", "Every 90 s", "Every day at 02:30", "Every 2 h"),
                told(html("/jobs?lang=en", "district")).stream()
                        .map(row -> row.get(2))
                        .toList());
    }

    @Test
    void the_page_of_what_runs_tells_of_each_version_where_it_stands_and_why_and_what_came_of_its_calls() {
        String page = html("/running", "city");
        List<List<String>> rows =
                told(page).stream().filter(row -> !row.get(1).equals("cranes")).toList();
        String at = "2026-11-24 09:00";
        assertEquals(
                List.of(
                        List.of("值守", "night-watch", "0.9.0", "备用", "平台进程内", "0", "0", "0", "—", at),
                        List.of(
                                "值守",
                                "night-watch",
                                "1.0.0",
                                "服务中",
                                "平台进程内",
                                "3",
                                "1",
                                "0",
                                rows.get(1).get(8),
                                at),
                        List.of("org.example.jar", "org.example.jar", "7.8.9", "已拒绝", "平台进程内", "0", "0", "0", "—", at)),
                rows.stream().map(row -> row.subList(0, 10)).toList());
        assertTrue(rows.get(1).get(8).matches("≤ [0-9]+\\.[0-9] 毫秒"), page);
        assertTrue(rows.get(0).get(10).contains("更高版本在服务"), page);
        assertEquals("—", rows.get(1).get(10), "there is nothing to say of one that serves");
        assertTrue(rows.get(2).get(10).contains("而它导入了 javax.sql"), page);
        assertEquals(List.of(2, 1), List.of(toned(page, "good"), toned(page, "bad")));
    }

    @Test
    void giving_out_and_binding_cost_as_many_queries_however_many_devices_wait() {
        String number = csv("/codes", "using_unit").get(0).get(0).replace(" ", "");
        String chosen = "/bind?code=" + number;
        Matcher device = Pattern.compile("device=([0-9]+)\"").matcher(html(chosen, "using_unit"));
        assertTrue(device.find());
        List<String> binding = List.of("/bind", chosen, chosen + "&device=" + device.group(1));
        List<String> giving = List.of("/give", "/give?code=" + number);
        List<List<String>> before = List.of(costs(giving, "district"), costs(binding, "using_unit"));
        int waiting = html("/give", "district").split("<option", -1).length;
        int own = html(chosen, "using_unit").split("<tr>", -1).length;
        for (int i = 0; i < 5; i++) {
            city.device(
                    "等码 " + i,
                    "3110",
                    "IN_USE",
                    city.actor(USING_UNIT).organisation().id());
        }
        assertEquals(before, List.of(costs(giving, "district"), costs(binding, "using_unit")));
        assertEquals(waiting + 5, html("/give", "district").split("<option", -1).length);
        assertEquals(own + 5, html(chosen, "using_unit").split("<tr>", -1).length);
    }

    private List<String> costs(List<String> pages) {
        return costs(pages, "city");
    }

    private List<String> costs(List<String> pages, String token) {
        return pages.stream()
                .map(path -> path + " " + Queries.of(city.database, () -> html(path, token)))
                .toList();
    }

    @Test
    void who_has_no_such_list_is_refused_its_file_as_well() {
        for (OrganisationKind kind : OrganisationKind.values()) {
            String token = ConsoleCity.token(kind);
            for (String list : lists()) {
                if (city.page(list, token).statusCode() == 403) {
                    assertEquals(
                            403,
                            city.page(list + "?format=csv&purpose=AUDIT", token).statusCode(),
                            token + " " + list);
                }
            }
        }
    }
}
