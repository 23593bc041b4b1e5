package org.teshema.engine.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.Beat;
import org.teshema.engine.time.CityClock;

/** Brings committed events to the listeners. Looks twice a second; thread-safe. */
@Component(service = Outbox.class, configurationPid = "org.teshema.outbox", immediate = true)
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int PAGE = 500;
    private static final int TRIES = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SWEEP = Duration.ofHours(1);

    private final Database database;
    private final CityClock clock;
    private final Duration kept;
    private final List<OutboxListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Failing> failing = new HashMap<>();
    private Instant swept = Instant.EPOCH;
    private final Optional<Beat> beat;

    /** Configuration {@code org.teshema.outbox}. */
    public @interface Config {
        /** Days that delivered events are kept, for those who look into what happened. */
        int kept_days() default 7;
    }

    /** The outbox at work. */
    @Activate
    public Outbox(Config config, @Reference Database database, @Reference CityClock clock) {
        this(database, clock, Duration.ofDays(config.kept_days()), Optional.of(PAUSE));
    }

    /** An outbox that delivers when told. */
    public static Outbox of(Database database, CityClock clock, Duration kept) {
        return new Outbox(database, clock, kept);
    }

    private Outbox(Database database, CityClock clock, Duration kept) {
        this(database, clock, kept, Optional.empty());
    }

    private Outbox(Database database, CityClock clock, Duration kept, Optional<Duration> pause) {
        this.database = database;
        this.clock = clock;
        this.kept = kept;
        this.beat = pause.map(p -> Beat.every(p, "teshema-outbox", this::deliverQuietly));
    }

    /** A subject whose oldest event somebody did not take: who took it already, how often it was tried, when next. */
    private record Failing(long event, Set<OutboxListener> heard, int tries, Instant next) {}

    /** A listener comes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(OutboxListener listener) {
        listeners.add(listener);
    }

    /** A listener leaves. */
    public void remove(OutboxListener listener) {
        listeners.remove(listener);
    }

    /**
     * Delivers what is committed by now.
     *
     * @return how many events are done with
     * @throws Problem while the database is away
     */
    public synchronized int deliver() {
        sweep();
        int done = 0;
        Set<String> waiting = new HashSet<>();
        long after = 0;
        while (true) {
            long from = after;
            List<OutboxEvent> page = database.read(connection -> undelivered(connection, from));
            List<Long> delivered = new ArrayList<>();
            for (OutboxEvent event : page) {
                after = event.id();
                if (!waiting.contains(event.subject())) {
                    if (deliver(event)) {
                        delivered.add(event.id());
                    } else {
                        waiting.add(event.subject());
                    }
                }
            }
            mark(delivered);
            done += delivered.size();
            if (page.size() < PAGE) {
                return done;
            }
        }
    }

    @Override
    @Deactivate
    public void close() {
        beat.ifPresent(Beat::close);
    }

    /** Whether the event is done with: everybody heard it, or it was tried often enough. */
    private boolean deliver(OutboxEvent event) {
        Failing before = failing.get(event.subject());
        if (before != null && before.event() == event.id() && clock.instant().isBefore(before.next())) {
            return false;
        }
        boolean again = before != null && before.event() == event.id();
        Set<OutboxListener> heard = again ? before.heard() : new HashSet<>();
        String fault = "";
        for (OutboxListener listener : listeners) {
            if (!heard.contains(listener)) {
                try {
                    listener.heard(event);
                    heard.add(listener);
                } catch (RuntimeException | LinkageError e) {
                    fault = listener.getClass().getName() + ": " + e;
                }
            }
        }
        int tries = (again ? before.tries() : 0) + 1;
        if (!fault.isEmpty() && tries < TRIES) {
            Duration pause = Duration.ofSeconds(1L << (tries - 1));
            Instant next = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
            failing.put(event.subject(), new Failing(event.id(), heard, tries, next));
            return false;
        }
        if (!fault.isEmpty()) {
            LOG.warn(
                    "事件 {}（{}）投递 {} 次未成，放弃 / event {} ({}) was given up after {} tries: {}",
                    event.id(),
                    event.topic(),
                    tries,
                    event.id(),
                    event.topic(),
                    tries,
                    fault);
        }
        failing.remove(event.subject());
        return true;
    }

    private void mark(List<Long> delivered) {
        if (delivered.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        database.write(unit -> unit.jdbc(connection -> {
            try (var update = connection.prepareStatement("update outbox set delivered_at = ? where id = ?")) {
                for (long id : delivered) {
                    Sql.bind(update, now, id);
                    update.addBatch();
                }
                return update.executeBatch().length;
            }
        }));
    }

    private void sweep() {
        Instant now = clock.instant();
        if (swept.plus(SWEEP).isAfter(now)) {
            return;
        }
        database.write(unit -> unit.update("delete from outbox where delivered_at < ?", now.minus(kept)));
        swept = now;
    }

    private static List<OutboxEvent> undelivered(Connection connection, long after) throws SQLException {
        try (var select =
                connection.prepareStatement("select id, topic, subject, district, body, created_at from outbox"
                        + " where delivered_at is null and id > ? order by id limit ?")) {
            Sql.bind(select, after, PAGE);
            try (var row = select.executeQuery()) {
                List<OutboxEvent> events = new ArrayList<>();
                while (row.next()) {
                    events.add(new OutboxEvent(
                            row.getLong("id"),
                            row.getString("topic"),
                            row.getString("subject"),
                            row.getString("district"),
                            row.getString("body"),
                            Sql.instant(row, "created_at")));
                }
                return events;
            }
        }
    }

    private void deliverQuietly() {
        try {
            deliver();
        } catch (Problem e) {
            LOG.debug("The outbox waits: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("投递暂停 / delivery pauses: {}", e.getMessage());
            LOG.debug("Delivery pauses", e);
        }
    }
}
