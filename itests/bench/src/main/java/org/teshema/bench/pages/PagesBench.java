package org.teshema.bench.pages;

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
import org.teshema.bench.scan.City;

/**
 * Benchmark "pages": scans as pages beside scans as JSON, on PostgreSQL, in a large and a small city, the search for devices, and what
 * Lighthouse says of scan pages on a telephone.
 *
 * <p>Arguments: {@code --devices N} (700,000), {@code --few N} (7,000), {@code --warm-up N} requests for pages and for JSON to each city
 * (20,000), {@code --requests N} a round (10,000), {@code --rounds N} (5), {@code --searches N} (240), {@code --connections N} (8),
 * {@code --keep FOLDER}: cities are kept there and used again, those of benchmark "scan" too.
 */
public final class PagesBench {
    private static final double GOAL = 1.6;
    private static final double GOAL_SIZE = 1.3;
    private static final double GOAL_SEARCH = 300;
    private static final int GOAL_LIGHTHOUSE = 95;
    private static final int GOAL_BYTES = 100 * 1024;

    private final City large;
    private final City small;
    private final int requests;
    private final List<Double> pageCpu = new ArrayList<>();
    private final List<Double> jsonCpu = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> largeP99 = new ArrayList<>();
    private final List<Double> smallP99 = new ArrayList<>();
    private long failed;
    private long asked;
    private long bytes;

    private PagesBench(City large, City small, int requests) {
        this.large = large;
        this.small = small;
        this.requests = requests;
    }

    /** Runs the benchmark; the exit code is 0 if the goal was met, 3 if not. */
    public static void main(String[] arguments) throws IOException, SQLException {
        int kept = Arrays.asList(arguments).indexOf("--keep");
        Path folder = kept < 0
                ? Files.createTempDirectory("teshema-pages-bench")
                : Path.of(arguments[kept + 1]).toAbsolutePath();
        int connections = Bench.option(arguments, "--connections", 8);
        var lighthouse = new Lighthouse();
        boolean met;
        try (City large = new City(folder, Bench.option(arguments, "--devices", 700_000), connections);
                City small = new City(folder, Bench.option(arguments, "--few", 7_000), connections)) {
            small.start();
            large.start();
            var bench = new PagesBench(large, small, Bench.option(arguments, "--requests", 10_000));
            bench.warm(Bench.option(arguments, "--warm-up", 20_000));
            for (int round = 1; round <= Bench.option(arguments, "--rounds", 5); round++) {
                bench.round(round);
            }
            List<Double> searches = new Searches(large.url()).millis(Bench.option(arguments, "--searches", 240));
            met = bench.report(searches, seen(lighthouse, small));
        } finally {
            if (kept < 0) {
                RunningProcess.delete(folder);
            }
        }
        System.exit(met ? 0 : 3);
    }

    /** Pages of a code that is bound, also in large type and in English, of one that was given out, and of a blank one. */
    private static List<Lighthouse.Said> seen(Lighthouse lighthouse, City city) throws IOException {
        List<String> shown = city.shown();
        var all = new ArrayList<Lighthouse.Said>();
        for (String page : List.of(
                shown.get(0), shown.get(0) + "?large=1", shown.get(0) + "?lang=en", shown.get(1), shown.get(2))) {
            Lighthouse.Said said = lighthouse.look(page);
            System.out.printf(
                    Locale.ROOT,
                    "Lighthouse, page %d%s: %s, %,d bytes%s%n",
                    all.size() + 1,
                    page.contains("?") ? " (" + page.substring(page.indexOf('?') + 1) + ")" : "",
                    said.scores(),
                    said.bytes(),
                    said.wanting().isEmpty() ? "" : ", wanting " + said.wanting());
            all.add(said);
        }
        return all;
    }

    private void warm(int warmUp) {
        for (City city : List.of(small, large)) {
            counted(city.look(warmUp));
            counted(city.scan(warmUp));
        }
    }

    private void round(int round) {
        long before = large.cpu();
        Clients.Seen seen = counted(large.look(requests));
        double page = (large.cpu() - before) / 1000.0 / requests;
        before = large.cpu();
        counted(large.scan(requests));
        double json = (large.cpu() - before) / 1000.0 / requests;
        pageCpu.add(page);
        jsonCpu.add(json);
        ratios.add(page / json);
        largeP99.add(seen.quantile(0.99));
        smallP99.add(counted(small.look(requests)).quantile(0.99));
        bytes = seen.meanBytes();
        System.out.printf(
                Locale.ROOT,
                "round %d: server %.0f us CPU a page, %.0f as JSON; p99 %.2f ms (%,d devices), %.2f ms (%,d)%n",
                round,
                page,
                json,
                largeP99.get(largeP99.size() - 1),
                large.devices(),
                smallP99.get(smallP99.size() - 1),
                small.devices());
    }

    private Clients.Seen counted(Clients.Seen seen) {
        failed += seen.failed();
        asked += seen.micros().length;
        return seen;
    }

    private boolean report(List<Double> searches, List<Lighthouse.Said> seen) {
        double ratio = Bench.median(ratios);
        double size = Bench.median(largeP99) / Bench.median(smallP99);
        double most = searches.get((int) Math.ceil(0.95 * searches.size()) - 1);
        long loaded = seen.stream().mapToLong(Lighthouse.Said::bytes).max().orElseThrow();
        boolean pleases = seen.stream()
                .allMatch(said -> said.scores().values().stream().allMatch(score -> score >= GOAL_LIGHTHOUSE));
        boolean met = ratio <= GOAL
                && size <= GOAL_SIZE
                && most <= GOAL_SEARCH
                && pleases
                && loaded <= GOAL_BYTES
                && failed == 0;
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"pages\",\"ratio\":%.2f,\"goal\":%.1f,\"met\":%b,\"devices\":%d,\"few\":%d,\"rounds\":%d,"
                        + "\"requestsARound\":%d,\"cpuMicrosPerPage\":%.0f,\"cpuMicrosPerJson\":%.0f,\"bytes\":%d,"
                        + "\"p99Millis\":%.2f,\"p99MillisFew\":%.2f,\"sizeRatio\":%.2f,\"goalSize\":%.1f,"
                        + "\"searches\":%d,\"searchMillisP50\":%.1f,\"searchMillisP95\":%.1f,\"searchMillisMost\":%.1f,"
                        + "\"goalSearch\":%.0f,\"lighthouse\":{%s},\"goalLighthouse\":%d,\"firstLoadBytes\":%d,"
                        + "\"goalFirstLoad\":%d,\"failed\":%d,\"requests\":%d,\"measured\":\"server CPU of a scan as a page"
                        + " against the same scans as JSON on the same server; p99 of pages of the large against the small"
                        + " city; the search of the console, first page and count, for the city and a district; rounds of"
                        + " all sides in turn, medians; of Lighthouse on a telephone the lowest of five scan pages\"}%n",
                ratio,
                GOAL,
                met,
                large.devices(),
                small.devices(),
                ratios.size(),
                requests,
                Bench.median(pageCpu),
                Bench.median(jsonCpu),
                bytes,
                Bench.median(largeP99),
                Bench.median(smallP99),
                size,
                GOAL_SIZE,
                searches.size(),
                Bench.median(searches),
                most,
                searches.get(searches.size() - 1),
                GOAL_SEARCH,
                Lighthouse.lowest(seen),
                GOAL_LIGHTHOUSE,
                loaded,
                GOAL_BYTES,
                failed,
                asked);
        return met;
    }
}
