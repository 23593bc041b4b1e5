package org.teshema.bench.hot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.bench.Bench;
import org.teshema.bench.running.Clients;
import org.teshema.bench.running.OpenLoad;
import org.teshema.faults.FaultJar;
import org.teshema.faults.gallery.Well;

/**
 * A district's way: a scene app comes as a signed release, is updated by a next one and is stopped, over and over, while people scan
 * devices of its district and of others. No scan may fail or have a gap, no other bundle may hear of it, and nothing may be left.
 */
final class DoorPart {
    private static final double GOAL_SECONDS = 3;
    private static final double GOAL_SLOPE_KIB = 8;
    private static final int EVERY = 20;

    private final Neighbours neighbours;

    DoorPart(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    Part run(int cycles, int rate) throws IOException {
        ReleaseDesk releases = neighbours.releases();
        // The first ones load what bringing a release takes.
        for (int i = 0; i < 3; i++) {
            cycle(releases, new ArrayList<>());
        }
        int before = neighbours.events().size();
        JsonNode first = neighbours.held();
        List<Double> seconds = new ArrayList<>();
        List<JsonNode> held = new ArrayList<>(List.of(first));
        long mostWirings = 0;
        OpenLoad.Seen scans;
        List<String> paths = Stream.concat(neighbours.others().stream(), neighbours.own().stream())
                .toList();
        try (var load = new OpenLoad(neighbours.port(), paths, rate, 16)) {
            for (int cycle = 1; cycle <= cycles; cycle++) {
                mostWirings = Math.max(mostWirings, cycle(releases, seconds));
                if (cycle % EVERY == 0) {
                    held.add(neighbours.held());
                    System.out.printf(
                            Locale.ROOT,
                            "%d cycles: first answer after %.2f s (median), metaspace %.2f MiB, %d loaders of %d alive%n",
                            cycle,
                            Bench.median(seconds),
                            held.get(held.size() - 1).path("metaspace").asLong() / 1048576.0,
                            held.get(held.size() - 1).path("loadersAlive").asLong(),
                            held.get(held.size() - 1).path("loaders").asLong());
                }
            }
            scans = load.end();
        }
        // The framework tells of events on a thread of its own.
        LockSupport.parkNanos(500_000_000);
        held.add(neighbours.held());
        List<String> foreign = neighbours.events().stream()
                .skip(before)
                .filter(event -> !event.contains(" org.teshema.faults."))
                .toList();
        foreign.stream().limit(5).forEach(event -> System.out.println("event of another bundle: " + event));
        System.out.println("scans that failed or had a gap: " + scans.why());
        return part(cycles, seconds, held, mostWirings, scans, foreign.size());
    }

    /** Install, update, remove; answers how many wirings were in use of one plugin after the update, of which there were most. */
    private long cycle(ReleaseDesk releases, List<Double> seconds) throws IOException {
        FaultJar one = releases.next(new Well());
        seconds.add(secondsUntilAnswered(releases, one));
        FaultJar two = releases.next(new Well());
        seconds.add(secondsUntilAnswered(releases, two));
        // The old one goes once the new one serves.
        Waiting.until(
                "one release is left", () -> neighbours.here().path("bundles").asLong() == 1);
        long wirings = neighbours.here().path("mostWirings").asLong();
        releases.remove(one.name());
        Waiting.until("none is left", () -> neighbours.here().path("bundles").asLong() == 0);
        return wirings;
    }

    private double secondsUntilAnswered(ReleaseDesk releases, FaultJar jar) throws IOException {
        long accepted = releases.install(jar);
        String path = neighbours.own().get(0) + "?lang=zh";
        try (var connection = new Clients.Connection(neighbours.port())) {
            Waiting.until(
                    jar.name() + " " + jar.version() + " answers",
                    () -> new String(connection.fetch(path), StandardCharsets.UTF_8).contains(jar.version()));
        }
        return (System.nanoTime() - accepted) / 1e9;
    }

    private static Part part(
            int cycles, List<Double> seconds, List<JsonNode> held, long mostWirings, OpenLoad.Seen scans, int foreign) {
        seconds.sort(null);
        double p95 = seconds.get((int) Math.ceil(0.95 * seconds.size()) - 1);
        double worst = seconds.get(seconds.size() - 1);
        JsonNode last = held.get(held.size() - 1);
        List<Double> metaspace = held.stream()
                .limit(held.size() - 1L)
                .map(one -> one.path("metaspace").asLong() / 1024.0)
                .toList();
        // What the compiler keeps of methods of the server that become warm grows at first and then no more.
        double slope = slope(metaspace.subList(metaspace.size() / 2, metaspace.size())) / EVERY;
        long alive = last.path("loadersAlive").asLong();
        boolean met = scans.failed() + scans.gaps() == 0
                && foreign == 0
                && worst <= GOAL_SECONDS
                && slope <= GOAL_SLOPE_KIB
                && mostWirings == 1
                && last.path("removalPending").asLong() == 0
                && alive <= 2;
        return new Part(
                "door",
                met,
                Math.max(worst / GOAL_SECONDS, slope / GOAL_SLOPE_KIB),
                String.format(
                        Locale.ROOT,
                        "{\"met\":%b,\"cycles\":%d,\"installsAndUpdates\":%d,\"medianSeconds\":%.3f,\"p95Seconds\":%.3f,"
                                + "\"worstSeconds\":%.3f,\"goalSeconds\":%.0f,\"scans\":%d,\"failedScans\":%d,\"gaps\":%d,"
                                + "\"foreignBundleEvents\":%d,\"mostWirings\":%d,\"removalPending\":%d,\"loaders\":%d,"
                                + "\"loadersAlive\":%d,\"classesLoaded\":%s,\"classesUnloaded\":%d,\"metaspaceMiB\":%s,"
                                + "\"metaspaceKiBPerCycleOfTheSecondHalf\":%.2f,\"goalKiBPerCycle\":%.0f}",
                        met,
                        cycles,
                        seconds.size(),
                        Bench.median(seconds),
                        p95,
                        worst,
                        GOAL_SECONDS,
                        scans.micros().length,
                        scans.failed(),
                        scans.gaps(),
                        foreign,
                        mostWirings,
                        last.path("removalPending").asLong(),
                        last.path("loaders").asLong(),
                        alive,
                        held.stream()
                                .map(one -> one.path("loaded").asText())
                                .collect(Collectors.joining(",", "[", "]")),
                        last.path("unloaded").asLong()
                                - held.get(0).path("unloaded").asLong(),
                        metaspace.stream()
                                .map(one -> String.format(Locale.ROOT, "%.2f", one / 1024))
                                .collect(Collectors.joining(",", "[", "]")),
                        slope,
                        GOAL_SLOPE_KIB));
    }

    /** By how much the values grow from one to the next, by least squares. */
    private static double slope(List<Double> values) {
        double middle = (values.size() - 1) / 2.0;
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < values.size(); i++) {
            above += (i - middle) * (values.get(i) - mean);
            below += (i - middle) * (i - middle);
        }
        return below == 0 ? 0 : above / below;
    }
}
