package org.teshema.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process that is started, listened to and ended by signal 9 at a moment of the test's choice. */
public final class KilledProcess {
    /** The exit code of a process that signal 9 ended. */
    private static final int KILLED = 128 + 9;

    private KilledProcess() {}

    /**
     * When to kill: so long after a line with that beginning was said so many times.
     *
     * @param word how the line begins
     * @param times from 1
     */
    public record Moment(String word, int times, Duration later) {}

    /**
     * Starts the process, kills it at that moment and gives back every line it had said.
     *
     * @param log where its error output goes
     */
    public static List<String> said(List<String> command, Path log, Moment moment) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        List<String> said = new ArrayList<>();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.startsWith(moment.word()) && ++seen == moment.times()) {
                    break;
                }
            }
            LockSupport.parkNanos(moment.later().toNanos());
            // Through its handle: killed that way, what it had already said can still be read.
            process.toHandle().destroyForcibly();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
            }
        }
        assertEquals(KILLED, exit(process), () -> log + ": it ended by itself: " + said + text(log));
        return said;
    }

    private static int exit(Process process) {
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it did not end");
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
