package org.teshema.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.teshema.bench.Bench;
import org.teshema.bench.running.RunningPlatform;
import org.teshema.bench.running.RunningProcess;

/**
 * Benchmark "start": seconds from the start of the process to the first 200 for a scan, against a stock Karaf until its
 * shell greets. Warm is a restart, with what the start before it left in the bundle cache; cold is a start without a bundle
 * cache, and so without the class archive in it. CPU seconds of the process until then are shown beside and are no goal: they
 * also hold what goes on in the background.
 *
 * <p>Arguments: {@code --rounds N} (5), {@code --devices N} of the demonstration city in the embedded database (10,000).
 */
public final class StartBench {
    private static final double GOAL = 2.0;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private StartBench() {}

    /** Runs the benchmark; the exit code is 0 if the goal was met, 3 if not. */
    public static void main(String[] arguments) throws IOException {
        int rounds = Bench.option(arguments, "--rounds", 5);
        int devices = Bench.option(arguments, "--devices", 10_000);
        Path folder = Files.createTempDirectory("teshema-start-bench");
        boolean met;
        try (RunningPlatform platform = new RunningPlatform(folder.resolve("teshema"), "", devices);
                StockKaraf stock = new StockKaraf(folder.resolve("stock"))) {
            platform.launch();
            platform.awaitReady();
            platform.stop();
            String code = platform.shownCodes().get(0);
            stock.start();
            met = run(platform, code, stock, rounds);
        } finally {
            RunningProcess.delete(folder);
        }
        System.exit(met ? 0 : 3);
    }

    private static boolean run(RunningPlatform platform, String code, StockKaraf stock, int rounds) {
        var warm = new Pairs();
        var cold = new Pairs();
        for (int round = 1; round <= rounds; round++) {
            warm.add(start(platform, code), stock.start());
            platform.forgetBundles();
            stock.forgetBundles();
            cold.add(start(platform, code), stock.start());
            System.out.printf(Locale.ROOT, "round %d: warm %s; cold %s%n", round, warm.last(), cold.last());
        }
        double ratio = Math.max(warm.ratio(Start::wall), cold.ratio(Start::wall));
        boolean met = ratio <= GOAL;
        System.out.printf(
                Locale.ROOT,
                "{\"name\":\"start\",\"ratio\":%.2f,\"goal\":%.1f,\"met\":%b,\"rounds\":%d,\"warmRatio\":%.2f,"
                        + "\"coldRatio\":%.2f,\"warmCpuRatio\":%.2f,\"coldCpuRatio\":%.2f,\"warmSeconds\":%.2f,\"stockWarmSeconds\":%.2f,\"coldSeconds\":%.2f,"
                        + "\"stockColdSeconds\":%.2f,\"measured\":\"wall time from process start to the first 200 for a"
                        + " bound code on the embedded database, against stock Karaf until its shell greets; rounds of"
                        + " both in turn, medians; the ratio is the worse of warm and cold\"}%n",
                ratio,
                GOAL,
                met,
                rounds,
                warm.ratio(Start::wall),
                cold.ratio(Start::wall),
                warm.ratio(Start::cpu),
                cold.ratio(Start::cpu),
                Bench.median(seconds(warm.own)),
                Bench.median(seconds(warm.peer)),
                Bench.median(seconds(cold.own)),
                Bench.median(seconds(cold.peer)));
        return met;
    }

    private static Start start(RunningPlatform platform, String code) {
        platform.launch();
        Start start = new Start(platform.awaitStatus(code, PATIENCE), cpuSeconds(platform.pid()));
        platform.stop();
        return start;
    }

    private static double cpuSeconds(long pid) {
        return Bench.cpu(pid, false) / 1e9;
    }

    private static List<Double> seconds(List<Start> starts) {
        return starts.stream().map(Start::wall).toList();
    }

    /** What one start took, in seconds. */
    private record Start(double wall, double cpu) {}

    private static final class Pairs {
        private final List<Start> own = new ArrayList<>();
        private final List<Start> peer = new ArrayList<>();

        void add(Start ours, Start theirs) {
            own.add(ours);
            peer.add(theirs);
        }

        String last() {
            Start ours = own.get(own.size() - 1);
            Start theirs = peer.get(peer.size() - 1);
            return String.format(
                    Locale.ROOT,
                    "%.1f s (%.1f s CPU), stock Karaf %.1f s (%.1f s CPU)",
                    ours.wall(),
                    ours.cpu(),
                    theirs.wall(),
                    theirs.cpu());
        }

        double ratio(ToDoubleFunction<Start> of) {
            var ratios = new ArrayList<Double>();
            for (int i = 0; i < own.size(); i++) {
                ratios.add(of.applyAsDouble(own.get(i)) / of.applyAsDouble(peer.get(i)));
            }
            return Bench.median(ratios);
        }
    }

    /** Karaf as it is published, with only its ports moved to the loopback. */
    private static final class StockKaraf implements AutoCloseable {
        private final Path home;
        private final int shell = RunningProcess.freePort();
        private final RunningProcess process;

        StockKaraf(Path folder) {
            try {
                Files.createDirectories(folder);
                Path zip = Path.of(System.getProperty("teshema.root"), "itests/bench/target/peers/apache-karaf.zip");
                unpack(zip, folder);
                try (var top = Files.newDirectoryStream(folder)) {
                    home = top.iterator().next();
                }
                for (String program : List.of("karaf", "inc", "setenv")) {
                    home.resolve("bin").resolve(program).toFile().setExecutable(true);
                }
                setting("org.apache.karaf.shell.cfg", "sshPort", shell);
                setting("org.apache.karaf.shell.cfg", "sshHost", "127.0.0.1");
                setting("org.apache.karaf.management.cfg", "rmiRegistryPort", RunningProcess.freePort());
                setting("org.apache.karaf.management.cfg", "rmiServerPort", RunningProcess.freePort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            process = new RunningProcess(home, folder.resolve("log/console.log"));
        }

        private static void unpack(Path zip, Path folder) throws IOException {
            try (var in = new ZipInputStream(Files.newInputStream(zip))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    Path file = folder.resolve(entry.getName());
                    if (entry.isDirectory()) {
                        Files.createDirectories(file);
                    } else {
                        Files.createDirectories(file.getParent());
                        Files.copy(in, file);
                    }
                }
            }
        }

        private void setting(String file, String name, Object value) throws IOException {
            Path path = home.resolve("etc").resolve(file);
            Files.writeString(
                    path, Files.readString(path).replaceAll("(?m)^" + name + "\\s*=.*$", name + " = " + value));
        }

        Start start() {
            process.launch();
            double wall = process.await(PATIENCE, () -> RunningProcess.greets(shell));
            Start start = new Start(wall, cpuSeconds(process.pid()));
            process.stop();
            return start;
        }

        void forgetBundles() {
            RunningProcess.delete(home.resolve("data/cache"));
            RunningProcess.delete(home.resolve("data/generated-bundles"));
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
