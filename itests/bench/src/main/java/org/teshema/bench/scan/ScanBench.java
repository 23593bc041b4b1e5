package org.teshema.bench.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.teshema.bench.Bench;
import org.teshema.bench.running.Clients;
import org.teshema.bench.running.RunningProcess;

/**
 * Benchmark "scan": JSON scans of random bound codes over HTTP on PostgreSQL, in a large and a small city.
 *
 * <p>Arguments: {@code --devices N} (700,000), {@code --few N} (7,000), {@code --warm-up N} requests to each side (100,000),
 * {@code --requests N} a round (20,000), {@code --rounds N} (5), {@code --starts N} (3) whose first requests are
 * measured, {@code --connections N} (8), {@code --keep FOLDER}: cities
 * are kept there and used again while their databases are there (by default they are loaded and thrown away).
 */
public final class ScanBench {
    private static final double GOAL = 2.5;
    private static final double GOAL_DATABASE = 1.5;
    private static final double GOAL_SIZE = 1.3;
    private static final double GOAL_START = 5;
    private static final int FIRST = 1_000;

    private final City large;
    private final City small;
    private final PlainSelect plain;
    private final int warmUp;
    private final int requests;
    private final int rounds;
    private final int starts;
    private final Figures figures = new Figures();

    private ScanBench(City large, City small, PlainSelect plain, int warmUp, int requests, int rounds, int starts) {
        this.large = large;
        this.small = small;
        this.plain = plain;
        this.warmUp = warmUp;
        this.requests = requests;
        this.rounds = rounds;
        this.starts = starts;
    }

    /** What the rounds measured; times in milliseconds, CPU in microseconds a request. */
    private static final class Figures {
        private final List<Double> scanCpu = new ArrayList<>();
        private final List<Double> constantCpu = new ArrayList<>();
        private final List<Double> databaseCpu = new ArrayList<>();
        private final List<Double> plainCpu = new ArrayList<>();
        private final List<Double> largeP99 = new ArrayList<>();
        private final List<Double> smallP99 = new ArrayList<>();
        private final List<Double> largeP50 = new ArrayList<>();
        private long failed;
        private long asked;
        private long bytes;
        private long constantBytes;
    }

    /** Runs the benchmark; the exit code is 0 if the goal was met, 3 if not. */
    public static void main(String[] arguments) throws IOException, SQLException {
        int kept = Arrays.asList(arguments).indexOf("--keep");
        Path folder = kept < 0
                ? Files.createTempDirectory("teshema-scan-bench")
                : Path.of(arguments[kept + 1]).toAbsolutePath();
        int connections = Bench.option(arguments, "--connections", 8);
        boolean met;
        try (City large = new City(folder, Bench.option(arguments, "--devices", 700_000), connections);
                City small = new City(folder, Bench.option(arguments, "--few", 7_000), connections)) {
            small.start();
            large.start();
            // The first requests after a start are measured on a platform that only started.
            large.stop();
            var plain = new PlainSelect(folder, City.database(large.devices()), large.codes(), connections);
            met = new ScanBench(
                            large,
                            small,
                            plain,
                            Bench.option(arguments, "--warm-up", 100_000),
                            Bench.option(arguments, "--requests", 20_000),
                            Bench.option(arguments, "--rounds", 5),
                            Bench.option(arguments, "--starts", 3))
                    .run();
        } finally {
            if (kept < 0) {
                RunningProcess.delete(folder);
            }
        }
        System.exit(met ? 0 : 3);
    }

    private boolean run() throws IOException {
        // The clients learn their work on the other platform: in the first requests as in the last only the server
        // differs.
        counted(small.scan(warmUp));
        double first = first();
        counted(large.scan(warmUp));
        counted(large.constant(warmUp));
        plain.micros(requests);
        for (int round = 1; round <= rounds; round++) {
            round();
            System.out.printf(
                    Locale.ROOT,
                    "round %d: server %.0f us CPU a scan, constant %.0f; database %.0f, pgbench %.0f; p50 %.2f, p99 %.2f ms"
                            + " (%,d devices), %.2f ms (%,d)%n",
                    round,
                    last(figures.scanCpu),
                    last(figures.constantCpu),
                    last(figures.databaseCpu),
                    last(figures.plainCpu),
                    last(figures.largeP50),
                    last(figures.largeP99),
                    large.devices(),
                    last(figures.smallP99),
                    small.devices());
        }
        return report(first);
    }

    /** The p99 of the first requests, the middle one of some starts; the last one goes on running. */
    private double first() {
        var p99 = new ArrayList<Double>();
        for (int start = 1; start <= starts; start++) {
            large.stop();
            large.start();
            Clients.Seen seen = counted(large.scan(FIRST));
            p99.add(seen.quantile(0.99));
            System.out.printf(
                    Locale.ROOT,
                    "start %d: first %,d requests: p50 %.2f, p99 %.2f ms%n",
                    start,
                    FIRST,
                    seen.quantile(0.5),
                    last(p99));
        }
        return Bench.median(p99);
    }

    private void round() throws IOException {
        double plainBefore = plain.micros(requests);
        long database = Bench.postgresCpu();
        long server = large.cpu();
        Clients.Seen seen = counted(large.scan(requests));
        figures.scanCpu.add((large.cpu() - server) / 1000.0 / requests);
        figures.databaseCpu.add((Bench.postgresCpu() - database) / 1000.0 / requests);
        // Before and after, so that what else the machine does meanwhile meets both.
        figures.plainCpu.add((plainBefore + plain.micros(requests)) / 2);
        figures.largeP50.add(seen.quantile(0.5));
        figures.largeP99.add(seen.quantile(0.99));
        figures.bytes = seen.meanBytes();
        server = large.cpu();
        figures.constantBytes = counted(large.constant(requests)).meanBytes();
        figures.constantCpu.add((large.cpu() - server) / 1000.0 / requests);
        figures.smallP99.add(counted(small.scan(requests)).quantile(0.99));
    }

    private Clients.Seen counted(Clients.Seen seen) {
        figures.failed += seen.failed();
        figures.asked += seen.micros().length;
        return seen;
    }

    private boolean report(double first) {
        double ratio = ratio(figures.scanCpu, figures.constantCpu);
        double databaseRatio = ratio(figures.databaseCpu, figures.plainCpu);
        double sizeRatio = Bench.median(figures.largeP99) / Bench.median(figures.smallP99);
        double startRatio = first / Bench.median(figures.largeP99);
        boolean met = ratio <= GOAL
                && databaseRatio <= GOAL_DATABASE
                && sizeRatio <= GOAL_SIZE
                && startRatio <= GOAL_START
                && figures.failed == 0;
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"scan\",\"ratio\":%.2f,\"goal\":%.1f,\"met\":%b,\"devices\":%d,\"few\":%d,\"warmUp\":%d,"
                        + "\"rounds\":%d,\"starts\":%d,\"requestsARound\":%d,\"cpuMicrosPerScan\":%.0f,\"cpuMicrosPerConstant\":%.0f,"
                        + "\"bytes\":%d,\"constantBytes\":%d,\"databaseRatio\":%.2f,\"goalDatabase\":%.1f,"
                        + "\"databaseMicrosPerScan\":%.0f,\"pgbenchMicrosPerSelect\":%.0f,\"p50Millis\":%.2f,"
                        + "\"p99Millis\":%.2f,\"p99MillisFew\":%.2f,\"sizeRatio\":%.2f,\"goalSize\":%.1f,"
                        + "\"p99MillisFirst1000\":%.2f,\"startRatio\":%.2f,\"goalStart\":%.1f,\"failed\":%d,"
                        + "\"requests\":%d,\"measured\":\"server CPU of a scan against a resource of the same server that"
                        + " writes a constant of the same size as JSON; database CPU against pgbench -M prepared of the"
                        + " same select; p99 of the large against the small city; p99 of the first 1,000 requests after a"
                        + " start, median of the starts, against the steady one; rounds of all sides in turn, medians\"}%n",
                ratio,
                GOAL,
                met,
                large.devices(),
                small.devices(),
                warmUp,
                rounds,
                starts,
                requests,
                Bench.median(figures.scanCpu),
                Bench.median(figures.constantCpu),
                figures.bytes,
                figures.constantBytes,
                databaseRatio,
                GOAL_DATABASE,
                Bench.median(figures.databaseCpu),
                Bench.median(figures.plainCpu),
                Bench.median(figures.largeP50),
                Bench.median(figures.largeP99),
                Bench.median(figures.smallP99),
                sizeRatio,
                GOAL_SIZE,
                first,
                startRatio,
                GOAL_START,
                figures.failed,
                figures.asked);
        return met;
    }

    private static double ratio(List<Double> own, List<Double> peers) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(own.get(i) / peers.get(i));
        }
        return Bench.median(ratios);
    }

    private static double last(List<Double> values) {
        return values.get(values.size() - 1);
    }
}
