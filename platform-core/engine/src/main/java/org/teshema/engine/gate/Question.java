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
 * @param many whether it is a slice of many small questions, whose time says nothing about one of them
 * @param <T> type of the answer
 */
public record Question<T>(Admitted to, String what, Reader reader, Supplier<T> work, boolean many) {
    /** A question about one device, for somebody who is that towards it. */
    public Question(Admitted to, String what, Audience reader, Supplier<T> work) {
        this(to, what, Reader.of(reader), work);
    }

    /** A single question. */
    public Question(Admitted to, String what, Reader reader, Supplier<T> work) {
        this(to, what, reader, work, false);
    }
}
