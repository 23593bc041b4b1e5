package org.teshema.engine.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.sm.Sm3;

/**
 * Bearer tokens: 32 random bytes that end after thirty minutes without use, after twelve hours in any case. The database
 * keeps their digests. A token used again and again asks the database twice a minute at most.
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
    private final Map<String, Seen> remembered = new ConcurrentHashMap<>();

    private record Seen(Actor actor, Instant until) {}

    private record Row(Actor actor, Instant issuedAt, Instant expiresAt) {}

    /**
     * A token just issued.
     *
     * @param token what the bearer shows
     * @param expiresAt when it ends unless it is used
     */
    record Issued(String token, Instant expiresAt) {}

    Bearers(Database database, CityClock clock) {
        this.database = database;
        this.clock = clock;
    }

    Issued issue(long account) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = now();
        Instant expires = now.plus(IDLE);
        database.write(unit -> {
            unit.update("delete from bearer where expires_at < ?", now);
            return unit.update(
                    "insert into bearer (token_digest, account_id, issued_at, expires_at) values (?, ?, ?, ?)",
                    digest(token),
                    account,
                    now,
                    expires);
        });
        return new Issued(token, expires);
    }

    Optional<Actor> actorOf(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        byte[] digest = digest(token);
        String key = HexFormat.of().formatHex(digest);
        Instant now = now();
        Seen seen = remembered.get(key);
        if (seen != null && now.isBefore(seen.until())) {
            return Optional.of(seen.actor());
        }
        Optional<Row> row = find(digest).filter(r -> now.isBefore(r.expiresAt()));
        if (row.isEmpty()) {
            remembered.remove(key);
            return Optional.empty();
        }
        Instant expires = slide(digest, row.get(), now);
        remember(key, new Seen(row.get().actor(), earlier(now.plus(REMEMBERED), expires)), now);
        return Optional.of(row.get().actor());
    }

    void revoke(String token) {
        byte[] digest = digest(token);
        remembered.remove(HexFormat.of().formatHex(digest));
        database.write(unit -> unit.update("delete from bearer where token_digest = ?", digest));
    }

    void revokeAllOf(long account) {
        remembered.values().removeIf(seen -> seen.actor().accountId() == account);
        database.write(unit -> unit.update("delete from bearer where account_id = ?", account));
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
        if (Duration.between(row.expiresAt(), slid).compareTo(Duration.ofMinutes(1)) < 0) {
            return row.expiresAt();
        }
        database.write(unit -> unit.update("update bearer set expires_at = ? where token_digest = ?", slid, digest));
        return slid;
    }

    private Optional<Row> find(byte[] digest) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select b.issued_at, b.expires_at, a.id as account_id, a.login, "
                            + OrganisationColumns.of("o") + " from bearer b join account a on a.id = b.account_id"
                            + " join organisation o on o.id = a.organisation_id where b.token_digest = ? and a.active")) {
                select.setBytes(1, digest);
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
                Sql.instant(row, "issued_at"),
                Sql.instant(row, "expires_at"));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static byte[] digest(String token) {
        return Sm3.hash(token.getBytes(StandardCharsets.US_ASCII));
    }
}
