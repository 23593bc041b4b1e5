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
 * @param deed whether somebody does something and waits for it, which may take longer than what is only looked at
 * @param <T> type of the answer
 */
public record Question<T>(Admitted to, String what, Reader reader, Supplier<T> work, boolean deed) {
    /** A question of somebody who looks at something. */
    public Question(Admitted to, String what, Reader reader, Supplier<T> work) {
        this(to, what, reader, work, false);
    }

    /** A question about one device, for somebody who is that towards it. */
    public Question(Admitted to, String what, Audience reader, Supplier<T> work) {
        this(to, what, Reader.of(reader), work);
    }

    /** The same question, asked because somebody does something. */
    public Question<T> forDeed() {
        return new Question<>(to, what, reader, work, true);
    }
}
