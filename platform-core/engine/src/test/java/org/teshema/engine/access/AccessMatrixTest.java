package org.teshema.engine.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Language;
import org.teshema.engine.access.MatrixCity.Lift;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Search;
import org.teshema.engine.device.DeviceChange;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.device.Engagement;
import org.teshema.engine.device.EngagementKind;
import org.teshema.engine.device.Engagements;
import org.teshema.engine.device.NewEngagement;
import org.teshema.engine.device.Transfer;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.ScanDesks;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;

/**
 * Everybody towards everything, cell by cell: each reader in each relation to each lift, by each way it can be read and in each field,
 * and each deed tried; compared with an oracle that was written by hand and knows nothing of the engine's rules.
 */
class AccessMatrixTest {
    private static final List<String> INSPECTION = List.of("on", "result", "due", "next", "grade", "report", "body");
    private static final List<String> ACCIDENT = List.of("on", "dead", "injured", "summary");

    /** Fields of a lift in the answer about one, in a list and in an export, and how each is read. */
    private static final Map<String, Function<DeviceFile, Object>> FIELDS = Map.of(
            "name", f -> f.device().name(),
            "place", f -> f.device().place(),
            "district", f -> f.device().district(),
            "category", f -> f.device().category().value(),
            "usingUnit", f -> f.device().usingUnit().map(Organisation::name).orElse(""),
            "maintenanceUnit",
                    f -> f.device().maintenanceUnit().map(Organisation::name).orElse(""),
            "inspectionBody", f -> f.inspectionBody().map(Organisation::name).orElse(""),
            "station", f -> f.station().map(Organisation::name).orElse(""));

    private static final Map<String, String> COLUMNS = Map.of(
            "name", "设备名称",
            "place", "地点",
            "category", "设备种类代码",
            "usingUnit", "使用单位",
            "maintenanceUnit", "维保单位",
            "inspectionBody", "检验机构");

    private final Tally tally = new Tally();

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void everybody_sees_of_everything_what_the_oracle_says_whichever_way_they_look(Database database) throws Exception {
        try (database) {
            var matrix = new MatrixCity(database);
            var oracle = new Oracle(matrix.today);
            try (var desks = new ScanDesks(database, matrix.city.clock)) {
                for (Actor reader : matrix.readers) {
                    single(matrix, oracle, reader);
                    list(matrix, oracle, reader);
                    counts(matrix, oracle, reader);
                    export(matrix, oracle, reader);
                    archive(matrix, oracle, reader);
                    search(matrix, oracle, reader);
                    book(matrix, oracle, reader);
                    scans(matrix, oracle, desks, Optional.of(reader));
                }
                scans(matrix, oracle, desks, Optional.empty());
            }
        }
        tally.isRight("see", 150_000);
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void everybody_may_do_what_the_oracle_says_to_one_lift_and_to_those_a_query_finds(Database database) {
        try (database) {
            var matrix = new MatrixCity(database);
            var oracle = new Oracle(matrix.today);
            var access = new Access(matrix.city.clock);
            Map<Long, Facts> facts = facts(matrix);
            for (Actor reader : matrix.readers) {
                for (String deed : oracle.deeds()) {
                    Deed asked = Deed.valueOf(deed);
                    Set<Long> found = found(matrix, access.scope(reader, asked, "d"));
                    for (Lift lift : matrix.lifts) {
                        boolean may = oracle.may(reader, lift, deed);
                        check("may", reader, lift, deed, may, access.may(reader, asked, facts.get(lift.id())));
                        check("finds", reader, lift, deed, may, found.contains(lift.id()));
                    }
                }
                attempts(matrix, oracle, reader);
            }
            assertEquals(
                    EnumSet.allOf(Deed.class).stream()
                            .filter(deed -> AccessTable.shipped().row(deed).thing() == Thing.DEVICE)
                            .filter(deed -> deed != Deed.ENTER_DEVICE)
                            .map(Deed::name)
                            .collect(Collectors.toSet()),
                    oracle.deeds(),
                    "the oracle speaks of every deed that is done to a device that is there");
        }
        tally.isRight("do", 60_000);
    }

    private void check(String way, Actor reader, Lift lift, String field, Object expected, Object is) {
        tally.cell(way, () -> field + " of " + lift + " for " + reader.login(), expected, is);
    }

    private Map<String, Object> expected(Oracle oracle, Lift lift) {
        return Map.of(
                "name", lift.name(),
                "place", lift.place(),
                "district", lift.district(),
                "category", "3110",
                "usingUnit", lift.user().name(),
                "maintenanceUnit",
                        oracle.maintains(lift).map(Organisation::name).orElse(""),
                "inspectionBody", oracle.inspects(lift).map(Organisation::name).orElse(""),
                "station", lift.station().map(Organisation::name).orElse(""));
    }

    private void fields(String way, Oracle oracle, Actor reader, Lift lift, Optional<DeviceFile> file) {
        boolean sees = oracle.sees(Optional.of(reader), lift);
        Map<String, Object> expected = expected(oracle, lift);
        FIELDS.forEach((field, read) -> check(
                way,
                reader,
                lift,
                field,
                sees ? expected.get(field) : "-",
                file.map(read).orElse("-")));
    }

    private void single(MatrixCity matrix, Oracle oracle, Actor reader) {
        for (Lift lift : matrix.lifts) {
            fields("single", oracle, reader, lift, there(() -> matrix.city.devices.get(reader, lift.id())));
        }
    }

    private void list(MatrixCity matrix, Oracle oracle, Actor reader) {
        var byId = new HashMap<Long, DeviceFile>();
        Optional<String> next = Optional.empty();
        do {
            Page<DeviceFile> page =
                    matrix.city.devices.list(reader, DeviceFilter.none(), Cursor.of(next, Optional.of(Cursor.MOST)));
            page.items().forEach(file -> byId.put(file.id(), file));
            next = page.next();
        } while (next.isPresent());
        for (Lift lift : matrix.lifts) {
            fields("list", oracle, reader, lift, Optional.ofNullable(byId.get(lift.id())));
        }
    }

    /** A count tells of each lift whether it is in it: those of one name, as a filter narrows the same scope. */
    private void counts(MatrixCity matrix, Oracle oracle, Actor reader) {
        check(
                "count",
                reader,
                matrix.lifts.get(0),
                "all",
                matrix.lifts.stream()
                        .filter(lift -> oracle.sees(Optional.of(reader), lift))
                        .count(),
                matrix.city.devices.count(reader, DeviceFilter.none()));
        for (String district : List.of(MatrixCity.HERE, MatrixCity.THERE)) {
            for (Actor unit : matrix.readers) {
                check(
                        "count",
                        reader,
                        matrix.lifts.get(0),
                        district + " of " + unit.login(),
                        matrix.lifts.stream()
                                .filter(lift -> oracle.sees(Optional.of(reader), lift))
                                .filter(lift -> lift.district().equals(district)
                                        && lift.user().id()
                                                == unit.organisation().id())
                                .count(),
                        matrix.city.devices.count(
                                reader,
                                new DeviceFilter(
                                        Optional.empty(),
                                        Optional.of(district),
                                        Optional.empty(),
                                        OptionalLong.of(unit.organisation().id()),
                                        Optional.empty(),
                                        Optional.empty())));
            }
        }
    }

    private void export(MatrixCity matrix, Oracle oracle, Actor reader) throws Exception {
        var out = new StringWriter();
        matrix.city.export.write(reader, DeviceFilter.none(), out);
        var byId = new HashMap<Long, CSVRecord>();
        try (var csv = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(out.toString().substring(1)))) {
            csv.forEach(row -> byId.put(Long.parseLong(row.get(0)), row));
        }
        for (Lift lift : matrix.lifts) {
            boolean sees = oracle.sees(Optional.of(reader), lift);
            Map<String, Object> expected = expected(oracle, lift);
            Optional<CSVRecord> row = Optional.ofNullable(byId.get(lift.id()));
            COLUMNS.forEach((field, column) -> check(
                    "export",
                    reader,
                    lift,
                    field,
                    sees ? expected.get(field) : "-",
                    row.map(r -> r.get(column)).orElse("-")));
        }
    }

    private void archive(MatrixCity matrix, Oracle oracle, Actor reader) {
        for (Lift lift : matrix.lifts) {
            boolean sees = oracle.sees(Optional.of(reader), lift);
            Map<String, Entry> current =
                    there(() -> matrix.city.archives.current(reader, lift.id())).orElse(List.of()).stream()
                            .collect(Collectors.toMap(Entry::kind, Function.identity()));
            has(
                    "archive",
                    reader,
                    lift,
                    "inspection",
                    INSPECTION,
                    sees,
                    Optional.ofNullable(current.get("inspection")));
            has("archive", reader, lift, "accident", ACCIDENT, sees, Optional.ofNullable(current.get("accident")));
        }
    }

    private void search(MatrixCity matrix, Oracle oracle, Actor reader) {
        for (String kind : List.of("inspection", "accident")) {
            var byLift = new HashMap<String, Entry>();
            Optional<String> next = Optional.empty();
            do {
                Page<Entry> page = matrix.city.archives.search(
                        reader,
                        new Search(kind, "on", Optional.of("2026-01-01"), Optional.empty(), true),
                        Cursor.of(next, Optional.of(Cursor.MOST)));
                page.items().forEach(entry -> byLift.put(entry.subject().id(), entry));
                next = page.next();
            } while (next.isPresent());
            for (Lift lift : matrix.lifts) {
                has(
                        "search",
                        reader,
                        lift,
                        kind,
                        kind.equals("inspection") ? INSPECTION : ACCIDENT,
                        oracle.sees(Optional.of(reader), lift),
                        Optional.ofNullable(byLift.get(Long.toString(lift.id()))));
            }
        }
    }

    private void has(
            String way,
            Actor reader,
            Lift lift,
            String kind,
            List<String> fields,
            boolean sees,
            Optional<Entry> entry) {
        for (String field : fields) {
            check(
                    way,
                    reader,
                    lift,
                    kind + "." + field,
                    sees,
                    entry.filter(e -> e.values().byName().containsKey(field)).isPresent());
        }
    }

    private void book(MatrixCity matrix, Oracle oracle, Actor reader) {
        var engagements = new Engagements(
                matrix.city.database, matrix.city.writes, matrix.city.devices, matrix.city.entries, matrix.city.clock);
        for (Lift lift : matrix.lifts) {
            boolean sees = oracle.sees(Optional.of(reader), lift);
            List<Engagement> all = there(() -> engagements.list(reader, lift.id())).orElse(List.of()).stream()
                    .filter(one -> one.endedAt().isEmpty())
                    .toList();
            for (EngagementKind kind : EngagementKind.values()) {
                Optional<Organisation> party = kind == EngagementKind.CONTRACT ? lift.maintainer() : lift.body();
                Optional<Engagement> one =
                        all.stream().filter(e -> e.kind() == kind).findFirst();
                check(
                        "book",
                        reader,
                        lift,
                        kind + " party",
                        sees ? party.map(Organisation::name).orElse("-") : "-",
                        one.map(Engagement::organisation).orElse("-"));
                boolean number =
                        sees && lift.inBook() && party.isPresent() && oracle.seesNumber(reader, lift, kind.name());
                check(
                        "book",
                        reader,
                        lift,
                        kind + " number",
                        number ? kind + "-" + lift.id() : "-",
                        one.flatMap(Engagement::number).orElse("-"));
            }
        }
    }

    /** What a page, JSON and the linkset of a scan are made of: one answer. */
    private void scans(MatrixCity matrix, Oracle oracle, ScanDesks desks, Optional<Actor> reader) {
        Actor named = reader.orElseGet(() -> matrix.readers.get(0));
        String way = reader.isPresent() ? "scan" : "scan by nobody";
        for (Lift lift : matrix.lifts) {
            ScanAnswer answer = desks.desk.byNumber(lift.number(), "127.0.0.1", reader, Language.ZH);
            Set<String> shown = answer.parts().stream()
                    .flatMap(part -> part.sections().stream())
                    .filter(Section.Facts.class::isInstance)
                    .flatMap(section -> ((Section.Facts) section).facts().stream())
                    .map(Section.Fact::name)
                    .collect(Collectors.toCollection(HashSet::new));
            for (String field : INSPECTION) {
                check(
                        way,
                        named,
                        lift,
                        "inspection." + field,
                        oracle.scanShows(reader, lift, "inspection." + field),
                        shown.contains(field));
            }
            Set<String> linked = answer.links().stream()
                    .map(link -> link.relation().substring(ScanDesks.SEEN.length()))
                    .collect(Collectors.toSet());
            for (String field : linkable()) {
                check("linkset", named, lift, field, oracle.scanShows(reader, lift, field), linked.contains(field));
            }
            check(
                    way,
                    named,
                    lift,
                    "related",
                    oracle.sees(reader, lift),
                    answer.caller().audience() != org.teshema.api.archive.Audience.PUBLIC);
            check(
                    way,
                    named,
                    lift,
                    "maintenanceUnit",
                    oracle.maintains(lift).map(Organisation::name).orElse(""),
                    answer.device()
                            .flatMap(card -> card.device().maintenanceUnit())
                            .map(Organisation::name)
                            .orElse(""));
        }
    }

    private static List<String> linkable() {
        return Stream.concat(
                        INSPECTION.stream().map(field -> "inspection." + field),
                        ACCIDENT.stream().map(field -> "accident." + field))
                .toList();
    }

    /** The deeds themselves, each asked for with something in it that is refused once it is known that the asker may. */
    private void attempts(MatrixCity matrix, Oracle oracle, Actor reader) {
        var engagements = new Engagements(
                matrix.city.database, matrix.city.writes, matrix.city.devices, matrix.city.entries, matrix.city.clock);
        long nobody = matrix.city.here(OrganisationKind.CITY_BUREAU).id();
        for (int i = 0; i < matrix.lifts.size(); i += 4) {
            Lift lift = matrix.lifts.get(i);
            int version = i >= matrix.lifts.size() - 2 ? -1 : 0;
            if (version < 0) {
                continue;
            }
            attempt(
                    oracle,
                    reader,
                    lift,
                    "CHANGE_DEVICE",
                    () -> matrix.city.register.change(
                            matrix.city.by(reader), lift.id(), change(OptionalLong.empty(), OptionalLong.of(nobody))));
            attempt(
                    oracle,
                    reader,
                    lift,
                    "DESCRIBE_DEVICE",
                    () -> matrix.city.register.change(
                            matrix.city.by(reader), lift.id(), change(OptionalLong.of(nobody), OptionalLong.empty())));
            attempt(
                    oracle,
                    reader,
                    lift,
                    "TRANSFER_DEVICE",
                    () -> matrix.city.register.transfer(
                            matrix.city.by(reader),
                            lift.id(),
                            new Transfer(
                                    0,
                                    OptionalLong.of(nobody),
                                    Optional.empty(),
                                    OptionalLong.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    matrix.today,
                                    "过户")));
            for (EngagementKind kind : EngagementKind.values()) {
                String deed = kind == EngagementKind.CONTRACT ? "AGREE_CONTRACT" : "GIVE_TASK";
                attempt(
                        oracle,
                        reader,
                        lift,
                        deed,
                        () -> engagements.agree(
                                matrix.city.by(reader),
                                lift.id(),
                                new NewEngagement(0, kind, nobody, Optional.empty(), matrix.today, Optional.empty())));
            }
        }
    }

    private static DeviceChange change(OptionalLong maintainer, OptionalLong station) {
        return new DeviceChange(
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                maintainer,
                OptionalLong.empty(),
                station,
                Optional.empty(),
                Optional.empty());
    }

    private void attempt(Oracle oracle, Actor reader, Lift lift, String deed, Runnable asked) {
        ProblemType expected = oracle.may(reader, lift, deed)
                ? ProblemType.INVALID
                : oracle.sees(Optional.of(reader), lift) ? ProblemType.FORBIDDEN : ProblemType.NOT_FOUND;
        Object is;
        try {
            asked.run();
            is = "done";
        } catch (Problem e) {
            is = e.type();
        }
        check("attempt", reader, lift, deed, expected, is);
    }

    private static <T> Optional<T> there(java.util.function.Supplier<T> asked) {
        try {
            return Optional.of(asked.get());
        } catch (Problem e) {
            assertEquals(ProblemType.NOT_FOUND, e.type(), "what is not theirs to see looks like nothing");
            return Optional.empty();
        }
    }

    /** The rows as they are, for the answer about one object at hand. */
    private static Map<Long, Facts> facts(MatrixCity matrix) {
        List<String> columns = List.of(
                "district",
                "station_id",
                "using_unit_id",
                "maintenance_unit_id",
                "inspection_body_id",
                "contract_from",
                "contract_until",
                "task_from",
                "task_until",
                "status");
        return matrix.city.database.read(connection -> {
            var facts = new HashMap<Long, Facts>();
            try (var select = connection.prepareStatement("select id, " + String.join(", ", columns) + " from device");
                    var row = select.executeQuery()) {
                while (row.next()) {
                    var one = Facts.none();
                    for (String column : columns) {
                        one = one.and(
                                column,
                                column.endsWith("_from") || column.endsWith("_until")
                                        ? row.getObject(column, LocalDate.class)
                                        : column.endsWith("_id") ? Sql.maybeLong(row, column) : row.getString(column));
                    }
                    facts.put(row.getLong("id"), one);
                }
            }
            return facts;
        });
    }

    private static Set<Long> found(MatrixCity matrix, Scope scope) {
        return matrix.city.database.read(connection -> {
            try (var select = connection.prepareStatement("select d.id from device d where " + scope.sql())) {
                Sql.bind(select, scope.parameters().toArray());
                var ids = new HashSet<Long>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getLong(1));
                    }
                }
                return ids;
            }
        });
    }
}
