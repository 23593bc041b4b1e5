package org.teshema.engine.account;

import java.util.Optional;
import java.util.Set;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** Second factors are taken off accounts: by those above, by their owners, by whoever runs the machine. Thread-safe. */
final class FactorResets {
    private static final String RESET = "account.factor.reset";

    private final Database database;
    private final Writes writes;
    private final Access access;
    private final Bearers bearers;
    private final Factors factors;
    private final Passwords passwords;
    private final KnownAccounts known;
    private final LoginThrottle throttle;
    private final AccountLeaves leaves;

    FactorResets(
            Database database,
            Writes writes,
            CityClock clock,
            Bearers bearers,
            Factors factors,
            Passwords passwords,
            KnownAccounts known,
            LoginThrottle throttle,
            AccountLeaves leaves) {
        this.database = database;
        this.writes = writes;
        this.access = new Access(clock);
        this.bearers = bearers;
        this.factors = factors;
        this.passwords = passwords;
        this.known = known;
        this.throttle = throttle;
        this.leaves = leaves;
    }

    /**
     * Takes the second factor off somebody's account, who has lost it: its log-ins end, and its next one enrols anew.
     *
     * @throws Problem FORBIDDEN unless the actor's organisation is the superior of the account's, or the city; for the own account in any
     *     case
     */
    void resetFactor(WriteRequest asked, long id) {
        Actor actor = asked.actor();
        Account account = AccountMaking.find(database, access.scope(actor, Deed.RESET_FACTOR, "a"), id)
                .filter(found -> found.id() != actor.accountId())
                .orElseThrow(() -> Problem.of(
                        ProblemType.FORBIDDEN,
                        "第二步验证由该账号所属单位的上级单位或市局重置；本人可凭密码和恢复码自行重置。",
                        "A second factor is reset by the organisation above the account's, or by the city. Its owner resets it"
                                + " with password and recovery code."));
        writes.once(asked, "account.factor.reset", Long.toString(id), unit -> {
            reset(unit, id, leaves.of(actor, RESET, id, account.organisation().district()));
            return Long.toString(id);
        });
        bearers.forget(Set.of(id));
    }

    /**
     * Takes one's own second factor off, to enrol another app.
     *
     * @param clientAddress where the request comes from: a wrong try counts like a failed log-in
     */
    void resetOwnFactor(WriteRequest asked, String password, String recoveryCode, String clientAddress) {
        Actor actor = asked.actor();
        Access.require(actor, Deed.RESET_OWN_FACTOR);
        throttle.check(actor.login(), clientAddress);
        boolean right = passwords.matches(password, known.of(actor.login()));
        long id = actor.accountId();
        try {
            writes.once(asked, "account.factor.own", Long.toString(id), unit -> {
                if (!right || !factors.useRecoveryCode(unit, id, recoveryCode)) {
                    throw Problem.of(
                            ProblemType.INVALID,
                            "密码或恢复码不正确，或恢复码已用过。",
                            "Password or recovery code is wrong, or the recovery code was used before.");
                }
                reset(unit, id, leaves.of(actor, RESET, id, actor.district()));
                return Long.toString(id);
            });
        } catch (Problem e) {
            if (e.type() == ProblemType.INVALID) {
                throttle.failed(actor.login(), clientAddress);
            }
            throw e;
        }
        bearers.forget(Set.of(id));
    }

    /**
     * The same from the operator's console, where nobody is above: for the last one of the city who could help.
     *
     * @return whether there is an account of that login
     */
    boolean resetFactorByOperator(String login) {
        Optional<Actor> owner = known.of(NewAccount.normal(login)).map(KnownAccount::actor);
        owner.ifPresent(actor -> {
            long id = actor.accountId();
            database.write(unit -> {
                reset(unit, id, leaves.of(RESET, id, actor.district(), "OPERATOR", 0));
                return actor;
            });
            bearers.forget(Set.of(id));
        });
        return owner.isPresent();
    }

    private void reset(UnitOfWork unit, long account, LedgerLeaf leaf) {
        Factors.remove(unit, account);
        unit.leaf(leaf);
        bearers.endAll(unit, account);
    }
}
