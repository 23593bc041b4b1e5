package org.teshema.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;

class DeviceSearchTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";
    private static final List<String> SIGNS = List.of("东", "方", "明", "珠", "a", "B", "%", "_", "!", "𠮷", "1", "号");

    private record Spot(String name, String place) {}

    private static void put(City city, long device, String name, String place) {
        city.database.write(
                unit -> unit.update("update device set name = ?, place = ? where id = ?", name, place, device));
    }

    private static Set<Long> found(City city, Actor actor, String typed) {
        return new DeviceSearch(city.database, city.clock)
                .find(actor, DeviceFilter.none(), Optional.of(typed), new Cursor(0, Cursor.MOST)).items().stream()
                        .map(DeviceFile::id)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void words_are_found_where_they_are_and_nowhere_else(Database database) {
        try (database) {
            var city = new City(database);
            var random = new Random(20261124);
            Map<Long, Spot> spots = new LinkedHashMap<>();
            for (int i = 0; i < 60; i++) {
                var spot = new Spot(drawn(random, 6), drawn(random, 9));
                long id = city.lift().id();
                put(city, id, spot.name(), spot.place());
                spots.put(id, spot);
            }
            Actor district = city.actor(OrganisationKind.DISTRICT);
            String unit = city.here(OrganisationKind.USING_UNIT).name();
            int hits = 0;
            for (int i = 0; i < 120; i++) {
                String word = drawn(random, 1 + random.nextInt(3)).strip();
                Set<Long> expected = spots.entrySet().stream()
                        .filter(one -> one.getValue().name().contains(word)
                                || one.getValue().place().contains(word)
                                || unit.contains(word))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));
                assertEquals(expected, found(city, district, word), word);
                hits += expected.size();
            }
            assertTrue(hits > 300, "words that are somewhere were looked for: " + hits);
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_word_of_many_units_finds_the_same_devices_in_the_same_pages_as_one_of_few(Database database) {
        try (database) {
            var city = new City(database);
            var random = new Random(20261130);
            Actor bureau = city.actor(OrganisationKind.CITY_BUREAU);
            for (int i = 0; i < 40; i++) {
                long id = (random.nextBoolean() ? city.lift() : city.foreignLift()).id();
                put(city, id, drawn(random, 6), drawn(random, 9));
            }
            for (Actor unit :
                    List.of(city.actor(OrganisationKind.USING_UNIT), city.stranger(OrganisationKind.USING_UNIT))) {
                String name = drawn(random, 12);
                database.write(rename -> rename.update(
                        "update organisation set name = ? where id = ?",
                        name,
                        unit.organisation().id()));
            }
            var usual = new DeviceSearch(database, city.clock);
            // Not a unit is told one by one, and two devices in a row are near.
            var apart = new DeviceSearch(database, city.clock, 0, 2);
            int hits = 0;
            for (int i = 0; i < 150; i++) {
                String typed = drawn(random, 1 + random.nextInt(2))
                        + (random.nextInt(3) == 0 ? " " + drawn(random, 1 + random.nextInt(2)) : "");
                for (Actor actor : List.of(bureau, city.actor(OrganisationKind.DISTRICT))) {
                    List<List<Long>> pages = pages(usual, actor, typed, 4);
                    assertEquals(pages, pages(apart, actor, typed, 4), typed);
                    assertEquals(
                            usual.count(actor, DeviceFilter.none(), Optional.of(typed), 9),
                            apart.count(actor, DeviceFilter.none(), Optional.of(typed), 9),
                            typed);
                    hits += pages.size();
                }
            }
            assertTrue(hits > 300, "pages there were: " + hits);
            long numbered = city.lift().id();
            city.register.addIdentifier(
                    city.by(OrganisationKind.DISTRICT),
                    numbered,
                    0,
                    new NewIdentifier(
                            "use_cert",
                            "梯11沪A00001(17)",
                            "登记证",
                            Optional.of(LocalDate.of(2017, 5, 1)),
                            Optional.empty()));
            String number = "梯11沪A00001(17)";
            assertEquals(List.of(List.of(numbered)), pages(usual, bureau, number, 9));
            database.write(rename -> rename.update(
                    "update organisation set name = ? where id = ?",
                    "who is called " + number,
                    city.stranger(OrganisationKind.USING_UNIT).organisation().id()));
            assertEquals(pages(usual, bureau, number, 9), pages(apart, bureau, number, 9), "with its number");
        }
    }

    private static List<List<Long>> pages(DeviceSearch search, Actor actor, String typed, int limit) {
        var pages = new ArrayList<List<Long>>();
        Optional<String> next = Optional.empty();
        do {
            Page<DeviceFile> page =
                    search.find(actor, DeviceFilter.none(), Optional.of(typed), Cursor.of(next, Optional.of(limit)));
            pages.add(page.items().stream().map(DeviceFile::id).toList());
            next = page.next();
        } while (next.isPresent());
        return pages;
    }

    private static String drawn(Random random, int length) {
        var drawn = new StringBuilder();
        for (int i = 0; i < length; i++) {
            drawn.append(SIGNS.get(random.nextInt(SIGNS.size())));
        }
        return drawn.toString();
    }

    @Test
    void a_search_is_planned_for_what_is_looked_for_and_leaves_its_connection_as_it_was() {
        try (Database database = TestDatabases.postgres()) {
            var city = new City(database);
            put(city, city.lift().id(), "东塔客梯", "世纪大道100号");
            Actor district = city.actor(OrganisationKind.DISTRICT);
            for (int i = 0; i < 12; i++) {
                assertEquals(1, found(city, district, "东塔").size());
            }
            assertEquals(
                    "0",
                    told(
                            database,
                            "select coalesce(sum(generic_plans), 0) from pg_prepared_statements"
                                    + " where statement like '%device_grams%'"));
            assertEquals("auto", told(database, "show plan_cache_mode"));
            assertEquals("4MB", told(database, "show work_mem"));
            assertEquals("2", told(database, "show max_parallel_workers_per_gather"));
            assertEquals("off", told(database, "show jit"));
        }
    }

    private static String told(Database database, String sql) {
        return database.read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void all_words_must_be_found_in_name_place_or_using_unit(Database database) {
        try (database) {
            var city = new City(database);
            long first = city.lift().id();
            long second = city.lift().id();
            put(city, first, "东塔客梯", "世纪大道100号");
            put(city, second, "西塔客梯", "世纪大道100号");
            Actor district = city.actor(OrganisationKind.DISTRICT);
            assertEquals(Set.of(first), found(city, district, "世纪大道 东塔"));
            assertEquals(Set.of(first), found(city, district, "本区USING 东塔"), "the unit's name counts");
            assertEquals(Set.of(first, second), found(city, district, "本区USING"));
            assertEquals(Set.of(), found(city, district, "外区USING 东塔"));
            assertEquals(Set.of(), found(city, city.stranger(OrganisationKind.DISTRICT), "东塔"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void numbers_of_the_register_and_of_labels_are_found_however_they_are_typed(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            city.lift();
            city.register.addIdentifier(
                    city.by(OrganisationKind.DISTRICT),
                    lift,
                    0,
                    new NewIdentifier(
                            "use_cert",
                            "梯11沪A00001(17)",
                            "登记证",
                            Optional.of(LocalDate.of(2017, 5, 1)),
                            Optional.empty()));
            Actor district = city.actor(OrganisationKind.DISTRICT);
            assertEquals(Set.of(lift), found(city, district, " 梯11沪ａ00001（17） "));
            assertEquals(Set.of(), found(city, city.stranger(OrganisationKind.DISTRICT), "梯11沪A00001(17)"));
            assertEquals(Set.of(), found(city, district, "4821073965513"), "no code has that number");
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void pages_go_on_where_the_one_before_ended_and_counting_ends_where_it_is_told_to(Database database) {
        try (database) {
            var city = new City(database);
            var all = new ArrayList<Long>();
            for (int i = 0; i < 7; i++) {
                all.add(city.lift().id());
            }
            var search = new DeviceSearch(database, city.clock);
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            assertEquals(
                    List.of(all.subList(0, 3), all.subList(3, 6), all.subList(6, 7)), pages(search, unit, "号梯", 3));
            assertEquals(7, search.count(unit, DeviceFilter.none(), Optional.of("号梯"), 100));
            assertEquals(4, search.count(unit, DeviceFilter.none(), Optional.of("号梯"), 3), "one more than asked");
            assertEquals(7, search.count(unit, DeviceFilter.none(), Optional.empty(), 100));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_cannot_be_looked_for_is_refused(Database database) {
        try (database) {
            var city = new City(database);
            Actor district = city.actor(OrganisationKind.DISTRICT);
            for (String typed : List.of(" ", "a\u0001b", "\u0000", "梯".repeat(61))) {
                Problem problem = assertThrows(Problem.class, () -> found(city, district, typed));
                assertEquals(Optional.of("q"), problem.field());
            }
            assertEquals(Set.of(), found(city, district, "' or 1 = 1 --"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void the_index_of_names_and_places_is_used_where_there_is_one(Database database) {
        try (database) {
            new City(database).lift();
            if (database.isPostgres()) {
                assertTrue(plan(database).contains("device_words"), () -> plan(database));
            }
        }
    }

    private static String plan(Database database) {
        return database.read(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set enable_seqscan = off");
                var plan = new StringBuilder();
                try (var row =
                        statement.executeQuery("explain select d.id from device d where device_grams(d.name, d.place)"
                                + " @> string_to_array('东方', '\u0001')")) {
                    while (row.next()) {
                        plan.append(row.getString(1)).append('\n');
                    }
                }
                statement.execute("reset enable_seqscan");
                return plan.toString();
            }
        });
    }
}
