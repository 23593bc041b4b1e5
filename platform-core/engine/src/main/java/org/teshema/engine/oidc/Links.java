package org.teshema.engine.oidc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.exception.ConstraintViolationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.ProvidedLogIns;
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
import org.teshema.trust.sm.Sm3;

/**
 * Which subject of a provider is which account. It is said beforehand, or by a code that links once; never found out by an address or a
 * name. It is said by who may enter people for every organisation its owner acts for: otherwise an administrator of one could make
 * themselves somebody who serves another. Thread-safe.
 */
@Component(service = Links.class)
public final class Links {
    /** How long a code links. */
    static final Duration CODE_LIFE = Duration.ofDays(3);

    private static final ScopedRows<IdentityLink> ROWS = new ScopedRows<>(
            "select l.id as link, l.issuer, l.subject, l.linked_at, a.id as account_id, a.login from account a"
                    + " join identity_link l on l.account_id = a.id",
            "l.id",
            IdentityLink::id,
            Links::link);

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Access access;
    private final ProvidedLogIns logIns;

    /**
     * A code that was given out.
     *
     * @param code told once and kept nowhere
     */
    public record Code(String code, Instant expiresAt) {
        /** Without the code, which belongs in no log. */
        @Override
        public String toString() {
            return "Code[expiresAt=" + expiresAt + "]";
        }
    }

    /** Links in that database. */
    @Activate
    public Links(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference ProvidedLogIns logIns) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.access = new Access(clock);
        this.logIns = logIns;
    }

    /** The links of the accounts the actor may know of. */
    public Page<IdentityLink> list(Actor actor, Cursor cursor) {
        return ROWS.page(database, access.scope(actor, Deed.SEE_ACCOUNT, "a"), cursor);
    }

    /** Says that a subject of that provider is that account. */
    public IdentityLink link(WriteRequest asked, String issuer, long account, String subject) {
        Actor actor = asked.actor();
        mayLink(actor, account);
        if (subject.isBlank() || subject.length() > 255 || issuer.isBlank() || issuer.length() > 300) {
            throw Problem.inField(
                    ProblemType.INVALID, "subject", "用户标识为 1 至 255 个字符。", "A subject has 1 to 255 characters.");
        }
        try {
            String id = writes.once(
                    asked,
                    "identity.link",
                    account + "\n" + issuer + "\n" + subject,
                    unit -> Long.toString(
                            insert(unit, issuer, subject, account, actor.accountId(), leaf(actor, account))));
            return ROWS.find(database, Scope.all(), Long.parseLong(id)).orElseThrow();
        } catch (ConstraintViolationException e) {
            throw taken();
        }
    }

    /** Takes a link away; the sessions that began by it end. */
    public void unlink(WriteRequest asked, long id) {
        Actor actor = asked.actor();
        writes.once(
                asked,
                "identity.unlink",
                Long.toString(id),
                () -> mayLink(actor, seen(actor, id).accountId()),
                unit -> {
                    unit.update("delete from identity_link where id = ?", id);
                    unit.leaf(new LedgerLeaf(
                            "identity.unlinked",
                            "identity:" + id,
                            actor.district(),
                            actor.role().name(),
                            clock.instant(),
                            Sm3.hash(("unlinked\n" + id).getBytes(StandardCharsets.UTF_8))));
                    logIns.end(unit, id);
                    return Long.toString(id);
                });
        logIns.forgetAll();
    }

    /** A code by which its owner links an account at their first log-in by the provider. One that was given out before links no more. */
    public Code code(Actor actor, long account) {
        mayLink(actor, account);
        String code = Errand.random();
        Instant expires = clock.instant().plus(CODE_LIFE);
        database.write(unit -> {
            unit.update("delete from link_code where account_id = ? or expires_at < ?", account, clock.instant());
            return unit.update(
                    "insert into link_code (code_digest, account_id, issued_by, expires_at) values (?, ?, ?, ?)",
                    digest(code),
                    account,
                    actor.accountId(),
                    expires);
        });
        return new Code(code, expires);
    }

    /** The link of a subject. */
    Optional<IdentityLink> find(String issuer, String subject) {
        return database
                .read(connection -> ROWS.list(
                        connection, Scope.all().and("l.issuer = ?", issuer).and("l.subject = ?", subject), ""))
                .stream()
                .findFirst();
    }

    /** Links by a code, which is used up by it; empty for one that is unknown, used or over. */
    Optional<IdentityLink> linkBy(String code, String issuer, String subject) {
        byte[] digest = digest(code.strip());
        try {
            return database.write(unit -> {
                Instant now = clock.instant();
                OptionalLong account = unit.jdbc(connection -> {
                    try (var select = connection.prepareStatement(
                            "select account_id from link_code where code_digest = ? and expires_at > ?")) {
                        Sql.bind(select, digest, now);
                        try (var row = select.executeQuery()) {
                            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                        }
                    }
                });
                if (account.isEmpty() || unit.update("delete from link_code where code_digest = ?", digest) == 0) {
                    return Optional.empty();
                }
                long whose = account.getAsLong();
                insert(unit, issuer, subject, whose, whose, leaf(whose));
                return find(unit, issuer, subject);
            });
        } catch (ConstraintViolationException e) {
            throw taken();
        }
    }

    /** Whether that was not there before; good for once, on every node. */
    boolean isFirst(UnitOfWork unit, String what, Instant until) {
        unit.update("delete from provider_once where expires_at < ?", clock.instant());
        return unit.update(
                        "insert into provider_once (digest, expires_at) values (?, ?) on conflict do nothing",
                        digest(what),
                        until)
                == 1;
    }

    static Optional<IdentityLink> find(UnitOfWork unit, String issuer, String subject) {
        return unit
                .jdbc(connection -> ROWS.list(
                        connection, Scope.all().and("l.issuer = ?", issuer).and("l.subject = ?", subject), ""))
                .stream()
                .findFirst();
    }

    private long insert(UnitOfWork unit, String issuer, String subject, long account, long by, LedgerLeaf leaf) {
        long id = unit.inserted(
                "insert into identity_link (issuer, subject, account_id, linked_by, linked_at) values (?, ?, ?, ?, ?)",
                issuer,
                subject,
                account,
                by,
                clock.instant());
        unit.leaf(leaf);
        return id;
    }

    private LedgerLeaf leaf(Actor by, long account) {
        return leaf(account, by.district(), by.role().name());
    }

    private LedgerLeaf leaf(long account) {
        return leaf(account, "310000", "OWNER");
    }

    private LedgerLeaf leaf(long account, String district, String role) {
        byte[] digest = Sm3.hash(("identity.linked\n" + account).getBytes(StandardCharsets.UTF_8));
        return new LedgerLeaf("identity.linked", "account:" + account, district, role, clock.instant(), digest);
    }

    private IdentityLink seen(Actor actor, long id) {
        return ROWS.find(database, access.scope(actor, Deed.SEE_ACCOUNT, "a"), id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "没有编号为 " + id + " 的身份关联，或不在您的管理范围内。",
                        "There is no link " + id + ", or it is not yours to see."));
    }

    private void mayLink(Actor actor, long account) {
        Scope theirs = access.scope(actor, Deed.GIVE_MEMBERSHIP, "o");
        Scope all = new Scope(
                "(o.id in (select m.organisation_id from membership m where m.account_id = ? and m.alive = 1)"
                        + " or o.id = (select a.organisation_id from account a where a.id = ?))",
                List.of(account, account));
        Scope both = new Scope(
                theirs.sql() + " and " + all.sql(),
                java.util.stream.Stream.concat(theirs.parameters().stream(), all.parameters().stream())
                        .toList());
        long organisations = ScopedRows.count(database, "organisation o", all);
        boolean own = actor.accountId() == account;
        if (own || organisations == 0 || ScopedRows.count(database, "organisation o", both) != organisations) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "身份关联由能为该账号所代表的每个单位办理任职的人办理；本人的由他人办理。",
                    "An account is linked by somebody who may enter people for every organisation its owner acts for, and"
                            + " never by its owner.");
        }
    }

    private static Problem taken() {
        return Problem.inField(
                ProblemType.INVALID,
                "subject",
                "该用户标识已关联其他账号，或该账号已关联其他标识。",
                "That subject is linked to another account, or the account to another subject.");
    }

    private static byte[] digest(String text) {
        return Sm3.hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private static IdentityLink link(ResultSet row) throws SQLException {
        return new IdentityLink(
                row.getLong("link"),
                row.getString("issuer"),
                row.getString("subject"),
                row.getLong("account_id"),
                row.getString("login"),
                Sql.instant(row, "linked_at"));
    }
}
