package org.teshema.journeys;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL that a test may take away: a cluster of its own in a temporary folder, on a loopback port. */
final class OwnPostgres implements AutoCloseable {
    private final Path folder;
    private final Path binaries;
    private final int port = RunningPlatform.freePort();

    /** Lays the cluster; nothing runs yet. */
    OwnPostgres() throws IOException {
        binaries = binaries();
        folder = Files.createTempDirectory("teshema-postgres");
        if (root()) {
            Tools.run(List.of("chown", "postgres", folder.toString())).ok();
        }
        postgres(
                "initdb",
                "-D",
                cluster(),
                "-U",
                "teshema",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=teshema";
    }

    void start() {
        postgres(
                "pg_ctl",
                "-D",
                cluster(),
                "-l",
                folder.resolve("server.log").toString(),
                "-w",
                "-o",
                "-c listen_addresses=127.0.0.1 -c port=" + port + " -c unix_socket_directories=" + folder
                        + " -c fsync=off",
                "start");
    }

    /** Ends it at once, as a crash of its machine would. */
    void stop() {
        postgres("pg_ctl", "-D", cluster(), "-m", "immediate", "-w", "stop");
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(Path.of(cluster(), "postmaster.pid"))) {
            stop();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private String cluster() {
        return folder.resolve("cluster").toString();
    }

    private void postgres(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        Tools.run(command).ok();
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path binaries() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new AssertionError("No PostgreSQL under /usr/lib/postgresql"));
        }
    }
}
