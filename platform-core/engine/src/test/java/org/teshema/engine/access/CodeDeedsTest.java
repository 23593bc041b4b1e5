package org.teshema.engine.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.codes.CodeAction;
import org.teshema.engine.codes.Custody;
import org.teshema.engine.codes.LifeCycle;
import org.teshema.engine.codes.Transition;

/** The table of a code's life and the table of who may, which both name roles, name the same ones. */
class CodeDeedsTest {
    @Test
    void whoever_has_a_step_in_a_codes_life_may_take_it_and_nobody_else() {
        for (CodeAction action : CodeAction.values()) {
            Set<OrganisationKind> inLife = LifeCycle.table().stream()
                    .filter(step -> step.action() == action)
                    .map(Transition::role)
                    .collect(Collectors.toSet());
            assertEquals(inLife, EnumSet.copyOf(Access.roles(deed(action))), action.name());
        }
    }

    @Test
    void a_tie_that_a_step_asks_for_is_the_tie_of_the_table() {
        for (CodeAction action : CodeAction.values()) {
            for (OrganisationKind role : Access.roles(deed(action))) {
                Set<String> inLife = LifeCycle.table().stream()
                        .filter(step -> step.action() == action && step.role() == role)
                        .map(step -> word(step.custody()))
                        .collect(Collectors.toSet());
                assertEquals(
                        inLife,
                        AccessTable.shipped().grant(deed(action), role).groups().stream()
                                .flatMap(List::stream)
                                .map(Tie::name)
                                .collect(Collectors.toSet()),
                        action + " " + role);
            }
        }
    }

    private static Deed deed(CodeAction action) {
        return Deed.valueOf("CODE_" + action);
    }

    private static String word(Custody custody) {
        return switch (custody) {
            case NONE -> "ALL";
            case OWN_DISTRICT -> "DISTRICT";
            case HOLDER -> "HOLDER";
            case RECEIVER -> "RECEIVER";
            case UNIT -> "UNIT";
        };
    }
}
