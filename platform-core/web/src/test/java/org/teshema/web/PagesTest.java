package org.teshema.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;

class PagesTest {
    private static final Pages PAGES = new Pages();

    static Map<String, String> all(Language language) {
        Frame frame = Samples.frame(language);
        Frame inside = new Frame(language, true, false, "/", Map.of(), Optional.of("浦东新区市场监督管理局 pudong"), true);
        Frame large = new Frame(language, false, true, Samples.SCAN_PATH, Map.of(), Optional.empty());
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("scan", PAGES.scan(frame, Samples.lift()));
        pages.put("scan-large", PAGES.scan(large, Samples.lift()));
        pages.put("forged", PAGES.scan(frame, Samples.forged()));
        pages.put("welcome", PAGES.welcome(frame, List.of(AppPage.Door.home())));
        pages.put("number", PAGES.number(frame, "4821 0739", Optional.of(new Text("应为 13 位数字。", "It has 13 digits."))));
        pages.put(
                "login-provider",
                PAGES.login(
                        frame,
                        "",
                        Optional.empty(),
                        "/inbox",
                        Optional.of(new Text("统一身份认证登录", "Log in by single sign-on"))));
        pages.put("link", PAGES.link(frame, "sealed", Optional.of(new Text("关联码无效。", "No such code."))));
        pages.put("farewell", PAGES.farewell(frame, "https://id.example.cn/logout?id_token_hint=x&client_id=y"));
        pages.put("login", PAGES.login(frame, "pudong", Optional.of(new Text("账号或密码不对。", "Wrong.")), "/"));
        pages.put("second-step", PAGES.secondStep(frame, Samples.secondStep("ticket")));
        pages.put("recovery", PAGES.recovery(frame, List.of("abcd-efgh-2345-6723", "bcde-fghi-3456-7234"), "/"));
        pages.put("sessions", PAGES.sessions(inside, Samples.sessions("192.0.2.*")));
        pages.put("home", PAGES.home(inside, Samples.home()));
        pages.put("table", PAGES.table(inside, Samples.table("浦东新区世纪大道 1 号")));
        pages.put("table-tools", PAGES.table(inside, Samples.tools("世纪大道 <b>")));
        pages.put("portrait", PAGES.portrait(inside, Samples.portrait("世纪大道 <b>")));
        pages.put("style", PAGES.style(frame));
        pages.put("inbox", PAGES.inbox(inside, Samples.inbox("浦东新区世纪大道 1 号")));
        pages.put(
                "inbox-empty", PAGES.inbox(inside, new InboxPage(0, InboxPage.Tab.DONE, List.of(), Optional.empty())));
        pages.put("webhook", PAGES.webhook(inside, Samples.webhook("对方应答 503")));
        pages.put(
                "webhook-shut",
                PAGES.webhook(
                        inside,
                        new WebhookPage(
                                false, Optional.empty(), List.of(), "", Optional.empty(), Optional.empty(), "key")));
        pages.put("form", PAGES.form(frame, Samples.form("")));
        pages.put("bring", PAGES.bringRelease(frame, Optional.of(new Text("不是 zip", "No zip")), "key"));
        pages.put("ask-code", PAGES.askCode(frame, "", Optional.of(new Text("没有此码", "No such code"))));
        pages.put(
                "camera",
                PAGES.camera(
                        frame, "https://s.sh.gov.cn/s/", true, true, Optional.of(new Text("看不清", "Not to be read"))));
        pages.put("kept", PAGES.kept(frame, true, true, "/s/1", "/s/1", Map.of("on", "2026-05-01")));
        pages.put("done", PAGES.done(frame, new Text("已记录", "Recorded"), new Text("已写入档案", "In the archive"), "/"));
        pages.put(
                "receipt",
                PAGES.done(
                        frame,
                        new Text("已记录", "Recorded"),
                        new Text("已写入档案", "In the archive"),
                        Optional.of(new Text("编号 <b>7</b>", "No. <b>7</b>")),
                        List.of(new AppPage.Door(
                                new Text("查看进展", "See how it stands"), "/apps/desk/case?number=7&a=b")),
                        List.of(new Section.Phone(new Text("救援", "Rescue"), "110", Optional.empty()))));
        pages.put(
                "problem",
                PAGES.problem(
                        frame,
                        new ProblemPage(
                                404,
                                new Text("没有此地址", "No such path"),
                                new Text("请检查地址是否完整。", "Check that it is complete."),
                                Optional.of("urn:uuid:1"))));
        pages.put(
                "problem-type",
                PAGES.problemType(
                        frame, "not-found", 404, new Text("未找到", "Not found"), new Text("没有此对象。", "No such thing.")));
        pages.put("verify", PAGES.verify(frame, Samples.verify()));
        return pages;
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_page_is_small_complete_and_without_script_but_forms_that_it_helps(Language language) throws IOException {
        int css = Assets.named("teshema.css").orElseThrow().content().length;
        assertTrue(css <= 20 * 1024, "style sheet of " + css + " bytes");
        Path folder = Path.of("target", "pages", language.name().toLowerCase(java.util.Locale.ROOT));
        Files.createDirectories(folder);
        for (Map.Entry<String, String> page : all(language).entrySet()) {
            String html = page.getValue();
            Files.writeString(folder.resolve(page.getKey() + ".html"), html);
            assertTrue(html.getBytes(StandardCharsets.UTF_8).length + css <= 100 * 1024, page.getKey());
            assertTrue(html.startsWith("<!DOCTYPE html>"), page.getKey());
            assertTrue(html.contains("<html lang=\"" + (language == Language.EN ? "en" : "zh-CN") + "\""));
            boolean helped = Set.of("form", "camera").contains(page.getKey());
            assertEquals(helped ? 1 : 0, count(html, "<script"), page.getKey());
            assertEquals(helped ? 1 : 0, count(html, "<script src=\"/assets/"), page.getKey());
            assertFalse(html.contains(" style="), page.getKey());
            assertFalse(Pattern.compile("\\son[a-z]+=").matcher(html).find(), page.getKey());
            // Whoever logs out is led on to their provider, by a link that loads nothing.
            String elsewhere = page.getKey().equals("farewell") ? "src" : "(src|href)";
            assertFalse(
                    Pattern.compile(elsewhere + "=\"(https?:)?//").matcher(html).find(),
                    page.getKey() + " loads from elsewhere");
            assertEquals(1, count(html, "<h1"), page.getKey() + " has one first heading");
            assertEquals(1, count(html, "<main"), page.getKey());
            everyControlHasALabel(page.getKey(), html);
            everyIdIsUnique(page.getKey(), html);
            everyNewWindowIsForetold(page.getKey(), html, language);
        }
    }

    private static int count(String html, String part) {
        return html.split(Pattern.quote(part), -1).length - 1;
    }

    private static void everyControlHasALabel(String page, String html) {
        Matcher control = Pattern.compile("<(input|select|textarea)([^>]*)>").matcher(html);
        while (control.find()) {
            String attributes = control.group(2);
            if (attributes.contains("type=\"hidden\"") || attributes.contains("type=\"radio\"")) {
                continue;
            }
            Matcher id = Pattern.compile(" id=\"([^\"]+)\"").matcher(attributes);
            assertTrue(id.find(), page + ": " + control.group());
            assertTrue(html.contains("<label for=\"" + id.group(1) + "\""), page + ": " + id.group(1));
        }
    }

    /** A link that opens a window says so itself, and hands nothing over to it. */
    private static void everyNewWindowIsForetold(String page, String html, Language language) {
        Matcher link =
                Pattern.compile("<(?:a|form)\\b([^>]*) target=\"[^>]*>([^<]*)<").matcher(html);
        int seen = 0;
        while (link.find()) {
            assertTrue(link.group(2).contains(language == Language.EN ? "new window" : "新窗口"), page + link.group());
            assertTrue(link.group().contains("rel=\"noopener\""), page + link.group());
            seen++;
        }
        assertEquals(page.equals("kept") ? 1 : 0, seen, page + " opens windows");
    }

    private static void everyIdIsUnique(String page, String html) {
        Matcher id = Pattern.compile(" id=\"([^\"]+)\"").matcher(html);
        TreeSet<String> seen = new TreeSet<>();
        while (id.find()) {
            assertTrue(seen.add(id.group(1)), page + " has two ids " + id.group(1));
        }
    }

    @Test
    void a_receipt_is_words_and_leads_on() {
        String page = PAGES.done(
                Samples.frame(Language.EN),
                new Text("已记录", "Recorded"),
                new Text("已写入档案", "In the archive"),
                Optional.of(new Text("编号 <b>7</b>", "No. <b>7</b>")),
                List.of(new AppPage.Door(new Text("查看进展", "See how it stands"), "/apps/desk/case?number=7")),
                List.of(new Section.Phone(new Text("救援", "Rescue"), "021-5000 0000", Optional.empty())));
        assertTrue(page.contains("href=\"tel:02150000000\""), page);
        assertTrue(page.contains("No. &lt;b&gt;7&lt;/b&gt;"), page);
        assertTrue(page.contains("/apps/desk/case?number=7"), page);
        assertTrue(page.contains("See how it stands"), page);
    }

    @Test
    void both_languages_have_the_same_words_and_every_word_a_template_asks_for() throws IOException {
        assertEquals(
                new TreeSet<>(Words.in(Language.ZH).keySet()),
                new TreeSet<>(Words.in(Language.EN).keySet()));
        Pattern asked = Pattern.compile("t\\[\"([a-z0-9.-]+)\"]");
        TreeSet<String> used = new TreeSet<>();
        try (var templates = Files.list(Path.of("src/main/resources/org/teshema/web/templates"))) {
            for (Path template : templates.toList()) {
                Matcher word = asked.matcher(Files.readString(template));
                while (word.find()) {
                    used.add(word.group(1));
                }
            }
        }
        assertEquals(used, new TreeSet<>(Words.in(Language.ZH).keySet()), "words asked for and words there are");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' autofocus onfocus='alert(1)",
                "</textarea><svg/onload=alert(1)>",
                "</title><script>alert(1)</script>",
                "${7*7}#{7*7}<#list 1..9 as x>${x}</#list>",
                "javascript:alert(1)",
                "&lt;b&gt;&#x3c;i&#x3e;",
                "<!--",
                "]]>",
                "\u202e<b>\u0000</b>",
            })
    void no_text_from_outside_becomes_markup(String text) {
        Frame frame = new Frame(Language.ZH, true, true, "/s/x\"><b>", Map.of("state", text), Optional.of(text));
        List<String> pages = List.of(
                PAGES.scan(frame, Samples.scan(text, text, text)),
                PAGES.number(frame, text, Optional.of(Text.same(text))),
                PAGES.login(frame, text, Optional.of(Text.same(text)), text),
                PAGES.secondStep(frame, Samples.secondStep(text)),
                PAGES.recovery(frame, List.of(text), text),
                PAGES.sessions(frame, Samples.sessions(text)),
                PAGES.login(frame, text, Optional.empty(), text, Optional.of(Text.same(text))),
                PAGES.link(frame, text, Optional.of(Text.same(text))),
                PAGES.farewell(frame, text),
                PAGES.table(frame, Samples.table(text)),
                PAGES.table(frame, Samples.tools(text)),
                PAGES.portrait(frame, Samples.portrait(text)),
                PAGES.inbox(frame, Samples.inbox(text)),
                PAGES.webhook(frame, Samples.webhook(text)),
                PAGES.form(frame, Samples.form(text)),
                PAGES.bringRelease(frame, Optional.of(Text.same(text)), text),
                PAGES.problem(frame, new ProblemPage(400, Text.same(text), Text.same(text), Optional.of(text))));
        for (String html : pages) {
            // Photos and the script for choosing them are our own.
            String innocent = html.replace(escaped(text), "")
                    .replaceAll("<img [^>]*src=\"/api/v1/photos/[0-9a-f]{64}\"", "")
                    .replaceAll("<script src=\"/assets/photo.js[^>]*></script>", "");
            assertFalse(innocent.contains("<script"), innocent);
            assertFalse(innocent.contains("alert(1)"), innocent);
            assertFalse(innocent.contains("<b>"), innocent);
            assertFalse(innocent.contains("<img"), innocent);
            assertFalse(innocent.contains("49#"), innocent);
            assertFalse(innocent.contains("<svg/"), innocent);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Test
    void links_carry_on_the_language_and_the_type_size_the_reader_chose() {
        Frame frame = new Frame(Language.EN, true, true, "/codes", Map.of("cursor", "p9"), Optional.empty());
        assertEquals("/verify?lang=en&large=1", frame.link("/verify"));
        assertEquals("/codes?state=BOUND&lang=en&large=1", frame.link("/codes?state=BOUND"));
        assertEquals("/codes?cursor=p9&lang=zh&large=1", frame.otherLanguage());
        assertEquals("/codes?cursor=p9&lang=en", frame.otherSize());
        assertEquals("/n", Frame.plain(Language.EN, "/").link("/n"));
        assertEquals("/login?next=%2Fcodes%3Fcursor%3Dp9&lang=en&large=1", frame.login());
        for (String first : List.of("/", "/login", "/login/second", "/logout")) {
            assertEquals("/login", Frame.plain(Language.EN, first).login());
        }
        Frame asked = new Frame(Language.ZH, false, false, "/n", Map.of("q", "a b&next=//x"), Optional.empty());
        assertEquals("/login?next=%2Fn%3Fq%3Da%2520b%2526next%253D%252F%252Fx", asked.login());
    }

    @Test
    void a_table_of_many_columns_becomes_cards_before_its_last_column_is_over_the_edge() {
        assertTrue(
                PAGES.inbox(Samples.frame(Language.ZH), Samples.inbox("x")).contains("<table class=\"stack many\">"));
        String few = PAGES.table(Samples.frame(Language.ZH), Samples.table("x"));
        assertTrue(few.contains("<table class=\"stack\">"), few);
        String css = Assets.text("teshema.css");
        String wide = css.substring(css.indexOf("@media (max-width: 64rem)"), css.indexOf("@media (max-width: 40rem)"));
        for (String of : List.of(".many td", ".large .stack td")) {
            assertTrue(wide.contains(of + "::before") && wide.contains(of + ":empty"), of);
        }
    }

    @Test
    void an_item_of_the_inbox_says_what_where_when_and_from_whom_and_is_done_with_a_key_of_its_own() {
        String zh = PAGES.inbox(Samples.frame(Language.ZH), Samples.inbox("世纪大道 1 号"));
        assertTrue(zh.contains("待办 <strong>1,204</strong>"), zh);
        assertTrue(zh.contains("<td data-label=\"事由\"><span class=\"toned bad\"><svg"), "a sign and a colour: " + zh);
        assertTrue(zh.contains("<span>紧急 · 居民意见</span>"), "and a word: " + zh);
        assertTrue(
                zh.contains("<td data-label=\"编号\" class=\"whole\"><a href=\"/n/4821073965513\">4821 0739 6551 3</a>"),
                zh);
        assertTrue(zh.contains("<td data-label=\"编号\">—</td>"), "a device without a code leads nowhere");
        assertTrue(zh.contains("action=\"/inbox/17/done\"") && zh.contains("name=\"_key\" value=\"key-17\""), zh);
        assertTrue(zh.contains("aria-label=\"办结: 居民意见, 世纪大道 1 号\""), "a button tells what of");
        assertTrue(zh.contains("2026-11-24 09:00") && zh.contains(">2026-11-25 10:00</td>"), zh);
        assertTrue(
                zh.contains("<td data-label=\"期限\" class=\"whole\"><span class=\"toned bad\">"),
                "a day that has passed is told as such: " + zh);
        assertTrue(zh.contains("href=\"/inbox?state=due\""), zh);
        String en = PAGES.inbox(Samples.frame(Language.EN), Samples.inbox("x"));
        assertTrue(en.contains("What residents say") && en.contains("The public") && en.contains(">Done</button>"), en);
        assertTrue(PAGES.inbox(
                        Samples.frame(Language.EN), new InboxPage(0, InboxPage.Tab.OPEN, List.of(), Optional.empty()))
                .contains("Nothing is open."));
    }

    @Test
    void messages_that_did_not_arrive_are_told_and_who_handles_them_is_led_there() {
        String handles = PAGES.inbox(Samples.frame(Language.ZH), Samples.inbox("x"));
        assertTrue(handles.contains("未能推送的消息： 3") && handles.contains("href=\"/webhook\""), handles);
        assertTrue(handles.contains("href=\"/inbox/digests\""), handles);
        assertTrue(handles.contains("待核查的可疑标牌： 5") && handles.contains("href=\"/suspect/labels?state=open\""), handles);
        var page = new InboxPage(
                0,
                InboxPage.Tab.OPEN,
                List.of(),
                Optional.empty(),
                3,
                false,
                0,
                Samples.tools("x").tools().orElseThrow());
        String others = PAGES.inbox(Samples.frame(Language.ZH), page);
        assertTrue(others.contains("未能推送的消息： 3"), "everybody of the organisation is told");
        assertFalse(others.contains("/webhook"), others);
        assertFalse(others.contains("/suspect/labels"), others);
        assertFalse(PAGES.inbox(
                        Samples.frame(Language.ZH), new InboxPage(0, InboxPage.Tab.OPEN, List.of(), Optional.empty()))
                .contains("未能推送"));
        String webhook = PAGES.webhook(Samples.frame(Language.EN), Samples.webhook("It answered 503"));
        assertTrue(webhook.contains("action=\"/webhook/again?lang=en\""), webhook);
        assertFalse(new WebhookPage(
                        true, Optional.empty(), List.of(), "", Optional.empty(), Optional.of("0123456789"), "key")
                .toString()
                .contains("0123456789"));
    }

    @Test
    void the_number_stands_as_on_the_label_and_a_phone_can_be_called() {
        String html = PAGES.scan(Samples.frame(Language.ZH), Samples.lift());
        assertTrue(html.contains("4821 0739 6551 3"));
        assertTrue(html.contains("href=\"tel:110\""));
        assertTrue(html.contains("href=\"tel:02163210000\""));
        assertTrue(html.indexOf("4821 0739 6551 3") < html.indexOf("tel:110"), "identity comes first");
        assertTrue(html.indexOf("tel:110") < html.indexOf("检验与维保"), "help comes before facts");
        int alarm = html.indexOf("有人被困，报警");
        assertTrue(alarm > html.indexOf("tel:110"), "who is in danger telephones first");
        assertTrue(alarm < html.indexOf("tel:02163210000"), "and finds the alarm right after it");
    }

    @Test
    void what_needs_the_reader_comes_before_what_can_be_done_and_that_before_what_there_is_to_know() {
        String page = PAGES.scan(Samples.frame(Language.EN), Samples.lift());
        List<String> order = List.of(
                "id=\"identity\"",
                "badge line bad",
                "tel:110",
                "Maintenance today",
                "/actions/fault",
                "Inspection and maintenance",
                "Safety components");
        List<Integer> places = order.stream().map(page::indexOf).toList();
        assertEquals(places.stream().sorted().toList(), places, page);
        assertTrue(places.get(0) > 0, page);
    }

    @Test
    void a_long_list_of_a_scan_is_folded_and_says_how_long_it_is() {
        String page = PAGES.scan(Samples.frame(Language.EN), Samples.lift());
        assertTrue(
                page.contains("<details><summary><h2>Items of maintenance <small>6 lines</small></h2></summary>"),
                page);
        assertEquals(1, count(page, "<details>"), page);
        assertTrue(page.contains("<h2>Safety components</h2>"), "a short one is not");
        assertEquals(0, count(PAGES.style(Samples.frame(Language.EN)), "<details>"), "nor is one elsewhere");
        assertTrue(
                Assets.text("teshema.css")
                        .contains("@media print { details::details-content { content-visibility: visible"),
                "on paper all is open");
    }

    @Test
    void a_code_post_is_told_beside_the_place_and_a_label_without_one_tells_none() {
        assertTrue(PAGES.scan(Samples.frame(Language.ZH), Samples.codePost()).contains("码桩 2：沪南公路 K12+300"));
        assertTrue(PAGES.scan(Samples.frame(Language.EN), Samples.codePost()).contains("Code post 2: 沪南公路 K12+300"));
        assertFalse(PAGES.scan(Samples.frame(Language.ZH), Samples.lift()).contains("码桩"));
    }

    @Test
    void colours_are_readable_on_their_grounds() {
        String css = Assets.text("teshema.css");
        for (String[] pair : new String[][] {
            {"ink", "paper"},
            {"ink", "ground"},
            {"soft", "paper"},
            {"soft", "ground"},
            {"link", "paper"},
            {"link", "ground"},
            {"good", "good-ground"},
            {"warning", "warning-ground"},
            {"bad", "bad-ground"},
            {"plain", "plain-ground"},
            {"bad", "paper"},
            {"good", "paper"},
            {"warning", "paper"},
            {"paper", "city"},
            {"paper", "bad"},
            {"ink", "bad-ground"},
            {"ink", "warning-ground"},
        }) {
            double ratio = contrast(colour(css, pair[0]), colour(css, pair[1]));
            assertTrue(ratio >= 4.5, pair[0] + " on " + pair[1] + ": " + ratio);
        }
    }

    private static int colour(String css, String name) {
        Matcher value = Pattern.compile("--" + name + ": #([0-9a-f]{3,6});").matcher(css);
        assertTrue(value.find(), name);
        String hex = value.group(1);
        return Integer.parseInt(hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex, 16);
    }

    private static double contrast(int a, int b) {
        double x = luminance(a);
        double y = luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    @Test
    void a_platform_that_lets_in_what_nobody_signed_says_so_on_every_page() {
        String zh = new Pages(true).welcome(Samples.frame(Language.ZH), List.of());
        String en = new Pages(true).scan(Samples.frame(Language.EN), Samples.lift());
        assertTrue(zh.contains("开发模式"), zh);
        assertTrue(en.contains("Developer mode"), en);
        all(Language.ZH).forEach((name, page) -> assertFalse(page.contains("开发模式"), name));
        all(Language.EN).forEach((name, page) -> assertFalse(page.contains("Developer mode"), name));
    }
}
