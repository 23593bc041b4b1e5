package org.teshema.bench.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The built distribution in a folder of its own, with a demonstration city. Belongs to one thread. */
public final class RunningPlatform implements AutoCloseable {
    private final Path folder;
    private final int port = RunningProcess.freePort();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final RunningProcess process;

    /**
     * Unpacks the distribution.
     *
     * @param folder where; data of an earlier run below it is kept
     * @param database its JDBC URL, or empty for the embedded one
     * @param devices how many devices the demonstration city of its first start has
     */
    public RunningPlatform(Path folder, String database, int devices) {
        this.folder = folder;
        try {
            RunningProcess.delete(home());
            Files.createDirectories(home());
            Files.createDirectories(plugins());
            RunningProcess.run(
                    "tar",
                    "-xzf",
                    System.getProperty("teshema.distribution"),
                    "-C",
                    home().toString(),
                    "--strip-components=1");
            try (var shipped = Files.newDirectoryStream(home().resolve("deploy"), "*.jar")) {
                for (Path jar : shipped) {
                    Path copy = plugins().resolve(jar.getFileName());
                    Files.deleteIfExists(copy);
                    Files.copy(jar, copy);
                }
            }
            String watched = "org.apache.felix.fileinstall-deploy.cfg";
            Files.copy(home().resolve("etc/developer/" + watched), home().resolve("etc/" + watched));
            Files.writeString(
                    home().resolve("etc/org.teshema.demo.cfg"),
                    "demo = true\ndevices = " + devices + "\nseed = 2026\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.put("teshema.mode", "developer");
        settings.put("teshema.data", data().toString());
        settings.put("teshema.plugins", plugins().toString());
        settings.put("teshema.http.port", Integer.toString(port));
        settings.put("teshema.shell.port", Integer.toString(RunningProcess.freePort()));
        settings.put("teshema.first.start", "demo");
        settings.put(
                "teshema.database.url",
                database.isEmpty() ? "jdbc:h2:file:" + data().resolve("database/teshema") : database);
        process = new RunningProcess(home(), data().resolve("log/console.log"));
    }

    /** Lets nothing in but what was shipped or released: no folder is watched. */
    public RunningPlatform inProduction() {
        settings.put("teshema.mode", "production");
        RunningProcess.delete(home().resolve("etc/org.apache.felix.fileinstall-deploy.cfg"));
        RunningProcess.delete(plugins());
        // Whoever measures logs in with a password: the second step is not what is measured.
        settingOf("org.teshema.accounts", "second.factor = none");
        return this;
    }

    private void settingOf(String pid, String line) {
        try {
            Files.writeString(home().resolve("etc/" + pid + ".cfg"), line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the clients of a benchmark, which all come from one address, type as many numbers as they like. */
    public RunningPlatform withoutThrottle() {
        Path file = home().resolve("etc/org.teshema.scan.cfg");
        try {
            String others = Files.readString(file).replaceAll("(?m)^number\\.tries *=.*$", "");
            Files.writeString(file, others + "\nnumber.tries = 1000000\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sets a system property of the platform before it starts. */
    public RunningPlatform with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /**
     * Puts resources of a benchmark's own beside those of the platform, into the same server.
     *
     * @param resources names of their classes, which only the platform can load
     */
    public RunningPlatform withResources(List<String> resources) {
        ExtraResources.into(home(), resources);
        return this;
    }

    /** Starts the process; returns at once. */
    public void launch() {
        try {
            Files.writeString(
                    home().resolve("etc/custom.system.properties"),
                    settings.entrySet().stream()
                            .map(s -> s.getKey() + " = " + s.getValue())
                            .collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.launch();
    }

    /** Waits until it is ready to work; a first start loads its city before that. */
    public void awaitReady() {
        awaitStatus("/api/v1/health", Duration.ofHours(1));
    }

    /**
     * Waits until that path is answered with 200.
     *
     * @return seconds since the launch
     */
    public double awaitStatus(String path, Duration patience) {
        return process.await(patience, () -> RunningProcess.status(port, path) == 200);
    }

    /** Forgets the bundle cache, as after unpacking; only while it is stopped. */
    public void forgetBundles() {
        RunningProcess.delete(home().resolve("data/cache"));
        RunningProcess.delete(home().resolve("data/generated-bundles"));
    }

    /** Where the codes of the first start lead, as paths: bound, claimed, blank, then more. */
    public List<String> shownCodes() {
        try {
            return Pattern.compile("https?://[^/\\s]+(/s/[0-9]+)")
                    .matcher(Files.readString(data().resolve("first-start.txt")))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The password of that account, from the sheet of the first start. */
    public String password(String login) {
        try {
            return Files.readString(data().resolve("first-start.txt"))
                    .lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 1 && words[0].equals(login))
                    .map(words -> words[1])
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port it answers on, on the loopback. */
    public int port() {
        return port;
    }

    /** The id of the Java process. */
    public long pid() {
        return process.pid();
    }

    /** The folder plugins are dropped into. */
    public Path plugins() {
        return data().resolve("plugins");
    }

    /** Stops it in order. */
    public void stop() {
        process.stop();
    }

    @Override
    public void close() {
        stop();
    }

    private Path home() {
        return folder.resolve("platform");
    }

    private Path data() {
        return folder.resolve("data");
    }
}
