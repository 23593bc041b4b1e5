package org.teshema.engine.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MurmurTest {
    private final List<String> told = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger pauses = new AtomicInteger();
    private final Murmur murmur = new Murmur(told::add, now::get, pauses::incrementAndGet);

    @Test
    void what_is_said_is_told_in_lines_without_what_a_terminal_would_do_with_it() {
        murmur.listen(said("一 \u001b[31mred\n\n" + "x".repeat(600) + "\nand the last"));
        assertEquals(List.of("一  [31mred", "x".repeat(500), "and the last"), told);
        assertEquals(0, pauses.get());
    }

    @Test
    void who_talks_without_end_is_told_for_sixty_lines_and_then_listened_to_slowly() {
        long length = 10_000_000;
        murmur.listen(said("again and again\n".repeat((int) (length / 16))));
        assertEquals(Murmur.MOST_LINES, told.size());
        assertEquals("again and again (and no more for a minute)", told.get(told.size() - 1));
        // No more than so many characters a pause are taken.
        assertTrue(pauses.get() >= length / (16 * 1024) - 2, pauses::toString);
    }

    @Test
    void after_a_minute_it_is_told_again_from_the_next_whole_line_on() {
        var second = new AtomicInteger();
        murmur.listen(new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int from, int most) {
                int piece = second.getAndIncrement();
                if (piece > 2) {
                    return -1;
                }
                if (piece == 2) {
                    now.addAndGet(TimeUnit.SECONDS.toNanos(61));
                }
                byte[] words = (piece == 0
                                ? "line\n".repeat(70)
                                : piece == 1 ? "the first half, " : "the other\nwhole\n")
                        .getBytes(StandardCharsets.UTF_8);
                System.arraycopy(words, 0, into, from, words.length);
                return words.length;
            }
        });
        assertEquals(Murmur.MOST_LINES + 1, told.size());
        assertEquals("whole", told.get(told.size() - 1));
    }

    private static InputStream said(String words) {
        return new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8));
    }
}
