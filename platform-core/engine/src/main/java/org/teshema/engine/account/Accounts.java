package org.teshema.engine.account;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.door.Mode;
import org.teshema.door.Permits;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/**
 * The accounts of people: log-in in one step or two, log-out, who a request comes from, and the making of accounts by the superior of
 * their organisation or by the city. Thread-safe.
 */
@Component(service = Accounts.class, configurationPid = "org.teshema.accounts")
public final class Accounts {
    // Where nobody is asked for a second step, there is nothing to seal.
    private static final Vault NO_VAULT = new Vault() {
        @Override
        public byte[] seal(byte[] content, String about) {
            throw new IllegalStateException("there is no vault");
        }

        @Override
        public byte[] open(byte[] sealed, String about) {
            throw new IllegalStateException("there is no vault");
        }
    };

    private final Database database;
    private final Writes writes;
    private final Bearers bearers;
    private final Factors factors;
    private final Passwords passwords = new Passwords();
    private final KnownAccounts known;
    private final AccountLeaves leaves;
    private final AccountMaking making;
    private final FactorResets resets;
    private final FactorPolicy policy;
    private final LoginThrottle throttle;
    // Second steps of one login from wherever they come: whoever tries codes has its password already.
    private final LoginThrottle secondSteps;

    /** Configuration {@code org.teshema.accounts}. */
    public @interface Config {
        /** Whose log-in needs a second step: sides with commas between them, or none; empty for what the mode says. */
        String second_factor() default "";
    }

    /** The accounts in that database, with the configured second step. */
    @Activate
    public Accounts(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference Vault vault,
            @Reference Permits permits,
            Config config) {
        this(
                database,
                writes,
                clock,
                vault,
                FactorPolicy.parse(config.second_factor(), permits.mode() == Mode.DEVELOPER));
    }

    /** The accounts in that database, where a password is enough for everybody. */
    public Accounts(Database database, Writes writes, CityClock clock) {
        this(database, writes, clock, NO_VAULT, FactorPolicy.NONE);
    }

    /** The accounts in that database, some of which are asked for a second step. */
    public Accounts(Database database, Writes writes, CityClock clock, Vault vault, FactorPolicy policy) {
        this.database = database;
        this.writes = writes;
        this.bearers = new Bearers(database, clock, policy);
        this.factors = new Factors(database, clock, vault);
        this.policy = policy;
        this.throttle = new LoginThrottle(clock);
        this.secondSteps = LoginThrottle.everywhere(clock);
        this.known = new KnownAccounts(database, clock);
        this.leaves = new AccountLeaves(clock);
        this.making = new AccountMaking(database, writes, clock, bearers, passwords, leaves);
        this.resets = new FactorResets(database, writes, clock, bearers, factors, passwords, known, throttle, leaves);
    }

    Bearers bearers() {
        return bearers;
    }

    /** Whether the bearer of that token, just known, may act for other organisations too. */
    public boolean servesSeveral(String bearerToken) {
        return bearers.servesSeveral(bearerToken);
    }

    /** Who the bearer of that token is; empty when it is unknown, expired, or its account no longer active. */
    public Optional<Actor> actorOf(String bearerToken) {
        return bearers.actorOf(bearerToken);
    }

    /**
     * Logs in, or does the first of two steps.
     *
     * @param clientAddress where the request comes from, for the throttle
     * @throws Problem UNAUTHENTICATED when login and password do not belong together, whichever is wrong; THROTTLED after
     *     too many wrong passwords from that address
     */
    public LogIn logIn(String login, String password, String clientAddress) {
        String name = NewAccount.normal(login);
        KnownAccount proved = proved(name, password, clientAddress);
        Actor actor = proved.actor();
        if (proved.isAsked(policy)) {
            // What was done wrong before is forgotten only after the second step.
            return factors.begin(actor, Optional.empty());
        }
        throttle.succeeded(name, clientAddress);
        Bearers.Issued issued =
                database.write(unit -> bearers.issue(unit, actor, clientAddress, false, Optional.empty()));
        return new Session(issued.token(), issued.expiresAt(), actor);
    }

    /** The same for somebody another provider vouches for; see {@link ProvidedLogIns}. */
    Optional<LogIn> enter(long account, Provided by, boolean secondStep, String clientAddress) {
        Optional<KnownAccount> found = known.of(account).filter(KnownAccount::active);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Actor actor = found.get().actor();
        if (found.get().isAsked(policy) && !secondStep) {
            return Optional.of(factors.begin(actor, Optional.of(by)));
        }
        Bearers.Issued issued =
                database.write(unit -> bearers.issue(unit, actor, clientAddress, secondStep, Optional.of(by)));
        return Optional.of(new Session(issued.token(), issued.expiresAt(), actor));
    }

    /**
     * Whose login and password these are, for one deed and without a session; counted and slowed down like a log-in.
     *
     * @param clientAddress where the request comes from, for the throttle
     * @throws Problem as {@link #logIn}; UNAUTHENTICATED for an account that needs a second step too
     */
    public Actor prove(String login, String password, String clientAddress) {
        String name = NewAccount.normal(login);
        KnownAccount proved = proved(name, password, clientAddress);
        if (proved.isAsked(policy)) {
            throw Problem.of(
                    ProblemType.UNAUTHENTICATED,
                    "该账号登录需要第二步验证，不能只凭密码在此签字；请本人登录后扫码办理。",
                    "This account logs in with a second step and signs nothing by its password alone. Log in and scan the code.");
        }
        throttle.succeeded(name, clientAddress);
        return proved.actor();
    }

    private KnownAccount proved(String name, String password, String clientAddress) {
        throttle.check(name, clientAddress);
        Optional<KnownAccount> found = known.of(name);
        boolean right = passwords.matches(password, found);
        if (!right || found.isEmpty() || !found.get().active()) {
            throttle.failed(name, clientAddress);
            throw Problem.of(
                    ProblemType.UNAUTHENTICATED,
                    "登录名或密码不正确，请检查后再试；忘记密码请联系上级单位。",
                    "Login and password do not belong together. Check both; if the password is lost, ask the organisation"
                            + " above yours.");
        }
        return found.get();
    }

    /**
     * Does the second step of a log-in.
     *
     * @param ticket what the first step gave
     * @param code the six digits the authenticator app shows, or a recovery code
     * @throws Problem UNAUTHENTICATED when it does not succeed, whatever is wrong; THROTTLED after too many of those
     */
    public Entered secondStep(String ticket, String code, String clientAddress) {
        Factors.Half half = factors.tried(ticket).orElseThrow(Accounts::wrongStep);
        Actor actor = half.actor();
        throttle.check(actor.login(), clientAddress);
        secondSteps.check(actor.login(), actor.login());
        try {
            Entered entered = database.write(unit -> enter(unit, ticket, half, code, clientAddress));
            throttle.succeeded(actor.login(), clientAddress);
            secondSteps.succeeded(actor.login(), actor.login());
            return entered;
        } catch (Problem e) {
            if (e.type() == ProblemType.UNAUTHENTICATED) {
                throttle.failed(actor.login(), clientAddress);
                secondSteps.failed(actor.login(), actor.login());
            }
            throw e;
        }
    }

    private Entered enter(UnitOfWork unit, String ticket, Factors.Half half, String code, String client) {
        Actor actor = half.actor();
        if (!factors.use(unit, ticket, half, code.strip())) {
            throw wrongStep();
        }
        List<String> recovery = List.of();
        if (half.enrolled().isEmpty()) {
            recovery = factors.newRecoveryCodes(unit, actor.accountId());
            leaves.write(unit, actor, "account.factor.enrolled", actor.accountId(), actor.district());
        }
        Bearers.Issued issued = bearers.issue(unit, actor, client, true, half.by());
        return new Entered(new Session(issued.token(), issued.expiresAt(), actor), recovery);
    }

    /** Ends that token on every node; one that is unknown is ended already. */
    public void logOut(String bearerToken) {
        bearers.end(bearerToken);
    }

    /** One's own log-ins that hold, the last used first. */
    public List<OpenSession> sessions(Actor actor, String bearerToken) {
        Access.require(actor, Deed.HANDLE_SESSION);
        return bearers.of(actor.accountId(), bearerToken);
    }

    /** Whether one's own account has a second factor. */
    public boolean isEnrolled(Actor actor) {
        Access.require(actor, Deed.RESET_OWN_FACTOR);
        return factors.isEnrolled(actor.accountId());
    }

    /** Ends one of one's own log-ins; one that is over, or is somebody else's, is left alone. */
    public void endSession(Actor actor, long id) {
        Access.require(actor, Deed.HANDLE_SESSION);
        bearers.end(actor.accountId(), id);
    }

    /** Ends all of one's own log-ins, on every node. */
    public void logOutEverywhere(Actor actor) {
        Access.require(actor, Deed.HANDLE_SESSION);
        database.write(unit -> {
            bearers.endAll(unit, actor.accountId());
            return actor;
        });
        bearers.forget(Set.of(actor.accountId()));
    }

    /**
     * Takes the second factor off somebody's account, who has lost it: its log-ins end, and its next one enrols anew.
     *
     * @throws Problem FORBIDDEN unless the actor's organisation is the superior of the account's, or the city; for the own account in any
     *     case
     */
    public void resetFactor(WriteRequest asked, long id) {
        resets.resetFactor(asked, id);
    }

    /**
     * Takes one's own second factor off, to enrol another app.
     *
     * @param clientAddress where the request comes from: a wrong try counts like a failed log-in
     */
    public void resetOwnFactor(WriteRequest asked, String password, String recoveryCode, String clientAddress) {
        resets.resetOwnFactor(asked, password, recoveryCode, clientAddress);
    }

    /**
     * The same from the operator's console, where nobody is above: for the last one of the city who could help.
     *
     * @return whether there is an account of that login
     */
    public boolean resetFactorByOperator(String login) {
        return resets.resetFactorByOperator(login);
    }

    private static Problem wrongStep() {
        return Problem.of(
                ProblemType.UNAUTHENTICATED,
                "验证未通过：验证码不正确、已过期或已用过。请核对手机时间，换用新的验证码，或重新登录。",
                "The second step did not succeed: the code is wrong, too old or was used before. Check the time of your phone"
                        + " and use a new code, or log in again.");
    }

    /**
     * Makes an account.
     *
     * @throws Problem FORBIDDEN unless the actor administers the account's organisation, or their organisation is its superior or the city
     */
    public Account create(WriteRequest asked, NewAccount account) {
        return making.create(asked, account);
    }

    /**
     * Lets an account log in or not; its tokens end at once when it may no longer.
     *
     * @param version the account's version as the asker saw it
     */
    public Account setActive(WriteRequest asked, long id, int version, boolean active) {
        return making.setActive(asked, id, version, active);
    }

    /**
     * Changes one's own password; all tokens of the account end, the one used as well.
     *
     * @param clientAddress where the request comes from: a wrong old password counts like a failed log-in
     */
    public void changePassword(WriteRequest asked, String before, String after, String clientAddress) {
        Actor actor = asked.actor();
        Access.require(actor, Deed.CHANGE_PASSWORD);
        throttle.check(actor.login(), clientAddress);
        NewAccount.checkPassword("after", after, actor.login());
        if (!passwords.matches(before, known.of(actor.login()))) {
            throttle.failed(actor.login(), clientAddress);
            throw Problem.inField(ProblemType.INVALID, "before", "原密码不正确。", "That is not the password you have now.");
        }
        String hash = passwords.hash(after);
        writes.once(asked, "account.password", Long.toString(actor.accountId()), unit -> {
            leaves.write(unit, actor, "account.password", actor.accountId(), actor.district());
            unit.update(
                    "update account set password_hash = ?, version = version + 1 where id = ?",
                    hash,
                    actor.accountId());
            bearers.endAll(unit, actor.accountId());
            return Long.toString(actor.accountId());
        });
        bearers.forget(Set.of(actor.accountId()));
    }

    /** One account of the actor's scope. */
    public Account get(Actor actor, long id) {
        return making.get(actor, id);
    }

    /** The accounts of the actor's own organisation and of those right under it; all of them for the city. */
    public Page<Account> list(Actor actor, Cursor cursor) {
        return making.list(actor, cursor);
    }

    /**
     * For whom the operator's console acts: the city's first account. Whoever reaches the console runs the machine and has
     * been let in there; empty while the platform has not begun.
     */
    public Optional<Actor> operator() {
        return known.operator();
    }
}
