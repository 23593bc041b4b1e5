package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Somebody's way through pages in a browser, in both languages, in large type, on a phone, a tablet and a desk: nothing is out of reach of
 * who cannot see or hold a mouse, nothing stands out over the edge, what is pressed in large type is large, nothing comes from
 * elsewhere. Where the build makes {@link Screens}, each is also a picture.
 */
final class PageRound implements AutoCloseable {
    static final int HEIGHT = 800;

    private static final List<Integer> WIDTHS = List.of(360, 768, 1280);
    private static final List<String> LANGUAGES = List.of("zh", "en");
    /** Of how many forms that others have as well there are pictures for each person. */
    private static final int MOST_FORMS = 7;

    /** Pages of apps and forms that somebody was led to before. */
    private static final Set<String> FORMS = ConcurrentHashMap.newKeySet();

    final Chromium browser = Chromium.started();
    final Cast cast = Screens.wanted() ? Cast.shared(Store.H2) : new Cast(SharedPlatforms.on(Store.H2), Hostile.NAME);

    /** The page of all there is of the lift that bears the bound code, for who may see it. */
    final String portrait;

    /** What stands under the symbols of the two codes. */
    final String boundNumber;

    final String claimedNumber;

    private final Map<String, String> codes = new LinkedHashMap<>();
    private final Set<String> pictured = new HashSet<>();
    private final String device;
    private final Label boundLabel;
    private final String batch;

    /**
     * A browser, and a lift with a bound code, a record that waits for its signature, a visit and a supervision inspection that are open;
     * and one that waits for its code.
     */
    PageRound() {
        // Somebody who may act for another organisation, and so is offered to switch; said by whichever round comes
        // first.
        cast.city.post(
                "/api/v1/memberships",
                Map.of("login", cast.login("unit"), "organisationId", cast.otherUnitId, "role", "MEMBER"));
        var desk = new CodeDesk(cast);
        batch = desk.claimed(CodeDesk.LIFTS, 2, 1);
        var labels = desk.labels(batch);
        Label bound = labels.remove();
        boundLabel = bound;
        device = cast.device("3110", cast.mark() + " 1 号楼 3 号梯");
        desk.post(bound, device, "car-interior");
        cast.device("3110", cast.mark() + " 1 号楼 4 号梯");
        portrait = "/devices/" + device;
        UpkeepJourney.recorded(cast.maintenance, bound);
        UpkeepJourney.begin(cast.maintenance, bound, "year");
        DeedsJourney.begin(cast.district, bound);
        Label claimed = labels.remove();
        codes.put("bound", bound.path());
        codes.put("claimed", claimed.path());
        codes.put("number", "/n/" + bound.number());
        boundNumber = bound.number();
        claimedNumber = claimed.number();
    }

    /** The device of the bound code. */
    String device() {
        return device;
    }

    /** An entry of its archive. */
    String entry() {
        return newest("elevator/upkeep");
    }

    private String newest(String kind) {
        List<JsonNode> all = cast.district.all(Devices.path(device) + "/entries?kind=" + kind);
        return all.get(all.size() - 1).path("id").asText();
    }

    /** The page on which the unit decides what the inspection body proposes to correct of what it recorded. */
    String proposal() {
        var action = Scan.of(cast.unit, boundLabel).action("record-manufacture");
        cast.unit
                .post(
                        action.path("href").asText(),
                        Map.of(
                                "token",
                                action.path("token").asText(),
                                "values",
                                Map.of("on", "2020-01-01", "maker", Hostile.NAME)))
                .expect(201);
        String form = "/archive/entries/" + newest("manufacture") + "/correct";
        cast.body
                .form(
                        form,
                        Map.of(
                                "_key",
                                UUID.randomUUID().toString(),
                                "field",
                                "maker",
                                "value",
                                "乙厂",
                                "reason",
                                Hostile.NAME))
                .expect(200);
        return "/archive/corrections/" + newest("correction-proposed") + "/confirmed";
    }

    /** The page on which the district takes back what it hands over to its station. */
    String handOver() {
        return "/hand-overs/" + new CodeDesk(cast).offer(cast.district, batch, 3, 3, cast.stationId) + "/answer";
    }

    /** The page of a label that somebody thinks is none of the city's. */
    String suspect() {
        cast.anybody()
                .form(
                        "/suspect",
                        Map.of(
                                "_key",
                                UUID.randomUUID().toString(),
                                "words",
                                Hostile.NAME,
                                "why",
                                "ADDRESS",
                                "district",
                                Cast.DISTRICT,
                                "place",
                                Hostile.NAME))
                .expect(200);
        List<JsonNode> all = cast.district.all("/api/v1/suspect-labels");
        return "/suspect/labels/" + all.get(all.size() - 1).path("id").asText();
    }

    /** Where something of the bound code is. */
    String bound(String below) {
        return codes.get("bound") + below;
    }

    /** Looks at these pages alone, as that person. */
    void lookAt(String person, Api reader, String... paths) {
        Tab tab = PageLooks.tab(browser).as(reader.base(), "teshema", reader.token());
        look(tab, person, reader, named(paths));
    }

    /** Looks at these pages, at those of the codes, and at the forms that the scan of the bound one leads to, as that person. */
    void look(String person, Api reader, String... paths) {
        Tab tab = PageLooks.tab(browser).as(reader.base(), "teshema", reader.token());
        var all = new LinkedHashMap<>(codes);
        all.putAll(named(paths));
        Set<String> doors = doors(tab, reader.base());
        int forms = 0;
        for (String door : doors) {
            // Whoever else is led to the same form has been there before.
            if (FORMS.add(PagesSeen.plain(door)) || (Screens.wanted() && forms < MOST_FORMS)) {
                forms++;
                all.put("form-" + forms, door);
            }
        }
        assertFalse(doors.isEmpty(), "the scan leads to no form");
        look(tab, person, reader, all);
    }

    /** Looks at the markup of these pages alone, in both languages: of lists that are made of one component one is looked at whole. */
    void read(String person, Api reader, String... paths) {
        if (Screens.wanted()) {
            lookAt(person, reader, paths);
            return;
        }
        List<String> wrong = new ArrayList<>();
        for (String path : paths) {
            wrong.addAll(told(path, person, markup(reader, path)));
        }
        assertEquals(List.of(), wrong);
    }

    /** What is wrong with the markup of the page there, in each language. */
    static List<String> markup(Api reader, String path) {
        PagesSeen.lookedAt(path);
        return LANGUAGES.stream()
                .flatMap(language ->
                        Markup.wrong(reader.get(asked(path, "lang=" + language), "text/html")
                                        .expect(200)
                                        .body())
                                .stream())
                .toList();
    }

    private static Map<String, String> named(String... paths) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String path : paths) {
            String name = path.replaceFirst("^/s/[0-9]+/", "/scan/")
                    .replaceAll("[/=][0-9]+", "-one")
                    .replaceAll("%..|[^a-z0-9]+", "-")
                    .replaceAll("^-+|-+$", "");
            String other = named.put(name.isEmpty() ? "home" : name, path);
            assertNull(
                    other,
                    () -> other + " and " + path + " would have one name, and one of them would not be looked at");
        }
        return named;
    }

    private static String asked(String path, String query) {
        return path + (path.contains("?") ? "&" : "?") + query;
    }

    private void look(Tab tab, String person, Api reader, Map<String, String> pages) {
        if (pictured.add(person)) {
            Screens.forget(person);
        }
        List<String> wrong = new ArrayList<>();
        pages.forEach((name, path) -> {
            PagesSeen.lookedAt(path);
            FORMS.add(PagesSeen.plain(path));
            for (String language : LANGUAGES) {
                wrong.addAll(look(tab, reader, person, name, asked(path, "lang=" + language), language));
            }
            // Whoever is not logged in may write only so often.
            if (path.contains("/actions/") && !reader.token().isEmpty()) {
                wrong.addAll(told(path, person + ", sent back", refused(tab, path)));
            }
            if (path.startsWith("/apps/") && !path.contains("/actions/")) {
                wrong.addAll(formsOf(tab, person, reader));
            }
        });
        for (JsonNode app : reader.get("/apps").expect(200).json().path("items")) {
            for (JsonNode page : app.path("pages")) {
                wrong.addAll(offered(tab, person, reader, page.path("href").asText()));
            }
        }
        assertEquals(List.of(), wrong, () -> pages.size() + " pages, " + wrong.size() + " findings");
    }

    /** What is wrong with a page of an app, and the forms it leads to, that no round has on its list: each is looked at once. */
    private static List<String> offered(Tab tab, String person, Api reader, String page) {
        PagesSeen.offered(page);
        if (!FORMS.add(PagesSeen.plain(page))) {
            return List.of();
        }
        PagesSeen.lookedAt(page);
        List<String> wrong = new ArrayList<>();
        tab.sized(WIDTHS.get(0), HEIGHT).open(reader.base().resolve(page));
        wrong.addAll(told(page, person, PageLooks.inaccessible(tab)));
        wrong.addAll(told(page, person, PageLooks.tooWide(tab)));
        wrong.addAll(told(page, person, Hostile.ran(tab)));
        wrong.addAll(told(page, person, Markup.wrong(tab.source())));
        wrong.addAll(formsOf(tab, person, reader));
        return wrong;
    }

    /** What is wrong with the forms that the page of an app leads to, as they open and as they come back. */
    private static List<String> formsOf(Tab tab, String person, Api reader) {
        List<String> wrong = new ArrayList<>();
        List<String> forms = new ArrayList<>();
        tab.value("[...document.querySelectorAll('main a[href*=\"/actions/\"]')].map(a => a.getAttribute('href'))")
                .forEach(link -> forms.add(link.asText()));
        for (String form : forms) {
            PagesSeen.offered(form);
            if (FORMS.add(PagesSeen.plain(form))) {
                PagesSeen.lookedAt(form);
                tab.sized(WIDTHS.get(0), HEIGHT).open(reader.base().resolve(form));
                wrong.addAll(told(form, person, PageLooks.inaccessible(tab)));
                wrong.addAll(told(form, person, Markup.wrong(tab.source())));
                if (!reader.token().isEmpty()) {
                    wrong.addAll(told(form, person + ", sent back", refused(tab, form)));
                }
            }
        }
        return wrong;
    }

    /** How far down the alarm ends on the page of the bound code, on a phone of that height, where the lift is called as lifts are. */
    double endOfAlarm(Api reader, int height) {
        String called = name(device);
        try {
            Devices.change(cast.district, device, Map.of("name", "3 号梯", "place", "世纪大道 1 号"))
                    .expect(200);
            Tab tab = browser.tab()
                    .sized(WIDTHS.get(0), height)
                    .open(reader.base().resolve(codes.get("bound")));
            return tab.value("document.querySelector('.emergency a[href^=\"/apps/\"]').getBoundingClientRect().bottom")
                    .asDouble();
        } finally {
            Devices.change(cast.district, device, Map.of("name", called, "place", called))
                    .expect(200);
        }
    }

    private String name(String one) {
        return cast.district.get(Devices.path(one)).expect(200).text("name");
    }

    private Set<String> doors(Tab tab, URI base) {
        tab.sized(WIDTHS.get(0), HEIGHT).open(base.resolve(codes.get("bound")));
        var doors = new LinkedHashSet<String>();
        JsonNode links = tab.value(
                "[...document.querySelectorAll('.emergency a[href^=\"/\"], a.door')].map(a => a.getAttribute('href'))");
        links.forEach(link -> doors.add(link.asText()));
        doors.forEach(PagesSeen::offered);
        return doors;
    }

    /** One visit: first as the page comes, then in large type. */
    private static List<String> look(Tab tab, Api reader, String person, String name, String path, String language) {
        tab.sized(WIDTHS.get(0), HEIGHT).open(reader.base().resolve(path));
        List<String> wrong = new ArrayList<>(told(path, person, PageLooks.loaded(tab)));
        wrong.addAll(told(path, person, Hostile.ran(tab)));
        if (path.startsWith("/apps/")) {
            int status = tab.value("performance.getEntriesByType('navigation')[0].responseStatus")
                    .asInt();
            wrong.addAll(told(path, person, status == 200 ? List.of() : List.of("it is no page but a " + status)));
        }
        String source = tab.source();
        var markup = CompletableFuture.supplyAsync(() -> Markup.wrong(source));
        wrong.addAll(told(path, person, PageLooks.hiddenEntry(tab)));
        wrong.addAll(told(path, person, PageLooks.inaccessible(tab)));
        for (int width : WIDTHS) {
            tab.sized(width, HEIGHT);
            wrong.addAll(told(path, person + " " + width, PageLooks.tooWide(tab)));
            Screens.take(tab, person, name, language, width);
        }
        wrong.addAll(told(path, person, PageLooks.enlarged(tab, source)));
        for (int i = WIDTHS.size() - 1; i >= 0; i--) {
            int width = WIDTHS.get(i);
            tab.sized(width, HEIGHT);
            wrong.addAll(told(path, person + " large " + width, PageLooks.tooWide(tab)));
            wrong.addAll(told(path, person + " large " + width, PageLooks.tooSmall(tab)));
        }
        wrong.addAll(told(path, person + " large", PageLooks.poppedUp(tab)));
        wrong.addAll(told(path, person + " large", PageLooks.inaccessible(tab)));
        wrong.addAll(told(path, person + " at 30 px", PageLooks.tooWideAtThirty(tab)));
        wrong.addAll(told(path, person, markup.join()));
        return wrong;
    }

    /**
     * The form that is open comes back with what was typed into it and what is wrong with that: script in every field, and too much. An
     * alarm goes out whatever is wrong with its words.
     */
    private static List<String> refused(Tab tab, String form) {
        if (!Hostile.typeTooMuch(tab)) {
            return List.of();
        }
        Hostile.send(tab);
        List<String> wrong = new ArrayList<>(Hostile.ran(tab));
        boolean alarm = form.contains("/alarm/actions/");
        String told = alarm ? ".identity.good[role=status]" : "[role=alert]";
        if (!tab.value("!!document.querySelector('" + told + "')").asBoolean()) {
            wrong.add(alarm ? "it is not told that the alarm went out" : "it is not told what is wrong");
        }
        wrong.addAll(PageLooks.inaccessible(tab));
        wrong.addAll(PageLooks.tooWide(tab));
        wrong.addAll(Markup.wrong(tab.source()));
        return wrong;
    }

    private static List<String> told(String path, String who, List<String> what) {
        return what.stream()
                .distinct()
                .limit(5)
                .map(one -> who + " " + path + ": " + one)
                .toList();
    }

    @Override
    public void close() {
        Screens.index(WIDTHS);
        browser.close();
    }
}
