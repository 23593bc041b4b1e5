package org.teshema.engine.archive;

import java.util.OptionalLong;
import org.teshema.engine.account.Actor;

/**
 * Who records an entry.
 *
 * @param organisation id of the organisation acted for; empty for the public
 * @param name as the entry names it: an organisation's, never a person's
 * @param role as the ledger names it
 * @param account who it is, for what is dealt with by their entry; the entry itself names no person
 */
public record Author(OptionalLong organisation, String name, String role, OptionalLong account) {
    /** Somebody who is not logged in. */
    public static final Author PUBLIC = new Author(OptionalLong.empty(), "公众", "PUBLIC", OptionalLong.empty());

    /** The role with the organisation it was done for: whoever signs on another's phone does it for their own. */
    String acting() {
        return organisation.isPresent() ? role + ":" + organisation.getAsLong() : role;
    }

    /** Somebody logged in. */
    public static Author of(Actor actor) {
        return new Author(
                OptionalLong.of(actor.organisation().id()),
                actor.organisation().name(),
                actor.role().name(),
                OptionalLong.of(actor.accountId()));
    }
}
