package org.teshema.engine.device;

import java.util.Optional;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** How far a step reaches that is taken with the mother of a set: never guessed, always said. */
public enum Reach {
    /** This one alone. */
    ONE,
    /** It and all its children. */
    WHOLE;

    /**
     * Whether the children are meant too.
     *
     * @param asked what was asked for
     * @param children how many children there are
     * @throws Problem INVALID in the field {@code reach} when there are children and nothing was said of them
     */
    public static boolean meansChildren(Optional<Reach> asked, int children) {
        if (children > 0 && asked.isEmpty()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "reach",
                    "该设备是成套设备的母设备，有 " + children + " 个子设备；请明确办理范围：WHOLE 为整套，ONE 为仅此一台。",
                    "This device is the mother of a set with " + children
                            + " children. Say how far the step reaches: WHOLE for the whole set, ONE for this device alone.");
        }
        return asked.filter(reach -> reach == WHOLE).isPresent() && children > 0;
    }
}
