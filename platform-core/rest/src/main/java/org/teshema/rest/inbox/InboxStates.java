package org.teshema.rest.inbox;

import java.util.Locale;
import java.util.Optional;
import org.teshema.engine.inbox.InboxState;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** Reads {@code ?state=open} and {@code ?state=done}. */
final class InboxStates {
    private InboxStates() {}

    static Optional<InboxState> of(Optional<String> asked) {
        return asked.map(word -> switch (word.toLowerCase(Locale.ROOT)) {
            case "open" -> InboxState.OPEN;
            case "done" -> InboxState.DONE;
            default ->
                throw Problem.inField(
                        ProblemType.INVALID, "state", "state 只有 open（待办）和 done（已办结）。", "state is open or done.");
        });
    }
}
