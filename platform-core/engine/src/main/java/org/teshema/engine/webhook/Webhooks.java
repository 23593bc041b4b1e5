package org.teshema.engine.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.Vault;
import org.teshema.engine.outgoing.Origin;
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

/** What an organisation's administrator does with its webhook. Thread-safe. */
@Component(service = Webhooks.class)
public final class Webhooks {
    /** For how long what was given up is told and can be sent again. */
    static final Duration LATELY = Duration.ofDays(7);

    private static final int SHOWN = 50;
    private static final String LOST = " and event <> 'TEST' and state = 'GIVEN_UP' and ended_at > ?";
    private static final ScopedRows<Delivery> DELIVERIES = new ScopedRows<>(
            "select w.id, w.event, w.state, w.tries, w.made_at, w.due_at, w.ended_at, w.outcome from webhook_delivery w",
            "w.id",
            Delivery::id,
            Webhooks::delivery);

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Vault vault;
    private final WebhookDoor door;
    private final Access access;

    /** The webhooks in that database, whose secrets only that vault opens. */
    @Activate
    public Webhooks(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference Vault vault,
            @Reference WebhookDoor door) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.vault = vault;
        this.door = door;
        this.access = new Access(clock);
    }

    /** Whether the actor may handle the webhook of their organisation: its administrators may. */
    public boolean mayHandle(Actor actor) {
        Scope own = access.scope(actor, Deed.HANDLE_WEBHOOK, "o")
                .and("o.id = ?", actor.organisation().id());
        return ScopedRows.count(database, "organisation o", own) == 1;
    }

    /** Whether the operator lets anything be sent anywhere. */
    public boolean isOpen() {
        return door.isOpen();
    }

    /** The webhook of the actor's organisation, if it has one. */
    public Optional<Webhook> find(Actor actor) {
        require(actor);
        return found(actor.organisation().id());
    }

    /** Its last messages, the newest first. */
    public List<Delivery> deliveries(Actor actor) {
        require(actor);
        Scope own =
                new Scope("w.organisation_id = ?", List.of(actor.organisation().id()));
        return database.read(connection ->
                DELIVERIES.list(connection, own, " order by w.id desc fetch first " + SHOWN + " rows only"));
    }

    /** How many messages to the actor's organisation were given up lately: everybody of it is told. */
    public long givenUp(Actor actor) {
        Scope own = access.scope(actor, Deed.SEE_INBOX, "d")
                .and("d.event <> 'TEST' and d.state = 'GIVEN_UP' and d.ended_at > ?", lately())
                .and("exists (select 1 from webhook w where w.organisation_id = d.organisation_id and w.active)");
        return ScopedRows.count(database, "webhook_delivery d", own);
    }

    /**
     * Has messages sent to that address from now on, also those that wait for another one.
     *
     * @return the secret messages are signed with, in hexadecimal; a new one for each address, told here and nowhere else
     */
    public String enter(WriteRequest asked, String address) {
        Actor actor = asked.actor();
        require(actor);
        long organisation = actor.organisation().id();
        URI uri = door.address(address);
        Hidden hidden = Hidden.fresh(uri);
        String version = writes.once(asked, "webhook.enter", uri.toString(), unit -> {
            String place = Origin.of(uri).toString();
            byte[] sealedAddress = hidden.sealedAddress(vault, organisation);
            byte[] sealedSecret = hidden.sealedSecret(vault, organisation);
            unit.update(
                    "insert into webhook (organisation_id, place, address, secret, active, entered_by, entered_at, version,"
                            + " failures) values (?, ?, ?, ?, true, ?, ?, 0, 0) on conflict do nothing",
                    organisation,
                    place,
                    sealedAddress,
                    sealedSecret,
                    actor.accountId(),
                    now());
            unit.update(
                    "update webhook set place = ?, address = ?, secret = ?, active = true, entered_by = ?, entered_at = ?,"
                            + " version = version + 1, failures = 0, rest_until = null where organisation_id = ?",
                    place,
                    sealedAddress,
                    sealedSecret,
                    actor.accountId(),
                    now(),
                    organisation);
            leaf(unit, actor, "webhook.entered", place);
            return Integer.toString(unit.jdbc(connection -> version(connection, organisation)));
        });
        return secret(organisation, Integer.parseInt(version));
    }

    /** Sends nothing any more. What waits is dropped: it is in the inbox all the same. */
    public void switchOff(WriteRequest asked) {
        Actor actor = asked.actor();
        long organisation = theirs(actor);
        writes.once(asked, "webhook.off", "", unit -> {
            unit.update("update webhook set active = false where organisation_id = ?", organisation);
            unit.update("delete from webhook_delivery where organisation_id = ? and state = 'WAITING'", organisation);
            leaf(unit, actor, "webhook.off", "");
            return Long.toString(organisation);
        });
    }

    /** Sends a message that says nothing, once. */
    public void test(WriteRequest asked) {
        long organisation = theirs(asked.actor());
        writes.once(asked, "webhook.test", "", unit -> {
            unit.update("update webhook set failures = 0, rest_until = null where organisation_id = ?", organisation);
            WebhookQueue.test(unit, organisation, now());
            return Long.toString(organisation);
        });
    }

    /** Sends what was given up lately once more, for as long as the first time. */
    public void again(WriteRequest asked) {
        long organisation = theirs(asked.actor());
        writes.once(asked, "webhook.again", "", unit -> {
            Instant now = now();
            unit.update("update webhook set failures = 0, rest_until = null where organisation_id = ?", organisation);
            unit.update(
                    "update webhook_delivery set state = 'WAITING', tries = 0, due_at = ?, until_at = ?, ended_at = null"
                            + " where organisation_id = ?" + LOST,
                    now,
                    now.plus(WebhookQueue.PATIENCE),
                    organisation,
                    lately());
            return Long.toString(organisation);
        });
    }

    private void require(Actor actor) {
        if (!mayHandle(actor)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "消息推送由本单位管理员设置。",
                    "The webhook is for administrators of the organisation to set.");
        }
    }

    /** The organisation of an administrator, where it has a webhook that is on. */
    private long theirs(Actor actor) {
        require(actor);
        long organisation = actor.organisation().id();
        if (found(organisation).filter(Webhook::active).isEmpty()) {
            throw Problem.of(ProblemType.WRONG_STATE, "本单位没有启用消息推送。", "Your organisation's webhook is not on.");
        }
        return organisation;
    }

    private Optional<Webhook> found(long organisation) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select w.place, w.active, w.entered_at, w.rest_until, w.version, (select count(*) from webhook_delivery"
                            + " where organisation_id = w.organisation_id and state = 'WAITING') as waiting,"
                            + " (select count(*) from webhook_delivery where organisation_id = w.organisation_id" + LOST
                            + ") as given_up from webhook w where w.organisation_id = ?")) {
                Sql.bind(select, lately(), organisation);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(webhook(row)) : Optional.empty();
                }
            }
        });
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                row.getString("place"),
                row.getBoolean("active"),
                Sql.instant(row, "entered_at"),
                Sql.maybeInstant(row, "rest_until"),
                row.getLong("waiting"),
                row.getLong("given_up"),
                row.getInt("version"));
    }

    private static int version(Connection connection, long organisation) throws SQLException {
        try (var select = connection.prepareStatement("select version from webhook where organisation_id = ?")) {
            Sql.bind(select, organisation);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** That of the address which was entered by this request: asked again, the same is told, unless another has come since. */
    private String secret(long organisation, int version) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select address, secret from webhook where organisation_id = ? and version = ?")) {
                Sql.bind(select, organisation, version);
                try (var row = select.executeQuery()) {
                    if (!row.next()) {
                        throw Problem.of(
                                ProblemType.WRONG_STATE,
                                "此后已有人登记了另一个地址，请重新填写。",
                                "Somebody has entered another address since. Enter yours again.");
                    }
                    Hidden hidden = Hidden.open(vault, organisation, row.getBytes("address"), row.getBytes("secret"));
                    return HexFormat.of().formatHex(hidden.secret());
                }
            }
        });
    }

    private void leaf(UnitOfWork unit, Actor actor, String what, String place) {
        long organisation = actor.organisation().id();
        byte[] digest = Sm3.hash((what + "\n" + organisation + "\n" + place + "\n" + actor.accountId())
                .getBytes(StandardCharsets.UTF_8));
        unit.leaf(new LedgerLeaf(
                what,
                "organisation:" + organisation,
                actor.district(),
                actor.role().name(),
                clock.instant(),
                digest));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant lately() {
        return now().minus(LATELY);
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                WebhookEvent.valueOf(row.getString("event")),
                DeliveryState.valueOf(row.getString("state")),
                row.getInt("tries"),
                Sql.instant(row, "made_at"),
                Sql.instant(row, "due_at"),
                Sql.maybeInstant(row, "ended_at"),
                Optional.ofNullable(row.getString("outcome")));
    }
}
