package org.teshema.engine.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hibernate.exception.ConstraintViolationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
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
 * The accounts of people: log-in and log-out, who a request comes from, and the making of accounts by the superior of their
 * organisation or by the city. Thread-safe.
 */
@Component(service = Accounts.class)
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
    private static final String NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$" + "A".repeat(22) + "$" + "A".repeat(43);

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Access access;
    private final Bearers bearers;
    private final LoginThrottle throttle;
    private final Semaphore checks = new Semaphore(CHECKS_AT_A_TIME, true);

    private record Known(Actor actor, String hash, boolean active) {}

    /** The accounts in that database. */
    @Activate
    public Accounts(@Reference Database database, @Reference Writes writes, @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.access = new Access(clock);
        this.bearers = new Bearers(database, clock);
        this.throttle = new LoginThrottle(clock);
    }

    /** Who the bearer of that token is; empty when it is unknown, expired, or its account no longer active. */
    public Optional<Actor> actorOf(String bearerToken) {
        return bearers.actorOf(bearerToken);
    }

    /**
     * Logs in.
     *
     * @param clientAddress where the request comes from, for the throttle
     * @throws Problem UNAUTHENTICATED when login and password do not belong together, whichever is wrong; THROTTLED after
     *     too many wrong passwords from that address
     */
    public Session logIn(String login, String password, String clientAddress) {
        Actor actor = prove(login, password, clientAddress);
        Bearers.Issued issued = bearers.issue(actor.accountId());
        return new Session(issued.token(), issued.expiresAt(), actor);
    }

    /**
     * Whose login and password these are, for one deed and without a session; counted and slowed down like a log-in.
     *
     * @param clientAddress where the request comes from, for the throttle
     * @throws Problem as {@link #logIn}
     */
    public Actor prove(String login, String password, String clientAddress) {
        String name = NewAccount.normal(login);
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
        throttle.succeeded(name, clientAddress);
        return known.get().actor();
    }

    /** Ends that token; one that is unknown is ended already. */
    public void logOut(String bearerToken) {
        bearers.revoke(bearerToken);
    }

    /**
     * Makes an account.
     *
     * @throws Problem FORBIDDEN unless the actor's organisation is the superior of the account's, or the city
     */
    public Account create(WriteRequest asked, NewAccount account) {
        mayMakeFor(asked.actor(), account.organisationId());
        String hash = hash(account.password());
        // The password is no part of what the key remembers: a digest of it would be a gift to whoever guesses.
        String request = account.login() + "\n" + account.organisationId();
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
            return Long.toString(id);
        });
        if (!active) {
            bearers.revokeAllOf(id);
        }
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
            return Long.toString(actor.accountId());
        });
        bearers.revokeAllOf(actor.accountId());
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
                    connection.prepareStatement("select a.id as account_id, a.login, a.password_hash, a.active, "
                            + OrganisationColumns.of("o") + FROM
                            + " where o.kind = 'CITY_BUREAU' and a.active order by a.id limit 1")) {
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(known(row).actor()) : Optional.empty();
                }
            }
        });
    }

    private Optional<Known> known(String login) {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select a.id as account_id, a.login, a.password_hash, a.active, "
                            + OrganisationColumns.of("o") + FROM + " where a.login = ?")) {
                select.setString(1, login);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(known(row)) : Optional.empty();
                }
            }
        });
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                new Actor(
                        row.getLong("account_id"),
                        row.getString("login"),
                        OrganisationColumns.read(row, "o").orElseThrow()),
                row.getString("password_hash"),
                row.getBoolean("active"));
    }

    private void mayMakeFor(Actor actor, long organisation) {
        Scope theirs = access.scope(actor, Deed.MAKE_ACCOUNT, "o").and("o.id = ?", organisation);
        if (ScopedRows.count(database, "organisation o", theirs) == 0) {
            throw Problem.inField(
                    ProblemType.FORBIDDEN,
                    "organisationId",
                    "账号由该单位的上级单位或市局开设；编号 " + organisation + " 的单位不是您的下级。",
                    "Accounts are made by the organisation above, or by the city. Organisation " + organisation
                            + " is not under yours.");
        }
    }

    private String insert(UnitOfWork unit, Actor by, NewAccount account, String hash) {
        long id = unit.inserted(
                "insert into account (login, password_hash, organisation_id, created_at) values (?, ?, ?, ?)",
                account.login(),
                hash,
                account.organisationId(),
                clock.instant());
        leaf(unit, by, "account.created", id, by.district());
        return Long.toString(id);
    }

    private void leaf(UnitOfWork unit, Actor by, String what, long account, String district) {
        byte[] digest = Sm3.hash(
                (what + "\n" + account + "\n" + by.accountId()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        unit.leaf(new LedgerLeaf(what, "account:" + account, district, by.role().name(), clock.instant(), digest));
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
