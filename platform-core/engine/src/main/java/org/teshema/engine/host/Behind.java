package org.teshema.engine.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts calls that have computed for long in a host behind everything else the machine has to do. What counts is what their threads have
 * computed, as the system tells it: on a busy machine a call that means well is late, and would be later still behind everybody.
 */
final class Behind {
    private static final Logger LOG = LoggerFactory.getLogger(Behind.class);

    /** Of threads that answer calls, in a host. */
    private static final String NAME = "(plugin)";

    private static final int NICEST = 19;
    /** In the system's ticks, a hundred a second. */
    private static final long LONG = 10;

    // Where they stand after the name, which is in brackets and may hold anything.
    private static final int COMPUTED = 11;
    private static final int COMPUTED_FOR_IT = 12;
    private static final int NICENESS = 16;

    private Behind() {}

    /** Looks at all threads of what that process started. */
    static void look(long process) {
        List<String> busy = new ArrayList<>();
        ProcessHandle.of(process).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(one -> busy.addAll(busy(Path.of("/proc", Long.toString(one.pid()), "task"))));
        if (!busy.isEmpty()) {
            putBehind(busy);
        }
    }

    private static List<String> busy(Path tasks) {
        try (Stream<Path> all = Files.list(tasks)) {
            return all.filter(Behind::isBusy)
                    .map(task -> task.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            // It has just ended.
            return List.of();
        }
    }

    private static boolean isBusy(Path task) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            int after = stat.lastIndexOf(')') + 2;
            String[] numbers = stat.substring(after).split(" ", -1);
            return stat.substring(0, after).strip().endsWith(NAME)
                    && Integer.parseInt(numbers[NICENESS]) < NICEST
                    && Long.parseLong(numbers[COMPUTED]) + Long.parseLong(numbers[COMPUTED_FOR_IT]) >= LONG;
        } catch (IOException e) {
            return false;
        }
    }

    private static void putBehind(List<String> threads) {
        List<String> command = new ArrayList<>(List.of("renice", Integer.toString(NICEST), "-p"));
        command.addAll(threads);
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // Without it they go on as nice as their host.
            LOG.debug("renice: {}", e.getMessage());
        }
    }
}
