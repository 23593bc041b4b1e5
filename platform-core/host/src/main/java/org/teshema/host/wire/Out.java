package org.teshema.host.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes one value; no longer than a frame, no deeper than {@link In#DEEPEST}. Not thread-safe. */
final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final DataOutputStream data = new DataOutputStream(bytes);
    private int depth;

    void number(long value) {
        step(() -> data.writeLong(value));
    }

    void count(int value) {
        if (value > In.MOST_ITEMS) {
            throw new Unreadable(value + " items are more than " + In.MOST_ITEMS);
        }
        step(() -> data.writeInt(value));
    }

    void small(int value) {
        step(() -> data.writeByte(value));
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > In.LONGEST_TEXT) {
            throw new Unreadable("A text of " + utf8.length + " bytes is longer than " + In.LONGEST_TEXT);
        }
        step(() -> {
            data.writeInt(utf8.length);
            data.write(utf8);
        });
    }

    void raw(byte[] value) {
        step(() -> {
            data.writeInt(value.length);
            data.write(value);
        });
    }

    void deeper(Runnable work) {
        if (++depth > In.DEEPEST) {
            throw new Unreadable("Nested deeper than " + In.DEEPEST);
        }
        work.run();
        depth--;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private interface Step {
        void run() throws IOException;
    }

    private void step(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new IllegalStateException("Memory does not fail to be written", e);
        }
        if (data.size() > Frame.LONGEST) {
            throw new Unreadable("More than " + Frame.LONGEST + " bytes");
        }
    }
}
