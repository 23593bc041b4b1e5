package org.teshema.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ledger as somebody checks it who does not trust the platform: with the stand-alone verifier and a kept checkpoint. */
final class LedgerProofs {
    private static final Path VERIFIER =
            Path.of("../../tools/verify/LedgerVerify.java").toAbsolutePath().normalize();

    private static Path classes;

    private final Api anybody;
    private final Path folder;

    LedgerProofs(Api anybody, Path folder) {
        this.anybody = anybody;
        this.folder = folder;
    }

    /** How many leaves the newest checkpoint signs. */
    long size() {
        return anybody.get("/api/v1/ledger").expect(200).json().path("size").asLong();
    }

    /** Waits until all leaves written so far are signed, and keeps that checkpoint. */
    Path checkpoint(String name) throws IOException {
        Waiting.until(
                "every leaf is signed",
                java.time.Duration.ofSeconds(60),
                () -> anybody.get("/api/v1/ledger")
                                .expect(200)
                                .json()
                                .path("pending")
                                .asLong()
                        == 0);
        return newest(name);
    }

    /** Keeps the newest checkpoint, whatever waits for the next. */
    Path newest(String name) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                anybody.get("/api/v1/ledger/checkpoint", "text/plain")
                        .expect(200)
                        .body());
    }

    /** Checks that the leaf at that place is under the kept checkpoint. */
    void included(long index, Path checkpoint) throws IOException {
        Path proof = Files.writeString(
                folder.resolve("inclusion.json"),
                anybody.get("/api/v1/ledger/proofs/inclusion?index=" + index + "&size=" + size(checkpoint))
                        .expect(200)
                        .body());
        verified("inclusion", checkpoint.toString(), proof.toString());
    }

    /** Checks that the newer checkpoint continues the older one. */
    void continues(Path older, Path newer) throws IOException {
        Path proof = Files.writeString(
                folder.resolve("consistency.json"),
                anybody.get("/api/v1/ledger/proofs/consistency?from=" + size(older) + "&to=" + size(newer))
                        .expect(200)
                        .body());
        verified("consistency", older.toString(), newer.toString(), proof.toString());
    }

    /** The size that a kept checkpoint states. */
    static long size(Path checkpoint) throws IOException {
        return Long.parseLong(Files.readAllLines(checkpoint).get(1));
    }

    /** Runs the verifier; it must agree. */
    void verified(String... what) throws IOException {
        String said = judged(what).ok();
        if (!said.startsWith("OK ")) {
            throw new AssertionError(said);
        }
    }

    /** Runs the verifier. */
    Tools.Ran judged(String... what) throws IOException {
        Path key = Files.writeString(
                folder.resolve("ledger-key.pem"),
                anybody.get("/api/v1/keys")
                        .expect(200)
                        .json()
                        .path("ledger")
                        .path("pem")
                        .asText());
        List<String> command = new ArrayList<>(List.of(
                java("java"), "-XX:TieredStopAtLevel=1", "-cp", compiled().toString(), "LedgerVerify"));
        command.addAll(List.of(what));
        command.add(key.toString());
        return Tools.run(command);
    }

    /** The verifier as classes: it runs many times, and its source would be compiled each time. */
    private static synchronized Path compiled() throws IOException {
        if (classes == null) {
            // A folder for each process of tests: two of them run side by side.
            Path folder = Path.of(
                            "target/ledger-verify-" + ProcessHandle.current().pid())
                    .toAbsolutePath();
            Tools.run(List.of(java("javac"), "-d", folder.toString(), VERIFIER.toString()))
                    .ok();
            classes = folder;
        }
        return classes;
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }
}
