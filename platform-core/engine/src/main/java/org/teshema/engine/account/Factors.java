package org.teshema.engine.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.sm.Sm3;

/**
 * Second factors: the secrets of authenticator apps, sealed, the recovery codes as digests, and the tickets of those who have done the
 * first step. Each code, each recovery code and each ticket is used once, whichever node it comes to: what uses it up is one
 * conditional change.
 */
final class Factors {
    /** How long a ticket holds. */
    static final Duration TICKET = Duration.ofMinutes(5);

    /** How many codes may be tried with one ticket. */
    static final int TRIES = 5;

    /** How many recovery codes there are. */
    static final int RECOVERY_CODES = 10;

    private static final int RECOVERY_BYTES = 10;
    private static final int GROUP = 4;
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final CityClock clock;
    private final Vault vault;

    /**
     * Somebody between the two steps.
     *
     * @param pending the sealed secret of an app that is being enrolled
     * @param enrolled the sealed secret of the app there is
     * @param by what vouched for them in the first step, where it was no password
     */
    @SuppressWarnings("ArrayRecordComponent") // stays in this package, never compared
    record Half(Actor actor, Optional<byte[]> pending, Optional<byte[]> enrolled, Optional<Provided> by) {
        @Override
        public String toString() {
            return "Half[actor=" + actor + "]";
        }
    }

    Factors(Database database, CityClock clock, Vault vault) {
        this.database = database;
        this.clock = clock;
        this.vault = vault;
    }

    /** A ticket for who did the first step; with an app to be enrolled where there is none. */
    HalfSession begin(Actor actor, Optional<Provided> by) {
        String ticket = Bearers.random();
        Instant now = now();
        Instant expires = now.plus(TICKET);
        Optional<byte[]> secret = isEnrolled(actor.accountId()) ? Optional.empty() : Optional.of(Totp.newSecret());
        Optional<byte[]> sealed = secret.map(bytes -> vault.seal(bytes, about(actor.accountId())));
        database.write(unit -> {
            unit.update("delete from half_session where expires_at < ?", now);
            return unit.update(
                    "insert into half_session (ticket_digest, account_id, secret, expires_at, link_id,"
                            + " provider_session, provider_hint) values (?, ?, ?, ?, ?, ?, ?)",
                    Bearers.digest(ticket),
                    actor.accountId(),
                    sealed,
                    expires,
                    by.map(Provided::link),
                    by.flatMap(Provided::session),
                    by.flatMap(Provided::hint));
        });
        Optional<HalfSession.Enrolment> enrolment =
                secret.map(bytes -> new HalfSession.Enrolment(Totp.base32(bytes), Totp.uri(actor.login(), bytes)));
        secret.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        return new HalfSession(ticket, expires, enrolment);
    }

    /** Who has that ticket; empty for one that is unknown or over. Counts as a try: after {@link #TRIES} of them it is over. */
    Optional<Half> tried(String ticket) {
        if (!Bearers.isToken(ticket)) {
            return Optional.empty();
        }
        byte[] digest = Bearers.digest(ticket);
        int left = database.write(unit -> unit.update(
                "update half_session set tries = tries + 1 where ticket_digest = ? and tries < ? and expires_at > ?",
                digest,
                TRIES,
                now()));
        return left == 0 ? Optional.empty() : half(digest);
    }

    /** Uses ticket and code up, within a transaction; false leaves it to the caller to roll back. */
    boolean use(UnitOfWork unit, String ticket, Half half, String code) {
        long account = half.actor().accountId();
        int tickets = unit.update("delete from half_session where ticket_digest = ?", Bearers.digest(ticket));
        if (tickets == 0) {
            return false;
        }
        if (half.enrolled().isPresent()) {
            return CODE.matcher(code).matches()
                    ? useStep(unit, account, half.enrolled().get(), code)
                    : useRecoveryCode(unit, account, code);
        }
        return half.pending().isPresent() && enrol(unit, account, half.pending().get(), code);
    }

    private boolean useStep(UnitOfWork unit, long account, byte[] sealed, String code) {
        OptionalLong step = step(account, sealed, code);
        return step.isPresent()
                && unit.update(
                                "update second_factor set last_step = ? where account_id = ? and last_step < ?",
                                step.getAsLong(),
                                account,
                                step.getAsLong())
                        == 1;
    }

    /** Uses a recovery code up; false when it is none of the account's or was used before. */
    boolean useRecoveryCode(UnitOfWork unit, long account, String code) {
        return unit.update(
                        "update recovery_code set used_at = ? where account_id = ? and digest = ? and used_at is null",
                        now(),
                        account,
                        recoveryDigest(account, code))
                == 1;
    }

    private boolean enrol(UnitOfWork unit, long account, byte[] sealed, String code) {
        OptionalLong step = step(account, sealed, code);
        return step.isPresent()
                && unit.update(
                                "insert into second_factor (account_id, secret, last_step, enrolled_at)"
                                        + " values (?, ?, ?, ?) on conflict do nothing",
                                account,
                                sealed,
                                step.getAsLong(),
                                now())
                        == 1;
    }

    /** New recovery codes of an account that has just been enrolled. */
    List<String> newRecoveryCodes(UnitOfWork unit, long account) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            byte[] bytes = new byte[RECOVERY_BYTES];
            RANDOM.nextBytes(bytes);
            String code = grouped(Totp.base32(bytes).toLowerCase(Locale.ROOT));
            unit.update(
                    "insert into recovery_code (account_id, digest) values (?, ?)",
                    account,
                    recoveryDigest(account, code));
            codes.add(code);
        }
        return List.copyOf(codes);
    }

    /** Takes the factor off an account, so that its next log-in enrols anew; says whether there was one. */
    static boolean remove(UnitOfWork unit, long account) {
        return unit.update("delete from second_factor where account_id = ?", account) > 0;
    }

    private OptionalLong step(long account, byte[] sealed, String code) {
        byte[] secret = vault.open(sealed, about(account));
        try {
            return CODE.matcher(code).matches() ? Totp.stepOf(secret, code, clock.instant()) : OptionalLong.empty();
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Whether the account has an app. */
    boolean isEnrolled(long account) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select 1 from second_factor where account_id = ?")) {
                select.setLong(1, account);
                try (var row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    private Optional<Half> half(byte[] digest) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select h.secret as pending, f.secret as enrolled, h.link_id, h.provider_session, h.provider_hint, a.id as account_id, a.login, "
                            + OrganisationColumns.of("o") + " from half_session h join account a on a.id = h.account_id"
                            + Serving.JOIN + " left join second_factor f on f.account_id = a.id"
                            + " where h.ticket_digest = ? and a.active" + Serving.OWN_FIRST
                            + " fetch first 1 rows only")) {
                LocalDate today = clock.today();
                Sql.bind(select, today, today, digest);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(half(row)) : Optional.empty();
                }
            }
        });
    }

    private static Half half(ResultSet row) throws SQLException {
        return new Half(
                new Actor(
                        row.getLong("account_id"),
                        row.getString("login"),
                        OrganisationColumns.read(row, "o").orElseThrow()),
                Optional.ofNullable(row.getBytes("pending")),
                Optional.ofNullable(row.getBytes("enrolled")),
                Bearers.provided(row));
    }

    private static String about(long account) {
        return "second-factor:" + account;
    }

    private static byte[] recoveryDigest(long account, String code) {
        String plain = code.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]", "");
        return Sm3.hash(("recovery:" + account + ":" + plain).getBytes(StandardCharsets.UTF_8));
    }

    private static String grouped(String text) {
        return text.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
