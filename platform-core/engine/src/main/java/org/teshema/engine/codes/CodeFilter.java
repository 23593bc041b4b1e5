package org.teshema.engine.codes;

import java.util.Optional;
import org.teshema.api.code.CodeState;

/**
 * Which codes to list; what is empty does not narrow.
 *
 * @param batch of this batch
 * @param first with at least this serial
 * @param last with at most this serial
 * @param state in this state
 * @param holder held by this organisation
 * @param device whose newest binding is to this device
 */
public record CodeFilter(
        Optional<Long> batch,
        Optional<Integer> first,
        Optional<Integer> last,
        Optional<CodeState> state,
        Optional<Long> holder,
        Optional<Long> device) {
    /** All codes within the asker's scope. */
    public static CodeFilter all() {
        return new CodeFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The codes of one batch. */
    public static CodeFilter ofBatch(long batch) {
        return new CodeFilter(
                Optional.of(batch),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
