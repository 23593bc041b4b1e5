package org.teshema.bench.hot;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.teshema.bench.Bench;
import org.teshema.bench.running.Clients;
import org.teshema.bench.running.RunningPlatform;

/**
 * A developer's way: from the moment a plugin's jar has its name in the folder to the first scan that it answers; then the same for
 * each swap for a next version, while scans go on without pause. The goal holds for every one of them: the slowest decides.
 */
final class FolderPart {
    private static final double GOAL = 1.0;
    private static final String JAR = "teshema-plugin-forklift.jar";
    private static final String BUNDLE = "org.teshema.plugin.forklift";
    private static final String FORKLIFT = "5110";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningPlatform platform;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    private FolderPart(RunningPlatform platform) {
        this.platform = platform;
    }

    /** Runs it on a platform in developer mode that is ready. */
    static Part of(RunningPlatform platform, int swaps, int people) throws Exception {
        return new FolderPart(platform).run(swaps, people);
    }

    private Part run(int swaps, int people) throws Exception {
        String forklift = forklift();
        List<String> paths = List.of(forklift, platform.shownCodes().get(0));
        awaitPlugin("elevator");
        // Everybody's first scans load classes; those are not what is measured.
        new Clients(platform.port(), people).ask(paths, 2_000);
        int before = events().size();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < people; i++) {
            var thread = new Thread(() -> scan(paths), "scan-" + i);
            threads.add(thread);
            thread.start();
        }
        double drop = secondsUntilServed(PluginVersion.of(0), forklift);
        System.out.printf(Locale.ROOT, "dropped: first answer after %.3f s%n", drop);
        var seconds = new ArrayList<Double>();
        for (int swap = 1; swap <= swaps; swap++) {
            seconds.add(secondsUntilServed(PluginVersion.of(swap), forklift));
        }
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> foreign = events().stream()
                .skip(before)
                .filter(event -> !event.endsWith(" " + BUNDLE))
                .toList();
        foreign.forEach(event -> System.out.println("event of another bundle: " + event));
        seconds.sort(null);
        double median = Bench.median(seconds);
        double p95 = seconds.get((int) Math.ceil(0.95 * seconds.size()) - 1);
        double worst = seconds.get(seconds.size() - 1);
        boolean met = worst <= GOAL && drop <= GOAL && failed.get() == 0 && foreign.isEmpty();
        System.out.printf(
                Locale.ROOT,
                "swaps: median %.3f s, p95 %.3f s, worst %.3f s; %d of %d scans failed%n",
                median,
                p95,
                worst,
                failed.get(),
                answered.get());
        return new Part(
                "folder",
                met,
                Math.max(worst, drop) / GOAL,
                String.format(
                        Locale.ROOT,
                        "{\"met\":%b,\"dropSeconds\":%.3f,\"swaps\":%d,\"swapMedianSeconds\":%.3f,\"swapP95Seconds\":%.3f,"
                                + "\"swapWorstSeconds\":%.3f,\"scans\":%d,\"failedScans\":%d,\"foreignBundleEvents\":%d}",
                        met,
                        drop,
                        swaps,
                        median,
                        p95,
                        worst,
                        answered.get(),
                        failed.get(),
                        foreign.size()));
    }

    private double secondsUntilServed(PluginVersion version, String path) throws IOException {
        version.drop(platform.plugins(), JAR);
        long began = System.nanoTime();
        try (var connection = new Clients.Connection(platform.port())) {
            while (!text(connection.fetch(path + "?lang=en")).contains(version.words())) {
                if (System.nanoTime() - began > 30_000_000_000L) {
                    throw new IllegalStateException("Not served after half a minute: " + version.words());
                }
                LockSupport.parkNanos(2_000_000);
            }
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private void scan(List<String> paths) {
        Clients.Connection connection = null;
        for (int i = 0; !over.get(); i++) {
            try {
                if (connection == null) {
                    connection = new Clients.Connection(platform.port());
                }
                // A gap is where a plugin should have spoken and did not.
                if (text(connection.fetch(paths.get(i % paths.size()))).contains("\"gap\"")) {
                    failed.incrementAndGet();
                }
            } catch (IOException e) {
                failed.incrementAndGet();
                System.out.println("a scan failed: " + e.getMessage());
                connection = null;
            }
            answered.incrementAndGet();
        }
        if (connection != null) {
            connection.close();
        }
    }

    private void awaitPlugin(String name) {
        long began = System.nanoTime();
        while (!text(Clients.body(platform.port(), "/api/v1/plugins")).contains("\"" + name + "\"")) {
            if (System.nanoTime() - began > 60_000_000_000L) {
                throw new IllegalStateException("No plugin " + name + " after a minute");
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private List<String> events() throws IOException {
        var events = new ArrayList<String>();
        JSON.readTree(Clients.body(platform.port(), "/bench/framework/events")).forEach(e -> events.add(e.asText()));
        return events;
    }

    /** Where the number of a forklift's code leads: what the forklift plugin answers for. */
    private String forklift() throws IOException {
        return new CityDesk(platform)
                .bound("&category=" + FORKLIFT, device -> true, 1).stream()
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException("No forklift of the demonstration city has a code"));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
