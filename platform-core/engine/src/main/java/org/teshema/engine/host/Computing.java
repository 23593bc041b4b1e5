package org.teshema.engine.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.host.wire.CallThread;

/**
 * What the calls in one host compute, as the system tells of their threads: each look says it to the line, where those wait whom it costs,
 * and has put behind everything else the machine has to do what computes for long: by the host, or where that does not, by the system. On a busy machine a call that means well is late without
 * computing: the clock on the wall would not do. For one thread.
 */
final class Computing {
    private static final Logger LOG = LoggerFactory.getLogger(Computing.class);

    private static final int NICEST = 19;
    /** A tick of the system's accounts: a hundred a second. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** Who has computed so long is put behind, as in the platform's own process. */
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Who has computed so long was told to and did not: the system is asked, which takes a process. */
    private static final long LONGER_NANOS = 4 * LONG_NANOS;
    /** The first calls of a host pay for its classes: of them, time alone is limited. */
    static final int COLD_CALLS = 50;

    // Where they stand after the name, which is in brackets and may hold anything.
    private static final int FOR_ITSELF = 11;
    private static final int IN_THE_SYSTEM = 12;
    private static final int NICENESS = 16;

    private final long process;
    private final Line line;
    private List<Path> tasks = List.of();

    /**
     * Looks at one host.
     *
     * @param process the one that holds the others
     */
    Computing(long process, Line line) {
        this.process = process;
        this.line = line;
    }

    /** A thread that answers a call. */
    private record Task(String id, long call, long nanos, int niceness) {}

    /** Looks at all that answer calls. */
    void look() {
        List<String> late = new ArrayList<>();
        for (Path folder : tasks()) {
            for (Task task : in(folder)) {
                if (task.call() > COLD_CALLS) {
                    line.computed(task.call(), task.nanos());
                    if (task.nanos() >= LONGER_NANOS && task.niceness() < NICEST) {
                        late.add(task.id());
                    } else if (task.nanos() >= LONG_NANOS && task.niceness() < NICEST) {
                        line.putBehind(task.call());
                    }
                }
            }
        }
        if (!late.isEmpty()) {
            renice(late);
        }
    }

    /** Looked for once the processes are all there: it means a look at every process of the machine. */
    private List<Path> tasks() {
        if (tasks.isEmpty()) {
            tasks = ProcessHandle.of(process).stream()
                    .flatMap(ProcessHandle::descendants)
                    .filter(one -> one.children().findAny().isEmpty())
                    .map(one -> Path.of("/proc", Long.toString(one.pid()), "task"))
                    .toList();
        }
        return tasks;
    }

    private static List<Task> in(Path tasks) {
        try (Stream<Path> all = Files.list(tasks)) {
            return all.flatMap(task -> read(task).stream()).toList();
        } catch (IOException e) {
            // It has just ended.
            return List.of();
        }
    }

    private static Optional<Task> read(Path task) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            int end = stat.lastIndexOf(')');
            Optional<Long> call = CallThread.call(stat.substring(stat.indexOf('(') + 1, end));
            String[] numbers = stat.substring(end + 2).split(" ", -1);
            return call.map(number -> new Task(
                    task.getFileName().toString(),
                    number,
                    (Long.parseLong(numbers[FOR_ITSELF]) + Long.parseLong(numbers[IN_THE_SYSTEM])) * TICK_NANOS,
                    Integer.parseInt(numbers[NICENESS])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void renice(List<String> threads) {
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
