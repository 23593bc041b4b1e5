package org.teshema.bench.family;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teshema.bench.Bench;
import org.teshema.bench.running.Clients;
import org.teshema.bench.running.RunningProcess;

/**
 * Benchmark "family": JSON scans of mothers with 60 children against scans of devices that stand alone, in the same server:
 * server CPU and round trips to the database.
 *
 * <p>Arguments: {@code --children N} (60), {@code --devices N} of the city around them (2,000), {@code --warm-up N} requests to
 * each side (50,000), {@code --requests N} a round (10,000), {@code --rounds N} (5), {@code --connections N} (8).
 */
public final class FamilyBench {
    private static final double GOAL = 1.5;

    private FamilyBench() {}

    /** Runs the benchmark; the exit code is 0 if the goal was met, 3 if not. */
    public static void main(String[] arguments) throws IOException, SQLException {
        int children = Bench.option(arguments, "--children", 60);
        int requests = Bench.option(arguments, "--requests", 10_000);
        int rounds = Bench.option(arguments, "--rounds", 5);
        int warmUp = Bench.option(arguments, "--warm-up", 50_000);
        Path folder = Files.createTempDirectory("teshema-family-bench");
        boolean met;
        try (var fair = new Fair(folder, Bench.option(arguments, "--devices", 2_000))) {
            fair.start(children);
            var clients = new Clients(fair.port(), Bench.option(arguments, "--connections", 8));
            long failed = clients.ask(fair.alone(), warmUp).failed();
            failed += clients.ask(fair.mothers(), warmUp).failed();
            List<Double> alone = new ArrayList<>();
            List<Double> mothers = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            long aloneBytes = 0;
            long motherBytes = 0;
            double changed = 0;
            for (int round = 1; round <= rounds; round++) {
                long before = fair.cpu();
                Clients.Seen one = clients.ask(fair.alone(), requests);
                alone.add((fair.cpu() - before) / 1000.0 / requests);
                // The first scan of each mother in a round reads and judges her children, as after a change.
                fair.changed();
                before = fair.cpu();
                Clients.Seen first = clients.ask(fair.mothers(), fair.mothers().size() * 4);
                changed = first.quantile(0.99);
                before = fair.cpu();
                Clients.Seen other = clients.ask(fair.mothers(), requests);
                mothers.add((fair.cpu() - before) / 1000.0 / requests);
                failed += one.failed() + first.failed() + other.failed();
                aloneBytes = one.meanBytes();
                motherBytes = other.meanBytes();
                ratios.add(mothers.get(round - 1) / alone.get(round - 1));
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %.0f us CPU a scan alone (%d bytes), %.0f with %d children (%d bytes)%n",
                        round,
                        alone.get(round - 1),
                        aloneBytes,
                        mothers.get(round - 1),
                        children,
                        motherBytes);
            }
            double aloneTrips = trips(fair, clients, fair.alone(), requests);
            double motherTrips = trips(fair, clients, fair.mothers(), requests);
            double ratio = Bench.median(ratios);
            double tripRatio = motherTrips / aloneTrips;
            met = ratio <= GOAL && tripRatio <= GOAL && failed == 0;
            System.out.printf(
                    Locale.ROOT,
                    "{\"name\":\"family\",\"ratio\":%.2f,\"goal\":%.1f,\"met\":%b,\"children\":%d,\"rounds\":%d,"
                            + "\"requestsARound\":%d,\"warmUp\":%d,\"cpuMicrosAlone\":%.0f,\"cpuMicrosMother\":%.0f,"
                            + "\"bytesAlone\":%d,\"bytesMother\":%d,\"roundTripsAlone\":%.3f,\"roundTripsMother\":%.3f,"
                            + "\"roundTripRatio\":%.2f,\"p99MillisAfterChange\":%.2f,\"failed\":%d,\"measured\":\"server"
                            + " CPU and database transactions of JSON scans of mothers with children against devices that"
                            + " stand alone, rounds of both in turn, medians; before each round of mothers all families"
                            + " changed once\"}%n",
                    ratio,
                    GOAL,
                    met,
                    children,
                    rounds,
                    requests,
                    warmUp,
                    Bench.median(alone),
                    Bench.median(mothers),
                    aloneBytes,
                    motherBytes,
                    aloneTrips,
                    motherTrips,
                    tripRatio,
                    changed,
                    failed);
        } finally {
            RunningProcess.delete(folder);
        }
        System.exit(met ? 0 : 3);
    }

    private static double trips(Fair fair, Clients clients, List<String> codes, int requests) throws SQLException {
        long before = fair.transactions();
        clients.ask(codes, requests);
        return (double) (fair.transactions() - before) / requests;
    }
}
