package org.teshema.rest.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.rule.DueStatus;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.reference.DistrictSpots;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.TestServer;
import org.teshema.rest.read.Duty;
import org.teshema.rest.read.Reads;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.KeyRing;

/** The portrait of a device: what each reader finds on it, and that every number of its picture leads to its rows. */
class PortraitTest {
    private static final Pattern NAMED =
            Pattern.compile("<text x=\"([0-9.]+)\" y=\"([0-9.]+)\" text-anchor=\"(start|end|middle)\">([^<]+)</text>");
    private static final Pattern DOT = Pattern.compile("<circle class=\"spot\" cx=\"([0-9]+)\" cy=\"([0-9]+)\"");
    private static final Rectangle2D MAP = new Rectangle2D.Double(0, 0, 330, 380);

    private final CityClock clock = new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z"));
    private final Database database = Database.of(
            DatabaseSettings.inMemory("q" + UUID.randomUUID().toString().replace("-", "")));
    private final Entries entries = new Entries(database, clock);
    private final Actor district = TestServer.actor(1, OrganisationKind.DISTRICT, "310115");
    private final Actor unit = TestServer.actor(2, OrganisationKind.USING_UNIT, "310115");
    private final Actor other = TestServer.actor(3, OrganisationKind.USING_UNIT, "310115");
    private final Actor bureau = TestServer.actor(4, OrganisationKind.CITY_BUREAU, "310000");
    private CityKeys keys;
    private PortraitCity city;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() {
        keys = new CityKeys(
                KeyRing.openDrawn(
                        folder.resolve("ring"), "a passphrase for tests".toCharArray(), clock.withZone(CityClock.ZONE)),
                CodePrefix.parse("https://s.sh.gov.cn/s/"),
                List.of(),
                clock);
        city = new PortraitCity(
                database, clock, keys, Map.of("district", district, "unit", unit, "other", other, "bureau", bureau));
        city.device(1, "1号梯 <b>", 121.51, 31.24);
        city.device(2, "2号梯", 116.4, 39.9);
        city.use(1, unit);
        found("2024-03-01T00:00:00Z", "第一次");
        found("2026-03-01T00:00:00Z", "第二次");
        found("2026-05-01T00:00:00Z", "第三次");
        // In the city the new year has begun.
        found("2025-12-31T16:30:00Z", "元旦");
    }

    @AfterEach
    void close() {
        city.close();
        keys.close();
        database.close();
    }

    private void found(String at, String words) {
        database.write(work -> entries.append(
                work,
                district,
                Subject.of(new DeviceId(1)),
                "310115",
                PortraitCity.FINDING,
                new Values(Map.of("found", words, "told", "密报" + words)),
                Instant.parse(at),
                "api",
                OptionalLong.empty()));
    }

    private String page(String path, String token, int status) {
        HttpResponse<String> page = city.server().get(path, "Cookie", "teshema=" + token);
        assertEquals(status, page.statusCode(), page.body());
        return page.body();
    }

    @Test
    void the_portrait_tells_who_the_device_is_and_shows_where_it_is_without_any_network() {
        String page = page("/devices/1", "district", 200);
        assertTrue(page.contains("1号梯 &lt;b&gt;"), page);
        assertTrue(page.contains("浦东新区"), page);
        assertTrue(page.contains("121.5100°") && page.contains("<svg class=\"map\""), page);
        assertFalse(page.contains("http://") || page.contains("https://"), page);
        assertTrue(page("/devices/1?lang=en", "district", 200).contains("Portrait of the device"));
        assertTrue(page.contains("href=\"/archive/1\""), "it leads on to what it was made of");
    }

    @Test
    void its_badge_says_how_the_device_stands_and_not_only_what_the_register_calls_it() {
        assertTrue(page("/devices/1", "district", 200).contains("<span>在用</span></p>"));
        city.due = DueStatus.FAILED;
        String failed = page("/devices/1", "district", 200);
        assertTrue(failed.contains("badge bad") && failed.contains("<span>定期检验：不合格，期限 2027-05-31</span></p>"), failed);
    }

    @Test
    void a_position_outside_the_city_is_told_and_not_drawn() {
        assertFalse(page("/devices/2", "district", 200).contains("<svg class=\"map\""));
    }

    @Test
    void the_picture_of_the_years_reads_as_a_table_and_its_numbers_lead_to_their_rows() {
        String page = page("/devices/1", "district", 200);
        assertTrue(page.contains("<th scope=\"row\">2026</th>") && page.contains("<th scope=\"row\">2024</th>"), page);
        assertFalse(page.contains("<th scope=\"row\">2025</th>"), "the year is that of the city");
        String link = "/devices/1/entries?year=2026&amp;theme=FAULT";
        assertTrue(page.contains("<a href=\"" + link + "\">3</a>"), page);
        String rows = page(link.replace("&amp;", "&"), "district", 200);
        assertTrue(rows.contains("第二次") && rows.contains("第三次") && rows.contains("元旦"), rows);
        assertFalse(rows.contains("第一次"), rows);
    }

    @Test
    void each_reader_sees_of_an_entry_what_its_kind_lets_it_see() {
        assertTrue(page("/devices/1", "district", 200).contains("密报第三次"));
        for (String path : List.of("/devices/1", "/devices/1/entries", "/devices/1/entries?format=csv&purpose=AUDIT")) {
            String users = page(path, "unit", 200);
            assertTrue(users.contains("第三次"), users);
            assertFalse(users.contains("密报"), users);
        }
        page("/devices/1", "other", 404);
        page("/devices/1/entries", "other", 404);
        page("/devices/1/entries?format=csv&purpose=AUDIT", "other", 404);
        page("/devices/1/entries?format=csv", "district", 400);
        page("/devices/1/entries?year=20x6", "district", 400);
        page("/devices/9", "district", 404);
        assertEquals(303, city.server().get("/devices/1").statusCode());
    }

    @Test
    void who_opens_it_is_noted_after_the_answer_and_without_a_query_more() throws InterruptedException {
        page("/devices/1", "other", 404);
        city.server().get("/devices/1");
        page("/devices/1/entries?format=csv&purpose=AUDIT", "unit", 200);
        assertEquals(queriesOfAPortrait(), queriesOfAPortrait(), "the first is noted and the second is not");
        assertEquals(new Reads.Read(1, 1, "/devices/1", Duty.SUPERVISION), read());
        page("/devices/1/entries?year=2026", "unit", 200);
        assertEquals(new Reads.Read(2, 2, "/devices/1/entries", Duty.USE), read(), "nothing of what was asked for");
        assertEquals(List.of(), List.copyOf(city.server().reads()));
    }

    @Test
    void each_of_its_tables_is_taken_along_with_the_rows_its_reader_sees_and_noted() throws InterruptedException {
        Map<String, String> all = Taken.along(city.server(), "/devices/1", "district");
        assertEquals(
                List.of("identity", "clocks", "people", "years", "life"), List.copyOf(all.keySet()), all::toString);
        assertTrue(all.get("life").contains("密报第三次"), all::toString);
        assertTrue(all.get("years").contains("2026,0,0,0,3,0,0"), all::toString);
        Map<String, String> users = Taken.along(city.server(), "/devices/1", "unit");
        assertTrue(users.get("life").contains("第三次"), users::toString);
        assertFalse(users.toString().contains("密报"), users::toString);
        assertTrue(Taken.along(city.server(), "/devices/1?lang=en", "unit")
                .get("identity")
                .startsWith("\uFEFFItem,What it says"));
        String file = "/devices/1?format=csv&table=life";
        page(file + "&purpose=AUDIT", "other", 404);
        page(file, "district", 400);
        page("/devices/1?format=csv&purpose=AUDIT&table=lives", "district", 400);
        assertEquals(303, city.server().get(file + "&purpose=AUDIT").statusCode());
        assertEquals(new Reads.Read(1, 1, "/devices/1", Duty.SUPERVISION), read());
        assertEquals(new Reads.Read(2, 2, "/devices/1", Duty.USE), read());
    }

    private Reads.Read read() throws InterruptedException {
        return city.server().reads().poll(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"zh,13", "zh,18", "en,13", "en,18"})
    void no_name_on_the_map_lies_upon_another_or_upon_a_dot_or_over_the_edge(String language, int size) {
        for (DistrictSpots.Spot spot : city.spots()) {
            city.move(1, spot.district());
            String page = page("/devices/1?lang=" + language, "bureau", 200);
            List<Rectangle2D> names = NAMED.matcher(page)
                    .results()
                    .map(found -> line(found, size))
                    .toList();
            List<Rectangle2D> dots =
                    DOT.matcher(page).results().map(PortraitTest::dot).toList();
            assertTrue(names.size() > 8 && dots.size() > names.size(), page);
            for (int i = 0; i < names.size(); i++) {
                Rectangle2D name = names.get(i);
                assertTrue(MAP.contains(name), spot + ": " + name + " stands out");
                for (int j = 0; j < i; j++) {
                    assertFalse(name.intersects(names.get(j)), spot + ": " + name + " and " + names.get(j));
                }
                if (!spot.side().isEmpty()) {
                    Rectangle2D drawn =
                            new Rectangle2D.Double(name.getX(), name.getY() + 0.15 * size, name.getWidth(), 0.9 * size);
                    assertFalse(dots.stream().anyMatch(drawn::intersects), spot + ": a dot under " + name);
                }
            }
        }
    }

    /** The line that the name takes in that size, as high as is comfortable; a Chinese character is as wide as it is high. */
    private static Rectangle2D line(MatchResult name, int size) {
        double width =
                name.group(4).chars().mapToDouble(c -> c > 0x2E80 ? 1 : 0.5).sum() * size;
        double x = Double.parseDouble(name.group(1));
        double left = switch (name.group(3)) {
            case "end" -> x - width;
            case "middle" -> x - width / 2;
            default -> x;
        };
        return new Rectangle2D.Double(left, Double.parseDouble(name.group(2)) - 0.95 * size, width, 1.3 * size);
    }

    private static Rectangle2D dot(MatchResult dot) {
        return new Rectangle2D.Double(Double.parseDouble(dot.group(1)) - 3, Double.parseDouble(dot.group(2)) - 3, 6, 6);
    }

    @Test
    void the_devices_of_a_set_lead_to_one_another() {
        city.join(2, 1);
        String mother = page("/devices/1", "district", 200);
        assertTrue(mother.contains("href=\"/devices/2\""), mother);
        String child = page("/devices/2", "district", 200);
        assertTrue(child.contains("href=\"/devices/1\""), child);
    }

    @Test
    void a_portrait_costs_as_many_queries_however_much_happened() {
        page("/devices/1", "district", 200);
        long before = queriesOfAPortrait();
        for (int i = 0; i < 30; i++) {
            found("2026-06-01T00:00:00Z", "又一次 " + i);
        }
        city.join(2, 1);
        assertEquals(before, queriesOfAPortrait());
    }

    private long queriesOfAPortrait() {
        return city.queries(() -> page("/devices/1", "district", 200));
    }
}
