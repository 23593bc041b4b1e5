package org.teshema.engine.account;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.Sm3;

/**
 * For whom people act. An organisation's administrator enters people of that organisation, changes their role and ends it; so do the
 * organisation above and the city. Whose membership ends acts for that organisation no more, on any node, within two seconds.
 * Thread-safe.
 */
@Component(service = Memberships.class)
public final class Memberships {
    private static final ScopedRows<Membership> ROWS = new ScopedRows<>(
            "select m.id as membership_id, m.account_id, m.role as membership_role, m.from_day, m.until_day,"
                    + " m.version as membership_version, a.login, " + OrganisationColumns.of("o")
                    + " from membership m join account a on a.id = m.account_id"
                    + " join organisation o on o.id = m.organisation_id",
            "m.id",
            Membership::id,
            Memberships::membership);

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Access access;
    private final Bearers bearers;

    /** Who acts for whom in that database; whoever does no more is out of these accounts. */
    @Activate
    public Memberships(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference Accounts accounts) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.access = new Access(clock);
        this.bearers = accounts.bearers();
    }

    /** Who acts for the actor's own organisation and for those right under it; everybody for the city. Those that ended are gone. */
    public Page<Membership> list(Actor actor, Cursor cursor) {
        return ROWS.page(database, access.scope(actor, Deed.SEE_MEMBERSHIP, "m").and("m.alive = ?", 1), cursor);
    }

    /** One of them. */
    public Membership get(Actor actor, long id) {
        return ROWS.find(database, access.scope(actor, Deed.SEE_MEMBERSHIP, "m").and("m.alive = ?", 1), id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "没有编号为 " + id + " 的任职，或已终止，或不在您的管理范围内。",
                        "There is no membership " + id + ", or it has ended, or is not yours to see."));
    }

    /** For whom the actor may act today, the own organisation first. */
    public List<Membership> mine(Actor actor) {
        Access.require(actor, Deed.SWITCH_ORGANISATION);
        LocalDate today = clock.today();
        return database.read(connection -> ROWS.list(
                connection,
                new Scope("m.account_id = ? and " + Serving.holds("m"), List.of(actor.accountId(), today, today)),
                Serving.OWN_FIRST));
    }

    /**
     * Enters somebody who has an account.
     *
     * @throws Problem FORBIDDEN unless the actor administers the organisation, or their organisation is its superior or the city; for
     *     the own account in any case
     */
    public Membership give(WriteRequest asked, NewMembership wanted) {
        Actor actor = asked.actor();
        mayGiveFor(actor, wanted.organisationId());
        long account = account(wanted.login())
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID,
                        "login",
                        "没有登录名为“" + wanted.login() + "”的账号，请先开设。",
                        "There is no account of the login \"" + wanted.login() + "\". Make it first."));
        notOneself(actor, account);
        try {
            String id = writes.once(
                    asked, "membership.give", wanted.toString(), unit -> insert(unit, actor, account, wanted));
            return find(Long.parseLong(id));
        } catch (ConstraintViolationException e) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "login",
                    "此人已在该单位任职，请直接变更其任职。",
                    "This person acts for that organisation already. Change what there is.");
        }
    }

    /** Writes the row of a membership within a transaction and says its id. */
    static long insert(UnitOfWork unit, CityClock clock, Actor by, long account, NewMembership wanted) {
        return unit.inserted(
                "insert into membership (account_id, organisation_id, role, from_day, until_day, given_by, given_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                account,
                wanted.organisationId(),
                wanted.role(),
                wanted.from(),
                wanted.until(),
                by.accountId(),
                clock.instant());
    }

    private String insert(UnitOfWork unit, Actor by, long account, NewMembership wanted) {
        long id = insert(unit, clock, by, account, wanted);
        String district = unit.jdbc(
                        connection -> ROWS.list(connection, Scope.all().and("m.id = ?", id), ""))
                .get(0)
                .organisation()
                .district();
        leaf(unit, by, "membership.given", id, district, wanted.role().name());
        // Whoever is logged in may switch from now on: what nodes remember of them is read anew.
        bearers.told(unit, account);
        return Long.toString(id);
    }

    /**
     * Changes somebody's role and the last day.
     *
     * @param version the membership's version as the asker saw it
     */
    public Membership change(WriteRequest asked, long id, int version, MembershipRole role, Optional<LocalDate> until) {
        Membership now = theirs(asked.actor(), id);
        if (until.isPresent()
                && now.from().isPresent()
                && until.get().isBefore(now.from().get())) {
            throw NewMembership.endsTooSoon();
        }
        String request = id + "\n" + version + "\n" + role + "\n" + until;
        writes.once(asked, "membership.change", request, unit -> {
            int changed = unit.update(
                    "update membership set role = ?, until_day = ?, version = version + 1"
                            + " where id = ? and version = ? and alive = 1",
                    role,
                    until,
                    id,
                    version);
            changed(unit, asked.actor(), now, changed, "membership.changed", role.name());
            return Long.toString(id);
        });
        bearers.forget(Set.of(now.accountId()));
        return find(id);
    }

    /**
     * Ends somebody's membership; their sessions for that organisation end with it.
     *
     * @param version the membership's version as the asker saw it
     */
    public void end(WriteRequest asked, long id, int version) {
        Actor actor = asked.actor();
        String account = writes.once(asked, "membership.end", id + "\n" + version, () -> theirs(actor, id), unit -> {
            Membership now = unit.jdbc(
                            connection -> ROWS.list(connection, Scope.all().and("m.id = ?", id), ""))
                    .get(0);
            int changed = unit.update(
                    "update membership set alive = null, ended_at = ?, version = version + 1"
                            + " where id = ? and version = ? and alive = 1",
                    clock.instant(),
                    id,
                    version);
            bearers.leave(unit, now.accountId(), now.organisation().id());
            changed(unit, actor, now, changed, "membership.ended", now.role().name());
            return Long.toString(now.accountId());
        });
        bearers.forget(Set.of(Long.parseLong(account)));
    }

    /**
     * Acts for another organisation from now on: the token ends, and another begins that lasts no longer than it would have.
     *
     * @param token the one the actor came with
     * @throws Problem FORBIDDEN where the actor does not act for that organisation today, or would need a second step for it
     */
    public Session switchTo(Actor actor, String token, long organisation) {
        Membership wanted = mine(actor).stream()
                .filter(one -> one.organisation().id() == organisation)
                .findFirst()
                .orElseThrow(() -> Problem.inField(
                        ProblemType.FORBIDDEN,
                        "organisationId",
                        "您目前不代表该单位，不能切换。",
                        "You do not act for that organisation today."));
        Actor other = new Actor(actor.accountId(), actor.login(), wanted.organisation());
        Bearers.Issued issued = database.write(unit -> bearers.move(unit, token, other));
        bearers.forget(Set.of(actor.accountId()));
        return new Session(issued.token(), issued.expiresAt(), other);
    }

    private void changed(UnitOfWork unit, Actor by, Membership now, int changed, String what, String role) {
        if (changed == 0) {
            throw Problem.inField(
                    ProblemType.STALE_VERSION,
                    "version",
                    "任职已被他人变更，请重新读取后再改。",
                    "The membership was changed by somebody else. Read it again first.");
        }
        leaf(unit, by, what, now.id(), now.organisation().district(), role);
        bearers.told(unit, now.accountId());
    }

    private Membership theirs(Actor actor, long id) {
        Membership found = get(actor, id);
        mayGiveFor(actor, found.organisation().id());
        notOneself(actor, found.accountId());
        return found;
    }

    private void mayGiveFor(Actor actor, long organisation) {
        Scope theirs = access.scope(actor, Deed.GIVE_MEMBERSHIP, "o").and("o.id = ?", organisation);
        if (ScopedRows.count(database, "organisation o", theirs) == 0) {
            throw Problem.inField(
                    ProblemType.FORBIDDEN,
                    "organisationId",
                    "人员任职由本单位管理员、上级单位或市局办理；编号 " + organisation + " 的单位不由您办理。",
                    "People of an organisation are entered by its administrator, the organisation above or the city."
                            + " Organisation " + organisation + " is not yours.");
        }
    }

    /** Nobody makes themselves an administrator, and the last one does not lock the organisation out by mistake. */
    private static void notOneself(Actor actor, long account) {
        if (actor.accountId() == account) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "不能办理自己的任职，请由其他管理员或上级单位办理。",
                    "You cannot change for whom you act yourself. Another administrator or the organisation above can.");
        }
    }

    private OptionalLong account(String login) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select id from account where login = ?")) {
                select.setString(1, login);
                try (var row = select.executeQuery()) {
                    return row.next() ? OptionalLong.of(row.getLong("id")) : OptionalLong.empty();
                }
            }
        });
    }

    private Membership find(long id) {
        return ROWS.find(database, Scope.all(), id).orElseThrow();
    }

    private void leaf(UnitOfWork unit, Actor by, String what, long id, String district, String role) {
        byte[] digest =
                Sm3.hash((what + "\n" + id + "\n" + role + "\n" + by.accountId()).getBytes(StandardCharsets.UTF_8));
        unit.leaf(new LedgerLeaf(what, "membership:" + id, district, by.role().name(), clock.instant(), digest));
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(
                row.getLong("membership_id"),
                row.getLong("account_id"),
                row.getString("login"),
                OrganisationColumns.read(row, "o").orElseThrow(),
                MembershipRole.valueOf(row.getString("membership_role")),
                Optional.ofNullable(row.getObject("from_day", LocalDate.class)),
                Optional.ofNullable(row.getObject("until_day", LocalDate.class)),
                row.getInt("membership_version"));
    }
}
