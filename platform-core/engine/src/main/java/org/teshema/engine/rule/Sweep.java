package org.teshema.engine.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Subject;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Membership;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Caller;
import org.teshema.api.text.Language;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.CurrentEntries;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.segment.SegmentRow;
import org.teshema.engine.segment.SegmentRows;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.RowStream;
import org.teshema.engine.time.CityClock;

/**
 * Reads the clocks of very many devices from their rows as they stream past: the memory it takes does not grow with the city.
 * Thread-safe.
 */
@Component(service = Sweep.class)
public final class Sweep {
    /** What is read of a device, as columns of {@code device d}. */
    public static final String COLUMNS = "d.id, d.category, d.district, d.status, d.name, d.place,"
            + " d.current_entries, d.mother_id, d.mother_role,"
            + " cast(d.segments_version as bigint)";

    private static final int WIDTH = 10;
    private static final int AT_A_TIME = 1_024;
    private static final int LONGEST_STRETCH = 16 * AT_A_TIME;

    private final Database database;
    private final SwappedPluginTable table;
    private final Guard guard;
    private final Access access;

    /** Sweeps over the devices in that database. */
    @Activate
    public Sweep(
            @Reference Database database,
            @Reference SwappedPluginTable table,
            @Reference Guard guard,
            @Reference CityClock clock) {
        this.access = new Access(clock);
        this.database = database;
        this.table = table;
        this.guard = guard;
    }

    /** Takes what the clocks of one device show. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes it; called on the sweep's thread.
         *
         * @param device without its parties, which no clock asks for
         * @param readings the weightiest first, none of a child that goes by its set's certificate, or why there are none; empty
         *     where no plugin serves the category
         */
        void take(Device device, Optional<Outcome<List<ClockReading>>> readings);
    }

    /**
     * Reads the clocks of the devices of the actor's scope, in no order.
     *
     * @param day the day in the city
     * @return how many devices there were
     */
    public long over(Actor actor, DeviceFilter filter, LocalDate day, Taker taker) {
        Scope where = filter.within(access.scope(actor, Deed.SEE_DUE, "d"));
        var run = new Run(actor, day, taker);
        database.stream(
                "select " + COLUMNS + " from device d where " + where.sql(), where.parameters(), WIDTH, run::row);
        run.flush();
        return run.count;
    }

    /**
     * Reads the clocks of the devices of the actor's scope in the order of their ids, a stretch at a time, until there is enough. The
     * first stretch has a thousand devices, and each is twice as long as the one before, up to sixteen thousand.
     *
     * @param after devices after that id
     * @param enough asked after each stretch, whose devices are in no order among themselves
     */
    public void inOrder(
            Actor actor, DeviceFilter filter, LocalDate day, long after, BooleanSupplier enough, Taker taker) {
        Scope where = filter.within(access.scope(actor, Deed.SEE_DUE, "d"));
        long last = after;
        boolean more = true;
        for (int stretch = AT_A_TIME; more; stretch = Math.min(2 * stretch, LONGEST_STRETCH)) {
            var run = new Run(actor, day, taker);
            Scope next = where.and("d.id > ?", last);
            database.stream(
                    "select " + COLUMNS + " from device d where " + next.sql() + " order by d.id limit " + stretch,
                    next.parameters(),
                    WIDTH,
                    run::row);
            run.flush();
            last = run.last;
            more = run.count == stretch && !enough.getAsBoolean();
        }
    }

    /** A row as it came; the bytes of its entries are read when it is its turn, and never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Raw(Device device, byte[] json, int offset, int length, boolean segmented) {}

    private record Read(Device device, Map<String, Entry> entries, List<Segment> segments) {}

    /** One sweep on one thread. */
    private final class Run {
        private final LocalDate day;
        private final Taker taker;
        private final Caller caller;
        private final Masks masks;
        private final List<Raw> waiting = new ArrayList<>(AT_A_TIME);
        private final Map<String, CatalogueCode> categories = new HashMap<>();
        private final Map<String, String> districts = new HashMap<>();
        private final Map<String, DeviceStatus> statuses = new HashMap<>();
        private final Map<String, String> roles = new HashMap<>();
        private long count;
        private long last;

        Run(Actor actor, LocalDate day, Taker taker) {
            this.day = day;
            this.taker = taker;
            this.caller =
                    new Caller(actor.side(), Access.within(actor), Optional.of(actor.organisation()), Language.ZH);
            this.masks = new Masks(table, caller.audience());
        }

        void row(RowStream row) {
            String district = row.text(2);
            last = row.number(0);
            waiting.add(new Raw(
                    new Device(
                            new DeviceId(row.number(0)),
                            categories.computeIfAbsent(row.text(1), CatalogueCode::new),
                            districts.computeIfAbsent(district, same -> same),
                            row.text(4),
                            row.text(5),
                            statuses.computeIfAbsent(row.text(3), DeviceStatus::valueOf),
                            Optional.empty(),
                            Optional.empty(),
                            membership(row),
                            0),
                    row.bytes(6),
                    row.offset(6),
                    row.length(6),
                    row.number(9) > 0));
            if (waiting.size() == AT_A_TIME) {
                flush();
            }
        }

        /** Asks about those that wait; whom to ask is looked up anew each time, since plugins come and go meanwhile. */
        void flush() {
            count += waiting.size();
            Map<Long, List<SegmentRow>> segments = segments();
            var asked = new HashMap<Admitted, List<Read>>();
            for (Raw raw : waiting) {
                Device device = raw.device();
                Optional<Admitted> plugin =
                        table.handlers(device.category(), device.district()).category();
                if (plugin.isEmpty()) {
                    taker.take(device, Optional.empty());
                } else {
                    asked.computeIfAbsent(plugin.get(), one -> new ArrayList<>())
                            .add(read(
                                    raw,
                                    plugin.get(),
                                    segments.getOrDefault(raw.device().id().value(), List.of())));
                }
            }
            waiting.clear();
            asked.forEach(this::ask);
        }

        private Optional<Membership> membership(RowStream row) {
            return row.length(7) < 0
                    ? Optional.empty()
                    : Optional.of(new Membership(
                            new DeviceId(row.number(7)), roles.computeIfAbsent(row.text(8), same -> same)));
        }

        /** Of those that wait, by device; few devices have any. */
        private Map<Long, List<SegmentRow>> segments() {
            List<Long> units = waiting.stream()
                    .filter(Raw::segmented)
                    .map(raw -> raw.device().id().value())
                    .toList();
            return units.isEmpty() ? Map.of() : database.read(connection -> SegmentRows.standing(connection, units));
        }

        private Read read(Raw raw, Admitted plugin, List<SegmentRow> rows) {
            Map<String, Entry> entries = CurrentEntries.parse(
                    raw.json(),
                    raw.offset(),
                    raw.length(),
                    Subject.of(raw.device().id()),
                    plugin.readable());
            List<Segment> segments = rows.stream()
                    .filter(row -> plugin.readable().contains(row.kind()))
                    .map(row -> row.masked(table, caller.audience()))
                    .toList();
            return new Read(raw.device(), masks.of(entries), segments);
        }

        private void ask(Admitted plugin, List<Read> about) {
            var category = (CategoryPlugin) plugin.plugin();
            List<Outcome<List<ClockReading>>> outcomes = guard.each(
                    plugin,
                    "clocks",
                    caller.audience(),
                    about,
                    one -> category.clocks(
                            ClockContext.of(one.device(), one.entries(), one.segments(), caller, day, plugin.rules())));
            for (int i = 0; i < about.size(); i++) {
                taker.take(about.get(i).device(), Optional.of(outcomes.get(i)));
            }
        }
    }
}
