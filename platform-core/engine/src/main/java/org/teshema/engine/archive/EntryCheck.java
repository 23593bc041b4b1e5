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
     * @return the values as they go into the archive: with what the core itself {@linkplain CoreFields knows}
     * @throws org.teshema.engine.problem.Problem INVALID in the field that is wrong, WRONG_STATE when the plugin does not answer
     */
    Values check(Actor actor, Audience writer, long device, EntryKind kind, Values values);
}
