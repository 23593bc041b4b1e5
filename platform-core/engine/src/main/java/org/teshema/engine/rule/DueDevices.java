package org.teshema.engine.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.Device;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/**
 * Which devices of a scope are overdue or soon will be, and how many. Clocks are kept nowhere, they are read from the devices as they
 * are: the rows of a page cost as much as it takes to find them, and how many there are of a whole city is counted beside, now and then.
 * Counted is by what lists. Thread-safe.
 */
@Component(service = DueDevices.class)
public final class DueDevices {
    /** What asks for somebody to act. */
    public static final Set<DueStatus> PRESSING = Set.of(DueStatus.OVERDUE, DueStatus.DUE_SOON);

    private static final int AT_A_TIME = 4;
    private static final int MOST_KEPT = 2_000;
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final long WAIT_MILLIS = 300;

    private final Database database;
    private final Sweep sweep;
    private final CityClock clock;
    private final Turns turns = new Turns(AT_A_TIME);
    private final Map<Long, Kept> kept = new ConcurrentHashMap<>();
    private final ExecutorService counting = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "teshema-due");
        thread.setDaemon(true);
        return thread;
    });

    /** Devices found by that sweep. */
    @Activate
    public DueDevices(@Reference Database database, @Reference Sweep sweep, @Reference CityClock clock) {
        this.database = database;
        this.sweep = sweep;
        this.clock = clock;
    }

    /** How many devices count by each status that presses. */
    public record Tally(Map<DueStatus, Long> statuses) {
        public Tally {
            statuses = Map.copyOf(statuses);
        }

        /** How many by that. */
        public long of(DueStatus status) {
            return statuses.getOrDefault(status, 0L);
        }
    }

    /** What was counted before, and what is being counted since. */
    private record Kept(Instant since, Optional<Tally> before, Future<Tally> count) {
        boolean holds(Instant now) {
            return !count.isDone()
                    || (tally().isPresent()
                            && now.isBefore(since.plus(KEPT))
                            && CityClock.dayOf(now).equals(CityClock.dayOf(since)));
        }

        /** The newest there is; where there is none yet, what comes within a moment. */
        Optional<Tally> told() {
            return count.isDone() || before.isEmpty() ? tally().or(() -> before) : before;
        }

        private Optional<Tally> tally() {
            try {
                return Optional.of(count.get(WAIT_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException | TimeoutException e) {
                // It is counted again, or goes on.
                return Optional.empty();
            }
        }
    }

    /**
     * The devices that count by one of these statuses today, in the order of ids.
     *
     * @throws org.teshema.engine.problem.Problem THROTTLED while the account's last search goes on
     */
    public Page<DueDevice> list(Actor actor, DeviceFilter filter, Set<DueStatus> statuses, Cursor cursor) {
        List<Found> found = turns.take(actor, () -> {
            List<Found> all = new ArrayList<>();
            sweep.inOrder(
                    actor,
                    filter,
                    clock.today(),
                    cursor.after(),
                    () -> all.size() >= cursor.fetch(),
                    (device, readings) -> readings.flatMap(one -> one.answer())
                            .flatMap(one -> DueFigures.weightiest(one, Optional.empty()))
                            .filter(reading -> statuses.contains(reading.status()))
                            .ifPresent(reading -> all.add(new Found(device, reading))));
            return all;
        });
        List<Found> first = found.stream()
                .sorted(Comparator.comparingLong(Found::id))
                .limit(cursor.fetch())
                .toList();
        Map<Long, String> units = units(first);
        return cursor.page(
                first.stream().map(one -> one.with(units.get(one.id()))).toList(), DueDevice::id);
    }

    /**
     * How many devices of the actor's organisation count by each status that presses, as of some minutes ago; empty while they are
     * counted for the first time.
     */
    public Optional<Tally> tally(Actor actor) {
        Access.require(actor, Deed.SEE_DUE);
        if (kept.size() > MOST_KEPT) {
            kept.clear();
        }
        Instant now = clock.instant();
        return kept.compute(
                        actor.organisation().id(),
                        (office, before) -> before != null && before.holds(now)
                                ? before
                                : new Kept(
                                        now,
                                        Optional.ofNullable(before).flatMap(Kept::told),
                                        counting.submit(() -> count(actor))))
                .told();
    }

    private Tally count(Actor actor) {
        Map<DueStatus, Long> statuses = new EnumMap<>(DueStatus.class);
        sweep.over(
                actor,
                DeviceFilter.none(),
                clock.today(),
                (device, readings) -> readings.flatMap(one -> one.answer())
                        .flatMap(one -> DueFigures.weightiest(one, Optional.empty()))
                        .filter(reading -> PRESSING.contains(reading.status()))
                        .ifPresent(reading -> statuses.merge(reading.status(), 1L, Long::sum)));
        return new Tally(statuses);
    }

    /** A device and the clock by which it counts. */
    private record Found(Device device, ClockReading reading) {
        long id() {
            return device.id().value();
        }

        DueDevice with(String usingUnit) {
            return new DueDevice(
                    id(),
                    device.name(),
                    device.place(),
                    device.category(),
                    device.district(),
                    Optional.ofNullable(usingUnit),
                    reading);
        }
    }

    /** The names of the units that use them. */
    private Map<Long, String> units(List<Found> devices) {
        if (devices.isEmpty()) {
            return Map.of();
        }
        return database.read(connection -> {
            Map<Long, String> units = new HashMap<>();
            try (var select = connection.prepareStatement("select d.id, o.name from device d"
                    + " join organisation o on o.id = d.using_unit_id where d.id in (" + Sql.marks(devices.size())
                    + ")")) {
                Sql.bind(select, devices.stream().map(Found::id).toArray());
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        units.put(row.getLong(1), row.getString(2));
                    }
                }
            }
            return units;
        });
    }

    /** Counts no more. */
    @Deactivate
    public void close() {
        counting.shutdownNow();
    }
}
