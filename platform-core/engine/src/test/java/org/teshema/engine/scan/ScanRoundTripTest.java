package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.TestDatabases;

class ScanRoundTripTest {
    // Bind, Execute, Sync: no transaction around it, no setting, no question whether the connection lives, nothing to
    // plan.
    private static final String ONE_PREPARED_SELECT = "BES";

    @Test
    void a_scan_asks_the_database_one_prepared_select_in_one_round_trip() {
        var settings = new DatabaseSettings(TestDatabases.freshPostgresUrl() + CountedMessages.parameters(), "", "", 1);
        try (var city = new ScanCity(Database.of(settings))) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            var code = city.code(CodeState.BOUND, unit, Optional.of(city.crane(unit, unit, unit)));
            List<String> scans = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                CountedMessages.sent();
                assertEquals(Verdict.GENUINE, city.scan(code).verdict());
                scans.add(CountedMessages.sent());
            }
            // A connection that rested for half a second is asked first whether it lives; on a busy machine some may
            // have.
            long inOne =
                    scans.stream().skip(10).filter(ONE_PREPARED_SELECT::equals).count();
            assertTrue(inOne > 5, () -> "each scan sent " + scans);
        }
    }

    @Test
    void who_keeps_the_connections_of_the_database_keeps_nobody_who_scans_waiting() {
        var settings = new DatabaseSettings(TestDatabases.freshPostgresUrl(), "", "", 1);
        try (var city = new ScanCity(Database.of(settings))) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            var code = city.code(CodeState.BOUND, unit, Optional.of(city.crane(unit, unit, unit)));
            Verdict meanwhile = city.database.read(connection -> city.scan(code).verdict());
            assertEquals(Verdict.GENUINE, meanwhile);
        }
    }
}
