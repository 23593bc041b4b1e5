package org.teshema.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A PostgreSQL server of one test's own, which it may kill, freeze and start again. It listens on a free loopback port,
 * keeps its data in a temporary folder and is gone when closed. As root it runs as user {@code postgres}, because
 * PostgreSQL refuses to run as root.
 */
public final class ThrowawayPostgres implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final long PATIENCE_SECONDS = 60;

    private final Path binaries;
    private final Path folder;
    private final int port;
    private final boolean root;
    private Optional<Process> server = Optional.empty();

    private ThrowawayPostgres(Path binaries, Path folder, int port, boolean root) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
        this.root = root;
    }

    /** Makes and starts a server. */
    public static ThrowawayPostgres started() {
        try {
            boolean root = "root".equals(System.getProperty("user.name"));
            Path folder = Files.createTempDirectory("teshema-postgres");
            var made = new ThrowawayPostgres(binaries(), folder, freePort(), root);
            if (root) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                done(new ProcessBuilder("chown", "postgres", folder.toString()));
            }
            done(made.command(
                    "initdb", "-D", made.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"));
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDBC URL of a new, empty database. */
    public String freshUrl() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new AssertionError("PostgreSQL refused a new database: " + e.getMessage(), e);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    /** Starts the server again after it was killed or stopped, and waits until it answers. */
    public void start() {
        try {
            ProcessBuilder builder = command(
                    "postgres",
                    "-D",
                    data(),
                    "-p",
                    "" + port,
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "max_connections=60",
                    "-c",
                    "shared_buffers=64MB");
            server = Optional.of(builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolveSibling(folder.getFileName() + ".log").toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (System.nanoTime() > deadline || !server.get().isAlive()) {
                throw new AssertionError("PostgreSQL did not start; see " + folder + ".log");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Kills the server and all its processes at once, as a power cut would. */
    public void kill() {
        signal("QUIT");
        await();
    }

    /** Stops answering without closing anything. */
    public void freeze() {
        signal("STOP");
    }

    /** Answers again. */
    public void thaw() {
        signal("CONT");
        try {
            // Where runuser stands in front it stopped together with the server.
            done(new ProcessBuilder(
                    "kill", "-CONT", Long.toString(server.orElseThrow().pid())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (server.filter(Process::isAlive).isPresent()) {
            thaw();
            signal("QUIT");
            await();
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
            Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url("postgres") + "&connectTimeout=1&socketTimeout=1")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** To the postmaster itself: what was started may be the shell or runuser in front of it. */
    private void signal(String name) {
        try {
            String pid = Files.readAllLines(Path.of(data(), "postmaster.pid"), StandardCharsets.UTF_8)
                    .get(0)
                    .strip();
            List<String> children = children(pid);
            done(new ProcessBuilder("kill", "-" + name, pid));
            if ("STOP".equals(name) || "CONT".equals(name)) {
                for (String child : children) {
                    new ProcessBuilder("kill", "-" + name, child).start().waitFor();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> children(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).stream()
                .flatMap(ProcessHandle::descendants)
                .map(child -> Long.toString(child.pid()))
                .toList();
    }

    private void await() {
        try {
            if (!server.orElseThrow().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("PostgreSQL did not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private ProcessBuilder command(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        if (root) {
            words.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        words.add(binaries.resolve(program).toString());
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words).directory(folder.toFile());
    }

    private static void done(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", builder.command()) + " failed: " + said);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Path binaries() throws IOException {
        if (Files.isDirectory(INSTALLED)) {
            try (var versions = Files.list(INSTALLED)) {
                Optional<Path> newest = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    return newest.get();
                }
            }
        }
        throw new AssertionError(
                "No PostgreSQL server under " + INSTALLED + ": install one, such as Debian's postgresql");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
