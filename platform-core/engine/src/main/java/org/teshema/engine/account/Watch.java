package org.teshema.engine.account;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;

/**
 * Tells a node whose sessions were ended on another. Whoever asks for somebody looks here first; at most once a second that reads what
 * is new, and what a node remembers counts only while it has read within two seconds. So a session that ended anywhere is refused
 * everywhere two seconds later at most, for one small query a second and none a request. Thread-safe.
 */
final class Watch {
    /** How often it is read, at most. */
    static final Duration EVERY = Duration.ofSeconds(1);

    /** How long what was read is good for. */
    static final Duration GOOD = Duration.ofSeconds(2);

    // Longer than anybody remembers a session: whoever was away so long remembers none.
    private static final Duration KEPT = Duration.ofHours(1);

    private final Database database;
    private final CityClock clock;
    private final Consumer<Set<Long>> ended;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile State state = new State(Instant.MIN, Instant.MIN, 0);

    /**
     * What is known.
     *
     * @param asked when it was last tried
     * @param known when the try began that told everything up to the mark
     */
    private record State(Instant asked, Instant known, long mark) {}

    private record News(Set<Long> accounts, long mark) {}

    /** A watch that tells the accounts whose sessions ended. */
    Watch(Database database, CityClock clock, Consumer<Set<Long>> ended) {
        this.database = database;
        this.clock = clock;
        this.ended = ended;
    }

    /** Notes within a transaction that sessions of that account end with it; the last thing that transaction does. */
    void note(UnitOfWork unit, long account) {
        Instant now = clock.instant();
        unit.update("delete from session_end where ended_at < ?", now.minus(KEPT));
        unit.update("update session_watch set mark = mark + 1");
        unit.update(
                "insert into session_end (mark, account_id, ended_at)"
                        + " select mark, cast(? as bigint), cast(? as timestamp(6) with time zone) from session_watch",
                account,
                now);
    }

    /** Reads what is new, where that is due and nobody else is at it. */
    void look() {
        Instant now = clock.instant();
        if (isWithin(state.asked(), now, EVERY) || !reading.compareAndSet(false, true)) {
            return;
        }
        try {
            State before = state;
            if (!isWithin(before.asked(), now, EVERY)) {
                state = new State(now, before.known(), before.mark());
                News news = read(before.mark());
                // First the mark and then the forgetting: see Bearers.
                state = new State(now, now, news.mark());
                if (!news.accounts().isEmpty()) {
                    ended.accept(news.accounts());
                }
            }
        } catch (Problem e) {
            // The database is away: soon nothing that is remembered counts, and whoever asks is told so.
            return;
        } finally {
            reading.set(false);
        }
    }

    /** Whether what is remembered may be answered without asking the database. */
    boolean isGood() {
        return isWithin(state.known(), clock.instant(), GOOD);
    }

    /** Up to where it has been read. */
    long mark() {
        return state.mark();
    }

    private static boolean isWithin(Instant since, Instant now, Duration span) {
        // A clock that was put back makes nothing last longer.
        return !now.isBefore(since)
                && !since.equals(Instant.MIN)
                && Duration.between(since, now).compareTo(span) < 0;
    }

    private News read(long from) {
        return database.glance(connection -> {
            try (var select = connection.prepareStatement(
                    "select mark, account_id from session_end where mark > ? order by mark")) {
                select.setLong(1, from);
                try (var row = select.executeQuery()) {
                    Set<Long> accounts = new HashSet<>();
                    long mark = from;
                    while (row.next()) {
                        mark = row.getLong("mark");
                        accounts.add(row.getLong("account_id"));
                    }
                    return new News(accounts, mark);
                }
            }
        });
    }
}
