package org.teshema.engine.account;

import java.util.List;

/**
 * An account and for whom its owner acts.
 *
 * @param actor for whom they act first
 * @param others the same person for each of the others
 */
record KnownAccount(Actor actor, List<Actor> others, String hash, boolean active) {
    boolean isAsked(FactorPolicy policy) {
        return policy.asks(actor) || others.stream().anyMatch(policy::asks);
    }
}
