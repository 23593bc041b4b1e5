package org.teshema.bench.hot;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.teshema.api.text.Language;
import org.teshema.bench.Bench;
import org.teshema.bench.rules.PluginJars;
import org.teshema.bench.running.RunningProcess;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.codes.LifeCycle;
import org.teshema.engine.demo.CityFoundation;
import org.teshema.engine.demo.DemoCity;
import org.teshema.engine.demo.DemoCodes;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.NoGuard;
import org.teshema.engine.gate.PastTheGate;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.scan.BareDesk;
import org.teshema.engine.scan.EntriesDoor;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.ScanDesk;
import org.teshema.engine.scan.Verdict;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.keys.KeyRing;

/**
 * The same scans of bound codes in this process, with the guard and without it, in turn: CPU time of the threads that ask and of the
 * guard's. Some ask at a time, as in a server at work; one alone would mostly measure how long this machine takes to wake a sleeping
 * processor. No HTTP, no JSON: what a scan costs beside the guard is less here than in a server, and the guard's share larger.
 */
final class GuardPart {
    private static final int ASKERS = 4;
    private static final double GOAL = 0.05;
    private static final int DEVICES = 2_000;
    private static final int WARM_UP = 30_000;
    private static final String DATABASE = "hot_guard";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<String> codes;
    private final AtomicInteger next = new AtomicInteger();
    private final ExecutorService askers = Executors.newFixedThreadPool(ASKERS, work -> {
        var thread = new Thread(work, "asker");
        thread.setDaemon(true);
        return thread;
    });

    private GuardPart(List<String> codes) {
        this.codes = codes;
    }

    static Part run(int blocks, int scans) throws Exception {
        Path folder = Files.createTempDirectory("teshema-guard-bench");
        CityClock clock = new CityClock(InstantSource.system());
        ReferenceFiles files = ReferenceFiles.shipped(clock);
        try (Database database = Database.of(new DatabaseSettings(own(), "", "", 4));
                KeyRing ring =
                        KeyRing.open(folder.resolve("ring"), "bench".toCharArray(), clock.withZone(CityClock.ZONE));
                CityKeys keys = new CityKeys(ring, CodePrefix.parse("https://s.sh.gov.cn/s/"), List.of(), clock);
                Guard guard = Guard.of(Limits.standard());
                Guard none = new NoGuard()) {
            database.answers();
            load(database, files, keys, clock);
            var table = new SwappedPluginTable(guard, new PostingPositions(files), clock);
            PastTheGate.serve(
                    table,
                    new EntriesDoor(new Entries(database, clock), database, table, clock),
                    clock,
                    PluginJars.category(Path.of(System.getProperty("teshema.root"))));
            return new GuardPart(codes())
                    .compared(
                            BareDesk.of(keys.reader(), database, table, guard, files, clock),
                            BareDesk.of(keys.reader(), database, table, none, files, clock),
                            blocks,
                            scans);
        } finally {
            RunningProcess.delete(folder);
        }
    }

    private static String own() throws SQLException {
        try (Connection server = DriverManager.getConnection(Bench.postgresUrl());
                var statement = server.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        return Bench.postgresUrl().replaceFirst("/[^/?]+\\?", "/" + DATABASE + "?");
    }

    private static void load(Database database, ReferenceFiles files, CityKeys keys, CityClock clock) {
        var districts = new Districts(files);
        var positions = new PostingPositions(files);
        var writes = new Writes(database, clock);
        var batches = Batches.of(database, writes, clock, new LifeCycle(), keys, positions, Batches.MOST);
        new DemoCity(
                        database,
                        new CityFoundation(new Organisations(database, writes, districts, clock), districts, clock),
                        new DemoCodes(database, batches, clock),
                        districts,
                        new Catalogue(files),
                        positions,
                        clock)
                .load(DEVICES, 7, count -> {});
    }

    private static List<String> codes() throws SQLException {
        var codes = new ArrayList<String>();
        String url = Bench.postgresUrl().replaceFirst("/[^/?]+\\?", "/" + DATABASE + "?");
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            try (var row = statement.executeQuery("select c.code_id, c.signature, c.batch_id, b.key_index, b.made_on"
                    + " from code c join batch b on b.id = c.batch_id where c.state = 'BOUND'")) {
                while (row.next()) {
                    var payload = new CodePayload(
                            CodePayload.SUITE_SM2,
                            row.getInt("key_index"),
                            new CodeId(row.getBytes("code_id")),
                            row.getInt("batch_id"),
                            row.getObject("made_on", LocalDate.class));
                    codes.add(SignedCodeV1.text(payload, row.getBytes("signature")));
                }
            }
        }
        Collections.shuffle(codes, new Random(1));
        return codes;
    }

    private Part compared(ScanDesk guarded, ScanDesk bare, int blocks, int scans) {
        for (int i = 0; i < WARM_UP / scans; i++) {
            micros(guarded, scans);
            micros(bare, scans);
        }
        var with = new ArrayList<Double>();
        var without = new ArrayList<Double>();
        var shares = new ArrayList<Double>();
        for (int block = 0; block < blocks; block++) {
            // Who goes first takes turns too.
            double first = micros(block % 2 == 0 ? guarded : bare, scans);
            double second = micros(block % 2 == 0 ? bare : guarded, scans);
            double on = block % 2 == 0 ? first : second;
            double off = block % 2 == 0 ? second : first;
            with.add(on);
            without.add(off);
            shares.add((on - off) / on);
        }
        shares.sort(null);
        double share = Bench.median(shares);
        boolean met = share <= GOAL;
        double low = shares.get(blocks / 10);
        double high = shares.get(blocks - 1 - blocks / 10);
        System.out.printf(
                Locale.ROOT,
                "guard: %.1f us CPU a scan, %.1f without it: %.1f %% of it (a tenth of the rounds below %.1f, a tenth above %.1f)%n",
                Bench.median(with),
                Bench.median(without),
                share * 100,
                low * 100,
                high * 100);
        return new Part(
                "guard",
                met,
                share / GOAL,
                String.format(
                        Locale.ROOT,
                        "{\"met\":%b,\"share\":%.4f,\"goal\":%.2f,\"shareP10\":%.4f,\"shareP90\":%.4f,\"cpuMicros\":%.1f,"
                                + "\"cpuMicrosWithout\":%.1f,\"blocks\":%d,\"scansPerBlock\":%d}",
                        met,
                        share,
                        GOAL,
                        low,
                        high,
                        Bench.median(with),
                        Bench.median(without),
                        blocks,
                        scans));
    }

    private double micros(ScanDesk desk, int scans) {
        long before = cpu();
        var asked = new ArrayList<Future<?>>();
        for (int asker = 0; asker < ASKERS; asker++) {
            asked.add(askers.submit(() -> {
                for (int i = 0; i < scans / ASKERS; i++) {
                    scan(desk);
                }
            }));
        }
        try {
            for (Future<?> one : asked) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return (cpu() - before) / 1000.0 / (scans / ASKERS * ASKERS);
    }

    private void scan(ScanDesk desk) {
        String code = codes.get(Math.floorMod(next.getAndIncrement(), codes.size()));
        ScanAnswer answer = desk.scan(code, Optional.empty(), Language.ZH);
        if (answer.hasGaps() || answer.verdict() == Verdict.UNAVAILABLE) {
            throw new IllegalStateException("A scan was not answered whole: " + answer.verdict());
        }
    }

    /** CPU nanoseconds of all that ask and of all of the guard's. */
    private static long cpu() {
        long sum = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("asker") || thread.getName().startsWith("teshema-plugin-")) {
                sum += Math.max(0, THREADS.getThreadCpuTime(thread.getId()));
            }
        }
        return sum;
    }
}
