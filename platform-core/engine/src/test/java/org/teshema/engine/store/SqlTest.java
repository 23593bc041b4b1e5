package org.teshema.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;

class SqlTest {
    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void values_go_in_and_come_out_the_same_whatever_the_time_zone_of_the_machine(Database database) {
        try (database) {
            Instant at = Instant.parse("2026-03-29T01:30:00.123456Z");
            var id = database.write(unit -> unit.update(
                    "insert into organisation (kind, name, credit_code, district, parent_id, created_at) values (?, ?, ?, ?, ?, ?)",
                    OrganisationKind.USING_UNIT,
                    "单位",
                    Optional.of("x"),
                    "310104",
                    Optional.empty(),
                    at));
            assertEquals(1, id);
            assertTrue(database.<Boolean>read(connection -> {
                try (var select =
                        connection.prepareStatement("select * from organisation where kind = ? and created_at = ?")) {
                    Sql.bind(select, OrganisationKind.USING_UNIT, at);
                    try (var row = select.executeQuery()) {
                        return found(row, at);
                    }
                }
            }));
        }
    }

    private static boolean found(ResultSet row, Instant at) throws SQLException {
        assertTrue(row.next());
        assertEquals(at, Sql.instant(row, "created_at"));
        assertEquals(Optional.of(at), Sql.maybeInstant(row, "created_at"));
        assertEquals(OptionalLong.empty(), Sql.maybeLong(row, "parent_id"));
        assertEquals(OptionalLong.of(1), Sql.maybeLong(row, "id"));
        assertEquals("x", row.getString("credit_code"));
        return true;
    }
}
