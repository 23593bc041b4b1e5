package org.teshema.engine.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.device.Transfer;
import org.teshema.engine.store.Database;

class TransferredSittingsTest {
    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void whoever_was_binding_the_children_of_a_set_it_no_longer_has_binds_no_more_of_them(Database database) {
        try (var city = new TestCity(database)) {
            long set = city.lift(city.unit, "310115");
            long another = city.lift(city.unit, "310115");
            sitting(city, set);
            sitting(city, another);
            city.register.transfer(
                    TestCity.by(city.pudong),
                    set,
                    new Transfer(
                            0,
                            OptionalLong.of(city.otherUnit.organisation().id()),
                            Optional.empty(),
                            OptionalLong.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            LocalDate.of(2026, 3, 2),
                            "过户"));
            assertEquals(
                    1, city.count("select count(*) from sitting where mother_id = ? and closed_at is not null", set));
            assertEquals(
                    1, city.count("select count(*) from sitting where mother_id = ? and closed_at is null", another));
        }
    }

    private static void sitting(TestCity city, long mother) {
        city.inserted(
                "insert into sitting (mother_id, role, district, unit_id, position, place, opened_by, opened_at)"
                        + " values (?, 'car', '310115', ?, 'car-interior', '轿厢', ?, ?)",
                mother,
                city.unit.organisation().id(),
                city.unit.accountId(),
                TestCity.START);
    }
}
