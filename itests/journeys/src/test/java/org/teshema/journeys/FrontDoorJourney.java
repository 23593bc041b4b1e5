package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has cloned the repository and types the one command of the README; once it is built they need no network. */
class FrontDoorJourney {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path ARCHIVE = ROOT.resolve("distribution/target/teshema-distribution-0.1.0.tar.gz");
    private static final Pattern ACCOUNT =
            Pattern.compile("^  (admin|district|station|inspection|unit|maintenance) +(\\S{12,}) .*");

    private static final Pattern LINK = Pattern.compile("http://\\S+?(/s/\\S+)");

    @TempDir
    Path folder;

    @Test
    void one_command_brings_up_a_city_to_try_without_a_network_and_the_second_time_changes_nothing() throws Exception {
        try (var nowhere = new NoWayOut(folder)) {
            Map<String, String> cutOff =
                    Map.of("EXTRA_JAVA_OPTS", UnpackedDistribution.JVM + " " + String.join(" ", nowhere.options()));
            twice(cutOff);
            assertEquals(List.of(), nowhere.turnedAway(), "places it wanted to go to");
        }
    }

    private void twice(Map<String, String> cutOff) throws Exception {
        // It was built by the run that this test belongs to, whatever a checkout did to the times of sources.
        Files.setLastModifiedTime(ARCHIVE, FileTime.from(Instant.now()));
        Path data = fewDevices();
        int port = RunningPlatform.freePort();
        Api anybody = new Api(java.net.URI.create("http://127.0.0.1:" + port), null, Contract::observe);

        FrontDoor first = FrontDoor.open(data, port, folder.resolve("first.txt"), cutOff);
        String sheet;
        long leaves;
        List<String> secrets;
        try {
            String said = first.untilReady(Duration.ofMinutes(4));
            sheet = Files.readString(data.resolve("first-start.txt"));
            assertFalse(said.contains("building"), said);
            assertFalse(said.contains("installing"), said);
            assertFalse(
                    first.commandLinesWith("-Djdk.net.hosts.file=").isEmpty(), "it was told that there is no network");
            assertTrue(said.contains("http://127.0.0.1:" + port + "/"), said);
            assertTrue(said.contains(sheet.strip()), "the sheet is printed as it is");
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("first-start.txt"))));
            secrets = everyRoleLogsIn(anybody, sheet);
            assertEquals(List.of("GENUINE", "CLAIMED", "NOT_IN_USE"), verdicts(anybody, sheet));
            leaves = settled(anybody);
        } finally {
            first.interrupt();
        }
        assertEquals(List.of(), first.left(), "processes that outlived Ctrl-C");

        FrontDoor second = FrontDoor.open(data, port, folder.resolve("second.txt"), cutOff);
        try {
            Instant began = Instant.now();
            String said = second.untilReady(Duration.ofMinutes(2));
            assertTrue(Duration.between(began, Instant.now()).toSeconds() < 60, "the second start is quick");
            assertFalse(said.contains("unpacking"), said);
            assertEquals(sheet, Files.readString(data.resolve("first-start.txt")));
            assertEquals(List.of("GENUINE", "CLAIMED", "NOT_IN_USE"), verdicts(anybody, sheet));
            assertEquals(leaves, settled(anybody), "leaves of the ledger");
        } finally {
            second.interrupt();
        }
        assertEquals(List.of(), second.left(), "processes that outlived Ctrl-C");
        assertEquals(List.of(), filesWith(data.resolve("log"), secrets), "logs that hold a password");
        assertEquals(List.of(), first.badLines(data), "warnings, errors and stack traces");

        FrontDoor third = FrontDoor.open(
                data, port, folder.resolve("third.txt"), Map.of("TESHEMA_KEY_PASSPHRASE", "of something else"));
        String said = third.untilEnd(Duration.ofMinutes(2));
        assertTrue(said.contains("wrong passphrase for"), said);
        assertEquals(List.of(), third.left(), "processes that outlived a start that could not be");
    }

    @Test
    void asked_for_it_starts_empty_and_keeps_everything_in_postgresql() throws Exception {
        Files.setLastModifiedTime(ARCHIVE, FileTime.from(Instant.now()));
        Path data = folder.resolve("data");
        int port = RunningPlatform.freePort();
        Api anybody = new Api(java.net.URI.create("http://127.0.0.1:" + port), null, Contract::observe);
        String secret = UUID.randomUUID().toString();
        try (var database = new Store.FreshPostgres()) {
            FrontDoor door = FrontDoor.open(
                    data,
                    port,
                    folder.resolve("said.txt"),
                    Map.of(),
                    "--empty",
                    "--database",
                    database.url() + "&password=" + secret);
            try {
                String said = door.untilReady(Duration.ofMinutes(4));
                String sheet = Files.readString(data.resolve("first-start.txt"));
                assertTrue(said.contains(sheet.strip()), "the sheet is printed as it is");
                assertFalse(LINK.matcher(sheet).find(), "no code to scan: " + sheet);
                Matcher admin = Pattern.compile("(?m)^  admin +(\\S{12,}) .*$").matcher(sheet);
                assertTrue(admin.find(), sheet);
                Api city = anybody.logIn("admin", admin.group(1));
                assertEquals(
                        0,
                        city.get("/api/v1/devices/count")
                                .expect(200)
                                .json()
                                .path("count")
                                .asInt(-1));
                assertEquals(List.of(), city.all("/api/v1/batches"));
                assertTrue(city.all("/api/v1/organisations").size() >= 19, "the bureau and the districts are there");
                assertEquals(1, database.count("select count(*) from account where login = 'admin'"));
                assertFalse(Files.exists(data.resolve("database")), "nothing is kept in a file beside it");
                assertEquals(List.of(), door.commandLinesWith(secret), "a password in the list of processes");
            } finally {
                door.interrupt();
            }
            assertEquals(List.of(), door.left(), "processes that outlived Ctrl-C");
            assertEquals(List.of(), filesWith(data.resolve("log"), List.of(secret)), "logs that hold a password");
            assertEquals(List.of(), door.badLines(data), "warnings, errors and stack traces");
        }
    }

    /** What the first test is worth: whoever is cut off so finds no way, and is seen looking for one. */
    @Test
    void who_looks_for_a_way_out_finds_none_and_is_seen() throws IOException {
        try (var nowhere = new NoWayOut(folder)) {
            List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
            command.addAll(nowhere.options());
            command.addAll(List.of("-cp", Path.of("target/test-classes").toString(), Seeker.class.getName()));
            assertEquals(
                    "name none\nsocket none\nurl none\nclient none\n",
                    Tools.run(command).ok());
            String seen = nowhere.turnedAway().toString();
            for (String place : List.of("192.0.2.1:81", "http://192.0.2.1:82/", "http://192.0.2.1:83/")) {
                assertTrue(seen.contains(place), seen);
            }
        }
    }

    /** A data directory whose operator wants a small city, so that the test does not wait for a large one. */
    private Path fewDevices() throws IOException {
        Path data = folder.resolve("data");
        Path settings = Files.createDirectories(data.resolve("platform/etc"));
        Files.writeString(settings.resolve("org.teshema.demo.cfg"), "demo = false\ndevices = 200\nseed = 7\n");
        return data;
    }

    private static List<String> everyRoleLogsIn(Api anybody, String sheet) {
        List<String> secrets = new ArrayList<>();
        sheet.lines().map(ACCOUNT::matcher).filter(Matcher::matches).forEach(account -> {
            anybody.logIn(account.group(1), account.group(2)).get("/api/v1/me").expect(200);
            secrets.add(account.group(2));
        });
        assertEquals(6, secrets.size(), sheet);
        return secrets;
    }

    /** Of the codes that every city shows; a larger one shows some more. */
    private static List<String> verdicts(Api anybody, String sheet) {
        return LINK.matcher(sheet)
                .results()
                .limit(3)
                .map(found -> anybody.get(found.group(1)).expect(200).text("verdict"))
                .toList();
    }

    private static long settled(Api anybody) {
        Waiting.until(
                "every leaf is signed",
                Duration.ofSeconds(60),
                () -> anybody.get("/api/v1/ledger")
                                .expect(200)
                                .json()
                                .path("pending")
                                .asLong()
                        == 0);
        return anybody.get("/api/v1/ledger").expect(200).json().path("size").asLong();
    }

    private static List<Path> filesWith(Path folder, List<String> secrets) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> secrets.stream().anyMatch(read(file)::contains))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One run of the command. */
    private static final class FrontDoor {
        private final Process process;
        private final Path said;
        private List<ProcessHandle> started = List.of();

        private FrontDoor(Process process, Path said) {
            this.process = process;
            this.said = said;
        }

        static FrontDoor open(Path data, int port, Path said, Map<String, String> environment, String... options)
                throws IOException {
            // A build server may have started us with SIGINT ignored; a terminal has not.
            List<String> command = new ArrayList<>(List.of(
                    "env",
                    "--default-signal=INT",
                    ROOT.resolve("teshema").toString(),
                    "run",
                    "--data",
                    data.toString(),
                    "--port",
                    Integer.toString(port)));
            command.addAll(List.of(options));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().put("EXTRA_JAVA_OPTS", UnpackedDistribution.JVM);
            builder.environment().putAll(environment);
            return new FrontDoor(builder.start(), said);
        }

        /** What it said until it was ready. */
        String untilReady(Duration atMost) {
            Waiting.until("it says how to stop it", atMost, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("It ended: " + read(said));
                }
                return read(said).contains("Ctrl-C stops it.");
            });
            started = process.descendants().collect(Collectors.toList());
            return read(said);
        }

        /** What it said until it ended by itself, which is told as a failure. */
        String untilEnd(Duration atMost) {
            Waiting.until("it ends", atMost, () -> {
                started = Stream.concat(started.stream(), process.descendants())
                        .distinct()
                        .toList();
                return !process.isAlive();
            });
            assertEquals(1, process.exitValue(), read(said));
            return read(said);
        }

        /** Ctrl-C, and the wait for its end. */
        void interrupt() throws InterruptedException {
            if (started.isEmpty()) {
                started = process.descendants().collect(Collectors.toList());
            }
            Tools.run(List.of("kill", "-INT", Long.toString(process.pid()))).ok();
            if (!process.waitFor(RunningPlatform.MINUTES_TO_STOP, TimeUnit.MINUTES)) {
                started.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("Not stopped minutes after Ctrl-C: " + read(said));
            }
        }

        /** Of what it started, the command lines with that word; its own has it, as a person typed it. */
        List<String> commandLinesWith(String word) {
            assertFalse(started.isEmpty());
            return started.stream()
                    .map(one -> commandLine(one.pid()))
                    .filter(line -> line.contains(word))
                    .toList();
        }

        /** The whole of it, however long; empty for one that has ended. */
        private static String commandLine(long pid) {
            try {
                return read(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ');
            } catch (java.io.UncheckedIOException e) {
                return "";
            }
        }

        /** Processes it started that still run. */
        List<Long> left() {
            return started.stream()
                    .filter(ProcessHandle::isAlive)
                    .map(ProcessHandle::pid)
                    .toList();
        }

        List<String> badLines(Path data) {
            return RunningPlatform.badLines(read(data.resolve("log/teshema.log")));
        }
    }
}
