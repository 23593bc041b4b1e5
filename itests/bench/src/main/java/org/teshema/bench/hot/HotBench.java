package org.teshema.bench.hot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.teshema.bench.Bench;
import org.teshema.bench.running.RunningPlatform;
import org.teshema.bench.running.RunningProcess;
import org.teshema.engine.gate.Tier;

/**
 * Benchmark "hot": what plugins that come, go and misbehave cost everybody else. Four parts, see each: {@code folder}, {@code door},
 * {@code faults} and {@code guard}.
 *
 * <p>Arguments: {@code --part NAME} for one alone; {@code --devices N} (1,000) of the demonstration city; {@code --swaps N} (20) and
 * {@code --people N} (2) of the folder; {@code --cycles N} (400) and {@code --rate N} scans a second (40) of the door;
 * {@code --rounds N} (2), {@code --seconds N} (6) and {@code --others N} scans a second (80) of the faults, of which {@code --fault NAME}
 * takes one alone and which run in the platform's process or, with {@code --hosted}, in a district host; {@code --blocks N} (40) and
 * {@code --scans N} (500) of the guard.
 */
public final class HotBench {
    private static final List<String> PARTS = List.of("folder", "door", "faults", "guard");

    private HotBench() {}

    /** Runs the benchmark; the exit code is 0 if the goals were met, 3 if not. */
    public static void main(String[] arguments) throws Exception {
        int at = Arrays.asList(arguments).indexOf("--part");
        List<String> wanted = at < 0 ? PARTS : List.of(arguments[at + 1]);
        if (!PARTS.containsAll(wanted)) {
            throw new IllegalArgumentException("There are the parts " + PARTS + ", not " + wanted);
        }
        var parts = new ArrayList<Part>();
        int devices = Bench.option(arguments, "--devices", 1_000);
        if (wanted.contains("folder")) {
            try (var place = new Place(devices)) {
                parts.add(FolderPart.of(
                        place.started(),
                        Bench.option(arguments, "--swaps", 20),
                        Bench.option(arguments, "--people", 2)));
            }
        }
        if (wanted.contains("door")) {
            try (var place = new Place(devices)) {
                place.platform.inProduction();
                parts.add(new DoorPart(Neighbours.of(place.started(), place.folder, Tier.IN_PROCESS))
                        .run(Bench.option(arguments, "--cycles", 400), Bench.option(arguments, "--rate", 40)));
            }
        }
        if (wanted.contains("faults")) {
            int only = Arrays.asList(arguments).indexOf("--fault");
            boolean hosted = Arrays.asList(arguments).contains("--hosted");
            try (var place = new Place(devices)) {
                place.platform.inProduction();
                parts.add(new FaultsPart(Neighbours.of(
                                place.started(), place.folder, hosted ? Tier.DISTRICT_HOST : Tier.IN_PROCESS))
                        .run(
                                fault -> only < 0 || fault.name().equals(arguments[only + 1]),
                                Bench.option(arguments, "--rounds", 2),
                                Bench.option(arguments, "--seconds", 6),
                                Bench.option(arguments, "--others", 80)));
            }
        }
        if (wanted.contains("guard")) {
            parts.add(GuardPart.run(Bench.option(arguments, "--blocks", 40), Bench.option(arguments, "--scans", 500)));
        }
        boolean met = parts.stream().allMatch(Part::met);
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"hot\",\"ratio\":%.2f,\"goal\":1,\"met\":%b,%s,\"measured\":\"ratio: the worst figure of all by its goal; folder: wall time from the renaming of a jar to the first scan that"
                        + " only this version answers; door: wall time from the accepted upload of a release to its first answer;"
                        + " faults: p99 of scans of other districts while a plugin misbehaves against the same plugin behaving, in"
                        + " turn, people coming at a fixed rate; guard: CPU time of the threads of a scan with the guard against"
                        + " without it, in turn\"}%n",
                parts.stream().mapToDouble(Part::ratio).max().orElse(0),
                met,
                parts.stream()
                        .map(part -> "\"" + part.name() + "\":" + part.json())
                        .collect(Collectors.joining(",")));
        System.exit(met ? 0 : 3);
    }

    /** A platform in a folder that is taken away afterwards. */
    private static final class Place implements AutoCloseable {
        private final Path folder = Files.createTempDirectory("teshema-hot-bench");
        private final RunningPlatform platform;

        Place(int devices) throws java.io.IOException {
            platform = new RunningPlatform(folder, "", devices)
                    .withResources(List.of("org.teshema.bench.hot.FrameworkResource"))
                    .withoutThrottle();
        }

        RunningPlatform started() {
            platform.launch();
            platform.awaitReady();
            return platform;
        }

        @Override
        public void close() {
            platform.close();
            RunningProcess.delete(folder);
        }
    }
}
