package org.teshema.host.wire;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One message between the platform and a host.
 *
 * @param kind what it is
 * @param call the call it belongs to; 0 for none
 * @param ask of a question within a call and its answer, which one; 0 otherwise
 * @param name of a call or a question, what is asked: a name of {@link Surface}; empty otherwise
 * @param body the values, as {@link Codec} writes them, or words
 */
@SuppressWarnings("ArrayRecordComponent") // read from and written to the wire, never compared
public record Frame(Kind kind, long call, int ask, String name, byte[] body) {
    /** No frame is longer, in bytes. */
    public static final int LONGEST = 8 * 1024 * 1024;

    /** No name is longer, in bytes. */
    static final int LONGEST_NAME = 1000;

    /** What a frame is. */
    public enum Kind {
        /** Host to platform, first of all: the word it was given. */
        HELLO,
        /** Host to platform: the plugin is made. */
        READY,
        /** Platform to host: a call into the plugin. */
        CALL,
        /** Platform to host: nobody waits for this call any more. */
        CANCEL,
        /** Platform to host: this call has computed for long, and goes on behind everything else. */
        BEHIND,
        /** Host to platform: what the plugin answered. */
        ANSWER,
        /** Host to platform: what it did instead, or why there is no plugin; words. */
        FAULT,
        /** Host to platform: the plugin asks its platform, within a call. */
        ASK,
        /** Platform to host: the answer to that. */
        REPLY,
        /** Platform to host: why there is none; words. */
        REFUSAL
    }

    public Frame {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(body, "body");
    }

    /** A frame without a name. */
    public static Frame of(Kind kind, long call, int ask, byte[] body) {
        return new Frame(kind, call, ask, "", body);
    }

    /** A frame of words, the first thousand of them at most. */
    public static Frame words(Kind kind, long call, int ask, String words) {
        String few = words.length() > 1000 ? words.substring(0, 1000) + "…" : words;
        return of(kind, call, ask, few.getBytes(StandardCharsets.UTF_8));
    }

    /** The body as words. */
    public String words() {
        String words = new String(body, StandardCharsets.UTF_8);
        return words.length() > 1001 ? words.substring(0, 1001) : words;
    }
}
