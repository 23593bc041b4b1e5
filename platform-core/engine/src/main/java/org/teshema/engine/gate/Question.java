package org.teshema.engine.gate;

import java.util.function.Supplier;
import org.teshema.api.archive.Audience;

/**
 * One call into a plugin.
 *
 * @param to whom
 * @param what name of what is asked, for the log
 * @param reader for whom the plugin's archive is masked meanwhile
 * @param work the call; never answers null
 * @param nature what for: how long it may take, and whether its time says something
 * @param <T> type of the answer
 */
public record Question<T>(Admitted to, String what, Reader reader, Supplier<T> work, Nature nature) {
    /** What a question is asked for. */
    public enum Nature {
        /** Somebody looks at something. */
        LOOK,
        /** Somebody scans, as thousands do: a hand-over less is worth something, see {@link Standing}. */
        SCAN,
        /** Somebody does something and waits for it, which may take longer. */
        DEED,
        /** Nobody waits for it: it hears of something, or a job of its own is due. */
        WORK,
        /** A slice of many small questions, whose time says nothing about one of them. */
        MANY
    }

    /** A question of somebody who looks at something. */
    public Question(Admitted to, String what, Reader reader, Supplier<T> work) {
        this(to, what, reader, work, Nature.LOOK);
    }

    /** A question about one device, for somebody who is that towards it. */
    public Question(Admitted to, String what, Audience reader, Supplier<T> work) {
        this(to, what, Reader.of(reader), work);
    }

    /** The same question, asked because somebody does something. */
    public Question<T> forDeed() {
        return new Question<>(to, what, reader, work, Nature.DEED);
    }

    /** The same question, asked because somebody scans. */
    public Question<T> forScan() {
        return new Question<>(to, what, reader.whoScans(), work, Nature.SCAN);
    }

    /** The same question, asked though nobody waits for the answer. */
    public Question<T> forWork() {
        return new Question<>(to, what, reader, work, Nature.WORK);
    }

    boolean isScan() {
        return nature == Nature.SCAN;
    }

    /** Whether somebody reads the answer, as a scan or a page. */
    boolean isRead() {
        return nature == Nature.SCAN || nature == Nature.LOOK;
    }

    boolean isDeed() {
        return nature == Nature.DEED;
    }

    boolean isOfMany() {
        return nature == Nature.MANY;
    }
}
