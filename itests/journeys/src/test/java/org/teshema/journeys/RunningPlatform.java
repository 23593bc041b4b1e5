package org.teshema.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The built distribution, unpacked into a folder of its own and run as a process, as an operator would. */
final class RunningPlatform implements AutoCloseable {
    private static final Pattern SLOW = Pattern.compile(" took \\d+ ms \\(\\d+ faults so far\\)$");

    /** Only what hangs takes longer; a first stop may write the archive of classes, and other tests run beside it. */
    static final int MINUTES_TO_STOP = 3;

    private static final String FOLDER = "org.apache.felix.fileinstall-deploy.cfg";

    /** Asks whether a platform is ready, some hundred times a start. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path home;
    private final Path data;
    private final int port;
    private final int hooks;
    private final String options;
    private int undecided;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private boolean leftOn;
    private Process process;

    private RunningPlatform(Path folder, UnpackedDistribution distribution) throws IOException {
        options = distribution.options();
        home = folder.resolve("platform");
        data = folder.resolve("data");
        port = freePort();
        Files.createDirectories(home);
        Files.createDirectories(data.resolve("plugins"));
        distribution.copyTo(home);
        setting("etc/org.teshema.scan.cfg", "rehearsal.scans = 8000", "rehearsal.scans = 16");
        hooks = freePort();
        setting("etc/org.teshema.webhook.cfg", "inside =\n", "inside = http://127.0.0.1:" + hooks + "/\n");
        // As the front door does: plugins that come with the platform lie in the same folder as all others.
        try (var shipped = Files.list(home.resolve("deploy"))) {
            for (Path jar : shipped.filter(f -> f.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, plugins().resolve(jar.getFileName()));
            }
        }
        settings.put("teshema.mode", "developer");
        settings.put("teshema.data", data.toString());
        settings.put("teshema.plugins", data.resolve("plugins").toString());
        settings.put("teshema.http.port", Integer.toString(port));
        settings.put("teshema.shell.port", Integer.toString(freePort()));
        settings.put("teshema.first.start", "empty");
        settings.put("teshema.database.url", "jdbc:h2:file:" + data.resolve("database/teshema"));
    }

    /** Unpacks the distribution; nothing runs yet. */
    static RunningPlatform unpacked() {
        return copyOf(UnpackedDistribution.ofThisRun());
    }

    /** Copies that distribution; nothing runs yet. */
    static RunningPlatform copyOf(UnpackedDistribution distribution) {
        try {
            return new RunningPlatform(Files.createTempDirectory("teshema"), distribution);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port on this machine to which organisations may have messages sent. */
    int hooks() {
        return hooks;
    }

    /** Changes a line of a configuration file that ships so. */
    private void setting(String file, String shipped, String wanted) throws IOException {
        Path path = home.resolve(file);
        String text = Files.readString(path);
        if (!text.contains(shipped)) {
            throw new AssertionError("No line \"" + shipped.strip() + "\" in " + text);
        }
        Files.writeString(path, text.replace(shipped, wanted));
    }

    /** Runs it as a city does: no folder is watched, and only what was shipped or released comes in. */
    RunningPlatform inProduction() {
        try (var jars = Files.list(plugins())) {
            for (Path jar : jars.toList()) {
                Files.delete(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return with("teshema.mode", "production");
    }

    /** Makes it a further node beside that one, which has been started once: on its database, with a copy of its keys. */
    RunningPlatform besideOf(RunningPlatform first) {
        try {
            Path keys = Files.createDirectories(data.resolve("keys"));
            Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
            for (String name : List.of("city.keys", "passphrase", "ledger-head")) {
                Path file = first.data.resolve("keys").resolve(name);
                if (Files.exists(file)) {
                    Files.copy(file, keys.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            setting("etc/org.teshema.keys.cfg", "follow = false", "follow = true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return with("teshema.database.url", first.settings.get("teshema.database.url"));
    }

    /** Throws away what the framework keeps of bundles; it is stopped. */
    void wipeBundleCache() {
        try (var files = Files.walk(home.resolve("data/cache"))) {
            files.sorted(Comparator.reverseOrder()).forEach(one -> one.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody who may log in to the console, with these roles. */
    RunningPlatform withOperator(String name, String password, String roles) {
        try {
            Files.writeString(
                    home.resolve("etc/users.properties"),
                    name + " = " + password + "," + roles + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Watches the plugin folder whatever the mode and for any kind of file, as a careless operator might leave it. */
    RunningPlatform withFolderLeftOn() {
        leftOn = true;
        return this;
    }

    int shellPort() {
        return Integer.parseInt(settings.get("teshema.shell.port"));
    }

    /** Sets a system property of the platform before it starts. */
    RunningPlatform with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Lets people in by that provider of identities, and asks those of the authorities for a second step. */
    RunningPlatform withProvider(String issuer, String secret) {
        try {
            setting("etc/org.teshema.oidc.cfg", "issuer =\n", "issuer = " + issuer + "\n");
            setting("etc/org.teshema.oidc.cfg", "client.id =\n", "client.id = teshema\n");
            setting("etc/org.teshema.oidc.cfg", "client.secret =\n", "client.secret = " + secret + "\n");
            setting("etc/org.teshema.oidc.cfg", "home =\n", "home = " + base() + "\n");
            setting("etc/org.teshema.accounts.cfg", "second.factor =", "second.factor = government");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Lets it answer codes issued elsewhere whose addresses begin so. */
    RunningPlatform withCodesFrom(String... beginnings) {
        try {
            setting(
                    "etc/org.teshema.codes.cfg",
                    "foreign.beginnings =\n",
                    "foreign.beginnings = " + String.join(",", beginnings) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Begins with a small demonstration city instead of an empty platform. */
    RunningPlatform withDemonstrationCity() {
        return withDemonstrationCity(150);
    }

    /** The same with so many devices. */
    RunningPlatform withDemonstrationCity(int devices) {
        try {
            Files.writeString(
                    home.resolve("etc/org.teshema.demo.cfg"), "demo = true\ndevices = " + devices + "\nseed = 2026\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return with("teshema.first.start", "demo");
    }

    /** Where the codes on the sheet of the first start lead, as paths: bound, claimed, blank, then more. */
    List<String> shownCodes() {
        return Pattern.compile("https?://[^/\\s]+(/s/[0-9]+)")
                .matcher(read(data.resolve("first-start.txt")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Does that after the platform is closed. */
    RunningPlatform afterwards(Runnable what) {
        afterwards.add(what);
        return this;
    }

    /** So many jars of its folder are never decided on, which no start waits for. */
    RunningPlatform withUndecided(int jars) {
        undecided = jars;
        return this;
    }

    /** Starts the process and waits until it is ready and its plugins, which come in while it answers already, are decided on. */
    RunningPlatform start() {
        launch();
        Waiting.until("the platform is ready", Duration.ofMinutes(3), () -> runs() && status("/api/v1/health") == 200);
        int jars =
                jars(settings.get("teshema.mode").equals("developer") ? plugins() : home.resolve("deploy")) - undecided;
        if (!Waiting.whileNot(Duration.ofSeconds(20), () -> decided() >= jars)) {
            System.out.println("After 20 s " + decided() + " of " + jars + " plugins are decided on; it goes on");
        }
        return this;
    }

    private static int jars(Path folder) {
        try (var files = Files.list(folder)) {
            return (int) files.filter(file -> file.toString().endsWith(".jar")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long decided() {
        return Api.anybody(this).all("/api/v1/plugins").stream()
                .filter(one -> !one.path("stage").asText().equals("PROPOSED"))
                .count();
    }

    /** Starts the process and waits only until it takes requests, ready or not. */
    RunningPlatform startUnready() {
        launch();
        Waiting.until(
                "the platform takes requests",
                Duration.ofMinutes(3),
                () -> runs() && status("/api/v1/health/live") == 200);
        return this;
    }

    private boolean runs() {
        if (!process.isAlive()) {
            throw new AssertionError("The platform ended while it started: " + read(log().resolve("console.log")));
        }
        return true;
    }

    private void launch() {
        try {
            Files.writeString(
                    home.resolve("etc/custom.system.properties"),
                    settings.entrySet().stream()
                            .map(s -> s.getKey() + " = " + s.getValue())
                            .collect(Collectors.joining("\n", "", "\n")));
            watchFolder(leftOn || settings.get("teshema.mode").equals("developer"));
            Files.createDirectories(log());
            var builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "daemon")
                    .redirectErrorStream(true)
                    .redirectOutput(log().resolve("console.log").toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("KARAF_LOG", log().toString());
            builder.environment().put("EXTRA_JAVA_OPTS", options);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the front door does for developers; a city has no such file. */
    private void watchFolder(boolean watched) throws IOException {
        Path file = home.resolve("etc/" + FOLDER);
        Files.deleteIfExists(file);
        if (watched) {
            String shipped = Files.readString(home.resolve("etc/developer/" + FOLDER));
            String filter = "felix.fileinstall.filter=.*\\\\\\\\.jar";
            if (!shipped.contains(filter)) {
                throw new AssertionError("No line " + filter + " in " + shipped);
            }
            Files.writeString(
                    file, leftOn ? shipped.replace(filter, "felix.fileinstall.filter=.*[.](jar|kar|xml)") : shipped);
        }
    }

    /** The ports at which the process listens, wherever on the machine they are offered. */
    Set<Integer> listening() {
        Path self = Path.of("/proc", Long.toString(pid()));
        var ports = new TreeSet<Integer>();
        try (var open = Files.list(self.resolve("fd"))) {
            Set<String> sockets = open.map(RunningPlatform::target).collect(Collectors.toSet());
            for (String table : List.of("net/tcp", "net/tcp6")) {
                Files.readAllLines(self.resolve(table)).stream()
                        .skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(words -> words[3].equals("0A") && sockets.contains("socket:[" + words[9] + "]"))
                        .map(words -> words[1].substring(words[1].indexOf(':') + 1))
                        .forEach(port -> ports.add(Integer.parseInt(port, 16)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ports;
    }

    /** Where a link leads; nowhere when it has gone meanwhile. */
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Stops it as an operator does, and waits for its end. */
    void stop() {
        process.destroy();
        await();
    }

    /** Kills it without warning. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    long pid() {
        return process.pid();
    }

    Path data() {
        return data;
    }

    Path plugins() {
        return data.resolve("plugins");
    }

    Path home() {
        return home;
    }

    /** The platform's log of this and earlier starts. */
    String logText() {
        return read(log().resolve("teshema.log"));
    }

    /** Who read personal data and what for, at this and earlier starts of this month. */
    String readsText() {
        return read(log().resolve("reads.log"));
    }

    /** The password of the account with that login, from the sheet of the first start. */
    String password(String login) {
        return read(data.resolve("first-start.txt"))
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals(login))
                .map(words -> words[1])
                .findFirst()
                .orElseThrow(() -> new AssertionError("first-start.txt names no account " + login));
    }

    /** Lines of the log at WARN or ERROR, and lines of a stack trace, that nobody expected. */
    List<String> unexpectedLogLines(String... expectedParts) {
        return badLines(logText()).stream()
                .filter(line -> Stream.of(expectedParts).noneMatch(line::contains))
                .toList();
    }

    /**
     * Lines of a log at WARN or ERROR, and lines of a stack trace. That a plugin took its time is rightly told, but says only how
     * busy the machine is; no journey is about it.
     */
    static List<String> badLines(String log) {
        return log.lines()
                .filter(line -> !SLOW.matcher(line).find())
                .filter(line -> line.matches("\\S+ (WARN|ERROR) .*") || line.matches("\\s+at [\\w.$/]+\\(.*"))
                .toList();
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
        afterwards.forEach(Runnable::run);
        try (var files = Files.walk(home.getParent())) {
            files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await() {
        try {
            if (!process.waitFor(MINUTES_TO_STOP, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("Not stopped after minutes; at " + Instant.now());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private int status(String path) {
        try {
            var request = HttpRequest.newBuilder(base().resolve(path))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private Path log() {
        return data.resolve("log");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
