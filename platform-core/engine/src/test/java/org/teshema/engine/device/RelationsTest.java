package org.teshema.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;

/** Contracts and tasks as they are written down, and what a transfer makes of them. */
class RelationsTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_contract_gives_from_its_first_day_to_its_last_and_no_longer(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            Actor before = city.actor(OrganisationKind.MAINTENANCE_UNIT);
            Actor next = city.stranger(OrganisationKind.MAINTENANCE_UNIT);
            LocalDate today = city.clock.today();
            List<Engagement> book = agree(
                    city,
                    city.actor(OrganisationKind.USING_UNIT),
                    lift,
                    EngagementKind.CONTRACT,
                    next,
                    today,
                    Optional.of(today.plusDays(1)));
            assertEquals(List.of("本区INSPECTION_BODY", "本区MAINTENANCE_UNIT", "外区MAINTENANCE_UNIT"), names(book));
            assertEquals(
                    List.of(false, true, false),
                    book.stream().map(one -> one.endedAt().isPresent()).toList(),
                    "the one before is over, and in the book");
            assertEquals(ProblemType.NOT_FOUND, refused(() -> city.devices.get(before, lift.id())));
            assertEquals(1, city.devices.count(next, DeviceFilter.none()));
            city.now = city.now.plusSeconds(86_400);
            assertEquals(1, city.devices.count(next, DeviceFilter.none()), "on its last day");
            city.now = city.now.plusSeconds(86_400);
            assertEquals(0, city.devices.count(next, DeviceFilter.none()), "the day after");
            assertEquals(ProblemType.NOT_FOUND, refused(() -> city.archives.current(next, lift.id())));
            assertEquals(
                    Optional.empty(),
                    city.devices
                            .get(city.actor(OrganisationKind.DISTRICT), lift.id())
                            .device()
                            .maintenanceUnit());
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_is_wrong_with_a_contract_is_told_by_its_field(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            Actor next = city.stranger(OrganisationKind.MAINTENANCE_UNIT);
            LocalDate today = city.clock.today();
            assertEquals(
                    Optional.of("until"),
                    problem(() -> agree(
                                    city,
                                    unit,
                                    lift,
                                    EngagementKind.CONTRACT,
                                    next,
                                    today,
                                    Optional.of(today.minusDays(1))))
                            .field());
            assertEquals(
                    Optional.of("until"),
                    problem(() -> agree(
                                    city,
                                    unit,
                                    lift,
                                    EngagementKind.CONTRACT,
                                    next,
                                    today.minusDays(9),
                                    Optional.of(today.minusDays(1))))
                            .field());
            assertEquals(
                    Optional.of("organisationId"),
                    problem(() -> agree(city, unit, lift, EngagementKind.CONTRACT, unit, today, Optional.empty()))
                            .field());
            Problem early = problem(
                    () -> agree(city, unit, lift, EngagementKind.CONTRACT, next, today.plusDays(1), Optional.empty()));
            assertEquals(ProblemType.WRONG_STATE, early.type());
            assertEquals(Optional.of("from"), early.field());
            assertEquals(
                    ProblemType.FORBIDDEN,
                    problem(() -> agree(
                                    city,
                                    unit,
                                    lift,
                                    EngagementKind.TASK,
                                    city.stranger(OrganisationKind.INSPECTION_BODY),
                                    today,
                                    Optional.empty()))
                            .type());
            assertEquals(0, city.count("select count(*) from engagement"));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_transfer_ends_the_contract_at_once_and_hands_on_what_is_open(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            account(city, city.actor(OrganisationKind.CITY_BUREAU));
            accident(city, lift);
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            Actor newUnit = city.stranger(OrganisationKind.USING_UNIT);
            Actor maintainer = city.actor(OrganisationKind.MAINTENANCE_UNIT);
            Actor body = city.actor(OrganisationKind.INSPECTION_BODY);
            assertEquals(List.of(1L, 0L, 1L), List.of(open(city, unit), open(city, newUnit), open(city, maintainer)));
            transfer(city, lift, OptionalLong.of(newUnit.organisation().id()), Optional.empty());
            assertEquals(List.of(0L, 1L, 0L), List.of(open(city, unit), open(city, newUnit), open(city, maintainer)));
            assertEquals(1, city.devices.count(newUnit, DeviceFilter.none()));
            assertEquals(0, city.devices.count(unit, DeviceFilter.none()), "the former owner");
            assertEquals(0, city.devices.count(maintainer, DeviceFilter.none()), "its contract was the former owner's");
            assertEquals(1, city.devices.count(body, DeviceFilter.none()), "the district's task goes on");
            assertEquals(1, city.count("select count(*) from engagement where ended_at is not null"));
            assertEquals(
                    1,
                    city.count("select count(*) from outbox where topic = 'engagement.ended'"),
                    "with a leaf of its own");
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_move_to_another_district_ends_the_task_and_leaves_the_contract(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            account(city, city.actor(OrganisationKind.CITY_BUREAU));
            accident(city, lift);
            Actor bureau = city.actor(OrganisationKind.DISTRICT);
            Actor newBureau = city.stranger(OrganisationKind.DISTRICT);
            Actor station = city.actor(OrganisationKind.STATION);
            assertEquals(List.of(1L, 0L, 1L), List.of(open(city, bureau), open(city, newBureau), open(city, station)));
            transfer(city, lift, OptionalLong.empty(), Optional.of(City.THERE));
            assertEquals(List.of(0L, 1L, 0L), List.of(open(city, bureau), open(city, newBureau), open(city, station)));
            assertEquals(0, city.devices.count(city.actor(OrganisationKind.INSPECTION_BODY), DeviceFilter.none()));
            assertEquals(1, city.devices.count(city.actor(OrganisationKind.MAINTENANCE_UNIT), DeviceFilter.none()));
            assertEquals(1, city.devices.count(city.actor(OrganisationKind.USING_UNIT), DeviceFilter.none()));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void whoever_maintains_no_more_is_told_nothing_more(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            Actor maintainer = city.actor(OrganisationKind.MAINTENANCE_UNIT);
            LocalDate today = city.clock.today();
            agree(city, unit, lift, EngagementKind.CONTRACT, maintainer, today, Optional.of(today));
            city.now = city.now.plusSeconds(86_400);
            accident(city, lift);
            assertEquals(0, open(city, maintainer));
            assertEquals(1, open(city, unit));
        }
    }

    private static List<Engagement> agree(
            City city,
            Actor actor,
            DeviceFile lift,
            EngagementKind kind,
            Actor party,
            LocalDate from,
            Optional<LocalDate> until) {
        account(city, actor);
        var engagements = new Engagements(city.database, city.writes, city.devices, city.entries, city.clock);
        return engagements.agree(
                city.by(actor),
                lift.id(),
                new NewEngagement(0, kind, party.organisation().id(), Optional.of("2026-17"), from, until));
    }

    private static void account(City city, Actor actor) {
        if (city.count("select count(*) from account where id = " + actor.accountId()) == 0) {
            city.database.write(unit -> unit.update(
                    "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                    actor.accountId(),
                    actor.login(),
                    actor.organisation().id(),
                    city.now));
        }
    }

    private static void accident(City city, DeviceFile lift) {
        city.database.write(unit -> city.entries.append(
                unit,
                city.actor(OrganisationKind.CITY_BUREAU),
                Subject.of(new DeviceId(lift.id())),
                City.HERE,
                CityKinds.ACCIDENT,
                new Values(Map.of("on", LocalDate.of(2026, 2, 3), "dead", 0L, "injured", 1L, "summary", "夹伤")),
                city.now,
                "test",
                OptionalLong.empty()));
    }

    private static void transfer(City city, DeviceFile lift, OptionalLong unit, Optional<String> district) {
        city.register.transfer(
                city.by(OrganisationKind.CITY_BUREAU),
                lift.id(),
                new Transfer(
                        0,
                        unit,
                        district,
                        OptionalLong.empty(),
                        district.map(there -> "真南路9号"),
                        Optional.empty(),
                        city.clock.today(),
                        "过户"));
    }

    private static long open(City city, Actor actor) {
        assertTrue(
                city.inbox.list(actor, Optional.empty(), Cursor.first()).items().size() <= 1);
        return city.inbox.open(actor);
    }

    private static List<String> names(List<Engagement> book) {
        return book.stream().map(Engagement::organisation).toList();
    }

    private static ProblemType refused(Runnable asked) {
        return problem(asked).type();
    }

    private static Problem problem(Runnable asked) {
        return assertThrows(Problem.class, asked::run);
    }
}
