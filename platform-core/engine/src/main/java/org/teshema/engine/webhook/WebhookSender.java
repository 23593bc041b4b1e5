package org.teshema.engine.webhook;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.app.HttpRequest;
import org.teshema.api.app.PlatformFailure;
import org.teshema.engine.account.Vault;
import org.teshema.engine.lease.Lease;
import org.teshema.engine.lease.Leases;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.Beat;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.sm.HmacSm3;

/**
 * Sends what is due, on the node that holds the lease, on threads that do nothing else. How a try ended is written down under the fence
 * of the lease; a node that ended between the two sends the same message again, which the other side knows by its id. Thread-safe.
 */
@Component(service = WebhookSender.class, immediate = true)
public final class WebhookSender implements AutoCloseable {
    /** Header with the HMAC-SM3 of the body, in hexadecimal. */
    public static final String SIGNATURE = "Teshema-Signature";

    static final String LEASE = "teshema:webhook";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration SWEEP = Duration.ofHours(1);
    private static final int AT_A_TIME = 4;
    private static final int ROUND = 20;

    private final Database database;
    private final Leases leases;
    private final CityClock clock;
    private final Vault vault;
    private final WebhookDoor door;
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, work -> {
        var thread = new Thread(work, "teshema-webhook");
        thread.setDaemon(true);
        return thread;
    });
    private final Optional<Beat> beat;
    private Instant swept = Instant.EPOCH;

    /** At work. */
    @Activate
    public WebhookSender(
            @Reference Database database,
            @Reference Leases leases,
            @Reference CityClock clock,
            @Reference Vault vault,
            @Reference WebhookDoor door) {
        this(database, leases, clock, vault, door, Optional.of(PAUSE));
    }

    /** Sends when told, or over and over. */
    public WebhookSender(
            Database database,
            Leases leases,
            CityClock clock,
            Vault vault,
            WebhookDoor door,
            Optional<Duration> pause) {
        this.database = database;
        this.leases = leases;
        this.clock = clock;
        this.vault = vault;
        this.door = door;
        this.beat = pause.map(p -> Beat.every(p, "teshema-webhook-beat", this::look));
    }

    /** A message that is due. */
    private record Due(Message.About about, int tries, Instant until) {}

    private void look() {
        try {
            work((organisation, lease) -> threads.execute(() -> quietly(organisation, lease)));
        } catch (Problem e) {
            LOG.debug("Nothing is sent for now: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("消息推送暂停 / messages wait: {}", e.getMessage());
            LOG.debug("Messages wait", e);
        }
    }

    /** Sends what is due by now; for tests, on this thread. */
    public void work() {
        work(this::send);
    }

    /** How somebody's messages are sent. */
    @FunctionalInterface
    private interface Way {
        void of(long organisation, Lease lease);
    }

    private void work(Way way) {
        if (!door.isOpen()) {
            return;
        }
        // Asked for even while messages are under way: that is how the lease is kept.
        Optional<Lease> lease = leases.take(LEASE);
        if (lease.isEmpty()) {
            return;
        }
        sweep();
        for (long organisation : database.read(connection -> waiting(connection, clock.instant()))) {
            if (busy.add(organisation)) {
                way.of(organisation, lease.get());
            }
        }
    }

    private void quietly(long organisation, Lease lease) {
        try {
            send(organisation, lease);
        } catch (Problem e) {
            LOG.debug("Messages of {} wait: {}", organisation, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn(
                    "单位 {} 的消息推送暂停 / messages of organisation {} wait: {}", organisation, organisation, e.getMessage());
            LOG.debug("Messages wait", e);
        }
    }

    private void send(long organisation, Lease lease) {
        try {
            sendDue(organisation, lease);
        } finally {
            busy.remove(organisation);
        }
    }

    private void sendDue(long organisation, Lease lease) {
        Optional<Hidden> hidden = database.read(connection -> hidden(connection, organisation));
        if (hidden.isEmpty()) {
            return;
        }
        for (Due due : database.read(connection -> due(connection, organisation, clock.instant()))) {
            if (!leases.isHeld(lease)) {
                return;
            }
            String outcome = sent(due, hidden.get());
            boolean goOn = !outcome.equals(PlatformFailure.Reason.BUSY.name())
                    && database.write(unit -> ended(unit, lease, due, outcome));
            if (!goOn) {
                return;
            }
        }
    }

    /** How a try ended: a status, or why there was none. */
    private String sent(Due due, Hidden hidden) {
        String body = database.read(connection -> Message.of(connection, due.about(), door, clock.instant()));
        String signature = HexFormat.of().formatHex(HmacSm3.of(hidden.secret(), body.getBytes(StandardCharsets.UTF_8)));
        try {
            return Integer.toString(door.of(due.about().organisation())
                    .send(new HttpRequest(
                            "POST",
                            hidden.address(),
                            Map.of("Content-Type", "application/json; charset=utf-8", SIGNATURE, signature),
                            body))
                    .status());
        } catch (PlatformFailure e) {
            return e.reason().name();
        }
    }

    /** Writes down how it ended; says whether the next one may be tried now. */
    private boolean ended(UnitOfWork unit, Lease lease, Due due, String outcome) {
        if (!lease.holds(unit)) {
            return false;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        int tries = due.tries() + 1;
        boolean taken = outcome.matches("2[0-9]{2}");
        Instant next = now.plus(pause(tries));
        boolean last = taken || due.about().event() == WebhookEvent.TEST || next.isAfter(due.until());
        DeliveryState state = taken ? DeliveryState.SENT : last ? DeliveryState.GIVEN_UP : DeliveryState.WAITING;
        unit.update(
                "update webhook_delivery set state = ?, tries = ?, due_at = ?, ended_at = ?, outcome = ?"
                        + " where id = ? and state = 'WAITING'",
                state,
                tries,
                last ? now : next,
                last ? Optional.of(now) : Optional.empty(),
                outcome,
                due.about().id());
        long organisation = due.about().organisation();
        if (taken) {
            unit.update(
                    "update webhook set failures = 0, rest_until = null where organisation_id = ? and failures > 0",
                    organisation);
            return true;
        }
        int failures = unit.jdbc(connection -> failures(connection, organisation)) + 1;
        unit.update(
                "update webhook set failures = ?, rest_until = ? where organisation_id = ?",
                failures,
                now.plus(pause(failures)),
                organisation);
        return false;
    }

    /** How long one waits after so many failures: 10 seconds, then twice as long each time, an hour at most. */
    static Duration pause(int failures) {
        Duration pause = FIRST_WAIT.multipliedBy(1L << Math.min(Math.max(failures, 1) - 1, 12));
        return pause.compareTo(LONGEST_WAIT) < 0 ? pause : LONGEST_WAIT;
    }

    private void sweep() {
        Instant now = clock.instant();
        if (swept.plus(SWEEP).isAfter(now)) {
            return;
        }
        database.write(unit -> unit.update("delete from webhook_delivery where ended_at < ?", now.minus(KEPT)));
        swept = now;
    }

    private static List<Long> waiting(Connection connection, Instant now) throws SQLException {
        try (var select = connection.prepareStatement("select w.organisation_id from webhook w where w.active"
                + " and (w.rest_until is null or w.rest_until <= ?) and exists (select 1 from webhook_delivery d"
                + " where d.organisation_id = w.organisation_id and d.state = 'WAITING' and d.due_at <= ?)"
                + " order by w.organisation_id")) {
            Sql.bind(select, now, now);
            try (var row = select.executeQuery()) {
                List<Long> found = new ArrayList<>();
                while (row.next()) {
                    found.add(row.getLong(1));
                }
                return found;
            }
        }
    }

    private Optional<Hidden> hidden(Connection connection, long organisation) throws SQLException {
        try (var select = connection.prepareStatement(
                "select address, secret from webhook where organisation_id = ? and active")) {
            Sql.bind(select, organisation);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(Hidden.open(vault, organisation, row.getBytes("address"), row.getBytes("secret")))
                        : Optional.empty();
            }
        }
    }

    private static List<Due> due(Connection connection, long organisation, Instant now) throws SQLException {
        try (var select = connection.prepareStatement("select id, event, entry_id, on_day, tries, until_at"
                + " from webhook_delivery where organisation_id = ? and state = 'WAITING' and due_at <= ?"
                + " order by due_at, id fetch first " + ROUND + " rows only")) {
            Sql.bind(select, organisation, now);
            try (var row = select.executeQuery()) {
                List<Due> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new Due(
                            new Message.About(
                                    row.getLong("id"),
                                    organisation,
                                    WebhookEvent.valueOf(row.getString("event")),
                                    Sql.maybeLong(row, "entry_id"),
                                    Optional.ofNullable(row.getObject("on_day", LocalDate.class))),
                            row.getInt("tries"),
                            Sql.instant(row, "until_at")));
                }
                return found;
            }
        }
    }

    private static int failures(Connection connection, long organisation) throws SQLException {
        try (var select = connection.prepareStatement("select failures from webhook where organisation_id = ?")) {
            Sql.bind(select, organisation);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    @Override
    @Deactivate
    public void close() {
        beat.ifPresent(Beat::close);
        threads.shutdown();
    }
}
