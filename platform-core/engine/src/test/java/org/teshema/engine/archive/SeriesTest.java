package org.teshema.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.account.City;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;

/** Numbers that the core gives: by district and year, without gaps, whoever comes at the same time. */
class SeriesTest {
    private static final Text WORD = new Text("令", "order");
    private static final EntryKind ORDER = new EntryKind(
            "supervision/order",
            1,
            WORD,
            List.of(
                    new Field("number", WORD, new FieldType.Series("令〔{year}〕{district}-{number}号"), true, Set.of()),
                    new Field("words", WORD, new FieldType.Words(20), true, Set.of())),
            Set.of());

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void each_district_and_year_counts_from_one(Database database) {
        try (database) {
            var city = new City(database);
            long here = city.lift().id();
            long there = city.foreignLift().id();
            assertEquals("令〔2026〕310115-1号", number(order(city, here, City.HERE)));
            assertEquals("令〔2026〕310115-2号", number(order(city, here, City.HERE)));
            assertEquals("令〔2026〕310107-1号", number(order(city, there, City.THERE)));
            city.now = city.now.plus(Duration.ofDays(60));
            assertEquals("令〔2027〕310115-1号", number(order(city, here, City.HERE)));
            assertEquals(
                    4,
                    city.count("select count(*) from entry e join entry_value v on v.entry_id = e.id and v.field ="
                            + " 'number' where e.kind = 'supervision/order'"),
                    "numbers are in the entries and can be looked for");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_number_that_was_not_used_is_given_to_the_next(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            order(city, lift, City.HERE);
            assertThrows(
                    IllegalStateException.class,
                    () -> database.write(unit -> {
                        append(unit, city, lift, City.HERE, OptionalLong.empty());
                        throw new IllegalStateException("the transaction fails afterwards");
                    }));
            assertEquals("令〔2026〕310115-2号", number(order(city, lift, City.HERE)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_amends_an_entry_keeps_its_number(Database database) {
        try (database) {
            var city = new City(database);
            long lift = city.lift().id();
            Entry first = order(city, lift, City.HERE);
            Entry amended = database.write(unit -> append(unit, city, lift, City.HERE, OptionalLong.of(first.id())));
            assertEquals(number(first), number(amended));
            assertEquals("令〔2026〕310115-2号", number(order(city, lift, City.HERE)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void nobody_gets_a_number_twice_and_none_is_left_out_when_all_come_at_once(Database database) throws Exception {
        try (database) {
            var city = new City(database);
            int writers = 6;
            int each = 8;
            List<Long> lifts = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                lifts.add(city.lift().id());
            }
            var all = Executors.newFixedThreadPool(writers);
            try {
                var together = new CountDownLatch(writers);
                List<Future<List<String>>> given = new ArrayList<>();
                for (long lift : lifts) {
                    given.add(all.submit(() -> {
                        together.countDown();
                        together.await();
                        List<String> mine = new ArrayList<>();
                        for (int i = 0; i < each; i++) {
                            mine.add(number(order(city, lift, City.HERE)));
                        }
                        return mine;
                    }));
                }
                Set<String> numbers = new TreeSet<>();
                for (Future<List<String>> one : given) {
                    numbers.addAll(one.get());
                }
                Set<String> expected = new TreeSet<>();
                for (int i = 1; i <= writers * each; i++) {
                    expected.add("令〔2026〕310115-" + i + "号");
                }
                assertEquals(expected, numbers);
            } finally {
                all.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void nobody_sends_a_number(Database database) {
        try (database) {
            Problem problem = assertThrows(
                    Problem.class, () -> ValueReader.read(ORDER, Map.of("number", "令〔2026〕310115-9号", "words", "x")));
            assertEquals(Optional.of("number"), problem.field());
            var city = new City(database);
            long lift = city.lift().id();
            Entry entry = database.write(unit -> city.entries.append(
                    unit,
                    city.actor(OrganisationKind.DISTRICT),
                    Subject.of(new DeviceId(lift)),
                    City.HERE,
                    ORDER,
                    new Values(Map.of("number", "令〔2026〕310115-9号", "words", "x")),
                    city.now,
                    "test",
                    OptionalLong.empty()));
            assertEquals("令〔2026〕310115-1号", number(entry));
        }
    }

    private static String number(Entry entry) {
        return entry.values().text("number").orElseThrow();
    }

    private static Entry order(City city, long device, String district) {
        return city.database.write(unit -> append(unit, city, device, district, OptionalLong.empty()));
    }

    private static Entry append(UnitOfWork unit, City city, long device, String district, OptionalLong supersedes) {
        return city.entries.append(
                unit,
                city.actor(OrganisationKind.DISTRICT),
                Subject.of(new DeviceId(device)),
                district,
                ORDER,
                new Values(Map.of("words", "x")),
                city.now,
                "test",
                supersedes);
    }
}
