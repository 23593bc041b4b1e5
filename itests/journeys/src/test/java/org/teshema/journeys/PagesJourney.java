package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every page as a browser shows it, to each side, in both languages, in large type, on a phone, a tablet and a desk: nothing is
 * out of reach of who cannot see or hold a mouse, nothing stands out over the edge, what is pressed in large type is large, nothing comes from elsewhere. A picture of
 * each goes, with {@code -Dteshema.screens=FOLDER}, into that folder.
 */
class PagesJourney {
    private static final List<Integer> WIDTHS = List.of(360, 768, 1280);
    private static final int HEIGHT = 800;
    private static final int MOST_FORMS = 6;
    private static final String PICTURES = System.getProperty("teshema.screens", "");

    private static Chromium browser;
    private static Cast cast;
    private static Map<String, String> codes;

    private final List<String> wrong = new ArrayList<>();
    private int seen;

    @BeforeAll
    static void open() {
        browser = Chromium.started();
        cast = Cast.shared(Store.H2);
        var desk = new CodeDesk(cast);
        var labels = desk.claimed(CodeDesk.LIFTS, 2);
        Label bound = labels.remove();
        desk.post(bound, cast.device("3110", cast.mark() + " 画面 号梯"), "car-interior");
        // A record that waits for its signature, and a visit that is open: with the longest forms there are.
        UpkeepJourney.recorded(cast.maintenance, bound);
        UpkeepJourney.begin(cast.maintenance, bound, "year");
        Label claimed = labels.remove();
        codes = new LinkedHashMap<>();
        codes.put("bound", bound.path());
        codes.put("claimed", claimed.path());
        codes.put("number", "/n/" + bound.number());
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void what_is_wrong_with_a_page_is_found() {
        Tab tab = browser.tab().sized(360, HEIGHT);
        String page =
                "<meta name='viewport' content='width=device-width'><p style='font:9px/1 serif;width:900px'>a<img src='http://elsewhere.example/'><a href='/'>"
                        + "<b style='display:block'></b></a><button>b</button>";
        tab.open(URI.create(
                "data:text/html;base64," + Base64.getEncoder().encodeToString(page.getBytes(StandardCharsets.UTF_8))));
        found("image-alt", PageLooks.inaccessible(tab));
        found("P. ends at 9", PageLooks.tooWide(tab));
        found("9px a", PageLooks.tooSmall(tab));
        found("line 9px of 9px", PageLooks.tooSmall(tab));
        found("BUTTON", PageLooks.tooSmall(tab));
        found("ERR_NAME_NOT_RESOLVED http://elsewhere.example/", PageLooks.loaded(tab));
    }

    private static void found(String what, List<String> findings) {
        assertTrue(findings.stream().anyMatch(one -> one.contains(what)), () -> what + " is not in " + findings);
    }

    @Test
    void pages_for_everybody_are_within_reach_of_everybody() {
        look(
                "public",
                cast.anybody(),
                pages(
                        "/",
                        "/login",
                        "/n",
                        "/verify",
                        "/problems",
                        "/problems/code-withdrawn",
                        "/apps/public-desk/case",
                        "/apps/public-desk/lessons",
                        "/s/0123456789",
                        "/nowhere"));
    }

    @Test
    void pages_of_those_who_use_and_maintain_are_within_reach_of_everybody() {
        look("using-unit", cast.unit, pages("/", "/inbox", "/devices", "/codes", "/my-sessions"));
        look("maintenance-unit", cast.maintenance, pages("/"));
    }

    @Test
    void pages_of_authorities_and_inspectors_are_within_reach_of_everybody() {
        look(
                "district",
                cast.district,
                pages("/", "/inbox", "/devices", "/hand-overs", "/apps", "/apps/public-desk/board"));
        look("city", cast.city, pages("/", "/plugins", "/batches"));
        look("inspection-body", cast.body, pages("/"));
    }

    private static Map<String, String> pages(String... paths) {
        var pages = new LinkedHashMap<String, String>(codes);
        Stream.of(paths)
                .forEach(path ->
                        pages.put(path.equals("/") ? "home" : path.substring(1).replaceAll("[/?=&]", "-"), path));
        return pages;
    }

    /** Looks at these pages and at the forms that the scan of the bound code leads to, as that person. */
    private void look(String person, Api reader, Map<String, String> pages) {
        Tab tab = browser.tab().as(reader.base(), "teshema", reader.token());
        var all = new LinkedHashMap<>(pages);
        int form = 0;
        for (String href : doors(tab, reader.base())) {
            if (form < MOST_FORMS) {
                all.put("form-" + ++form, href);
            }
        }
        all.forEach((name, path) -> {
            for (String language : List.of("zh", "en")) {
                for (boolean large : new boolean[] {false, true}) {
                    look(tab, reader.base(), person, name, path, language, large);
                }
            }
        });
        assertEquals(List.of(), wrong, () -> seen + " looks, " + wrong.size() + " findings");
        assertTrue(seen >= all.size() * 4, seen + " looks");
    }

    private static Set<String> doors(Tab tab, URI base) {
        tab.sized(360, HEIGHT).open(base.resolve(codes.get("bound")));
        var doors = new LinkedHashSet<String>();
        JsonNode links = tab.value("[...document.querySelectorAll('a.door')].map(a => a.getAttribute('href'))");
        links.forEach(link -> doors.add(link.asText()));
        return doors;
    }

    private void look(Tab tab, URI base, String person, String name, String path, String language, boolean large) {
        String query = "lang=" + language + (large ? "&large=1" : "");
        URI address = base.resolve(path + (path.contains("?") ? "&" : "?") + query);
        tab.sized(WIDTHS.get(0), HEIGHT).open(address);
        found(address, person, PageLooks.loaded(tab));
        for (int width : WIDTHS) {
            tab.sized(width, HEIGHT);
            found(address, person + " " + width, PageLooks.tooWide(tab));
            if (width == WIDTHS.get(0)) {
                found(address, person, PageLooks.inaccessible(tab));
            }
            if (large) {
                found(address, person + " " + width, PageLooks.tooSmall(tab));
            } else if (!PICTURES.isEmpty()) {
                tab.picture(Path.of(PICTURES, person, name + "-" + language + "-" + width + ".png"));
            }
        }
        seen++;
    }

    private void found(URI address, String who, List<String> what) {
        what.stream()
                .distinct()
                .limit(5)
                .forEach(one -> wrong.add(who + " " + address.getPath() + "?" + address.getQuery() + ": " + one));
    }
}
