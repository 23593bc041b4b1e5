package org.teshema.engine.account;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hibernate.exception.ConstraintViolationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.door.Mode;
import org.teshema.door.Permits;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.PasswordHash;
import org.teshema.trust.sm.Sm3;

/**
 * The accounts of people: log-in in one step or two, log-out, who a request comes from, and the making of accounts by the superior of
 * their organisation or by the city. Thread-safe.
 */
@Component(service = Accounts.class, configurationPid = "org.teshema.accounts")
public final class Accounts {
    // Each check of a password holds 19 MiB: so many at a time, the others wait a moment.
    private static final int CHECKS_AT_A_TIME = 4;
    private static final long WAIT_SECONDS = 10;

    private static final String FROM = " from account a join organisation o on o.id = a.organisation_id";
    private static final ScopedRows<Account> ROWS = new ScopedRows<>(
            "select a.id as account_id, a.login, a.active, a.created_at, a.version, " + OrganisationColumns.of("o")
                    + FROM,
            "a.id",
            Account::id,
            Accounts::account);

    // What an unknown login is checked against, so that it takes as long as a known one. No password gives 32 zeros.
    private static final String NOBODY = PasswordHash.ofNobody();

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
    private final CityClock clock;
    private final Access access;
    private final Bearers bearers;
    private final Factors factors;
    private final FactorPolicy policy;
    private final LoginThrottle throttle;
    // Second steps of one login from wherever they come: whoever tries codes has its password already.
    private final LoginThrottle secondSteps;
    private final Semaphore checks = new Semaphore(CHECKS_AT_A_TIME, true);

    /**
     * An account and for whom its owner acts.
     *
     * @param actor for whom they act first
     * @param others the same person for each of the others
     */
    private record Known(Actor actor, List<Actor> others, String hash, boolean active) {
        private boolean isAsked(FactorPolicy policy) {
            return policy.asks(actor) || others.stream().anyMatch(policy::asks);
        }
    }

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
        this.clock = clock;
        this.access = new Access(clock);
        this.bearers = new Bearers(database, clock, policy);
        this.factors = new Factors(database, clock, vault);
        this.policy = policy;
        this.throttle = new LoginThrottle(clock);
        this.secondSteps = LoginThrottle.everywhere(clock);
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
        Known known = proved(name, password, clientAddress);
        Actor actor = known.actor();
        if (known.isAsked(policy)) {
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
        Optional<Known> known = known("a.id = ?", account).filter(Known::active);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Actor actor = known.get().actor();
        if (known.get().isAsked(policy) && !secondStep) {
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
        Known known = proved(name, password, clientAddress);
        if (known.isAsked(policy)) {
            throw Problem.of(
                    ProblemType.UNAUTHENTICATED,
                    "该账号登录需要第二步验证，不能只凭密码在此签字；请本人登录后扫码办理。",
                    "This account logs in with a second step and signs nothing by its password alone. Log in and scan the code.");
        }
        throttle.succeeded(name, clientAddress);
        return known.actor();
    }

    private Known proved(String name, String password, String clientAddress) {
        throttle.check(name, clientAddress);
        Optional<Known> known = known(name);
        boolean right = matches(password, known.map(Known::hash).orElse(NOBODY));
        if (!right || known.isEmpty() || !known.get().active()) {
            throttle.failed(name, clientAddress);
            throw Problem.of(
                    ProblemType.UNAUTHENTICATED,
                    "登录名或密码不正确，请检查后再试；忘记密码请联系上级单位。",
                    "Login and password do not belong together. Check both; if the password is lost, ask the organisation"
                            + " above yours.");
        }
        return known.get();
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
            leaf(unit, actor, "account.factor.enrolled", actor.accountId(), actor.district());
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
        Actor actor = asked.actor();
        Account account = ROWS.find(database, access.scope(actor, Deed.RESET_FACTOR, "a"), id)
                .filter(found -> found.id() != actor.accountId())
                .orElseThrow(() -> Problem.of(
                        ProblemType.FORBIDDEN,
                        "第二步验证由该账号所属单位的上级单位或市局重置；本人可凭密码和恢复码自行重置。",
                        "A second factor is reset by the organisation above the account's, or by the city. Its owner resets it"
                                + " with password and recovery code."));
        writes.once(asked, "account.factor.reset", Long.toString(id), unit -> {
            reset(
                    unit,
                    id,
                    factorLeaf(
                            id, account.organisation().district(), actor.role().name(), actor.accountId()));
            return Long.toString(id);
        });
        bearers.forget(Set.of(id));
    }

    /**
     * Takes one's own second factor off, to enrol another app.
     *
     * @param clientAddress where the request comes from: a wrong try counts like a failed log-in
     */
    public void resetOwnFactor(WriteRequest asked, String password, String recoveryCode, String clientAddress) {
        Actor actor = asked.actor();
        Access.require(actor, Deed.RESET_OWN_FACTOR);
        throttle.check(actor.login(), clientAddress);
        boolean right = matches(password, known(actor.login()).map(Known::hash).orElse(NOBODY));
        long id = actor.accountId();
        try {
            writes.once(asked, "account.factor.own", Long.toString(id), unit -> {
                if (!right || !factors.useRecoveryCode(unit, id, recoveryCode)) {
                    throw Problem.of(
                            ProblemType.INVALID,
                            "密码或恢复码不正确，或恢复码已用过。",
                            "Password or recovery code is wrong, or the recovery code was used before.");
                }
                reset(unit, id, factorLeaf(id, actor.district(), actor.role().name(), id));
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
    public boolean resetFactorByOperator(String login) {
        Optional<Actor> owner = known(NewAccount.normal(login)).map(Known::actor);
        owner.ifPresent(actor -> {
            long id = actor.accountId();
            database.write(unit -> {
                reset(unit, id, factorLeaf(id, actor.district(), "OPERATOR", 0));
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

    private LedgerLeaf factorLeaf(long account, String district, String role, long by) {
        return leaf("account.factor.reset", account, district, role, by);
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
        mayMakeFor(asked.actor(), account.organisationId());
        String hash = hash(account.password());
        // The password is no part of what the key remembers: a digest of it would be a gift to whoever guesses.
        String request = account.login() + "\n" + account.organisationId()
                + (account.role() == MembershipRole.MEMBER ? "" : "\n" + account.role());
        try {
            String id =
                    writes.once(asked, "account.create", request, unit -> insert(unit, asked.actor(), account, hash));
            return find(Long.parseLong(id)).orElseThrow();
        } catch (ConstraintViolationException e) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "login",
                    "登录名“" + account.login() + "”已被使用，请换一个。",
                    "The login \"" + account.login() + "\" is taken. Choose another.");
        }
    }

    /**
     * Lets an account log in or not; its tokens end at once when it may no longer.
     *
     * @param version the account's version as the asker saw it
     */
    public Account setActive(WriteRequest asked, long id, int version, boolean active) {
        Account account = get(asked.actor(), id);
        mayMakeFor(asked.actor(), account.organisation().id());
        if (asked.actor().accountId() == id) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "不能停用自己的账号，请由上级单位办理。",
                    "You cannot switch off your own account. The organisation above yours can.");
        }
        writes.once(asked, "account.active", id + "\n" + version + "\n" + active, unit -> {
            int changed = unit.update(
                    "update account set active = ?, version = version + 1 where id = ? and version = ?",
                    active,
                    id,
                    version);
            if (changed == 0) {
                throw stale();
            }
            leaf(
                    unit,
                    asked.actor(),
                    active ? "account.opened" : "account.closed",
                    id,
                    account.organisation().district());
            if (!active) {
                bearers.endAll(unit, id);
            }
            return Long.toString(id);
        });
        bearers.forget(Set.of(id));
        return find(id).orElseThrow();
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
        if (!matches(before, known(actor.login()).map(Known::hash).orElse(NOBODY))) {
            throttle.failed(actor.login(), clientAddress);
            throw Problem.inField(ProblemType.INVALID, "before", "原密码不正确。", "That is not the password you have now.");
        }
        String hash = hash(after);
        writes.once(asked, "account.password", Long.toString(actor.accountId()), unit -> {
            leaf(unit, actor, "account.password", actor.accountId(), actor.district());
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
        return ROWS.find(database, access.scope(actor, Deed.SEE_ACCOUNT, "a"), id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "没有编号为 " + id + " 的账号，或不在您的管理范围内。",
                        "There is no account " + id + ", or it is not yours to see."));
    }

    /** The accounts of the actor's own organisation and of those right under it; all of them for the city. */
    public Page<Account> list(Actor actor, Cursor cursor) {
        return ROWS.page(database, access.scope(actor, Deed.SEE_ACCOUNT, "a"), cursor);
    }

    private Optional<Account> find(long id) {
        return ROWS.find(database, Scope.all(), id);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getLong("account_id"),
                row.getString("login"),
                OrganisationColumns.read(row, "o").orElseThrow(),
                row.getBoolean("active"),
                Sql.instant(row, "created_at"),
                row.getInt("version"));
    }

    /**
     * For whom the operator's console acts: the city's first account. Whoever reaches the console runs the machine and has
     * been let in there; empty while the platform has not begun.
     */
    public Optional<Actor> operator() {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select a.id as account_id, a.login, " + OrganisationColumns.of("o")
                            + FROM + " where o.kind = 'CITY_BUREAU' and a.active order by a.id limit 1")) {
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(actor(row)) : Optional.empty();
                }
            }
        });
    }

    private Optional<Known> known(String login) {
        return known("a.login = ?", login);
    }

    private Optional<Known> known(String which, Object value) {
        LocalDate today = clock.today();
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select a.id as account_id, a.login, a.password_hash, a.active, "
                            + OrganisationColumns.of("o") + " from account a" + Serving.JOIN + " where " + which
                            + Serving.OWN_FIRST)) {
                Sql.bind(select, today, today, value);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(known(row)) : Optional.empty();
                }
            }
        });
    }

    private static Known known(ResultSet row) throws SQLException {
        Actor first = actor(row);
        String hash = row.getString("password_hash");
        boolean active = row.getBoolean("active");
        List<Actor> others = new ArrayList<>();
        while (row.next()) {
            others.add(actor(row));
        }
        return new Known(first, List.copyOf(others), hash, active);
    }

    private static Actor actor(ResultSet row) throws SQLException {
        return new Actor(
                row.getLong("account_id"),
                row.getString("login"),
                OrganisationColumns.read(row, "o").orElseThrow());
    }

    private void mayMakeFor(Actor actor, long organisation) {
        Scope theirs = access.scope(actor, Deed.MAKE_ACCOUNT, "o").and("o.id = ?", organisation);
        if (ScopedRows.count(database, "organisation o", theirs) == 0) {
            throw Problem.inField(
                    ProblemType.FORBIDDEN,
                    "organisationId",
                    "账号由该单位的管理员、上级单位或市局开设；编号 " + organisation + " 的单位不由您办理。",
                    "Accounts are made by an organisation's administrator, the organisation above, or the city. Organisation "
                            + organisation + " is not yours.");
        }
    }

    private String insert(UnitOfWork unit, Actor by, NewAccount account, String hash) {
        long id = unit.inserted(
                "insert into account (login, password_hash, organisation_id, created_at) values (?, ?, ?, ?)",
                account.login(),
                hash,
                account.organisationId(),
                clock.instant());
        Memberships.insert(unit, clock, by, id, account.membership());
        leaf(unit, by, "account.created", id, by.district());
        return Long.toString(id);
    }

    private void leaf(UnitOfWork unit, Actor by, String what, long account, String district) {
        unit.leaf(leaf(what, account, district, by.role().name(), by.accountId()));
    }

    private LedgerLeaf leaf(String what, long account, String district, String role, long by) {
        byte[] digest = Sm3.hash((what + "\n" + account + "\n" + by).getBytes(StandardCharsets.UTF_8));
        return new LedgerLeaf(what, "account:" + account, district, role, clock.instant(), digest);
    }

    private boolean matches(String password, String hash) {
        // Longer than any password can be: not worth the memory.
        if (password.length() > 2 * NewAccount.LONGEST) {
            return false;
        }
        return guarded(password, characters -> PasswordHash.matches(characters, hash));
    }

    private String hash(String password) {
        return guarded(password, PasswordHash::hash);
    }

    private <T> T guarded(String password, java.util.function.Function<char[], T> work) {
        boolean entered = false;
        char[] characters = password.toCharArray();
        try {
            entered = checks.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
            if (entered) {
                return work.apply(characters);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Arrays.fill(characters, '\0');
            if (entered) {
                checks.release();
            }
        }
        throw Problem.of(
                ProblemType.THROTTLED,
                "登录的人太多，请过几秒再试。",
                "Very many people are logging in. Try again in a few seconds.");
    }

    private static Problem stale() {
        return Problem.inField(
                ProblemType.STALE_VERSION,
                "version",
                "账号已被他人修改，请重新读取后再改。",
                "The account was changed by somebody else. Read it again first.");
    }
}
