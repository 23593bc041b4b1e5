package org.teshema.engine.account;

import java.util.List;

/**
 * What the second step gives.
 *
 * @param session the session
 * @param recoveryCodes each opens once in place of a code of the app; given at the enrolment, told here and never again, otherwise none
 */
public record Entered(Session session, List<String> recoveryCodes) {
    public Entered {
        recoveryCodes = List.copyOf(recoveryCodes);
    }

    /** Without the codes, which belong in no message and no log. */
    @Override
    public String toString() {
        return "Entered[session=" + session + "]";
    }
}
