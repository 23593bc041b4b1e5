package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.teshema.api.plugin.Plugin;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.codes.Balances;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.codes.LifeCycle;
import org.teshema.engine.demo.CityFoundation;
import org.teshema.engine.demo.DemoCity;
import org.teshema.engine.demo.DemoCodes;
import org.teshema.engine.demo.FirstStart;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.AtTheGate;
import org.teshema.engine.gate.CorrectionWatch;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.ledger.CityCheckpointSigner;
import org.teshema.engine.ledger.Ledger;
import org.teshema.engine.ledger.Sequencer;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.rule.Replays;
import org.teshema.engine.rule.RuleBooks;
import org.teshema.engine.scan.ActionDesk;
import org.teshema.engine.scan.PluginCheck;
import org.teshema.engine.scan.ScanDesk;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.vitals.Vitals;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.KeyRing;

/** The engine's real services on a database in memory, and a console an operator sits at. */
final class OperatorsCity implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

    final Database database;
    final Sequencer sequencer;
    final Batches batches;
    final Accounts accounts;
    final AtTheGate gate;
    final RuleBooks books;
    final Console console;
    private final Path folder;
    private final CityKeys keys;
    // Nothing here is slow but the machine.
    private final Guard guard = Guard.of(new Limits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            4,
            1_000,
            1_000,
            Duration.ofSeconds(30),
            Duration.ofMinutes(1)));
    private final FirstStart firstStart;

    /**
     * A city after its first start.
     *
     * @param devices of a demonstration city; 0 for an empty platform
     */
    OperatorsCity(int devices) {
        this(
                Database.of(DatabaseSettings.inMemory(
                        "t" + UUID.randomUUID().toString().replace("-", ""))),
                devices);
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!firstStart.done()) {
            assertTrue(System.nanoTime() < until, "the first start was not done in two minutes");
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** A platform whose database is away and whose first start has to wait for it. */
    static OperatorsCity withoutDatabase() {
        return new OperatorsCity(
                Database.of(new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/none", "u", "p", 2)), 0);
    }

    private OperatorsCity(Database database, int devices) {
        this.database = database;
        this.folder = folder();
        var clock = new CityClock(InstantSource.fixed(NOW));
        var files = ReferenceFiles.shipped(clock);
        var districts = new Districts(files);
        var catalogue = new Catalogue(files);
        var positions = new PostingPositions(files);
        var writes = new Writes(database, clock);
        this.keys = new CityKeys(
                KeyRing.openDrawn(
                        folder.resolve("keys"),
                        "a passphrase for tests".toCharArray(),
                        Clock.fixed(NOW, CityClock.ZONE)),
                CodePrefix.parse("https://s.sh.gov.cn/s/"),
                List.of(),
                clock);
        this.batches = Batches.of(database, writes, clock, new LifeCycle(), keys, positions, 1_000);
        var foundation = new CityFoundation(new Organisations(database, writes, districts, clock), districts, clock);
        var city = new DemoCity(
                database, foundation, new DemoCodes(database, batches, clock), districts, catalogue, positions, clock);
        this.firstStart = FirstStart.of(
                database,
                foundation,
                city,
                clock,
                new FirstStart.Wish(devices > 0, devices, 7, folder, "http://127.0.0.1:8080"));
        this.accounts = new Accounts(database, writes, clock);
        var signer = new CityCheckpointSigner(keys);
        this.sequencer = Sequencer.of(database, signer, clock, folder.resolve("ledger-head"));
        var table = new SwappedPluginTable(guard, positions, clock);
        var plugins = new Plugins();
        this.gate = new AtTheGate(table, plugins, NOW);
        var watch = new CorrectionWatch(database, table, false);
        this.books = new RuleBooks(database, writes, table, watch, catalogue, clock);
        var actions = new ActionDesk(
                database,
                table,
                new PluginCheck(database, new Devices(database, clock), table, guard, clock),
                new Entries(database, clock),
                writes,
                clock);
        this.console = new Console(
                new Vitals(database, folder),
                keys,
                plugins,
                new Ledger(database, signer, sequencer),
                firstStart,
                new Balances(database, clock),
                accounts,
                batches,
                city,
                books,
                new Replays(database, table, guard, books, clock),
                clock,
                new ScanDesk(
                        defaults(ScanDesk.Config.class),
                        keys,
                        database,
                        table,
                        guard,
                        catalogue,
                        districts,
                        actions,
                        clock));
    }

    /** What an operator reads after typing that line. */
    String typed(String line) {
        return console.typed(line);
    }

    /** The addresses of codes that the first start put on its sheet: bound, claimed, blank, then more. */
    List<String> shownCodes() {
        try {
            return Files.readAllLines(folder.resolve("first-start.txt")).stream()
                    .filter(line -> line.contains("/s/"))
                    .map(line -> "https://s.sh.gov.cn"
                            + line.substring(line.indexOf("/s/")).strip())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long count(String sql) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    long batchCount() {
        return count("select count(*) from batch");
    }

    Batch newestBatch() {
        return batches.get(accounts.operator().orElseThrow(), count("select max(id) from batch"));
    }

    void serve(Plugin plugin) {
        gate.admitted(plugin);
    }

    @Override
    public void close() {
        console.close();
        firstStart.close();
        sequencer.close();
        guard.close();
        keys.close();
        database.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A configuration nobody changed. */
    private static <T> T defaults(Class<T> config) {
        return config.cast(Proxy.newProxyInstance(
                config.getClassLoader(), new Class<?>[] {config}, (proxy, method, given) -> method.getDefaultValue()));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("teshema-shell");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
