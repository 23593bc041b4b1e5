package org.teshema.engine.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Ticks;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.posting.Posting;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Mask;
import org.teshema.engine.access.Parties;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.NewDevice;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.plugin.elevator.ElevatorPlugin;
import org.teshema.plugin.forklift.ForkliftPlugin;
import org.teshema.plugin.pipeline.PipelinePlugin;
import org.teshema.plugin.ride.RidePlugin;
import org.teshema.plugin.ropeway.RopewayPlugin;
import org.teshema.plugin.vehicle.VehiclePlugin;

/**
 * What every field of every entry kind that runs shows to whom: compared with {@code who-sees-what.csv}, which was written by
 * hand from the rules of disclosure and not from the kinds, so that a field that is opened wide turns this red.
 */
class MaskingTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";
    private static final String DIGEST = "ab".repeat(32);

    /**
     * What a reader is towards three lifts: their own, one of the other district, and one in their district with all parties
     * from the other. {@code -} is nothing: the device is not theirs to see, a scan shows them what it shows to everybody.
     */
    private static final String RELATIONS = """
            here CITY_BUREAU       government       government  government
            here DISTRICT          government       -           government
            here STATION           government       -           -
            here INSPECTION_BODY   inspection-body  -           -
            here USING_UNIT        using-unit       -           -
            here MAINTENANCE_UNIT  maintenance-unit -           -
            there DISTRICT         -                government        -
            there STATION          -                government        -
            there INSPECTION_BODY  -                inspection-body   inspection-body
            there USING_UNIT       -                using-unit        using-unit
            there MAINTENANCE_UNIT -                maintenance-unit  maintenance-unit
            """;

    private static final List<EntryKind> KINDS = Stream.of(
                    CityKinds.all(),
                    new PipelinePlugin().kinds(),
                    new ElevatorPlugin().kinds(),
                    new VehiclePlugin().kinds(),
                    new RidePlugin().kinds(),
                    new RopewayPlugin().kinds(),
                    new ForkliftPlugin().kinds())
            .flatMap(List::stream)
            .toList();

    /** For each kind and column, the fields that are shown. */
    private static final Map<String, Map<String, Set<String>>> EXPECTED = expected();

    @Test
    void every_field_of_every_kind_stands_in_the_table_and_nothing_else_does() {
        Map<String, Set<String>> there = new TreeMap<>();
        EXPECTED.forEach((kind, columns) -> there.put(kind, columns.get("government")));
        Map<String, Set<String>> run = new TreeMap<>();
        for (EntryKind kind : KINDS) {
            run.put(
                    kind.name(),
                    kind.fields().stream().map(Field::name).collect(Collectors.toCollection(TreeSet::new)));
        }
        assertEquals(run, there, "an authority responsible sees every field of every kind");
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void each_role_sees_of_each_kind_what_its_relation_to_the_device_lets_it_see(Database database) {
        try (database) {
            var city = new City(database);
            var archives = new Archives(
                    database,
                    city.writes,
                    city.entries,
                    new Running(),
                    (actor, writer, device, kind, values) -> values,
                    city.clock);
            run(
                    city,
                    "insert into photo (digest, media_type, content, stored_by, stored_at, taken, place)"
                            + " values (?, 'image/jpeg', ?, ?, ?, '2026-05-01 10:30', '31.230,121.474')",
                    DIGEST,
                    new byte[] {1},
                    city.here(OrganisationKind.CITY_BUREAU).id(),
                    city.now);
            List<Long> devices = List.of(city.lift().id(), city.foreignLift().id(), mixed(city));
            var written = new HashMap<Long, Map<String, Entry>>();
            for (long device : devices) {
                written.put(device, filled(city, device));
            }
            city.now = city.now.plusSeconds(60);
            int compared = 0;
            for (String line : RELATIONS.lines().toList()) {
                String[] cells = line.split("\\s+", -1);
                OrganisationKind role = OrganisationKind.valueOf(cells[1]);
                Actor actor = cells[0].equals("here") ? city.actor(role) : city.stranger(role);
                for (int i = 0; i < devices.size(); i++) {
                    compared +=
                            compare(archives, city, actor, devices.get(i), written.get(devices.get(i)), cells[i + 2]);
                }
            }
            assertEquals(17 * KINDS.size(), compared, "readers and devices in relation, times kinds");
            devices.forEach(device -> contradicted(city, device, written.get(device)));
            for (String line : RELATIONS.lines().toList()) {
                String[] cells = line.split("\\s+", -1);
                OrganisationKind role = OrganisationKind.valueOf(cells[1]);
                Actor actor = cells[0].equals("here") ? city.actor(role) : city.stranger(role);
                for (int i = 0; i < devices.size(); i++) {
                    contradictions(archives, actor, devices.get(i), cells[i + 2]);
                }
            }
        }
    }

    /** Reads everything in every way there is; how many kinds were compared. */
    private static int compare(
            Archives archives, City city, Actor actor, long device, Map<String, Entry> written, String column) {
        if (column.equals("-")) {
            notTheirs(() -> archives.current(actor, device));
            notTheirs(() -> archives.history(actor, device, Optional.empty(), Cursor.first()));
            notTheirs(() -> archives.recorded(actor, device, Cursor.first()));
            notTheirs(() -> archives.asOf(actor, device, city.now));
            notTheirs(() -> archives.standing(actor, device, Archives.Part.WHOLE, Cursor.first()));
            notTheirs(() -> archives.latest(actor, device, 200));
            notTheirs(() -> archives.years(actor, device));
            notTheirs(() -> archives.get(actor, written.get("inspection").id()));
            scanned(city, Optional.of(actor), device, written, "public");
            return 0;
        }
        Map<String, Entry> current = byKind(archives.current(actor, device));
        Map<String, Entry> asOf = byKind(archives.asOf(actor, device, city.now));
        Map<Long, Entry> latest =
                archives.latest(actor, device, 200).stream().collect(Collectors.toMap(Entry::id, entry -> entry));
        Map<Long, Entry> recorded = archives.recorded(actor, device, new Cursor(0, 200)).items().stream()
                .collect(Collectors.toMap(one -> one.entry().id(), Archives.Recorded::entry));
        for (EntryKind kind : KINDS) {
            String who = actor.login() + " reads " + kind.name() + " of device " + device;
            Entry full = written.get(kind.name());
            Set<String> shown = EXPECTED.get(kind.name()).get(column);
            assertShown(shown, full, current.get(kind.name()), who);
            assertShown(shown, full, asOf.get(kind.name()), who + " as of");
            assertShown(shown, full, archives.get(actor, full.id()), who + " by id");
            Entry last = null;
            for (Entry entry : archives.history(actor, device, Optional.of(kind.name()), new Cursor(0, 200))
                    .items()) {
                last = entry;
            }
            assertShown(shown, full, last, who + " in history");
            assertShown(shown, full, latest.get(full.id()), who + " among the latest");
            assertShown(shown, full, recorded.get(full.id()), who + " with what became of it");
            Entry listed = archives
                    .standing(
                            actor,
                            device,
                            new Archives.Part(Optional.of(kind.name()), Optional.of(kind.theme()), Optional.empty()),
                            new Cursor(0, 200))
                    .items()
                    .stream()
                    .filter(entry -> entry.id() == full.id())
                    .findFirst()
                    .orElseThrow();
            assertShown(shown, full, listed, who + " in the list of what stands");
            searched(archives, actor, kind, full, shown, who);
        }
        scanned(city, Optional.of(actor), device, written, column);
        scanned(city, Optional.empty(), device, written, "public");
        return KINDS.size();
    }

    /** Another source says something else in every text of every kind that is compared. */
    private static void contradicted(City city, long device, Map<String, Entry> written) {
        for (EntryKind kind : KINDS) {
            if (Contradiction.compares(kind)) {
                var values = new HashMap<>(written.get(kind.name()).values().byName());
                texts(kind)
                        .forEach(field ->
                                values.computeIfPresent(field, (name, text) -> "-" + ((String) text).substring(1)));
                append(city, device, kind, values, "other");
            }
        }
    }

    /** That two sources differ in a field is told to whom that field is shown. */
    private static void contradictions(Archives archives, Actor actor, long device, String column) {
        if (column.equals("-")) {
            notTheirs(() -> archives.contradictions(actor, device));
            return;
        }
        Map<String, Set<String>> expected = new TreeMap<>();
        for (EntryKind kind : KINDS) {
            Set<String> shown = new TreeSet<>(texts(kind));
            shown.retainAll(EXPECTED.get(kind.name()).get(column));
            if (Contradiction.compares(kind) && !shown.isEmpty()) {
                expected.put(kind.name(), shown);
            }
        }
        Map<String, Set<String>> told = new TreeMap<>();
        for (Contradiction one : archives.contradictions(actor, device)) {
            told.computeIfAbsent(one.kind().name(), name -> new TreeSet<>())
                    .add(one.field().name());
            one.sides()
                    .forEach(side -> assertTrue(
                            EXPECTED.get(one.kind().name())
                                    .get(column)
                                    .containsAll(side.values().byName().keySet()),
                            () -> actor.login() + " is shown " + side));
        }
        assertEquals(expected, told, actor.login());
    }

    private static Set<String> texts(EntryKind kind) {
        return kind.fields().stream()
                .filter(field -> field.type() instanceof FieldType.Words)
                .map(Field::name)
                .collect(Collectors.toSet());
    }

    /** A hidden field is no way to find an entry either: finding it would tell the value. */
    private static void searched(
            Archives archives, Actor actor, EntryKind kind, Entry full, Set<String> shown, String who) {
        for (Field field : kind.fields()) {
            if (IndexedValue.indexes(field.type())) {
                Optional<String> value =
                        Optional.of(String.valueOf(full.values().byName().get(field.name())));
                Optional<Entry> found = archives
                        .search(
                                actor,
                                new Search(kind.name(), field.name(), value, value, false),
                                new Cursor(0, Cursor.MOST))
                        .items()
                        .stream()
                        .filter(entry -> entry.id() == full.id())
                        .findFirst();
                assertEquals(shown.contains(field.name()), found.isPresent(), who + " searching " + field.name());
                found.ifPresent(entry -> assertShown(shown, full, entry, who + " found by " + field.name()));
            }
        }
    }

    /** What a scan shows plugins and pages of the entries. */
    private static void scanned(
            City city, Optional<Actor> actor, long device, Map<String, Entry> written, String column) {
        DeviceFile file = city.devices.get(city.actor(OrganisationKind.CITY_BUREAU), device);
        var parties = new Parties(
                file.device().district(),
                id(file.device().usingUnit()),
                id(file.device().maintenanceUnit()),
                id(file.inspectionBody()),
                id(file.station()));
        for (EntryKind kind : KINDS) {
            Entry full = written.get(kind.name());
            Entry seen = Mask.of(full, kind, Access.audience(actor, parties));
            assertShown(EXPECTED.get(kind.name()).get(column), full, seen, actor + " scans " + kind.name());
        }
    }

    private static void assertShown(Set<String> fields, Entry full, Entry seen, String who) {
        assertEquals(full.id(), seen.id(), who);
        assertEquals(fields, new TreeSet<>(seen.values().byName().keySet()), who);
        full.values().byName().forEach((name, value) -> {
            if (!fields.contains(name) && value instanceof String text && text.startsWith("secret ")) {
                assertFalse(seen.toString().contains(text), who + " leaks " + name);
            }
        });
    }

    private static void notTheirs(org.junit.jupiter.api.function.Executable reading) {
        assertEquals(ProblemType.NOT_FOUND, assertThrows(Problem.class, reading).type());
    }

    /** One entry of each kind with every field filled, each with a value of its own. */
    private static Map<String, Entry> filled(City city, long device) {
        Map<String, Entry> entries = new HashMap<>();
        for (EntryKind kind : KINDS) {
            var values = new HashMap<String, Object>();
            for (Field field : kind.fields()) {
                values.put(field.name(), value(kind, field, device));
            }
            city.now = city.now.plusSeconds(1);
            entries.put(kind.name(), append(city, device, kind, values, "test"));
        }
        return entries;
    }

    private static Entry append(City city, long device, EntryKind kind, Map<String, Object> values, String source) {
        return city.database.write(unit -> city.entries.append(
                unit,
                city.actor(OrganisationKind.CITY_BUREAU),
                new Subject(Subject.Type.DEVICE, Long.toString(device)),
                "310115",
                kind,
                new Values(values),
                city.now,
                source,
                OptionalLong.empty()));
    }

    private static Object value(EntryKind kind, Field field, long device) {
        FieldType type = field.type();
        if (type instanceof FieldType.Words words) {
            String text = "secret " + device + " " + kind.name() + " " + field.name();
            return text.substring(Math.max(0, text.length() - words.maxLength()))
                    .strip();
        }
        if (type instanceof FieldType.Whole whole) {
            return whole.min() + 1;
        }
        if (type instanceof FieldType.Measure) {
            return new BigDecimal("12.5");
        }
        if (type instanceof FieldType.Day) {
            return LocalDate.of(2024, 5, 6);
        }
        if (type instanceof FieldType.YesNo) {
            return true;
        }
        if (type instanceof FieldType.Checklist list) {
            return new Ticks(list.items().stream()
                    .collect(Collectors.toMap(
                            FieldType.Item::name,
                            item -> new Ticks.Tick(
                                    Ticks.Mark.FAULT, "secret " + device + " " + kind.name() + " " + field.name()))));
        }
        return type instanceof FieldType.Choice choice ? choice.options().get(0).value() : DIGEST;
    }

    /** In this district, with a using unit, a maintenance unit and an inspection body of the other. */
    private static long mixed(City city) {
        NewDevice here = city.newDevice("3110");
        var mixed = new NewDevice(
                here.category(),
                Optional.empty(),
                here.district(),
                "2号梯",
                here.place(),
                Optional.empty(),
                DeviceStatus.IN_USE,
                there(city, OrganisationKind.USING_UNIT),
                there(city, OrganisationKind.MAINTENANCE_UNIT),
                there(city, OrganisationKind.INSPECTION_BODY),
                OptionalLong.empty(),
                List.of());
        return city.register.enter(city.by(OrganisationKind.CITY_BUREAU), mixed).id();
    }

    private static OptionalLong there(City city, OrganisationKind kind) {
        return OptionalLong.of(city.stranger(kind).organisation().id());
    }

    private static OptionalLong id(Optional<Organisation> organisation) {
        return organisation.map(o -> OptionalLong.of(o.id())).orElse(OptionalLong.empty());
    }

    private static Map<String, Entry> byKind(List<Entry> entries) {
        return entries.stream().collect(Collectors.toMap(Entry::kind, entry -> entry));
    }

    private static void run(City city, String sql, Object... parameters) {
        city.database.write(unit -> unit.update(sql, parameters));
    }

    private static Map<String, Map<String, Set<String>>> expected() {
        var table = new LinkedHashMap<String, Map<String, Set<String>>>();
        try (var in = MaskingTest.class.getResourceAsStream("who-sees-what.csv");
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> columns = Arrays.asList(lines.readLine().split(",", -1));
            lines.lines().forEach(line -> {
                String[] cells = line.split(",", -1);
                assertEquals(columns.size(), cells.length, line);
                Map<String, Set<String>> kind = table.computeIfAbsent(cells[0], k -> new HashMap<>());
                for (int i = 2; i < cells.length; i++) {
                    assertTrue(Set.of("yes", "no").contains(cells[i]), line);
                    Set<String> shown = kind.computeIfAbsent(columns.get(i), c -> new TreeSet<>());
                    if (cells[i].equals("yes")) {
                        shown.add(cells[1]);
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    /** The kinds of the city and of the plugins that ship. */
    private static final class Running implements PluginTable {
        @Override
        public Posting posting(Device device) {
            throw new UnsupportedOperationException("nothing is posted here");
        }

        @Override
        public Optional<EntryKind> kind(String name) {
            return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
        }

        @Override
        public List<EntryKind> kinds() {
            return KINDS;
        }
    }
}
