package org.teshema.engine.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
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
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** Accounts are made, switched off and on, and seen by those above them. Thread-safe. */
final class AccountMaking {
    private static final ScopedRows<Account> ROWS = new ScopedRows<>(
            "select a.id as account_id, a.login, a.active, a.created_at, a.version, " + OrganisationColumns.of("o")
                    + " from account a join organisation o on o.id = a.organisation_id",
            "a.id",
            Account::id,
            AccountMaking::account);

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Access access;
    private final Bearers bearers;
    private final Passwords passwords;
    private final AccountLeaves leaves;

    AccountMaking(
            Database database,
            Writes writes,
            CityClock clock,
            Bearers bearers,
            Passwords passwords,
            AccountLeaves leaves) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.access = new Access(clock);
        this.bearers = bearers;
        this.passwords = passwords;
        this.leaves = leaves;
    }

    /** The account of that id, where that scope has it. */
    static Optional<Account> find(Database database, Scope scope, long id) {
        return ROWS.find(database, scope, id);
    }

    /**
     * Makes an account.
     *
     * @throws Problem FORBIDDEN unless the actor administers the account's organisation, or their organisation is its superior or the city
     */
    Account create(WriteRequest asked, NewAccount account) {
        mayMakeFor(asked.actor(), account.organisationId());
        String hash = passwords.hash(account.password());
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
    Account setActive(WriteRequest asked, long id, int version, boolean active) {
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
            leaves.write(
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

    /** One account of the actor's scope. */
    Account get(Actor actor, long id) {
        return ROWS.find(database, access.scope(actor, Deed.SEE_ACCOUNT, "a"), id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "没有编号为 " + id + " 的账号，或不在您的管理范围内。",
                        "There is no account " + id + ", or it is not yours to see."));
    }

    /** The accounts of the actor's own organisation and of those right under it; all of them for the city. */
    Page<Account> list(Actor actor, Cursor cursor) {
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
        leaves.write(unit, by, "account.created", id, by.district());
        return Long.toString(id);
    }

    private static Problem stale() {
        return Problem.inField(
                ProblemType.STALE_VERSION,
                "version",
                "账号已被他人修改，请重新读取后再改。",
                "The account was changed by somebody else. Read it again first.");
    }
}
