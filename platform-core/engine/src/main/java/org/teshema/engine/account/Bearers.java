package org.teshema.engine.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.sm.Sm3;

/**
 * Bearer tokens: 32 random bytes that end after thirty minutes without use, after twelve hours in any case. The database
 * keeps their digests. A token used again and again asks the database twice a minute at most; one that ended on another node is
 * refused within two seconds, since {@link Watch} tells.
 */
final class Bearers {
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);

    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 10_000;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final CityClock clock;
    private final FactorPolicy policy;
    private final Watch watch;
    private final Map<String, Seen> remembered = new ConcurrentHashMap<>();

    private record Seen(Actor actor, boolean several, Instant until) {}

    private record Row(Actor actor, boolean several, Instant issuedAt, Instant expiresAt, Instant lastUsedAt) {}

    private record Left(Instant issuedAt, String network, boolean secondStep, Optional<Provided> by) {}

    /**
     * A token just issued.
     *
     * @param token what the bearer shows
     * @param expiresAt when it ends unless it is used
     */
    record Issued(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued[expiresAt=" + expiresAt + "]";
        }
    }

    Bearers(Database database, CityClock clock, FactorPolicy policy) {
        this.database = database;
        this.clock = clock;
        this.policy = policy;
        this.watch = new Watch(database, clock, this::forget);
    }

    /** 32 random bytes, as 43 characters. */
    static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether that may be a token or a ticket at all. */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    static byte[] digest(String token) {
        return Sm3.hash(token.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * A new token, within a transaction.
     *
     * @param secondStep whether its bearer did a second step
     * @param by who vouched for them, where it was no password
     */
    Issued issue(UnitOfWork unit, Actor actor, String client, boolean secondStep, Optional<Provided> by) {
        return insert(unit, actor, new Left(now(), Network.coarse(client), secondStep, by));
    }

    private Issued insert(UnitOfWork unit, Actor actor, Left session) {
        String token = random();
        Instant now = now();
        Instant expires = earlier(now.plus(IDLE), session.issuedAt().plus(LONGEST));
        unit.update("delete from bearer where expires_at < ?", now);
        unit.update(
                "insert into bearer (token_digest, account_id, organisation_id, issued_at, expires_at, last_used_at,"
                        + " network, second_step, link_id, provider_session, provider_hint)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                digest(token),
                actor.accountId(),
                actor.organisation().id(),
                session.issuedAt(),
                expires,
                now,
                session.network(),
                session.secondStep(),
                session.by().map(Provided::link),
                session.by().flatMap(Provided::session),
                session.by().flatMap(Provided::hint));
        return new Issued(token, expires);
    }

    /**
     * Another token in place of that one, for the same person and another organisation; the last deed of its transaction.
     *
     * @throws Problem UNAUTHENTICATED where that token is over, FORBIDDEN where the other organisation asks for a second step that was
     *     not done
     */
    Issued move(UnitOfWork unit, String token, Actor other) {
        Left left = unit.jdbc(connection -> left(connection, digest(token), other.accountId()))
                .orElseThrow(Bearers::over);
        if (policy.asks(other) && !left.secondStep()) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "代表该单位需要第二步验证，请退出后重新登录。",
                    "Acting for that organisation needs a second step. Log out and in again.");
        }
        // Of two switches at a time one finds the token gone.
        if (unit.update("delete from bearer where token_digest = ?", digest(token)) == 0) {
            throw over();
        }
        Issued issued = insert(unit, other, left);
        watch.note(unit, other.accountId());
        return issued;
    }

    private Optional<Left> left(Connection connection, byte[] digest, long account) throws SQLException {
        try (var select = connection.prepareStatement("select issued_at, network, second_step, link_id,"
                + " provider_session, provider_hint from bearer"
                + " where token_digest = ? and account_id = ? and expires_at > ?")) {
            Sql.bind(select, digest, account, now());
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Left(
                                Sql.instant(row, "issued_at"),
                                row.getString("network"),
                                row.getBoolean("second_step"),
                                provided(row)))
                        : Optional.empty();
            }
        }
    }

    /** Who vouched for the session of a row. */
    static Optional<Provided> provided(ResultSet row) throws SQLException {
        OptionalLong link = Sql.maybeLong(row, "link_id");
        return link.isEmpty()
                ? Optional.empty()
                : Optional.of(new Provided(
                        link.getAsLong(),
                        Optional.ofNullable(row.getString("provider_session")),
                        Optional.ofNullable(row.getBytes("provider_hint"))));
    }

    private static Problem over() {
        return Problem.of(ProblemType.UNAUTHENTICATED, "登录已失效，请重新登录。", "This log-in is over. Log in again.");
    }

    /** Ends the log-ins of that account for that organisation, within a transaction that ends with {@link #told}. */
    void leave(UnitOfWork unit, long account, long organisation) {
        unit.update("delete from half_session where account_id = ?", account);
        unit.update("delete from bearer where account_id = ? and organisation_id = ?", account, organisation);
    }

    /** Has every node read anew what it remembers of that account; the last deed of a transaction. */
    void told(UnitOfWork unit, long account) {
        watch.note(unit, account);
    }

    /** Whether the bearer may act for others too; of one nobody remembers it is not known. */
    boolean servesSeveral(String token) {
        Seen seen = isToken(token) ? remembered.get(HexFormat.of().formatHex(digest(token))) : null;
        return seen != null && seen.several();
    }

    Optional<Actor> actorOf(String token) {
        if (!isToken(token)) {
            return Optional.empty();
        }
        byte[] digest = digest(token);
        String key = HexFormat.of().formatHex(digest);
        watch.look();
        Instant now = now();
        Seen seen = remembered.get(key);
        if (seen != null && now.isBefore(seen.until()) && watch.isGood()) {
            return Optional.of(seen.actor());
        }
        long mark = watch.mark();
        Optional<Row> row = find(digest).filter(r -> now.isBefore(r.expiresAt()));
        if (row.isEmpty()) {
            remembered.remove(key);
            return Optional.empty();
        }
        Instant expires = slide(digest, row.get(), now);
        remember(key, new Seen(row.get().actor(), row.get().several(), soonest(now, expires)), now);
        if (watch.mark() != mark) {
            // Something ended while this was read, maybe this: the next request asks again.
            remembered.remove(key);
        }
        return Optional.of(row.get().actor());
    }

    /** The log-ins of that account that hold, the last used first. */
    List<OpenSession> of(long account, String token) {
        byte[] own = digest(token);
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select id, token_digest, issued_at, last_used_at, network"
                    + " from bearer where account_id = ? and expires_at > ? order by last_used_at desc, id desc")) {
                Sql.bind(select, account, now());
                try (var row = select.executeQuery()) {
                    List<OpenSession> all = new ArrayList<>();
                    while (row.next()) {
                        all.add(new OpenSession(
                                row.getLong("id"),
                                Sql.instant(row, "issued_at"),
                                Sql.instant(row, "last_used_at").truncatedTo(ChronoUnit.MINUTES),
                                row.getString("network"),
                                MessageDigest.isEqual(own, row.getBytes("token_digest"))));
                    }
                    return List.copyOf(all);
                }
            }
        });
    }

    /** Ends that token, on every node. */
    void end(String token) {
        byte[] digest = digest(token);
        remembered.remove(HexFormat.of().formatHex(digest));
        OptionalLong account = database.read(connection -> {
            try (var select = connection.prepareStatement("select account_id from bearer where token_digest = ?")) {
                select.setBytes(1, digest);
                try (var row = select.executeQuery()) {
                    return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                }
            }
        });
        if (account.isPresent()) {
            end(account.getAsLong(), "token_digest = ?", digest);
        }
    }

    /** Ends that one log-in of the account, on every node; one that is over already, or somebody else's, is left alone. */
    void end(long account, long id) {
        end(account, "id = ?", id);
    }

    private void end(long account, String which, Object value) {
        database.write(unit -> {
            int ended = unit.update("delete from bearer where account_id = ? and " + which, account, value);
            if (ended > 0) {
                watch.note(unit, account);
            }
            return ended;
        });
        forget(Set.of(account));
    }

    /** Ends every log-in of the account, on every node, with the transaction, of which it is the last deed. */
    void endAll(UnitOfWork unit, long account) {
        unit.update("delete from half_session where account_id = ?", account);
        unit.update("delete from bearer where account_id = ?", account);
        watch.note(unit, account);
    }

    /** Forgets what is remembered of those accounts. */
    void forget(Set<Long> accounts) {
        remembered.values().removeIf(seen -> accounts.contains(seen.actor().accountId()));
    }

    /** No longer than the day: a membership ends with one. */
    private static Instant soonest(Instant now, Instant expires) {
        Instant midnight =
                CityClock.dayOf(now).plusDays(1).atStartOfDay(CityClock.ZONE).toInstant();
        return earlier(earlier(now.plus(REMEMBERED), expires), midnight);
    }

    /** Forgets everybody: each is asked for anew. */
    void forgetAll() {
        remembered.clear();
    }

    private void remember(String key, Seen seen, Instant now) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.values().removeIf(s -> !now.isBefore(s.until()));
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
            }
        }
        remembered.put(key, seen);
    }

    private Instant slide(byte[] digest, Row row, Instant now) {
        Instant slid = earlier(now.plus(IDLE), row.issuedAt().plus(LONGEST));
        // Not at every use: a minute of precision is enough, and a read stays a read.
        if (Duration.between(row.lastUsedAt(), now).compareTo(Duration.ofMinutes(1)) < 0) {
            return row.expiresAt();
        }
        database.write(unit -> unit.update(
                "update bearer set expires_at = ?, last_used_at = ? where token_digest = ?", slid, now, digest));
        return slid;
    }

    private Optional<Row> find(byte[] digest) {
        LocalDate today = clock.today();
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select b.issued_at, b.expires_at, b.last_used_at, a.id as account_id, a.login,"
                            + " (select count(*) from membership s where s.account_id = b.account_id and "
                            + Serving.holds("s") + ") as serving, " + OrganisationColumns.of("o")
                            + " from bearer b join account a on a.id = b.account_id" + Serving.JOIN
                            + " and o.id = b.organisation_id where b.token_digest = ? and a.active")) {
                Sql.bind(select, today, today, today, today, digest);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(row(row)) : Optional.empty();
                }
            }
        });
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Actor(
                        row.getLong("account_id"),
                        row.getString("login"),
                        OrganisationColumns.read(row, "o").orElseThrow()),
                row.getInt("serving") > 1,
                Sql.instant(row, "issued_at"),
                Sql.instant(row, "expires_at"),
                Sql.instant(row, "last_used_at"));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
