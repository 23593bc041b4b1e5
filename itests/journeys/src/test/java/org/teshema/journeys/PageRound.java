package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Somebody's way through pages in a browser, in both languages, in large type, on a phone, a tablet and a desk: nothing is out of reach of
 * who cannot see or hold a mouse, nothing stands out over the edge, what is pressed in large type is large, nothing comes from
 * elsewhere. A picture of each goes, with {@code -Dteshema.screens=FOLDER}, into that folder.
 */
final class PageRound implements AutoCloseable {
    static final int HEIGHT = 800;

    private static final List<Integer> WIDTHS = List.of(360, 768, 1280);
    private static final int MOST_FORMS = 7;
    private static final String PICTURES = System.getProperty("teshema.screens", "");

    final Chromium browser = Chromium.started();
    final Cast cast = Cast.shared(Store.H2);

    /** The page of all there is of the lift that bears the bound code, for who may see it. */
    final String portrait;

    /** What stands under the symbols of the two codes. */
    final String boundNumber;

    final String claimedNumber;

    private final Map<String, String> codes = new LinkedHashMap<>();
    private final String device;

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
        var labels = desk.claimed(CodeDesk.LIFTS, 2);
        Label bound = labels.remove();
        device = cast.device("3110", cast.mark() + " 画面 号梯");
        desk.post(bound, device, "car-interior");
        cast.device("3110", cast.mark() + " 待领码 号梯");
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
        return cast.district
                .get(Devices.path(device) + "/entries?kind=elevator/upkeep")
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asText();
    }

    /** Where something of the bound code is. */
    String bound(String below) {
        return codes.get("bound") + below;
    }

    /** Looks at these pages alone, as that person. */
    void lookAt(String person, Api reader, String... paths) {
        Tab tab = browser.tab().as(reader.base(), "teshema", reader.token());
        List<String> wrong = new ArrayList<>();
        for (String path : paths) {
            for (String language : List.of("zh", "en")) {
                for (boolean large : new boolean[] {false, true}) {
                    wrong.addAll(look(
                            tab,
                            reader.base(),
                            person,
                            Map.entry(path.substring(1).replaceAll("[/?=&]", "-"), path),
                            language,
                            large));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Looks at these pages, at those of the codes, and at the forms that the scan of the bound one leads to, as that person. */
    void look(String person, Api reader, String... paths) {
        Tab tab = browser.tab().as(reader.base(), "teshema", reader.token());
        var all = new LinkedHashMap<>(codes);
        Stream.of(paths)
                .forEach(path ->
                        all.put(path.equals("/") ? "home" : path.substring(1).replaceAll("[/?=&]", "-"), path));
        int form = 0;
        for (String href : doors(tab, reader.base())) {
            if (form < MOST_FORMS) {
                all.put("form-" + ++form, href);
            }
        }
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Map.Entry<String, String> page : all.entrySet()) {
            for (String language : List.of("zh", "en")) {
                for (boolean large : new boolean[] {false, true}) {
                    wrong.addAll(look(tab, reader.base(), person, page, language, large));
                    seen++;
                }
            }
        }
        int looks = seen;
        assertEquals(List.of(), wrong, () -> looks + " looks, " + wrong.size() + " findings");
        assertTrue(form > 0, "the scan leads to no form");
    }

    /** Looks at the markup of these pages alone, in both languages: of lists that are made of one component one is looked at whole. */
    void read(String person, Api reader, String... paths) {
        List<String> wrong = new ArrayList<>();
        for (String path : paths) {
            for (String language : List.of("zh", "en")) {
                String address = path + (path.contains("?") ? "&" : "?") + "lang=" + language;
                wrong.addAll(told(
                        reader.base().resolve(address),
                        person,
                        Markup.wrong(
                                reader.get(address, "text/html").expect(200).body())));
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** How far down the alarm ends on the page of the bound code, on a phone of that height. */
    double endOfAlarm(Api reader, int height) {
        Tab tab = browser.tab().sized(WIDTHS.get(0), height).open(reader.base().resolve(codes.get("bound")));
        return tab.value("document.querySelector('.emergency a[href^=\"/apps/\"]').getBoundingClientRect().bottom")
                .asDouble();
    }

    private Set<String> doors(Tab tab, URI base) {
        tab.sized(WIDTHS.get(0), HEIGHT).open(base.resolve(codes.get("bound")));
        var doors = new LinkedHashSet<String>();
        JsonNode links = tab.value(
                "[...document.querySelectorAll('.emergency a[href^=\"/\"], a.door')].map(a => a.getAttribute('href'))");
        links.forEach(link -> doors.add(link.asText()));
        return doors;
    }

    private static List<String> look(
            Tab tab, URI base, String person, Map.Entry<String, String> page, String language, boolean large) {
        List<String> wrong = new ArrayList<>();
        String path = page.getValue();
        String query = "lang=" + language + (large ? "&large=1" : "");
        URI address = base.resolve(path + (path.contains("?") ? "&" : "?") + query);
        tab.sized(WIDTHS.get(0), HEIGHT).open(address);
        wrong.addAll(told(address, person, PageLooks.loaded(tab)));
        if (!large) {
            // In large type the markup is the same but for one class.
            wrong.addAll(told(address, person, Markup.wrong(PageLooks.source(tab))));
        }
        for (int width : WIDTHS) {
            tab.sized(width, HEIGHT);
            wrong.addAll(told(address, person + " " + width, PageLooks.tooWide(tab)));
            if (width == WIDTHS.get(0)) {
                wrong.addAll(told(address, person, PageLooks.inaccessible(tab)));
            }
            if (large) {
                wrong.addAll(told(address, person + " " + width, PageLooks.tooSmall(tab)));
            } else if (!PICTURES.isEmpty()) {
                SmallPicture.write(
                        tab.picture(),
                        Path.of(PICTURES, person, page.getKey() + "-" + language + "-" + width + ".png"));
            }
        }
        return wrong;
    }

    private static List<String> told(URI address, String who, List<String> what) {
        return what.stream()
                .distinct()
                .limit(5)
                .map(one -> who + " " + address.getPath() + "?" + address.getQuery() + ": " + one)
                .toList();
    }

    @Override
    public void close() {
        browser.close();
    }
}
