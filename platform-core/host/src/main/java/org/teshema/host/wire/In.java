package org.teshema.host.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Reads one value from bytes that somebody hostile may have written. Not thread-safe. */
final class In {
    static final int DEEPEST = 32;
    static final int MOST_ITEMS = 100_000;
    static final int LONGEST_TEXT = 1024 * 1024;

    private final ByteBuffer data;
    private int depth;
    // Of a whole value, so that lists in lists of things that take no byte cannot grow a few bytes into gigabytes.
    private int items;

    In(byte[] bytes) {
        this.data = ByteBuffer.wrap(bytes);
    }

    long number() {
        return of(data::getLong);
    }

    int small() {
        return of(data::get) & 0xff;
    }

    int count() {
        int count = of(data::getInt);
        if (count < 0 || count > MOST_ITEMS || (items += count) > MOST_ITEMS) {
            throw new Unreadable("So many items do not come: " + count);
        }
        return count;
    }

    String text() {
        byte[] utf8 = raw(LONGEST_TEXT);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("This is no text", e);
        }
    }

    byte[] raw(int longest) {
        int length = of(data::getInt);
        if (length < 0 || length > longest || length > data.remaining()) {
            throw new Unreadable("So many bytes do not come: " + length);
        }
        var bytes = new byte[length];
        data.get(bytes);
        return bytes;
    }

    <T> T deeper(Supplier<T> work) {
        if (++depth > DEEPEST) {
            throw new Unreadable("Nested deeper than " + DEEPEST);
        }
        T made = work.get();
        depth--;
        return made;
    }

    void end() {
        if (data.hasRemaining()) {
            throw new Unreadable(data.remaining() + " bytes too many");
        }
    }

    private <T> T of(Supplier<T> read) {
        try {
            return read.get();
        } catch (BufferUnderflowException e) {
            throw new Unreadable("It ends too early", e);
        }
    }
}
