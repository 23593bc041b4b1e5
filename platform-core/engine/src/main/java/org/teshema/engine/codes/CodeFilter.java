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
 * @param where in one of these states together, as balances count them
 * @param holder held by this organisation
 * @param answers that this organisation answers for: it holds them, or gave them out
 * @param device whose newest binding is to this device
 */
public record CodeFilter(
        Optional<Long> batch,
        Optional<Integer> first,
        Optional<Integer> last,
        Optional<CodeState> state,
        Optional<Whereabouts> where,
        Optional<Long> holder,
        Optional<Long> answers,
        Optional<Long> device) {
    private static final CodeFilter ALL = new CodeFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** All codes within the asker's scope. */
    public static CodeFilter all() {
        return ALL;
    }

    /** The codes of one batch. */
    public static CodeFilter ofBatch(long batch) {
        return new CodeFilter(
                Optional.of(batch), ALL.first, ALL.last, ALL.state, ALL.where, ALL.holder, ALL.answers, ALL.device);
    }

    /** The codes whose newest binding is to that device. */
    public static CodeFilter ofDevice(long device) {
        return new CodeFilter(
                ALL.batch, ALL.first, ALL.last, ALL.state, ALL.where, ALL.holder, ALL.answers, Optional.of(device));
    }
}
