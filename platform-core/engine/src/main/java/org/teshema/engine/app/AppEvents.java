package org.teshema.engine.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.app.Event;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.SceneApp;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Gap;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.Question;
import org.teshema.engine.gate.Reader;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.lease.Lease;
import org.teshema.engine.lease.Leases;
import org.teshema.engine.outbox.OutboxEvent;
import org.teshema.engine.outbox.OutboxListener;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.Beat;
import org.teshema.engine.time.CityClock;

/**
 * Brings to scene apps what they hear. The outbox hands over each event once; here it becomes a row for each app that hears
 * of it, and each app gets its rows on a thread of its own, so that one that is slow or throws holds up nobody but itself, and of
 * its devices only the one it fails at. Of several nodes one tells an app, under a {@link Lease}. Thread-safe.
 */
@Component(
        service = {AppEvents.class, OutboxListener.class},
        immediate = true)
public final class AppEvents implements OutboxListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppEvents.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final int TRIES = 10;
    private static final int PART = 200;
    private static final int MOST_WAITING = 10_000;

    private final Database database;
    private final SwappedPluginTable table;
    private final Guard guard;
    private final Entries entries;
    private final Devices devices;
    private final CityClock clock;
    private final Leases leases;
    private final Map<String, Figures> figures = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "teshema-app-events");
        thread.setDaemon(true);
        return thread;
    });
    private final Optional<Beat> beat;

    /** What was counted of one app's events since the start. */
    private static final class Figures {
        final LongAdder heard = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder lost = new LongAdder();
        final AtomicBoolean busy = new AtomicBoolean();
    }

    private record Waiting(long event, long device, long entry, int tries) {}

    /** At work. */
    @Activate
    public AppEvents(
            @Reference Database database,
            @Reference SwappedPluginTable table,
            @Reference Guard guard,
            @Reference Entries entries,
            @Reference Devices devices,
            @Reference CityClock clock,
            @Reference Leases leases) {
        this(database, table, guard, entries, devices, clock, leases, Optional.of(PAUSE));
    }

    /**
     * Delivers when told, or over and over.
     *
     * @param pause between two looks; empty to be told
     */
    public AppEvents(
            Database database,
            SwappedPluginTable table,
            Guard guard,
            Entries entries,
            Devices devices,
            CityClock clock,
            Leases leases,
            Optional<Duration> pause) {
        this.database = database;
        this.table = table;
        this.guard = guard;
        this.entries = entries;
        this.devices = devices;
        this.clock = clock;
        this.leases = leases;
        this.beat = pause.map(p -> Beat.every(p, "teshema-app-events-beat", this::look));
    }

    /** How many events each app heard, did not take at a try, and lost for good, by app and outcome. */
    public Map<String, Map<String, Long>> counts() {
        var counts = new HashMap<String, Map<String, Long>>();
        figures.forEach((app, one) ->
                counts.put(app, Map.of("heard", one.heard.sum(), "failed", one.failed.sum(), "lost", one.lost.sum())));
        return counts;
    }

    @Override
    public void heard(OutboxEvent event) {
        if (!event.topic().equals(Entries.APPENDED)) {
            return;
        }
        Map<String, String> body = read(event.body());
        long device = Long.parseLong(body.get("device"));
        Set<String> kept = new HashSet<>();
        for (Admitted app : table.everybody()) {
            // Of an app that is being tried in two versions it is decided when it is told which of them hears.
            if (hears(app, event.district(), body.get("kind"))
                    && kept.add(app.info().name())) {
                keep(app, event, device, Long.parseLong(body.get("entry")));
            }
        }
    }

    private static boolean hears(Admitted app, String district, String kind) {
        return app.scene().filter(scene -> scene.hears().contains(kind)).isPresent()
                && app.readable().contains(kind)
                && (app.info().district().isEmpty()
                        || app.info().district().get().equals(district));
    }

    private void keep(Admitted app, OutboxEvent event, long device, long entry) {
        String name = app.info().name();
        if (count(name) >= MOST_WAITING) {
            figures(name).lost.increment();
            LOG.warn(
                    "应用 {} 积压 {} 件，事件 {} 不再保留 / {} has {} events waiting, event {} is lost",
                    name,
                    MOST_WAITING,
                    event.id(),
                    name,
                    MOST_WAITING,
                    event.id());
            return;
        }
        database.write(unit -> unit.update(
                // Every node is handed the event; one that comes late finds it heard, or the outbox done with it.
                "insert into app_event (app, event_id, device_id, entry_id, tries, due_at)"
                        + " select cast(? as varchar(40)), o.id, cast(? as bigint), cast(? as bigint), 0,"
                        + " cast(? as timestamp with time zone) from outbox o where o.id = ? and o.delivered_at is null"
                        + " on conflict do nothing",
                name,
                device,
                entry,
                clock.instant(),
                event.id()));
    }

    private long count(String app) {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("select count(*) from app_event where app = ? and not heard")) {
                select.setString(1, app);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private void look() {
        try {
            deliver(lease -> threads.execute(() -> quietly(lease)));
        } catch (RuntimeException e) {
            LOG.debug("Apps hear nothing for now", e);
        }
    }

    private void deliver(Consumer<Lease> way) {
        table.everybody().stream()
                .filter(app ->
                        app.scene().filter(scene -> !scene.hears().isEmpty()).isPresent())
                .map(app -> app.info().name())
                .distinct()
                // Asked for even while the app is busy: that is how the lease is kept.
                .flatMap(app -> leases.take(app).stream())
                .filter(lease -> figures(lease.name()).busy.compareAndSet(false, true))
                .forEach(way);
    }

    private void quietly(Lease lease) {
        try {
            tell(lease);
        } catch (Problem e) {
            LOG.debug("{} hears nothing for now: {}", lease.name(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{} 的事件投递暂停 / events for {} pause: {}", lease.name(), lease.name(), e.getMessage());
        } finally {
            figures(lease.name()).busy.set(false);
        }
    }

    /** Tells every app what it has to hear by now; for tests, on this thread. */
    public void deliver() {
        deliver(lease -> {
            try {
                tell(lease);
            } finally {
                figures(lease.name()).busy.set(false);
            }
        });
    }

    private void tell(Lease lease) {
        Set<Long> held = new HashSet<>();
        List<Waiting> waiting = waiting(lease.name());
        for (Waiting one : waiting) {
            if (!leases.isHeld(lease)) {
                return;
            }
            if (!held.contains(one.device()) && !told(lease, one)) {
                held.add(one.device());
            }
        }
        if (!waiting.isEmpty()) {
            forget(lease.name());
        }
    }

    /** Whether the device's next event may be told: this one was heard, is gone, or was given up. */
    private boolean told(Lease lease, Waiting one) {
        String name = lease.name();
        Optional<Entry> entry = entries.find(one.entry());
        Optional<Device> device = devices.find(one.device());
        if (entry.isEmpty() || device.isEmpty()) {
            done(lease, one.event());
            return true;
        }
        OptionalLong station = table.asksForStation() ? devices.station(one.device()) : OptionalLong.empty();
        Optional<Admitted> serving = table.toward(device.get(), station)
                .serving(name)
                .filter(version ->
                        hears(version, device.get().district(), entry.get().kind()));
        if (serving.isEmpty()) {
            // Nobody serves this device now who wants to hear of it.
            done(lease, one.event());
            return true;
        }
        Admitted app = serving.get();
        var event = new Event(one.event(), device.get(), entry.get());
        Outcome<Boolean> outcome = guard.ask(new Question<>(app, "heard", Reader.nobody(), () -> {
                    ((SceneApp) app.plugin()).heard(event);
                    return true;
                })
                .forWork());
        if (outcome.answer().isPresent()) {
            figures(name).heard.increment();
            done(lease, one.event());
            return true;
        }
        Gap gap = ((Outcome.Missing<Boolean>) outcome).gap();
        if (gap == Gap.RESTING || gap == Gap.BUSY) {
            // Nobody was asked: that is no try.
            return false;
        }
        return failed(lease, one);
    }

    private boolean failed(Lease lease, Waiting one) {
        String app = lease.name();
        int tries = one.tries() + 1;
        if (tries >= TRIES) {
            figures(app).lost.increment();
            LOG.warn(
                    "应用 {} 连续 {} 次未能处理事件 {}，放弃 / {} did not take event {} in {} tries, it is given up",
                    app,
                    tries,
                    one.event(),
                    app,
                    one.event(),
                    tries);
            done(lease, one.event());
            return true;
        }
        figures(app).failed.increment();
        Duration pause = Duration.ofSeconds(1L << (tries - 1));
        Instant due = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        underLease(
                lease,
                "update app_event set tries = ?, due_at = ? where app = ? and event_id = ?",
                tries,
                due,
                app,
                one.event());
        return false;
    }

    private void done(Lease lease, long event) {
        underLease(lease, "update app_event set heard = true where app = ? and event_id = ?", lease.name(), event);
    }

    /** Who has slept through the end of the lease says nothing any more about what another node is telling. */
    private void underLease(Lease lease, String update, Object... parameters) {
        database.write(unit -> lease.holds(unit) ? unit.update(update, parameters) : 0);
    }

    /** What was heard and will not be handed over again. */
    private void forget(String app) {
        database.write(unit -> unit.update(
                "delete from app_event where app = ? and heard and not exists (select 1 from outbox o"
                        + " where o.id = app_event.event_id and o.delivered_at is null)",
                app));
    }

    /** What is due, in order; nothing of a device whose turn has still to wait. */
    private List<Waiting> waiting(String app) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select a.event_id, a.device_id, a.entry_id, a.tries"
                    + " from app_event a where a.app = ? and not a.heard and not exists (select 1 from app_event w where w.app = a.app"
                    + " and w.device_id = a.device_id and w.due_at > ?) order by a.event_id fetch first " + PART
                    + " rows only")) {
                Sql.bind(select, app, clock.instant());
                try (var row = select.executeQuery()) {
                    var waiting = new ArrayList<Waiting>();
                    while (row.next()) {
                        waiting.add(new Waiting(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4)));
                    }
                    return waiting;
                }
            }
        });
    }

    private Figures figures(String app) {
        return figures.computeIfAbsent(app, name -> new Figures());
    }

    private static Map<String, String> read(String body) {
        var values = new HashMap<String, String>();
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                values.put(name, json.getText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    @Override
    @Deactivate
    public void close() {
        beat.ifPresent(Beat::close);
        threads.shutdown();
    }
}
