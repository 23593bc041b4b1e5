package org.teshema.engine.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.gate.Tier;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;

class TiersTest {
    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_city_chooses_where_an_app_runs_and_every_choice_is_in_the_ledger(Database database) {
        var city = new City(database);
        Actor bureau = city.actor(OrganisationKind.CITY_BUREAU);
        database.write(unit -> unit.update(
                "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                bureau.accountId(),
                "bureau",
                bureau.organisation().id(),
                city.clock.instant()));
        try (var tiers = new Tiers(database, city.writes, city.clock);
                var otherNode = new Tiers(database, city.writes, city.clock)) {
            assertEquals(Optional.empty(), tiers.chosen("my-app"));
            tiers.choose(city.by(OrganisationKind.CITY_BUREAU), "my-app", Tier.DISTRICT_HOST, "来路不明");
            assertEquals(Optional.of(Tier.DISTRICT_HOST), tiers.chosen("my-app"));
            tiers.choose(city.by(OrganisationKind.CITY_BUREAU), "my-app", Tier.IN_PROCESS, "已审查");
            assertEquals(Optional.of(Tier.IN_PROCESS), tiers.chosen("my-app"));
            assertEquals("已审查", otherNode.list().get(0).reason());
            assertEquals(2, city.count("select count(*) from ledger_pending where body like '%plugin.tier%'"));
            refused(
                    ProblemType.FORBIDDEN,
                    () -> tiers.choose(city.by(OrganisationKind.DISTRICT), "my-app", Tier.IN_PROCESS, "我要"));
            refused(
                    ProblemType.INVALID,
                    () -> tiers.choose(city.by(OrganisationKind.CITY_BUREAU), "My App", Tier.IN_PROCESS, "x"));
            refused(
                    ProblemType.INVALID,
                    () -> tiers.choose(city.by(OrganisationKind.CITY_BUREAU), "my-app", Tier.IN_PROCESS, " "));
        }
    }

    private static void refused(ProblemType type, Runnable deed) {
        assertEquals(type, assertThrows(Problem.class, deed::run).type());
    }
}
