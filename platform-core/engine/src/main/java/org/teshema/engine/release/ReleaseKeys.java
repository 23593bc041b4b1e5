package org.teshema.engine.release;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.KeyProfile;
import org.teshema.trust.sm.Sm2PublicKey;

/** The keys that sign releases: registered and revoked by the city, each deed in the ledger. Thread-safe. */
@Component(service = ReleaseKeys.class)
public final class ReleaseKeys {
    private static final int MOST_YEARS = 5;
    private static final ScopedRows<ReleaseKey> ROWS = new ScopedRows<>(
            "select id, district, holder, pem, valid_from, valid_until, author, added_at, revoker, revoked_at,"
                    + " revoked_for from release_key",
            "id",
            ReleaseKey::id,
            ReleaseKeys::key);

    private final Database database;
    private final Writes writes;
    private final Districts districts;
    private final CityClock clock;

    /** The keys in that database. */
    @Activate
    public ReleaseKeys(
            @Reference Database database,
            @Reference Writes writes,
            @Reference Districts districts,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.districts = districts;
        this.clock = clock;
    }

    /**
     * A key to be registered.
     *
     * @param district for which district it will sign
     * @param holder who keeps the private half, 1 to 200 characters
     * @param pem the public half
     * @param validFrom first day on which its releases are taken
     * @param validUntil last such day, at most {@value #MOST_YEARS} years later
     */
    public record Order(String district, String holder, String pem, LocalDate validFrom, LocalDate validUntil) {}

    /** The keys by the order of their registration. Public halves are nobody's secret: everybody may read them. */
    public Page<ReleaseKey> list(Cursor cursor) {
        return ROWS.page(database, Scope.all(), cursor);
    }

    /** The key of that registration. */
    public ReleaseKey get(long id) {
        return ROWS.find(database, Scope.all(), id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND, "没有编号为 " + id + " 的发布密钥。", "There is no release key " + id + "."));
    }

    /** The key of that id, on a connection of the caller's. */
    static Optional<ReleaseKey> find(Connection connection, String keyId) throws SQLException {
        return ROWS.list(connection, new Scope("key_id = ?", List.of(keyId)), "").stream()
                .findFirst();
    }

    /**
     * Registers a key; of the city alone.
     *
     * @throws Problem FORBIDDEN, INVALID in the field that is wrong, or WRONG_STATE when the key is there already
     */
    public ReleaseKey add(WriteRequest asked, Order order) {
        Actor actor = asked.actor();
        Deeds.cityAlone(actor);
        Sm2PublicKey key = checked(order);
        String content = String.join(
                "\n",
                key.keyId(),
                order.district(),
                order.holder(),
                order.validFrom().toString(),
                order.validUntil().toString());
        try {
            String id = writes.once(asked, "release-key.add", content, unit -> {
                Instant now = now();
                long made = unit.inserted(
                        "insert into release_key (key_id, district, holder, pem, valid_from, valid_until, added_by,"
                                + " author, added_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        key.keyId(),
                        order.district(),
                        order.holder().strip(),
                        key.pem(),
                        order.validFrom(),
                        order.validUntil(),
                        actor.accountId(),
                        actor.organisation().name(),
                        now);
                Deeds.told(
                        unit,
                        Optional.of(actor),
                        "release-key.added",
                        "release-key:" + key.keyId(),
                        order.district(),
                        now,
                        content);
                return Long.toString(made);
            });
            return get(Long.parseLong(id));
        } catch (ConstraintViolationException e) {
            if (!Sql.isAbout(e, "key_id")) {
                throw e;
            }
            throw Problem.inField(
                    ProblemType.WRONG_STATE,
                    "pem",
                    "密钥 " + key.keyId() + " 已登记过；每把密钥只登记一次。",
                    "The key " + key.keyId() + " is registered already; a key is registered once.");
        }
    }

    private Sm2PublicKey checked(Order order) {
        if (!order.district().equals(Districts.CITY)
                && districts.find(order.district()).isEmpty()) {
            throw wrong(
                    "district",
                    "没有代码为“" + order.district() + "”的区；市级为 " + Districts.CITY + "。",
                    "There is no district \"" + order.district() + "\"; the city is " + Districts.CITY + ".");
        }
        if (order.holder() == null || order.holder().isBlank() || order.holder().length() > 200) {
            throw wrong("holder", "请填写密钥保管人，1 至 200 字。", "Say who keeps the key, in 1 to 200 characters.");
        }
        if (order.validUntil().isBefore(order.validFrom())
                || order.validUntil().isBefore(clock.today())
                || order.validUntil().isAfter(order.validFrom().plusYears(MOST_YEARS))) {
            throw wrong(
                    "validUntil",
                    "有效期至应不早于今天和起始日，且不超过 " + MOST_YEARS + " 年。",
                    "The last day is neither before today nor before the first day, and at most " + MOST_YEARS
                            + " years after it.");
        }
        try {
            return Sm2PublicKey.ofPem(order.pem(), KeyProfile.GM_T_0009);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "pem",
                    "不是 SM2 公钥（PEM）。请用 ./teshema key 生成的 .pub 文件。",
                    "This is no SM2 public key in PEM. Take the .pub file that ./teshema key makes.");
        }
    }

    /**
     * Revokes a key; of the city alone. What is live of it is stopped on every node.
     *
     * @throws Problem FORBIDDEN, NOT_FOUND, or WRONG_STATE when it was revoked already
     */
    public ReleaseKey revoke(WriteRequest asked, long id, String reason) {
        Actor actor = asked.actor();
        Deeds.cityAlone(actor);
        String why = Deeds.reason(reason);
        ReleaseKey key = get(id);
        writes.once(asked, "release-key.revoke", id + "\n" + why, unit -> {
            Instant now = now();
            int changed = unit.update(
                    "update release_key set revoked_by = ?, revoker = ?, revoked_at = ?, revoked_for = ?"
                            + " where id = ? and revoked_at is null",
                    actor.accountId(),
                    actor.organisation().name(),
                    now,
                    why,
                    id);
            if (changed == 0) {
                throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "发布密钥 " + id + " 已吊销。",
                        "The release key " + id + " is revoked already.");
            }
            Deeds.changed(unit);
            Deeds.told(
                    unit,
                    Optional.of(actor),
                    "release-key.revoked",
                    "release-key:" + key.keyId(),
                    key.district(),
                    now,
                    why);
            return Long.toString(id);
        });
        return get(id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Problem wrong(String field, String zh, String en) {
        return Problem.inField(ProblemType.INVALID, field, zh, en);
    }

    private static ReleaseKey key(ResultSet row) throws SQLException {
        Optional<ReleaseKey.Revocation> revoked = Optional.empty();
        if (row.getString("revoker") != null) {
            revoked = Optional.of(new ReleaseKey.Revocation(
                    row.getString("revoker"), Sql.instant(row, "revoked_at"), row.getString("revoked_for")));
        }
        return new ReleaseKey(
                row.getLong("id"),
                row.getString("district"),
                row.getString("holder"),
                Sm2PublicKey.ofPem(row.getString("pem"), KeyProfile.GM_T_0009),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getString("author"),
                Sql.instant(row, "added_at"),
                revoked);
    }
}
