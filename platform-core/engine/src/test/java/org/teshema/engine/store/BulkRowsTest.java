package org.teshema.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;

class BulkRowsTest {
    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void every_type_of_value_comes_back_as_it_was(Database database) {
        try (database) {
            database.write(unit -> unit.update("create table kinds (id bigint primary key, words varchar, bytes bytea,"
                    + " small integer, flag boolean, rate double precision, number numeric(30, 8),"
                    + " at timestamp(6) with time zone, on_day date)"));
            var random = new Random(7);
            List<List<Object>> rows = new ArrayList<>();
            rows.add(Arrays.asList(0L, null, null, null, null, null, null, null, null));
            for (String number : List.of(
                    "0",
                    "1",
                    "-1",
                    "0.00000001",
                    "-0.00010000",
                    "9999",
                    "10000",
                    "10000.0001",
                    "-123456789012345678.12345678")) {
                rows.add(row(rows.size(), "多字节 \t\n\\\u0001 " + number, new BigDecimal(number), random));
            }
            while (rows.size() < 5_000) {
                rows.add(row(
                        rows.size(),
                        "w" + random.nextLong(),
                        BigDecimal.valueOf(random.nextLong(), random.nextInt(9)),
                        random));
            }
            database.write(unit -> {
                try (BulkRows bulk =
                        unit.into("kinds", "id", "words", "bytes", "small", "flag", "rate", "number", "at", "on_day")) {
                    rows.forEach(row -> bulk.add(row.toArray()));
                    assertEquals(rows.size(), bulk.count());
                }
                return 0;
            });
            database.read(connection -> {
                try (var select = connection.createStatement();
                        var row = select.executeQuery("select * from kinds order by id")) {
                    for (List<Object> wanted : rows) {
                        row.next();
                        assertEquals(wanted.get(1), row.getString("words"));
                        assertArrayEquals((byte[]) wanted.get(2), row.getBytes("bytes"));
                        assertEquals(wanted.get(3), row.getObject("small"));
                        assertEquals(wanted.get(4), row.getObject("flag"));
                        assertEquals(wanted.get(5), row.getObject("rate"));
                        BigDecimal number = (BigDecimal) wanted.get(6);
                        assertEquals(
                                number == null ? null : number.setScale(8, RoundingMode.UNNECESSARY),
                                row.getBigDecimal("number"));
                        assertEquals(Optional.ofNullable(wanted.get(7)), Sql.maybeInstant(row, "at"));
                        assertEquals(wanted.get(8), row.getObject("on_day", LocalDate.class));
                    }
                }
                return 0;
            });
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void enums_and_optionals_are_stored_as_what_they_stand_for(Database database) {
        try (database) {
            database.write(unit -> {
                try (BulkRows bulk = unit.into("organisation", "kind", "name", "district", "parent_id", "created_at")) {
                    bulk.add(OrganisationKind.STATION, "站", "310104", Optional.empty(), Instant.EPOCH);
                    bulk.add(OrganisationKind.DISTRICT, "区", "310104", Optional.of(1L), Instant.EPOCH);
                }
                return 0;
            });
            assertEquals(List.of("STATION null", "DISTRICT 1"), database.read(connection -> {
                try (var select = connection.createStatement();
                        var row = select.executeQuery("select kind, parent_id from organisation order by id")) {
                    List<String> found = new ArrayList<>();
                    while (row.next()) {
                        found.add(row.getString(1) + " " + row.getString(2));
                    }
                    return found;
                }
            }));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_broken_constraint_looks_as_it_does_for_a_single_row_and_leaves_nothing(Database database) {
        try (database) {
            assertThrows(
                    ConstraintViolationException.class,
                    () -> database.write(unit -> {
                        try (BulkRows bulk =
                                unit.into("ledger_leaf", "leaf_index", "event_id", "subject", "body", "leaf_hash")) {
                            for (long i = 0; i < 3_000; i++) {
                                bulk.add(i, Math.min(i, 2_500), "s", "b", new byte[32]);
                            }
                        }
                        return 0;
                    }));
            assertEquals(0L, database.<Long>read(connection -> {
                try (var select = connection.createStatement();
                        var row = select.executeQuery("select count(*) from ledger_leaf")) {
                    row.next();
                    return row.getLong(1);
                }
            }));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_row_of_the_wrong_width_or_a_name_that_is_none_is_refused(Database database) {
        try (database) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> database.write(unit -> {
                        try (BulkRows bulk = unit.into("outbox", "topic", "subject")) {
                            bulk.add("one");
                        }
                        return 0;
                    }));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> database.write(unit -> unit.into("outbox; drop table code", "topic")));
        }
    }

    private static List<Object> row(long id, String words, BigDecimal number, Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return List.of(
                id,
                words,
                bytes,
                random.nextInt(),
                random.nextBoolean(),
                random.nextGaussian(),
                number,
                Instant.ofEpochSecond(random.nextLong(-10_000_000_000L, 10_000_000_000L), random.nextInt(1_000_000_000))
                        .truncatedTo(ChronoUnit.MICROS),
                LocalDate.ofEpochDay(random.nextInt(60_000) - 10_000));
    }
}
