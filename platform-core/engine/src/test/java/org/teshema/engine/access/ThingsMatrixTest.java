package org.teshema.engine.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.access.MatrixCity.Lift;
import org.teshema.engine.account.Account;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.Membership;
import org.teshema.engine.account.Memberships;
import org.teshema.engine.codes.Claim;
import org.teshema.engine.codes.Claims;
import org.teshema.engine.codes.HandOver;
import org.teshema.engine.codes.HandOvers;
import org.teshema.engine.codes.LifeCycle;
import org.teshema.engine.inbox.InboxItem;
import org.teshema.engine.inbox.InboxState;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;

/**
 * The matrix of what is no device: organisations, accounts, inboxes, codes, batches, claims and hand-overs, each by every way it is
 * read. Who sees what is written out by hand here, beside each.
 */
class ThingsMatrixTest {
    private static final String CITY = "CITY_BUREAU";
    private static final String DISTRICT = "DISTRICT";
    private static final String BODY = "INSPECTION_BODY";
    private static final String USER = "USING_UNIT";
    private static final String MAINTAINER = "MAINTENANCE_UNIT";

    private final Tally tally = new Tally();

    /** A range of codes on its way, or given out. */
    private record Range(long id, String district, Organisation from, Organisation to) {}

    /** A code in stock. */
    private record Stock(long number, String district, Organisation holder) {}

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void everybody_sees_of_all_that_is_no_device_what_is_written_here(Database database) {
        try (database) {
            var matrix = new MatrixCity(database);
            var oracle = new Oracle(matrix.today);
            List<Range> claims = ranges(matrix, "claim");
            List<Range> handOvers = ranges(matrix, "hand_over");
            List<Stock> stock = stock(matrix);
            List<String> suspects = suspects(matrix);
            for (Actor reader : matrix.readers) {
                suspects(matrix, reader, suspects);
                organisations(matrix, oracle, reader);
                accounts(matrix, reader);
                people(matrix, reader);
                inbox(matrix, oracle, reader);
                claims(matrix, reader, claims);
                handOvers(matrix, reader, handOvers);
                codes(matrix, oracle, reader, stock);
                batches(matrix, reader);
            }
        }
        tally.isRight("things", 13_000);
    }

    private void check(String way, Actor reader, Object what, Object expected, Object is) {
        tally.cell(way, () -> what + " for " + reader.login(), expected, is);
    }

    /** Everybody knows the authorities and companies; a using unit is known to itself and to those who have to do with it. */
    private void organisations(MatrixCity matrix, Oracle oracle, Actor reader) {
        Organisation me = reader.organisation();
        Organisations organisations = matrix.city.organisations;
        Set<Long> listed =
                ids(cursor -> organisations.list(reader, Organisations.Filter.none(), cursor), Organisation::id);
        long expected = 0;
        for (Actor of : matrix.readers) {
            Organisation one = of.organisation();
            boolean sees = is(me, CITY)
                    || is(me, BODY)
                    || !is(one, USER)
                    || one.id() == me.id()
                    || ((is(me, DISTRICT) || is(me, "STATION"))
                            && one.district().equals(me.district()))
                    || (is(me, MAINTAINER)
                            && matrix.lifts.stream()
                                    .anyMatch(lift -> lift.user().id() == one.id()
                                            && oracle.relation(Optional.of(reader), lift)
                                                    .equals("maintainer")));
            expected += sees ? 1 : 0;
            Optional<Organisation> got = there(organisations::get, reader, one.id());
            check(
                    "organisation",
                    reader,
                    one.name(),
                    sees ? one.name() : "-",
                    got.map(Organisation::name).orElse("-"));
            check("organisation list", reader, one.name(), sees, listed.contains(one.id()));
        }
        check("organisation count", reader, "all", expected, organisations.count(reader, Organisations.Filter.none()));
    }

    /** An account is its own organisation's, the one's right above it, and the city's. */
    private void accounts(MatrixCity matrix, Actor reader) {
        var accounts = new Accounts(matrix.city.database, matrix.city.writes, matrix.city.clock);
        Set<Long> listed = ids(cursor -> accounts.list(reader, cursor), Account::id);
        for (Actor of : matrix.readers) {
            boolean sees = is(reader.organisation(), CITY)
                    || of.organisation().id() == reader.organisation().id()
                    || (reader.login().equals("here-DISTRICT") && of.login().startsWith("third-"));
            Optional<Account> got = there(accounts::get, reader, of.accountId());
            check(
                    "account",
                    reader,
                    of.login(),
                    sees ? of.login() : "-",
                    got.map(Account::login).orElse("-"));
            check("account list", reader, of.login(), sees, listed.contains(of.accountId()));
        }
    }

    /** Who acts for an organisation is known where its accounts are; the superior, the city and its own administrators enter people. */
    private void people(MatrixCity matrix, Actor reader) {
        var accounts = new Accounts(matrix.city.database, matrix.city.writes, matrix.city.clock);
        var memberships = new Memberships(matrix.city.database, matrix.city.writes, matrix.city.clock, accounts);
        var access = new Access(matrix.city.clock);
        Set<Long> listed = new HashSet<>();
        ids(
                cursor -> {
                    Page<Membership> page = memberships.list(reader, cursor);
                    page.items().forEach(one -> listed.add(one.accountId()));
                    return page;
                },
                Membership::id);
        Set<Long> makes =
                query(matrix, "select o.id from organisation o where ", access.scope(reader, Deed.MAKE_ACCOUNT, "o"));
        Set<Long> gives = query(
                matrix, "select o.id from organisation o where ", access.scope(reader, Deed.GIVE_MEMBERSHIP, "o"));
        Set<Long> tells =
                query(matrix, "select o.id from organisation o where ", access.scope(reader, Deed.HANDLE_WEBHOOK, "o"));
        for (Actor of : matrix.readers) {
            boolean above = is(reader.organisation(), CITY)
                    || (reader.login().equals("here-DISTRICT") && of.login().startsWith("third-"));
            boolean own = of.organisation().id() == reader.organisation().id();
            check("membership list", reader, of.login(), above || own, listed.contains(of.accountId()));
            boolean enters = above || (own && reader.login().startsWith("third-"));
            check(
                    "account made",
                    reader,
                    of.login(),
                    enters,
                    makes.contains(of.organisation().id()));
            check(
                    "webhook",
                    reader,
                    of.login(),
                    own && reader.login().startsWith("third-"),
                    tells.contains(of.organisation().id()));
            check(
                    "membership given",
                    reader,
                    of.login(),
                    enters,
                    gives.contains(of.organisation().id()));
        }
    }

    /** An accident is told its using unit, its maintainer, its station and its district, and nobody reads another's inbox. */
    private void inbox(MatrixCity matrix, Oracle oracle, Actor reader) {
        var listed = new HashSet<Long>();
        ids(
                cursor -> {
                    Page<InboxItem> page = matrix.city.inbox.list(reader, Optional.of(InboxState.OPEN), cursor);
                    page.items().forEach(item -> listed.add(item.device().id()));
                    return page;
                },
                InboxItem::id);
        long expected = 0;
        for (Lift lift : matrix.lifts) {
            boolean told = Set.of("district", "station", "user", "maintainer")
                    .contains(oracle.relation(Optional.of(reader), lift));
            expected += told ? 1 : 0;
            check("inbox", reader, lift, told, listed.contains(lift.id()));
        }
        check("inbox count", reader, "open", expected, matrix.city.inbox.open(reader));
    }

    /** Who gave, who got, and the district; a maintenance unit has nothing to do with codes in stock. */
    private void claims(MatrixCity matrix, Actor reader, List<Range> ranges) {
        var claims = new Claims(
                matrix.city.database,
                matrix.city.writes,
                matrix.city.clock,
                new LifeCycle(),
                new PostingPositions(matrix.city.files),
                matrix.city.entries);
        Set<Long> listed = ids(cursor -> claims.list(reader, cursor), Claim::id);
        Organisation me = reader.organisation();
        for (Range range : ranges) {
            boolean sees = is(me, CITY)
                    || (is(me, DISTRICT) && range.district().equals(me.district()))
                    || range.from().id() == me.id()
                    || range.to().id() == me.id();
            Optional<Claim> got = there(claims::get, reader, range.id());
            check(
                    "claim",
                    reader,
                    range,
                    sees ? range.to().name() : "-",
                    got.map(c -> c.unit().name()).orElse("-"));
            check(
                    "claim giver",
                    reader,
                    range,
                    sees ? range.from().name() : "-",
                    got.map(c -> c.from().name()).orElse("-"));
            check("claim list", reader, range, sees, listed.contains(range.id()));
        }
    }

    /** Both sides of a hand-over, and the district it is in. */
    private void handOvers(MatrixCity matrix, Actor reader, List<Range> ranges) {
        var handOvers = new HandOvers(matrix.city.database, matrix.city.writes, matrix.city.clock, new LifeCycle());
        Set<Long> listed = ids(cursor -> handOvers.list(reader, Optional.empty(), cursor), HandOver::id);
        Organisation me = reader.organisation();
        for (Range range : ranges) {
            boolean sees = is(me, CITY)
                    || (is(me, DISTRICT) && range.district().equals(me.district()))
                    || range.from().id() == me.id()
                    || range.to().id() == me.id();
            Optional<HandOver> got = there(handOvers::get, reader, range.id());
            check(
                    "hand-over",
                    reader,
                    range,
                    sees ? range.to().name() : "-",
                    got.map(h -> h.to().name()).orElse("-"));
            check("hand-over list", reader, range, sees, listed.contains(range.id()));
        }
    }

    /** Codes in stock are their holder's and the district's; a bound one its unit's, its giver's and its maintainer's to see. */
    private void codes(MatrixCity matrix, Oracle oracle, Actor reader, List<Stock> stock) {
        var access = new Access(matrix.city.clock);
        Set<Long> found = query(matrix, "select c.number from code c where ", access.scope(reader, Deed.SEE_CODE, "c"));
        Set<Long> handled =
                query(matrix, "select c.number from code c where ", access.scope(reader, Deed.HANDLE_CODE, "c"));
        Organisation me = reader.organisation();
        for (Stock one : stock) {
            boolean sees = is(me, CITY)
                    || (is(me, DISTRICT) && one.district().equals(me.district()))
                    || (one.holder().id() == me.id() && !is(me, USER) && !is(me, MAINTAINER));
            check("stock", reader, one, sees, found.contains(one.number()));
            check("stock in hand", reader, one, sees, handled.contains(one.number()));
            check(
                    "stock at hand",
                    reader,
                    one,
                    sees,
                    access.may(
                            reader,
                            Deed.HANDLE_CODE,
                            Facts.none()
                                    .and("district", one.district())
                                    .and("holder_id", one.holder().id())));
        }
        for (Lift lift : matrix.lifts.subList(0, matrix.lifts.size() - 2)) {
            boolean gave = reader.login().equals("here-DISTRICT");
            String relation = oracle.relation(Optional.of(reader), lift);
            boolean sees =
                    gave || Set.of("city", "district", "user", "maintainer").contains(relation);
            check("bound code", reader, lift, sees, found.contains(Long.parseLong(lift.number())));
            check(
                    "bound code in hand",
                    reader,
                    lift,
                    Set.of("city", "district", "user").contains(relation),
                    handled.contains(Long.parseLong(lift.number())));
        }
    }

    /** A suspect label in each district, and one that nobody knows the district of. */
    private static List<String> suspects(MatrixCity matrix) {
        List<String> all = List.of("310000", MatrixCity.HERE, MatrixCity.THERE);
        matrix.city.database.write(unit -> {
            for (String district : all) {
                unit.update(
                        "insert into suspect_label (district, text_digest, words, reports, first_at, last_at)"
                                + " values (?, ?, 'x', 1, ?, ?)",
                        district,
                        new byte[32],
                        matrix.city.now,
                        matrix.city.now);
            }
            return "";
        });
        return all;
    }

    /** A suspect label is the business of the bureau of its district, and of the city. */
    private void suspects(MatrixCity matrix, Actor reader, List<String> districts) {
        var access = new Access(matrix.city.clock);
        Set<Long> seen = query(
                matrix, "select s.id from suspect_label s where ", access.scope(reader, Deed.SEE_SUSPECT_LABEL, "s"));
        Organisation me = reader.organisation();
        for (String district : districts) {
            Set<Long> of = query(
                    matrix, "select s.id from suspect_label s where ", new Scope("s.district = ?", List.of(district)));
            boolean sees = is(me, CITY) || (is(me, DISTRICT) && me.district().equals(district));
            check("suspect label", reader, district, sees, seen.containsAll(of));
        }
    }

    /** A batch is the city's and of the district that ordered it. */
    private void batches(MatrixCity matrix, Actor reader) {
        var access = new Access(matrix.city.clock);
        Set<Long> seen = query(matrix, "select b.id from batch b where ", access.scope(reader, Deed.SEE_BATCH, "b"));
        Organisation me = reader.organisation();
        for (String district : List.of("310000", MatrixCity.HERE, MatrixCity.THERE)) {
            Set<Long> of =
                    query(matrix, "select b.id from batch b where ", new Scope("b.district = ?", List.of(district)));
            boolean sees = is(me, CITY) || (is(me, DISTRICT) && me.district().equals(district));
            for (long batch : of) {
                check("batch", reader, batch, sees, seen.contains(batch));
                check(
                        "batch at hand",
                        reader,
                        batch,
                        sees,
                        access.may(reader, Deed.SEE_BATCH, Facts.none().and("district", district)));
            }
        }
    }

    private static boolean is(Organisation one, String kind) {
        return one.kind().toString().equals(kind);
    }

    private static List<Range> ranges(MatrixCity matrix, String table) {
        boolean claim = table.equals("claim");
        List<Actor> givers = claim
                ? of(matrix, "here-DISTRICT", "there-DISTRICT", "here-STATION", "third-STATION", "here-INSPECTION_BODY")
                : of(matrix, "here-CITY_BUREAU", "here-DISTRICT", "there-DISTRICT");
        List<Actor> takers = claim
                ? of(matrix, "here-USING_UNIT", "there-USING_UNIT", "third-USING_UNIT")
                : of(
                        matrix,
                        "here-DISTRICT",
                        "there-DISTRICT",
                        "here-STATION",
                        "third-STATION",
                        "there-STATION",
                        "here-INSPECTION_BODY",
                        "third-INSPECTION_BODY");
        return matrix.city.database.write(unit -> unit.jdbc(connection -> {
            long batch = query(matrix, "select min(b.id) from batch b where ", Scope.all())
                    .iterator()
                    .next();
            var made = new ArrayList<Range>();
            for (Actor giver : givers) {
                for (Actor taker : takers) {
                    for (String district : List.of(MatrixCity.HERE, MatrixCity.THERE)) {
                        long id = Sql.inserted(
                                connection,
                                claim
                                        ? "insert into claim (district, batch_id, first_serial, last_serial, from_id, unit_id,"
                                                + " given_by, given_at) values (?, ?, 1, 1, ?, ?, ?, ?)"
                                        : "insert into hand_over (district, batch_id, first_serial, last_serial, from_id,"
                                                + " to_id, offered_by, offered_at, state) values (?, ?, 1, 1, ?, ?, ?, ?, 'OFFERED')",
                                district,
                                batch,
                                giver.organisation().id(),
                                taker.organisation().id(),
                                giver.accountId(),
                                matrix.city.now);
                        made.add(new Range(id, district, giver.organisation(), taker.organisation()));
                    }
                }
            }
            return made;
        }));
    }

    private static List<Stock> stock(MatrixCity matrix) {
        return matrix.city.database.write(unit -> unit.jdbc(connection -> {
            var made = new ArrayList<Stock>();
            long maker = matrix.city.here(OrganisationKind.CITY_BUREAU).id();
            for (String district : List.of("310000", MatrixCity.HERE, MatrixCity.THERE)) {
                long batch = Sql.inserted(
                        connection,
                        "insert into batch (district, title, code_class, quantity, state, ordered_by, made_by, reason,"
                                + " format, ordered_at) values (?, 't', 'STOCK', 1, 'STOCKED', ?, ?, 'r', 'signed-v1', ?)",
                        district,
                        maker,
                        maker,
                        matrix.city.now);
                for (Actor holder : matrix.readers) {
                    long number = 9_000_000_000_000L + batch * 1_000 + made.size();
                    byte[] id = new byte[10];
                    id[8] = (byte) (made.size() >> 8);
                    id[9] = (byte) made.size();
                    MatrixCity.update(
                            connection,
                            "insert into code (code_id, batch_id, serial, number, state, holder_id, district, changed_at)"
                                    + " values (?, ?, ?, ?, 'STOCKED', ?, ?, ?)",
                            id,
                            batch,
                            made.size() + 1,
                            number,
                            holder.organisation().id(),
                            district,
                            matrix.city.now);
                    made.add(new Stock(number, district, holder.organisation()));
                }
            }
            return made;
        }));
    }

    private static List<Actor> of(MatrixCity matrix, String... logins) {
        return List.of(logins).stream().map(matrix::reader).toList();
    }

    private static Set<Long> query(MatrixCity matrix, String select, Scope scope) {
        return matrix.city.database.read(connection -> {
            try (var statement = connection.prepareStatement(select + scope.sql())) {
                Sql.bind(statement, scope.parameters().toArray());
                var found = new HashSet<Long>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getLong(1));
                    }
                }
                return found;
            }
        });
    }

    /** All pages of a list. */
    private static <T> Set<Long> ids(Function<Cursor, Page<T>> list, Function<T, Long> id) {
        var ids = new HashSet<Long>();
        Optional<String> next = Optional.empty();
        do {
            Page<T> page = list.apply(Cursor.of(next, Optional.of(Cursor.MOST)));
            page.items().forEach(item -> ids.add(id.apply(item)));
            next = page.next();
        } while (next.isPresent());
        return ids;
    }

    private interface Look<T> {
        T at(Actor reader, long id);
    }

    private static <T> Optional<T> there(Look<T> look, Actor reader, long id) {
        try {
            return Optional.of(look.at(reader, id));
        } catch (Problem e) {
            assertEquals(ProblemType.NOT_FOUND, e.type(), "what is not theirs to see looks like nothing");
            return Optional.empty();
        }
    }
}
