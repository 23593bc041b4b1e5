package org.teshema.engine.codes;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;

/**
 * One allowed step of a code's life: one row of {@link LifeCycle#table()}.
 *
 * @param from the state it starts in; empty for an order, before which there is nothing
 * @param action what is done
 * @param to the state it ends in; empty for a rejected order, after which there is nothing
 * @param role who may do it
 * @param custody what must tie them to the codes
 * @param dated whether the role also needs a making right on the day, see {@link MakingRights}
 */
public record Transition(
        Optional<CodeState> from,
        CodeAction action,
        Optional<CodeState> to,
        OrganisationKind role,
        Custody custody,
        boolean dated) {
    public Transition {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(custody, "custody");
    }
}
