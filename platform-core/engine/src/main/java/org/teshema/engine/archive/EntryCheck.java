package org.teshema.engine.archive;

import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.engine.account.Actor;

/**
 * What an entry must pass beyond types and rights: the plugin that its kind belongs to knows more of it, such as that nothing is
 * inspected before it was made.
 */
@FunctionalInterface
public interface EntryCheck {
    /**
     * Passes the entry or throws.
     *
     * @param writer what the actor is towards the device
     * @throws org.teshema.engine.problem.Problem INVALID in the field that is wrong, WRONG_STATE when the plugin does not answer
     */
    void check(Actor actor, Audience writer, long device, EntryKind kind, Values values);
}
