package org.teshema.engine.access;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.archive.Author;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Transfer;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.trust.code.ShortNumber;

/**
 * A small city with lifts in every relation to everybody: own and other district, own and other station, own and other unit, and a
 * contract and a task of each that runs, ends today, ended yesterday, begins today, begins tomorrow, or has no days.
 */
final class MatrixCity {
    static final String HERE = City.HERE;
    static final String THERE = City.THERE;
    private static final SecureRandom RANDOM = new SecureRandom();

    final City city;
    final LocalDate today;
    final List<Actor> readers = new ArrayList<>();
    final List<Lift> lifts = new ArrayList<>();

    /** A relation by contract or task as it was written: nothing here knows what follows from it. */
    record Days(String name, Integer from, Integer until) {}

    /** What is known of a lift, as it was set up. */
    record Lift(
            long id,
            String number,
            String name,
            String place,
            String district,
            Optional<Organisation> station,
            Organisation user,
            Optional<Organisation> maintainer,
            Days contract,
            Optional<Organisation> body,
            Days task,
            boolean inBook) {}

    private record Spot(String district, Optional<Organisation> station) {}

    static final List<Days> DAYS = List.of(
            new Days("without days", null, null),
            new Days("running", -30, 30),
            new Days("ended yesterday", -30, -1),
            new Days("ends today", -30, 0),
            new Days("begins today", 0, 30),
            new Days("begins tomorrow", 1, 30),
            new Days("begun and without an end", -30, null),
            new Days("without a beginning and over", null, -1));

    MatrixCity(Database database) {
        city = new City(database);
        today = city.clock.today();
        Map<OrganisationKind, Organisation> one = new EnumMap<>(OrganisationKind.class);
        Map<OrganisationKind, Organisation> two = new EnumMap<>(OrganisationKind.class);
        for (OrganisationKind kind : OrganisationKind.values()) {
            one.put(kind, city.actor(kind).organisation());
            two.put(kind, city.stranger(kind).organisation());
        }
        List<Organisation> third = database.write(unit -> unit.jdbc(connection -> {
            long under = one.get(OrganisationKind.DISTRICT).id();
            List<Organisation> made = List.of(
                    organisation(connection, OrganisationKind.STATION, "本区另一所", HERE, under),
                    organisation(connection, OrganisationKind.INSPECTION_BODY, "第三检验", HERE, under),
                    organisation(connection, OrganisationKind.USING_UNIT, "第三单位", HERE, under),
                    organisation(connection, OrganisationKind.MAINTENANCE_UNIT, "第三维保", THERE, under));
            return made;
        }));
        for (OrganisationKind kind : OrganisationKind.values()) {
            readers.add(city.actor(kind));
            if (kind != OrganisationKind.CITY_BUREAU) {
                readers.add(city.stranger(kind));
            }
        }
        third.forEach(o -> readers.add(new Actor(1_000 + o.id(), "third-" + o.kind(), o)));
        database.write(unit -> unit.jdbc(connection -> {
            for (Actor reader : readers) {
                update(
                        connection,
                        "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                        reader.accountId(),
                        reader.login(),
                        reader.organisation().id(),
                        city.now);
                update(
                        connection,
                        "insert into membership (account_id, organisation_id, role, given_by, given_at)"
                                + " values (?, ?, ?, 1, ?)",
                        reader.accountId(),
                        reader.organisation().id(),
                        reader.login().startsWith("third-") ? "ADMINISTRATOR" : "MEMBER",
                        city.now);
            }
            return null;
        }));
        var spots = List.of(
                new Spot(HERE, Optional.of(one.get(OrganisationKind.STATION))),
                new Spot(HERE, Optional.of(third.get(0))),
                new Spot(HERE, Optional.empty()),
                new Spot(THERE, Optional.of(two.get(OrganisationKind.STATION))),
                new Spot(THERE, Optional.empty()));
        Organisation[] users = {one.get(OrganisationKind.USING_UNIT), two.get(OrganisationKind.USING_UNIT), third.get(2)
        };
        List<Optional<Organisation>> maintainers = List.of(
                Optional.of(one.get(OrganisationKind.MAINTENANCE_UNIT)),
                Optional.of(two.get(OrganisationKind.MAINTENANCE_UNIT)),
                Optional.empty());
        List<Optional<Organisation>> bodies = List.of(
                Optional.of(one.get(OrganisationKind.INSPECTION_BODY)),
                Optional.empty(),
                Optional.of(two.get(OrganisationKind.INSPECTION_BODY)));
        database.write(unit -> unit.jdbc(connection -> {
            long batch = batch(connection);
            for (Spot spot : spots) {
                for (int user = 0; user < users.length; user++) {
                    for (int i = 0; i < 12; i++) {
                        int n = lifts.size();
                        lift(
                                connection,
                                batch,
                                spot,
                                users[user],
                                maintainers.get(i < DAYS.size() ? 0 : 1 + i % 2),
                                DAYS.get(i % DAYS.size()),
                                bodies.get(i < 3 ? i : 0),
                                DAYS.get((i * 3 + user) % DAYS.size()),
                                n % 2 == 0);
                    }
                }
            }
            return null;
        }));
        entries();
        transferred(users[0], users[1], two.get(OrganisationKind.STATION));
    }

    /** Somebody of the third organisation of a kind, or of the first. */
    Actor reader(String login) {
        return readers.stream().filter(r -> r.login().equals(login)).findFirst().orElseThrow();
    }

    /** Lifts that went from one unit to another, from one district to another, and both. */
    private void transferred(Organisation from, Organisation to, Organisation newStation) {
        List<Lift> before = lifts.stream()
                .filter(lift -> lift.user().equals(from)
                        && lift.district().equals(HERE)
                        && lift.contract().name().equals("running"))
                .limit(2)
                .toList();
        for (Lift lift : before) {
            long id = lift.id();
            transfer(id, OptionalLong.of(to.id()), Optional.empty(), OptionalLong.empty());
            boolean alsoMoves = lift.equals(before.get(1));
            if (alsoMoves) {
                transfer(id, OptionalLong.empty(), Optional.of(THERE), OptionalLong.of(newStation.id()));
            }
            lifts.remove(lift);
            lifts.add(new Lift(
                    id,
                    lift.number(),
                    lift.name(),
                    alsoMoves ? "真南路9号" : lift.place(),
                    alsoMoves ? THERE : lift.district(),
                    alsoMoves ? Optional.of(newStation) : lift.station(),
                    to,
                    Optional.empty(),
                    DAYS.get(0),
                    alsoMoves ? Optional.empty() : lift.body(),
                    alsoMoves ? DAYS.get(0) : lift.task(),
                    lift.inBook()));
        }
    }

    private void transfer(long id, OptionalLong unit, Optional<String> district, OptionalLong station) {
        Actor bureau = city.actor(OrganisationKind.CITY_BUREAU);
        DeviceFile now = city.devices.get(bureau, id);
        city.register.transfer(
                city.by(bureau),
                id,
                new Transfer(
                        now.device().version(),
                        unit,
                        district,
                        station,
                        district.map(d -> "真南路9号"),
                        Optional.empty(),
                        today,
                        "过户"));
    }

    private void entries() {
        var author = new Author(
                OptionalLong.of(
                        city.actor(OrganisationKind.CITY_BUREAU).organisation().id()),
                "市局",
                "CITY_BUREAU",
                OptionalLong.empty());
        city.database.write(unit -> {
            for (Lift lift : lifts) {
                append(
                        unit,
                        author,
                        lift,
                        CityKinds.INSPECTION,
                        Map.of(
                                "on",
                                LocalDate.of(2026, 1, 5),
                                "result",
                                "pass",
                                "due",
                                LocalDate.of(2026, 1, 9),
                                "next",
                                LocalDate.of(2027, 1, 7),
                                "grade",
                                "2",
                                "report",
                                "R" + lift.id(),
                                "body",
                                "检验机构" + lift.id()));
                append(
                        unit,
                        author,
                        lift,
                        CityKinds.ACCIDENT,
                        Map.of("on", LocalDate.of(2026, 2, 3), "dead", 0L, "injured", 1L, "summary", "夹伤" + lift.id()));
            }
            return null;
        });
    }

    private void append(
            org.teshema.engine.store.UnitOfWork unit,
            Author author,
            Lift lift,
            EntryKind kind,
            Map<String, Object> values) {
        city.entries.append(
                unit,
                author,
                Subject.of(new DeviceId(lift.id())),
                lift.district(),
                kind,
                new Values(values),
                city.now,
                "test",
                OptionalLong.empty());
    }

    private void lift(
            Connection connection,
            long batch,
            Spot spot,
            Organisation user,
            Optional<Organisation> maintainer,
            Days contract,
            Optional<Organisation> body,
            Days task,
            boolean inBook)
            throws SQLException {
        int n = lifts.size();
        String name = n + "号梯";
        String place = "人民路" + n + "号";
        long id = Sql.inserted(
                connection,
                "insert into device (category, raw_category, district, name, place, status, using_unit_id, station_id,"
                        + " maintenance_unit_id, contract_from, contract_until, inspection_body_id, task_from, task_until,"
                        + " created_at) values ('3110', '3110', ?, ?, ?, 'IN_USE', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                spot.district(),
                name,
                place,
                user.id(),
                spot.station().map(Organisation::id),
                maintainer.map(Organisation::id),
                maintainer.flatMap(m -> day(contract.from())),
                maintainer.flatMap(m -> day(contract.until())),
                body.map(Organisation::id),
                body.flatMap(b -> day(task.from())),
                body.flatMap(b -> day(task.until())),
                city.now);
        String number = ShortNumber.random(RANDOM).digits();
        byte[] code = new byte[10];
        RANDOM.nextBytes(code);
        update(
                connection,
                "insert into code (code_id, batch_id, serial, number, signature, state, holder_id, district, unit_id,"
                        + " claimed_from, device_id, bound_device_id, changed_at) values (?, ?, ?, ?, ?, 'BOUND', ?, ?, ?, ?, ?, ?, ?)",
                code,
                batch,
                n + 1,
                Long.parseLong(number),
                new byte[64],
                user.id(),
                spot.district(),
                user.id(),
                city.actor(OrganisationKind.DISTRICT).organisation().id(),
                id,
                id,
                city.now);
        if (inBook) {
            book(connection, id, "CONTRACT", maintainer, contract);
            book(connection, id, "TASK", body, task);
        }
        lifts.add(new Lift(
                id,
                number,
                name,
                place,
                spot.district(),
                spot.station(),
                user,
                maintainer,
                contract,
                body,
                task,
                inBook));
    }

    private void book(Connection connection, long id, String kind, Optional<Organisation> party, Days days)
            throws SQLException {
        if (party.isPresent()) {
            update(
                    connection,
                    "insert into engagement (device_id, kind, organisation_id, number, from_day, until_day)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    id,
                    kind,
                    party.get().id(),
                    kind + "-" + id,
                    day(days.from()),
                    day(days.until()));
        }
    }

    private long batch(Connection connection) throws SQLException {
        long maker = city.actor(OrganisationKind.CITY_BUREAU).organisation().id();
        return Sql.inserted(
                connection,
                "insert into batch (district, title, code_class, quantity, state, ordered_by, made_by, reason, format,"
                        + " made_on, ordered_at) values ('310000', 't', 'STOCK', 1, 'STOCKED', ?, ?, 'r', 'signed-v1', ?, ?)",
                maker,
                maker,
                LocalDate.of(2026, 3, 2),
                city.now);
    }

    private Optional<LocalDate> day(Integer offset) {
        return Optional.ofNullable(offset).map(today::plusDays);
    }

    private Organisation organisation(
            Connection connection, OrganisationKind kind, String name, String district, long parent)
            throws SQLException {
        long id = Sql.inserted(
                connection,
                "insert into organisation (kind, name, district, parent_id, created_at) values (?, ?, ?, ?, ?)",
                kind,
                name,
                district,
                parent,
                city.now);
        return new Organisation(id, kind, name, Optional.empty(), district, Optional.empty());
    }

    static void update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            Sql.bind(statement, parameters);
            statement.executeUpdate();
        }
    }
}
