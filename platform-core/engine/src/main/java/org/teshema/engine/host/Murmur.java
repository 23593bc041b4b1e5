package org.teshema.engine.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a host says on its output goes to the platform's log under the plugin's name: so many lines a minute of so many characters.
 * The rest is read unseen and dropped, a little at a time, so that nobody who talks much fills a disk or stands still, or keeps the
 * platform busy with listening. For one thread.
 */
final class Murmur {
    static final int MOST_LINES = 60;
    private static final int LONGEST = 500;
    private static final int AT_A_TIME = 16 * 1024;
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Consumer<String> log;
    private final LongSupplier clock;
    private final Runnable pause;
    private final StringBuilder line = new StringBuilder();
    private long minute;
    private int said;
    // Of a line that was dropped in part nothing is said.
    private boolean skipping;

    /**
     * Somebody who listens.
     *
     * @param log is given each line
     * @param clock nanoseconds from anywhere
     * @param pause done before the next piece of what nobody will be told
     */
    Murmur(Consumer<String> log, LongSupplier clock, Runnable pause) {
        this.log = log;
        this.clock = clock;
        this.pause = pause;
        this.minute = clock.getAsLong();
    }

    static void listen(String name, InputStream output) {
        Logger log = LoggerFactory.getLogger("org.teshema.plugin." + name);
        var murmur = new Murmur(log::info, System::nanoTime, () -> LockSupport.parkNanos(PAUSE_NANOS));
        var thread = new Thread(() -> murmur.listen(output), "teshema-host-" + name + "-log");
        thread.setDaemon(true);
        thread.start();
    }

    /** Until it ends. */
    void listen(InputStream output) {
        var characters = new char[AT_A_TIME];
        try (var reader = new InputStreamReader(output, StandardCharsets.UTF_8)) {
            for (int read = reader.read(characters); read >= 0; read = reader.read(characters)) {
                if (isEnough()) {
                    skipping = true;
                    pause.run();
                } else {
                    for (int i = 0; i < read; i++) {
                        take(characters[i]);
                    }
                }
            }
        } catch (IOException e) {
            // It ended in the middle of a word.
        }
        tell();
    }

    private boolean isEnough() {
        if (clock.getAsLong() - minute > MINUTE_NANOS) {
            minute = clock.getAsLong();
            said = 0;
        }
        return said == MOST_LINES;
    }

    private void take(char c) {
        if (c == '\n') {
            tell();
        } else if (line.length() < LONGEST) {
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
    }

    private void tell() {
        if (line.length() > 0 && said < MOST_LINES && !skipping) {
            said++;
            log.accept(line + (said == MOST_LINES ? " (and no more for a minute)" : ""));
        }
        skipping = false;
        line.setLength(0);
    }
}
