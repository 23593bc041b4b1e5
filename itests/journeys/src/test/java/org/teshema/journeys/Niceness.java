package org.teshema.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells how nice the operating system takes threads for that have the usual priority, the greatest and then the least. */
@SuppressWarnings("ThreadPriorityCheck") // it is what is asked for
final class Niceness {
    private static final int FIELD_AFTER_NAME = 16;

    private Niceness() {}

    public static void main(String[] arguments) throws InterruptedException {
        var told = new ArrayList<String>();
        for (int priority : List.of(Thread.NORM_PRIORITY, Thread.MAX_PRIORITY, Thread.MIN_PRIORITY)) {
            var thread = new Thread(() -> told.add(own()));
            thread.setPriority(priority);
            thread.start();
            thread.join();
        }
        System.out.print(String.join(" ", told));
    }

    private static String own() {
        try {
            String line = Files.readString(Path.of("/proc/thread-self/stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[FIELD_AFTER_NAME];
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
