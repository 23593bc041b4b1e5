package org.teshema.engine.webhook;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/** Puts messages into the queue, each in the transaction of what it tells. Stateless. */
public final class WebhookQueue {
    /** How long a message is tried. */
    public static final Duration PATIENCE = Duration.ofHours(24);

    private static final String INSERT =
            "insert into webhook_delivery (organisation_id, event, entry_id, on_day, state,"
                    + " made_at, due_at, until_at) select w.organisation_id, ";

    private WebhookQueue() {}

    /**
     * An entry concerns these organisations: those with a webhook are told.
     *
     * @param connection that of the transaction which puts it into their inboxes
     */
    public static void entry(Connection connection, long entry, Collection<Long> organisations, Instant now)
            throws SQLException {
        if (organisations.isEmpty()) {
            return;
        }
        List<Object> parameters = new ArrayList<>(List.of(WebhookEvent.ENTRY, entry, now, now, now.plus(PATIENCE)));
        parameters.addAll(organisations);
        try (var insert =
                connection.prepareStatement(INSERT + "cast(? as varchar), cast(? as bigint), cast(null as date),"
                        + " 'WAITING', " + times() + " from webhook w where w.active and w.organisation_id in ("
                        + Sql.marks(organisations.size()) + ")")) {
            Sql.bind(insert, parameters.toArray());
            insert.executeUpdate();
        }
    }

    /** Each organisation with a webhook that has a digest of that day is told. */
    public static void digest(UnitOfWork unit, LocalDate day, Instant now) {
        unit.update(
                INSERT + "cast(? as varchar), cast(null as bigint), cast(? as date), 'WAITING', " + times()
                        + " from webhook w where w.active and exists (select 1 from digest_line l"
                        + " where l.organisation_id = w.organisation_id and l.on_day = ?)",
                WebhookEvent.DIGEST,
                day,
                now,
                now,
                now.plus(PATIENCE),
                day);
    }

    /** A message that says nothing, to see whether it arrives. */
    static void test(UnitOfWork unit, long organisation, Instant now) {
        unit.update(
                INSERT + "cast(? as varchar), cast(null as bigint), cast(null as date), 'WAITING', " + times()
                        + " from webhook w where w.active and w.organisation_id = ?",
                WebhookEvent.TEST,
                now,
                now,
                now.plus(PATIENCE),
                organisation);
    }

    private static String times() {
        String time = "cast(? as timestamp(6) with time zone)";
        return String.join(", ", time, time, time);
    }
}
