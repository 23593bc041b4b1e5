package org.teshema.plugin.explosionproof;

import java.util.List;
import org.teshema.api.text.Text;

/**
 * Whether the marks of a device suit its place, and why.
 *
 * @param reasons every rule that was asked, what it said, and for which mark; never empty
 */
record Decision(Outcome outcome, List<Reason> reasons) {
    Decision {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("A decision has a reason");
        }
    }

    /**
     * What one rule said.
     *
     * @param name stable name of the rule, such as {@code zone} or {@code temperature}
     * @param says what it says on its own
     * @param words the facts it compared
     */
    record Reason(String name, Outcome says, Text words) {}
}
