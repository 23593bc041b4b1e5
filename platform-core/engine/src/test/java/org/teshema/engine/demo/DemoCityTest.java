package org.teshema.engine.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teshema.api.archive.Subject;
import org.teshema.engine.archive.CurrentEntries;
import org.teshema.engine.demo.DemoPlan.DistrictPlan;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.CreditCode;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.time.CityClock;

class DemoCityTest {
    private static final LocalDate DAY = CityClock.dayOf(DemoPlatform.NOW);

    @TempDir
    Path folder;

    private final CityClock clock = new CityClock(() -> DemoPlatform.NOW);
    private final ReferenceFiles files = ReferenceFiles.shipped(clock);
    private final Catalogue catalogue = new Catalogue(files);

    @Test
    void the_same_seed_gives_the_same_city_and_another_seed_another() {
        try (Database database = TestDatabases.h2()) {
            DemoCity city = new DemoPlatform(database, folder).city;
            assertEquals(city.digest(2_000, 7, DAY), city.digest(2_000, 7, DAY));
            assertNotEquals(city.digest(2_000, 7, DAY), city.digest(2_000, 8, DAY));
        }
    }

    @Test
    void lifts_and_kinds_are_spread_as_the_statistics_say() {
        var plan = new DemoPlan(100_000, 1);
        assertEquals(
                100_000,
                plan.districts().stream().mapToInt(DistrictPlan::devices).sum());
        double lifts = plan.districts().stream().mapToInt(DistrictPlan::lifts).sum();
        assertEquals(325_653 / 656_865.0, lifts / 100_000, 0.005);
        Map<String, Integer> kinds = new HashMap<>();
        plan.districts()
                .forEach(d ->
                        d.slots().forEach(s -> kinds.merge(s.category().kind().value(), 1, Integer::sum)));
        assertEquals(148_089 / 656_865.0, kinds.get("2000") / 100_000.0, 0.005);
        assertEquals(69_911 / 656_865.0, kinds.get("4000") / 100_000.0, 0.005);
        assertEquals(108_695 / 656_865.0, kinds.get("5000") / 100_000.0, 0.005);
        assertEquals(Set.of("1000", "2000", "3000", "4000", "5000", "6000", "8000", "9000"), kinds.keySet());
        Map<String, Integer> published =
                Map.of("310115", 73_230, "310112", 36_432, "310117", 25_917, "310113", 23_290, "310114", 23_131);
        published.forEach((district, count) -> {
            int here = plan.districts().stream()
                    .filter(d -> d.district().equals(district))
                    .mapToInt(DistrictPlan::lifts)
                    .findFirst()
                    .orElseThrow();
            assertEquals(count / 304_634.0, here / lifts, 0.002, district);
        });
        assertEquals(18, plan.districts().size());
        assertEquals(10_000, plan.units(), 600);
    }

    @Test
    void every_number_of_the_city_has_its_form_and_every_category_gets_a_code() {
        var formats = new IdentifierFormats(files, catalogue);
        var devices = new DemoDevices(catalogue, 3, DAY);
        var codes = new HashSet<String>();
        long lifts = 0;
        for (DistrictPlan district : new DemoPlan(5_000, 3).districts()) {
            for (int i = 0; i < district.devices(); i++) {
                DemoDevice device = devices.make(district, i);
                catalogue.registrable(device.category().value());
                for (DemoDevice.PrintedNumber number : device.numbers()) {
                    String normal = formats.checked(number.kind(), number.printed(), DAY);
                    if (number.kind().equals("equip_code")) {
                        assertTrue(codes.add(normal), normal + " is there twice");
                    }
                }
                lifts += device.events().stream()
                        .filter(e -> e.kind().name().equals("elevator/maintenance"))
                        .count();
                device.events().forEach(e -> assertTrue(e.on().isBefore(DAY.plusDays(25)), e.toString()));
            }
        }
        assertTrue(lifts > 2_000, lifts + " lifts were maintained");
        var plan = new DemoPlan(5_000, 3);
        for (DemoOrganisations.Made made : new DemoOrganisations(plan, new Districts(files), 5_000, 3).all()) {
            made.creditCode().ifPresent(code -> assertTrue(CreditCode.isValid(code) && codes.add(code), code));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_loaded_city_holds_together(Database database) {
        try (database) {
            var platform = new DemoPlatform(database, folder);
            platform.city.load(1_000, 5, done -> {});
            assertEquals(1_000, count(database, "select count(*) from device"));
            childrenAreOfTheirMothersUnit(database);
            long codes = count(database, "select count(*) from code");
            long bound = count(database, "select count(*) from code where state = 'BOUND'");
            assertEquals(
                    600,
                    (double) count(database, "select count(*) from code where state = 'BOUND' and post = 0"),
                    100,
                    "of every 20 the first 12, so a little more in small districts");
            assertEquals(50, (double) count(database, "select count(*) from code where state = 'CLAIMED'"), 20);
            assertEquals(
                    codes,
                    count(database, "select sum(quantity) from batch where state = 'STOCKED'"),
                    "made = ordered");
            assertEquals(bound, count(database, "select count(*) from binding where ended_at is null"));
            assertEquals(
                    count(database, "select count(*) from code where state in ('BOUND', 'CLAIMED')"),
                    count(database, "select sum(last_serial - first_serial + 1) from claim"));
            assertEquals(
                    0,
                    count(
                            database,
                            "select count(*) from code c join device d on d.id = c.bound_device_id"
                                    + " where c.unit_id <> d.using_unit_id or c.district <> d.district"));
            assertEquals(
                    count(database, "select count(*) from entry"),
                    count(database, "select count(*) from ledger_pending where body like '%entry.appended%'"));
            assertEquals(codes, count(database, "select count(*) from ledger_pending where body like '%code.made%'"));
            assertEquals(
                    0,
                    count(
                            database,
                            "select count(*) from code c join batch b on b.id = c.batch_id"
                                    + " join device d on d.id = c.bound_device_id where b.title <>"
                                    + " case when d.category like '3%' then '上海智慧电梯' else '特种设备码' end"),
                    "every label is titled for its device");
            assertEquals(
                    count(database, "select count(*) from device where mother_id is null or mother_role = 'vessel'"),
                    count(database, "select count(device_code) from identifier"),
                    "what has a certificate of its own has a device code");
            projectionsAreTheArchive(database);
            assertThrows(Problem.class, () -> platform.city.load(1_000, 5, done -> {}));
            Showcase showcase = platform.city.showcase();
            assertEquals("310115", showcase.district());
            assertEquals(198, showcase.bound().text().length());
        }
    }

    @Test
    void a_chunk_ends_where_no_set_is_torn() {
        for (DistrictPlan district : new DemoPlan(20_000, 5).districts()) {
            for (int position = 0; position <= district.groupSize(false); position++) {
                int end = district.betweenSets(false, position);
                assertTrue(end >= position && end <= district.groupSize(false));
                assertTrue(end == district.groupSize(false)
                        || !district.slots().get(district.lifts() + end).isChild());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 150, 999, 1_000, 1_001, 10_000, 700_000})
    void a_city_of_any_size_has_as_many_devices_as_were_asked_for(int devices) {
        var plan = new DemoPlan(devices, 1);
        Map<String, Integer> varieties = new HashMap<>();
        plan.districts()
                .forEach(d -> d.slots().stream()
                        .filter(s -> !s.isChild())
                        .forEach(s -> varieties.merge(s.category().value(), 1, Integer::sum)));
        assertEquals(
                devices,
                plan.districts().stream().mapToInt(DistrictPlan::devices).sum());
        if (devices >= DemoPlan.OF_EVERYTHING) {
            DemoVariety.all()
                    .forEach(v ->
                            assertTrue(varieties.getOrDefault(v.category().value(), 0) >= v.least(), v.toString()));
        }
    }

    @Test
    void loading_goes_on_where_it_was_interrupted() {
        try (Database database = TestDatabases.h2()) {
            var platform = new DemoPlatform(database, folder);
            assertThrows(
                    IllegalStateException.class,
                    () -> platform.city.load(1_000, 5, done -> {
                        if (done > 500) {
                            throw new IllegalStateException("the process ends here");
                        }
                    }));
            platform.city.load(1_000, 5, done -> {});
            assertEquals(1_000, count(database, "select count(*) from device"));
            assertEquals(
                    count(database, "select count(*) from code where state = 'BOUND'"),
                    count(database, "select count(*) from binding"));
        }
    }

    private static void childrenAreOfTheirMothersUnit(Database database) {
        assertEquals(
                0,
                count(
                        database,
                        "select count(*) from device d join device m on m.id = d.mother_id where m.using_unit_id <>"
                                + " d.using_unit_id or m.district <> d.district or m.mother_id is not null"));
    }

    private static void projectionsAreTheArchive(Database database) {
        var projected = new TreeSet<Long>();
        var newest = new TreeSet<Long>();
        database.read(connection -> {
            try (var statement = connection.createStatement()) {
                try (var row = statement.executeQuery("select id, current_entries from device")) {
                    while (row.next()) {
                        var subject = new Subject(Subject.Type.DEVICE, row.getString("id"));
                        CurrentEntries.parse(row.getString("current_entries"), subject)
                                .values()
                                .forEach(entry -> projected.add(entry.id()));
                    }
                }
                try (var row = statement.executeQuery("select id from (select id, row_number() over"
                        + " (partition by subject_id, kind order by happened_at desc, recorded_at desc, id desc) as place"
                        + " from entry where subject_type = 'DEVICE' and kind <> 'particulars') e where place = 1")) {
                    while (row.next()) {
                        newest.add(row.getLong(1));
                    }
                }
                return null;
            }
        });
        assertEquals(newest, projected);
    }

    static long count(Database database, String sql) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
