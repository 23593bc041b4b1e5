package org.teshema.engine.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a host says on its output goes to the platform's log under the plugin's name: so many lines a minute of so many characters.
 * The rest is read and dropped, so that nobody who talks much fills a disk or stands still.
 */
final class Murmur {
    static final int MOST_LINES = 60;
    private static final int LONGEST = 500;
    private static final long MINUTE = 60_000_000_000L;

    private final Logger log;
    private final StringBuilder line = new StringBuilder();
    private long minute = System.nanoTime();
    private int said;

    private Murmur(String name) {
        this.log = LoggerFactory.getLogger("org.teshema.plugin." + name);
    }

    static void listen(String name, InputStream output) {
        var murmur = new Murmur(name);
        var thread = new Thread(() -> murmur.listen(output), "teshema-host-" + name + "-log");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen(InputStream output) {
        var bytes = new byte[8192];
        try (output) {
            for (int read = output.read(bytes); read >= 0; read = output.read(bytes)) {
                for (char c : new String(bytes, 0, read, StandardCharsets.UTF_8).toCharArray()) {
                    take(c);
                }
            }
        } catch (IOException e) {
            // It ended in the middle of a word.
        }
        tell();
    }

    private void take(char c) {
        if (c == '\n') {
            tell();
        } else if (line.length() < LONGEST) {
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
    }

    private void tell() {
        if (System.nanoTime() - minute > MINUTE) {
            minute = System.nanoTime();
            said = 0;
        }
        if (line.length() > 0 && said < MOST_LINES) {
            said++;
            log.info("{}{}", line, said == MOST_LINES ? " (and no more for a minute)" : "");
        }
        line.setLength(0);
    }
}
