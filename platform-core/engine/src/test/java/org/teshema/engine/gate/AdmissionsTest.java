package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.Job;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.Statement;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Scope;
import org.teshema.engine.outgoing.Gateway;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.tables.AppTables;
import org.teshema.engine.time.CityClock;

class AdmissionsTest {
    private static final CityClock CLOCK = new CityClock(InstantSource.fixed(Instant.parse("2026-03-02T01:00:00Z")));
    private static final Limits LIMITS = new Limits(
            Duration.ofMillis(200), Duration.ofMillis(500), 4, 5, 10, Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** A gate on one thread: the test's. */
    private static final class SmallGate implements AutoCloseable {
        final Guard guard = Guard.of(LIMITS);
        final ReferenceFiles files = ReferenceFiles.shipped(CLOCK);
        final SwappedPluginTable table = new SwappedPluginTable(guard, new PostingPositions(files), CLOCK);
        final Plugins plugins = new Plugins();
        final List<Runnable> later = new ArrayList<>();
        final Shares shares = new Shares();
        final Admissions admissions;

        SmallGate(Database database) {
            admissions = new Admissions(
                    new JarCheck(JarCheck.exported("org.teshema.api.plugin;version=\"1.0.0\"")),
                    guard,
                    table,
                    plugins,
                    new AdmissionBook(database, CLOCK),
                    new Holdings(
                            new ClosedDoor(), new AppTables(database, CLOCK), Gateway.of(Set.of(), Set.of(), CLOCK)),
                    new Districts(files),
                    CLOCK,
                    shares,
                    later::add);
            shares.onChange(admissions::placeAnew);
        }

        void propose(Plugin plugin) {
            propose(plugin, Served.jar(plugin.info().name()));
        }

        void propose(Plugin plugin, PluginJar jar) {
            admissions.propose(plugin, jar, () -> Optional.of(plugin));
        }

        String serving(String category) {
            return table.handlers(new CatalogueCode(category), "310107")
                    .category()
                    .map(Admitted::toString)
                    .orElse("none");
        }

        String toward(long station) {
            return table.toward(1, OptionalLong.of(station))
                    .handlers(new CatalogueCode("4110"), "310107")
                    .category()
                    .map(Admitted::toString)
                    .orElse("none");
        }

        PluginReport report(String name, String version) {
            return plugins.all().stream()
                    .filter(one -> one.name().equals(name) && one.version().equals(version))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " " + version + " not among " + plugins.all()));
        }

        @Override
        public void close() {
            guard.close();
        }
    }

    private static final class ClosedDoor implements ArchiveDoor {
        @Override
        public Optional<String> district(DeviceId device) {
            return Optional.of("310107");
        }

        @Override
        public Optional<Entry> current(DeviceId device, String kind) {
            return Optional.empty();
        }

        @Override
        public List<Entry> history(DeviceId device, String kind, int limit) {
            return List.of();
        }

        @Override
        public Optional<Entry> asOf(DeviceId device, String kind, Instant known) {
            return Optional.empty();
        }

        @Override
        public Entry mask(Entry entry, Audience reader) {
            return entry;
        }

        @Override
        public boolean isWithin(DeviceId device, Scope scope) {
            return false;
        }

        @Override
        public Listing<KnownDevice> devices(DeviceQuery query, Scope scope, Set<String> kinds, Audience reader) {
            return Listing.none();
        }

        @Override
        public Listing<KnownEntry> entries(EntryQuery query, Scope scope, Set<String> kinds, Audience reader) {
            return Listing.none();
        }
    }

    @Test
    void a_kind_that_passes_the_limits_of_public_writing_is_the_citys_own_to_declare() {
        var kind = new EntryKind(
                "alarm/raised", 1, Text.same("Alarm"), List.of(), Set.of(Audience.PUBLIC), Set.of(), true);
        try (Database database = TestDatabases.h2();
                var gate = new SmallGate(database)) {
            gate.propose(Crane.named("alarm", "1.0.0").of("310107").declaring(kind));
            assertEquals(Stage.REFUSED, gate.report("alarm", "1.0.0").stage());
            assertTrue(gate.report("alarm", "1.0.0").reason().orElseThrow().en().contains("urgent"));
            gate.propose(Crane.named("alarm", "1.0.1").declaring(kind));
            assertEquals(Stage.SERVING, gate.report("alarm", "1.0.1").stage());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_sound_plugin_is_admitted_serves_and_stands_in_the_book_and_the_ledger(Database database) {
        try (database;
                var gate = new SmallGate(database)) {
            var crane = new Crane();
            gate.propose(crane);
            assertEquals("crane 1.0.0", gate.serving("4110"));
            assertEquals(Stage.SERVING, gate.report("crane", "1.0.0").stage());
            assertTrue(crane.platform.isPresent());
            assertEquals(1, count(database, "select count(*) from plugin_admission where state = 'ADMITTED'"));
            assertEquals(1, count(database, "select count(*) from ledger_pending where body like '%plugin.admitted%'"));

            gate.admissions.withdraw(crane, true);
            assertEquals("none", gate.serving("4110"));
            assertTrue(crane.stopped);
            assertThrows(
                    IllegalStateException.class,
                    () -> crane.platform.orElseThrow().clock());
            assertEquals(List.of(), gate.plugins.all());
            assertEquals(1, count(database, "select count(*) from plugin_admission where state = 'LEFT'"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_restart_is_no_news(Database database) {
        try (database) {
            for (int start = 0; start < 3; start++) {
                try (var gate = new SmallGate(database)) {
                    var crane = new Crane();
                    gate.propose(crane);
                    gate.admissions.withdraw(crane, false);
                }
            }
            assertEquals(1, count(database, "select count(*) from plugin_admission"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void kinds_may_only_grow_and_the_refusal_names_the_field(Database database) {
        try (database;
                var gate = new SmallGate(database)) {
            gate.propose(Crane.named("crane", "1.0.0").declaring(kind(1, field("on", new FieldType.Day(), true))));
            gate.propose(Crane.named("crane", "1.1.0")
                    .declaring(kind(
                            2, field("on", new FieldType.Day(), true), field("note", new FieldType.Words(9), false))));
            assertEquals("crane 1.1.0", gate.serving("4110"));
            gate.propose(Crane.named("crane", "1.2.0").declaring(kind(3, field("on", new FieldType.Words(9), true))));
            assertEquals("crane 1.1.0", gate.serving("4110"));
            PluginReport refused = gate.report("crane", "1.2.0");
            assertEquals(Stage.REFUSED, refused.stage());
            assertTrue(refused.reason().orElseThrow().zh().contains("crane/check"));
            assertEquals(1, count(database, "select count(*) from plugin_admission where state = 'REFUSED'"));
            // The same version number with other fields is refused as well.
            gate.propose(Crane.named("crane", "1.3.0").declaring(kind(2, field("on", new FieldType.Day(), true))));
            assertEquals(Stage.REFUSED, gate.report("crane", "1.3.0").stage());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_kind_that_was_never_declared_comes_above_all_that_were(Database database) {
        try (database;
                var gate = new SmallGate(database)) {
            gate.propose(Crane.named("crane", "1.0.0").declaring(kind(3, field("on", new FieldType.Day(), true))));
            gate.propose(Crane.named("crane", "1.1.0").declaring(kind(2)));
            PluginReport refused = gate.report("crane", "1.1.0");
            assertEquals(Stage.REFUSED, refused.stage());
            assertTrue(refused.reason().orElseThrow().en().contains("version 3 already"), refused.toString());
        }
    }

    @Test
    void a_new_version_takes_over_and_the_old_one_serves_again_when_it_goes() {
        try (Database database = memory();
                var gate = new SmallGate(database)) {
            var old = Crane.named("crane", "1.0.0");
            var next = Crane.named("crane", "1.1.0");
            gate.propose(old);
            gate.propose(next);
            assertEquals("crane 1.1.0", gate.serving("4110"));
            assertEquals(Stage.STANDBY, gate.report("crane", "1.0.0").stage());
            gate.admissions.withdraw(next, true);
            assertEquals("crane 1.0.0", gate.serving("4110"));
            assertFalse(old.stopped);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#bothFresh")
    void an_apps_tables_are_there_when_it_starts_and_a_migration_that_fails_leaves_the_old_version_serving(
            Database database) {
        try (database;
                var gate = new SmallGate(database)) {
            var first = Map.of("V1__note.sql", "create table note (words varchar(40));");
            gate.propose(new Keeper("1.0.0"), keeping("1.0.0", first, Optional.empty()));
            assertEquals(Stage.SERVING, gate.report("keeper", "1.0.0").stage());
            var broken = new java.util.HashMap<>(first);
            broken.put("V2__more.sql", "create table more (id bigint);\ninsert into nowhere (id) values (1);");
            gate.propose(new Keeper("1.1.0"), keeping("1.1.0", broken, Optional.empty()));
            PluginReport refused = gate.report("keeper", "1.1.0");
            assertEquals(Stage.REFUSED, refused.stage());
            assertTrue(refused.reason().orElseThrow().en().contains("V2__more.sql failed"), refused::toString);
            assertEquals(Stage.SERVING, gate.report("keeper", "1.0.0").stage());
            var changed = Map.of("V1__note.sql", "create table note (words varchar(41));");
            gate.propose(new Keeper("1.2.0"), keeping("1.2.0", changed, Optional.empty()));
            assertTrue(
                    gate.report("keeper", "1.2.0").reason().orElseThrow().en().contains("cannot be changed"));
        }
    }

    @Test
    void a_release_with_tables_or_jobs_needs_the_permission_at_the_gate_as_well() {
        try (Database database = TestDatabases.freshH2();
                var gate = new SmallGate(database)) {
            var tables = Map.of("V1__note.sql", "create table note (words varchar(40));");
            gate.propose(new Keeper("1.0.0"), keeping("1.0.0", tables, Optional.of(Set.of("jobs"))));
            assertTrue(
                    gate.report("keeper", "1.0.0").reason().orElseThrow().en().contains("no permission tables"));
            gate.propose(new Keeper("1.1.0"), keeping("1.1.0", tables, Optional.of(Set.of("tables"))));
            assertTrue(
                    gate.report("keeper", "1.1.0").reason().orElseThrow().en().contains("no permission jobs"));
            gate.propose(new Keeper("1.2.0"), keeping("1.2.0", tables, Optional.of(Set.of("jobs", "tables"))));
            assertEquals(Stage.SERVING, gate.report("keeper", "1.2.0").stage());
        }
    }

    @Test
    void a_file_in_the_folder_that_is_no_whole_jar_is_told_until_it_is_whole_or_gone(@TempDir Path folder)
            throws IOException {
        try (Database database = TestDatabases.freshH2();
                var gate = new SmallGate(database)) {
            var jars = new UnreadableJars(folder, gate.admissions);
            byte[] whole = JarBytes.of(Map.of("META-INF/MANIFEST.MF", new byte[0]));
            Path cut = Files.write(folder.resolve("cut.jar"), Arrays.copyOf(whole, whole.length / 2));
            Files.write(folder.resolve("whole.jar"), whole);
            Files.write(folder.resolve(".draft.jar"), new byte[3]);
            jars.look();
            assertEquals(List.of(), gate.plugins.all(), "it may still grow");
            jars.look();
            PluginReport told = gate.report("cut.jar", "-");
            assertEquals(Stage.REFUSED, told.stage());
            assertTrue(told.reason().orElseThrow().en().contains("no whole jar"), told::toString);
            assertEquals(1, gate.plugins.all().size());
            jars.look();
            assertEquals(told.since(), gate.report("cut.jar", "-").since(), "told once");
            Files.write(cut, whole);
            jars.look();
            jars.look();
            assertEquals(List.of(), gate.plugins.all(), "it is whole now");
            Files.write(cut, new byte[5]);
            jars.look();
            jars.look();
            Files.delete(cut);
            jars.look();
            assertEquals(List.of(), gate.plugins.all(), "it is gone");
        }
    }

    private static PluginJar keeping(String version, Map<String, String> tables, Optional<Set<String>> permissions) {
        return new PluginJar(
                90,
                "org.example.keeper",
                version,
                Map.of("Import-Package", "org.teshema.api.plugin;version=\"[1.0,2)\""),
                Optional.empty(),
                permissions.map(words -> new ReleaseOrigin(Districts.CITY, "keeper", version)),
                permissions.map(Permissions::new),
                tables);
    }

    /** An app that has a job and writes into its table when it starts. */
    private static final class Keeper implements SceneApp {
        private final String version;

        Keeper(String version) {
            this.version = version;
        }

        @Override
        public PluginInfo info() {
            return new PluginInfo("keeper", version, Text.same("Keeper"), Optional.empty());
        }

        @Override
        public Text card() {
            return Text.same("Keeps notes");
        }

        @Override
        public List<Job> jobs() {
            return List.of(Job.every("often", card(), Duration.ofMinutes(1)));
        }

        @Override
        public void start(Platform platform) {
            platform.tables().change(List.of(Statement.of("insert into note (words) values (?)", version)));
        }
    }

    @Test
    void what_is_wrong_with_a_plugin_is_told_and_the_others_go_on() {
        try (Database database = memory();
                var gate = new SmallGate(database)) {
            gate.propose(new Crane());
            gate.propose(Crane.named("lazy", "1.0.0").serving());
            gate.propose(Crane.named("greedy", "1.0.0").declaring(kind(1, field("on", new FieldType.Day(), true))));
            gate.propose(Crane.named("lost", "1.0.0").of("319999"));
            gate.propose(Crane.named("weak", "1.0.0").starting(() -> {
                throw new IllegalStateException("no table");
            }));
            gate.propose(
                    Crane.named("curious", "1.0.0"),
                    new PluginJar(
                            78,
                            "org.example.curious",
                            "1.0.0",
                            Map.of("Import-Package", "org.teshema.api.plugin,javax.sql"),
                            Optional.empty()));
            assertEquals("crane 1.0.0", gate.serving("4110"));
            assertTrue(reason(gate, "lazy").contains("serves()"));
            assertTrue(reason(gate, "greedy").contains("greedy/"));
            assertTrue(reason(gate, "lost").contains("319999"));
            assertTrue(reason(gate, "weak").contains("no table"));
            // Never asked for its name: it stands under its jar's.
            assertTrue(reason(gate, "org.example.curious").contains("javax.sql"));
        }
    }

    @Test
    void two_bundles_with_one_name_and_version_are_told_apart() {
        try (Database database = memory();
                var gate = new SmallGate(database)) {
            gate.propose(new Crane());
            gate.propose(new Crane());
            assertEquals(
                    1,
                    gate.plugins.all().stream()
                            .filter(one -> one.stage() == Stage.SERVING)
                            .count());
            assertTrue(gate.plugins.all().stream()
                    .filter(one -> one.stage() == Stage.REFUSED)
                    .findFirst()
                    .orElseThrow()
                    .reason()
                    .orElseThrow()
                    .zh()
                    .contains("77"));
        }
    }

    @Test
    void a_tie_is_shown_to_both() {
        try (Database database = memory();
                var gate = new SmallGate(database)) {
            gate.propose(Crane.named("a", "1.0.0"));
            gate.propose(Crane.named("b", "1.0.0"));
            assertTrue(reason(gate, "a").contains("b 1.0.0"));
            assertTrue(reason(gate, "b").contains("a 1.0.0"));
        }
    }

    @Test
    void while_the_database_is_away_a_plugin_waits_and_comes_in_later() {
        var away = Database.of(new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/none", "u", "p", 2));
        try (away;
                var gate = new SmallGate(away)) {
            gate.propose(new Crane());
            PluginReport report = gate.report("crane", "1.0.0");
            assertEquals(Stage.PROPOSED, report.stage());
            assertTrue(report.reason().orElseThrow().zh().contains("数据库"));
            assertEquals(1, gate.later.size());
        }
    }

    private static String reason(SmallGate gate, String name) {
        return gate.report(name, "1.0.0").reason().orElseThrow().zh();
    }

    private static EntryKind kind(int version, Field... fields) {
        return new EntryKind("crane/check", version, Text.same("check"), List.of(fields), Set.of(Audience.USING_UNIT));
    }

    private static Field field(String name, FieldType type, boolean required) {
        return new Field(name, Text.same(name), type, required, Set.of());
    }

    private static Database memory() {
        return org.teshema.engine.store.TestDatabases.h2();
    }

    private static long count(Database database, String sql) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void a_canary_serves_its_share_beside_the_live_version_and_everybody_from_the_moment_it_is_promoted() {
        try (var gate = new SmallGate(TestDatabases.h2())) {
            var origin = new ReleaseOrigin("310000", "crane", "1.1.0");
            gate.propose(Crane.named("crane", "1.0.0"));
            gate.shares.set(Map.of(origin, new Share.OfStation(7)));
            gate.propose(Crane.named("crane", "1.1.0"), released(origin));
            assertEquals("crane 1.0.0", gate.serving("4110"));
            assertEquals("crane 1.1.0", gate.toward(7));
            assertEquals("crane 1.0.0", gate.toward(8));
            assertEquals(Stage.CANARY, gate.report("crane", "1.1.0").stage());
            assertEquals(Stage.SERVING, gate.report("crane", "1.0.0").stage());
            gate.shares.set(Map.of());
            assertEquals("crane 1.1.0", gate.serving("4110"));
            assertEquals(Stage.SERVING, gate.report("crane", "1.1.0").stage());
            assertEquals(Stage.STANDBY, gate.report("crane", "1.0.0").stage());
        }
    }

    @Test
    void a_canary_that_leaves_gives_its_share_back_and_one_without_a_live_version_serves_nobody_else() {
        try (var gate = new SmallGate(TestDatabases.h2())) {
            var origin = new ReleaseOrigin("310000", "crane", "1.1.0");
            gate.shares.set(Map.of(origin, new Share.OfStation(7)));
            Crane tried = Crane.named("crane", "1.1.0");
            gate.propose(tried, released(origin));
            assertEquals("none", gate.serving("4110"));
            assertEquals("none", gate.toward(8));
            assertEquals("crane 1.1.0", gate.toward(7));
            gate.propose(Crane.named("crane", "1.0.0"));
            gate.admissions.withdraw(tried, true);
            assertEquals("crane 1.0.0", gate.toward(7));
            assertTrue(tried.stopped);
        }
    }

    private static PluginJar released(ReleaseOrigin origin) {
        PluginJar jar = Served.jar(origin.name());
        return new PluginJar(
                78,
                jar.name(),
                jar.version(),
                jar.headers(),
                jar.digest(),
                Optional.of(origin),
                Optional.empty(),
                Map.of());
    }

    /** Somewhere that can be away. */
    private static final class Elsewhere implements Dwelling {
        boolean there = true;

        @Override
        public Tier tier() {
            return Tier.DISTRICT_HOST;
        }

        @Override
        public boolean isThere() {
            return there;
        }

        @Override
        public long restarts() {
            return 3;
        }
    }

    @Test
    void who_lives_elsewhere_and_is_away_is_a_gap_and_no_fault() {
        try (var gate = new SmallGate(org.teshema.engine.store.TestDatabases.h2())) {
            Plugin crane = Crane.named("crane-a", "1.0.0");
            var elsewhere = new Elsewhere();
            gate.admissions.propose(crane, Served.jar("crane-a"), elsewhere, () -> Optional.of(crane));
            assertEquals(Tier.DISTRICT_HOST, gate.report("crane-a", "1.0.0").tier());
            assertEquals(3, gate.report("crane-a", "1.0.0").restarts());
            Admitted one = gate.table.serving().get(0);
            var question = new Question<>(one, "x", Audience.PUBLIC, () -> "here");
            assertEquals(Optional.of("here"), gate.guard.ask(question).answer());
            elsewhere.there = false;
            long faults = one.faults();
            for (int i = 0; i < 20; i++) {
                assertEquals(new Outcome.Missing<>(Gap.RESTING), gate.guard.ask(question));
            }
            assertEquals(faults, one.faults());
            elsewhere.there = true;
            assertEquals(Optional.of("here"), gate.guard.ask(question).answer());
        }
    }

    @Test
    void a_plugin_that_came_back_in_a_new_process_is_not_left_out_for_what_the_old_one_did() {
        try (var gate = new SmallGate(org.teshema.engine.store.TestDatabases.h2())) {
            Plugin crane = Crane.named("crane-a", "1.0.0");
            gate.admissions.propose(crane, Served.jar("crane-a"), new Elsewhere(), () -> Optional.of(crane));
            Admitted one = gate.table.serving().get(0);
            for (int i = 0; i < 20; i++) {
                gate.guard.ask(new Question<String>(one, "x", Audience.PUBLIC, () -> {
                    throw new IllegalStateException("the process died");
                }));
            }
            assertEquals(Breaker.OPEN, one.breaker());
            gate.admissions.back(crane);
            assertEquals(Breaker.CLOSED, one.breaker());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_plugin_whose_process_died_too_often_serves_no_longer_and_the_book_says_so(Database database) {
        try (var gate = new SmallGate(database)) {
            Plugin lower = Crane.named("crane-a", "1.0.0");
            Plugin higher = Crane.named("crane-a", "2.0.0");
            gate.propose(lower);
            gate.admissions.propose(higher, Served.jar("crane-a"), new Elsewhere(), () -> Optional.of(higher));
            assertEquals("crane-a 2.0.0", gate.table.serving().get(0).toString());
            gate.admissions.quarantine(higher, Served.jar("crane-a"), new Text("死得太多", "It died too often"));
            assertEquals(Stage.QUARANTINED, gate.report("crane-a", "2.0.0").stage());
            assertEquals("crane-a 1.0.0", gate.table.serving().get(0).toString(), "whoever it hid serves in its place");
            assertEquals(1L, database.<Long>read(connection -> {
                try (var select = connection.prepareStatement(
                                "select count(*) from plugin_admission where state = 'QUARANTINED'");
                        var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }));
        }
    }

    /** Hosts in which nobody ever lives. */
    private record NoLodgings(Optional<Text> objection, List<String> opened) implements Lodgings {
        @Override
        public Optional<Tier> chosen(String plugin) {
            return Optional.empty();
        }

        @Override
        public Lodging open(String name, byte[] jar, String type, Watcher watcher) {
            opened.add(name);
            throw new AssertionError("Nobody is let in here");
        }

        @Override
        public <T> T once(
                byte[] jar, String type, java.util.function.Function<org.teshema.api.plugin.SceneApp, T> work) {
            throw new AssertionError("Nobody is asked here");
        }
    }

    @Test
    void a_category_is_refused_in_a_host_and_everybody_where_no_host_can_be() throws Exception {
        try (var gate = new SmallGate(org.teshema.engine.store.TestDatabases.h2())) {
            var shut = new NoLodgings(Optional.of(new Text("没有 bwrap", "No bwrap")), new ArrayList<>());
            var hosted = new HostedPlugins(shut, gate.admissions, Runnable::run);
            hosted.moveIn("category", component("a", Crane.class), "a", new byte[0], files(Crane.class));
            assertTrue(gate.report("a", "1.0.0").reason().orElseThrow().en().startsWith("Only scene apps"));
            Class<?> app = Class.forName("org.teshema.engine.host.guest.KindApp");
            hosted.moveIn("app", component("b", app), "b", new byte[0], files(app));
            assertEquals(Stage.REFUSED, gate.report("b", "1.0.0").stage());
            assertEquals(
                    "No bwrap", gate.report("b", "1.0.0").reason().orElseThrow().en());
            assertEquals(List.of(), shut.opened());
        }
    }

    private static PluginJar component(String name, Class<?> type) {
        return new PluginJar(
                1, name, "1.0.0", Map.of("Service-Component", type.getSimpleName() + ".xml"), Optional.empty());
    }

    private static Map<String, byte[]> files(Class<?> type) throws java.io.IOException {
        String path = type.getName().replace('.', '/') + ".class";
        try (var in = type.getClassLoader().getResourceAsStream(path)) {
            return Map.of(
                    path,
                    in.readAllBytes(),
                    type.getSimpleName() + ".xml",
                    ("<implementation class=\"" + type.getName() + "\"/><provide interface=\"" + Plugin.class.getName()
                                    + "\"/>")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
