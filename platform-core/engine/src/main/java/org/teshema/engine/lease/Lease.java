package org.teshema.engine.lease;

import org.teshema.engine.store.UnitOfWork;

/**
 * What a node holds while it alone does something.
 *
 * @param name what is done under it, such as the name of an app
 * @param node who holds it
 * @param fence higher with each holder
 */
public record Lease(String name, String node, long fence) {
    /**
     * Whether this still is the newest holder, in the transaction that depends on it: nobody can take over before it ends.
     *
     * @return false when somebody else has taken over; the transaction MUST then change nothing
     */
    public boolean holds(UnitOfWork unit) {
        return unit.update(
                        "update app_lease set fence = fence where app = ? and node = ? and fence = ?",
                        name,
                        node,
                        fence)
                == 1;
    }
}
