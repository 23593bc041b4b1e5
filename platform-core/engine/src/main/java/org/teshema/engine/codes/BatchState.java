package org.teshema.engine.codes;

import java.util.Optional;
import org.teshema.api.code.CodeState;

/** Where a batch as a whole stands; once it is in stock, its codes go their own ways. */
public enum BatchState {
    /** Ordered, waiting for an answer 已申请. */
    ORDERED,
    /** Turned down 已驳回. */
    REJECTED,
    /** Approved, to be made 已批准. */
    APPROVED,
    /** Made and signed 已制码. */
    MADE,
    /** Printed and read back 已印制. */
    PRINTED,
    /** Taken into stock 已入库. */
    STOCKED;

    /** The state of its codes in the life cycle; a rejected order has none. */
    Optional<CodeState> codeState() {
        return this == REJECTED ? Optional.empty() : Optional.of(CodeState.valueOf(name()));
    }
}
