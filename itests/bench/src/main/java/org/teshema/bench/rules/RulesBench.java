package org.teshema.bench.rules;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.teshema.api.device.Device;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.bench.Bench;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.PastTheGate;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.rule.Sweep;
import org.teshema.engine.scan.EntriesDoor;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.time.CityClock;

/**
 * Benchmark "rules": CPU per device, of this process and of PostgreSQL, for reading all clocks of all devices under the rules of
 * today, against COPY TO of the very same columns, read and thrown away by the same driver.
 *
 * <p>Arguments: {@code --devices N} (700,000), {@code --few N} (7,000), {@code --rounds N} (5).
 */
public final class RulesBench {
    private static final double GOAL = 4.0;
    private static final double GOAL_GROWTH = 1.15;
    // What a sweep may hold beside what was there before it.
    private static final double GOAL_HEAP_MIB = 16;
    private static final int WARM_UP = 40;
    private static final int FEW_A_ROUND = 30;
    private static final int SAMPLES = 10;

    private final Sweep sweep;
    private final Connection peer;
    private final RegisteredCity city;
    private final LocalDate today;
    private long readings;
    private long overdue;
    private long unanswered;

    private RulesBench(Sweep sweep, Connection peer, RegisteredCity city, LocalDate today) {
        this.sweep = sweep;
        this.peer = peer;
        this.city = city;
        this.today = today;
    }

    /** Runs the benchmark; the exit code is 0 if the goal was met, 3 if not. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("teshema-rules-bench");
        CityClock clock = new CityClock(InstantSource.system());
        boolean met;
        try (Database database = Database.of(new DatabaseSettings(Bench.postgresUrl(), "", "", 4));
                Guard guard = Guard.of(Limits.standard());
                Connection peer = DriverManager.getConnection(Bench.postgresUrl())) {
            database.answers();
            List<Plugin> plugins = PluginJars.category(Path.of(System.getProperty("teshema.root")));
            var table = new SwappedPluginTable(guard, new PostingPositions(ReferenceFiles.shipped(clock)), clock);
            var door = new EntriesDoor(new Entries(database, clock), database, table, clock);
            PastTheGate.serve(table, door, clock, plugins);
            var served = plugins.stream()
                    .flatMap(one -> ((CategoryPlugin) one).serves().stream())
                    .toList();
            System.out.println(
                    "plugins: " + plugins.stream().map(one -> one.info().name()).toList());
            RegisteredCity city = RegisteredCity.load(database, folder, clock, served);
            met = new RulesBench(new Sweep(database, table, guard, clock), peer, city, clock.today())
                    .run(
                            plugins.size(),
                            Bench.option(arguments, "--devices", 700_000),
                            Bench.option(arguments, "--few", 7_000),
                            Bench.option(arguments, "--rounds", 5));
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
        System.exit(met ? 0 : 3);
    }

    private boolean run(int plugins, int devices, int few, int rounds) throws SQLException, IOException {
        city.holds(few);
        for (int i = 0; i < WARM_UP; i++) {
            sweep();
            copy();
        }
        List<Double> small = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            small.add(micros(FEW_A_ROUND, few, this::sweep));
        }
        System.out.printf(Locale.ROOT, "%,d devices: %.1f us CPU a device%n", few, Bench.median(small));
        city.holds(devices);
        micros(1, devices, this::copy);
        List<Double> own = new ArrayList<>();
        List<Double> peers = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            double copied = micros(1, devices, this::copy);
            double swept = micros(1, devices, this::sweep);
            own.add(swept);
            peers.add(copied);
            ratios.add(swept / copied);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %,d devices, %.1f us CPU a device; COPY TO %.1f%n",
                    round,
                    devices,
                    swept,
                    copied);
        }
        double[] heap = heap(devices);
        return report(plugins, devices, few, rounds, own, peers, ratios, small, heap);
    }

    private boolean report(
            int plugins,
            int devices,
            int few,
            int rounds,
            List<Double> own,
            List<Double> peers,
            List<Double> ratios,
            List<Double> small,
            double[] heap) {
        double ratio = Bench.median(ratios);
        double growth = Bench.median(own) / Bench.median(small);
        boolean flat = heap[1] - heap[0] <= GOAL_HEAP_MIB;
        boolean met = ratio <= GOAL && growth <= GOAL_GROWTH && flat && unanswered == 0;
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"rules\",\"ratio\":%.2f,\"goal\":%.1f,\"met\":%b,\"devices\":%d,\"few\":%d,\"rounds\":%d,"
                        + "\"plugins\":%d,\"readingsPerDevice\":%.2f,\"overdue\":%d,\"unanswered\":%d,"
                        + "\"cpuMicrosPerDevice\":%.2f,\"peerCpuMicrosPerDevice\":%.2f,\"cpuMicrosPerDeviceFew\":%.2f,"
                        + "\"growth\":%.3f,\"goalGrowth\":%.2f,\"heapBeforeMiB\":%.1f,\"heapMostMiB\":%.1f,"
                        + "\"goalHeapMiB\":%.0f,\"measured\":\"CPU time of this process and of PostgreSQL for all clocks of"
                        + " all devices, against COPY TO of the same columns read and thrown away, in turn, medians; every"
                        + " device is of a category that a plugin serves; heap after collections along a sweep\"}%n",
                ratio,
                GOAL,
                met,
                devices,
                few,
                rounds,
                plugins,
                (double) readings / devices,
                overdue,
                unanswered,
                Bench.median(own),
                Bench.median(peers),
                Bench.median(small),
                growth,
                GOAL_GROWTH,
                heap[0],
                heap[1],
                GOAL_HEAP_MIB);
        return met;
    }

    @FunctionalInterface
    private interface Work {
        long run() throws SQLException;
    }

    /** CPU of this process and of PostgreSQL for each device. */
    private static double micros(int times, int devices, Work work) throws SQLException {
        long before = Bench.ownCpu() + Bench.postgresCpu();
        for (int i = 0; i < times; i++) {
            long seen = work.run();
            if (seen != devices) {
                throw new IllegalStateException(seen + " devices instead of " + devices);
            }
        }
        return (Bench.ownCpu() + Bench.postgresCpu() - before) / 1000.0 / times / devices;
    }

    private long sweep() {
        readings = 0;
        overdue = 0;
        unanswered = 0;
        return sweep.over(BUREAU, DeviceFilter.none(), today, this::count);
    }

    private void count(Device device, Optional<Outcome<List<ClockReading>>> outcome) {
        Optional<List<ClockReading>> answer = outcome.flatMap(Outcome::answer);
        if (answer.isEmpty()) {
            unanswered++;
            return;
        }
        readings += answer.get().size();
        for (ClockReading reading : answer.get()) {
            if (reading.status() == DueStatus.OVERDUE) {
                overdue++;
            }
        }
    }

    /** The peer: the same columns of the same rows, one message each, thrown away. */
    private long copy() throws SQLException {
        var out = peer.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "copy (select " + Sweep.COLUMNS + " from device d where 1 = 1) to stdout with (format binary)");
        while (out.readFromCopy() != null) {
            // Thrown away.
        }
        return out.getHandledRowCount();
    }

    /** MiB in use before a sweep, and the most along it, each after a collection. */
    private double[] heap(int devices) {
        double[] heap = {used(), 0};
        long[] seen = {0};
        sweep.over(BUREAU, DeviceFilter.none(), today, (device, outcome) -> {
            if (++seen[0] % (devices / SAMPLES) == 0) {
                heap[1] = Math.max(heap[1], used());
            }
        });
        return heap;
    }

    private static double used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }

    private static final Actor BUREAU = new Actor(
            1,
            "bench",
            new Organisation(1, OrganisationKind.CITY_BUREAU, "市局", Optional.empty(), "310000", Optional.empty()));
}
