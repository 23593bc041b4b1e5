package org.teshema.engine.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Subject;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Caller;
import org.teshema.api.text.Language;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Parties;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Gap;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Hindsight;
import org.teshema.engine.gate.Lane;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.Question;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.segment.SegmentRow;
import org.teshema.engine.segment.SegmentRows;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;

/**
 * What was due of a device on a day, under the rules of that day and from what had happened by then: the answer of the plugin that
 * serves its category now. Thread-safe.
 */
@Component(service = DeviceClocks.class)
public final class DeviceClocks {
    private final Database database;
    private final Devices devices;
    private final Archives archives;
    private final Entries entries;
    private final SwappedPluginTable table;
    private final Guard guard;
    private final RuleBooks books;
    private final CityClock clock;

    /** The clocks of those devices. */
    @Activate
    public DeviceClocks(
            @Reference Database database,
            @Reference Devices devices,
            @Reference Archives archives,
            @Reference Entries entries,
            @Reference SwappedPluginTable table,
            @Reference Guard guard,
            @Reference RuleBooks books,
            @Reference CityClock clock) {
        this.database = database;
        this.devices = devices;
        this.archives = archives;
        this.entries = entries;
        this.table = table;
        this.guard = guard;
        this.books = books;
        this.clock = clock;
    }

    private record Standing(DeviceStatus status, boolean recorded) {}

    /**
     * What the clocks showed. For today, with all that is known, it is what a scan shows of the device itself: a child that now
     * goes by its set's certificate has none.
     *
     * @param on the day in the city; a coming one is answered from what is known by now
     * @param known by the entries and corrections of rules recorded up to that instant; empty for all
     * @throws org.teshema.engine.problem.Problem NOT_FOUND for a device that is not the actor's to see
     */
    public DayClocks on(Actor actor, long id, LocalDate on, Optional<Instant> known, Language language) {
        DeviceFile file = devices.get(actor, id);
        boolean past = on.isBefore(clock.today()) || known.isPresent();
        Instant before = on.plusDays(1).atStartOfDay(CityClock.ZONE).toInstant();
        List<Entry> held = past ? archives.heldBefore(actor, id, before, known) : archives.current(actor, id);
        Standing standing =
                past ? standing(file, held, known) : new Standing(file.device().status(), true);
        Device device = with(file.device(), standing.status());
        Lane lane = table.toward(device, file.stationId());
        Optional<Admitted> plugin = lane.handlers(device).category();
        if (plugin.isEmpty()) {
            return answer(id, on, standing, Optional.empty(), List.of(), Optional.empty());
        }
        Admitted one = plugin.get();
        Map<String, Entry> seen = new HashMap<>();
        held.stream()
                .filter(entry -> one.readable().contains(entry.kind()) && Entries.isProjected(entry.kind()))
                .forEach(entry -> seen.put(entry.kind(), entry));
        Rulebook rules = known.map(then -> books.known(one, then)).orElseGet(one::rules);
        var caller = new Caller(
                actor.side(),
                Access.audience(Optional.of(actor), parties(file)),
                Optional.of(actor.organisation()),
                language);
        List<Segment> segments = segments(one, id, past, before, known).stream()
                .map(row -> row.masked(lane, caller.audience()))
                .toList();
        var context = ClockContext.of(device, seen, segments, caller, on, rules);
        var category = (CategoryPlugin) one.plugin();
        Instant until = known.orElse(Instant.MAX);
        Outcome<List<ClockReading>> outcome = guard.ask(new Question<>(
                one,
                "clocks",
                caller.audience(),
                () -> past
                        ? Hindsight.at(before, until, () -> List.copyOf(category.clocks(context)))
                        : List.copyOf(category.clocks(context))));
        Optional<Gap> gap = outcome instanceof Outcome.Missing<List<ClockReading>> missing
                ? Optional.of(missing.gap())
                : Optional.empty();
        return answer(
                id,
                on,
                standing,
                Optional.of(one.info().name()),
                outcome.answer().orElse(List.of()),
                gap);
    }

    private List<SegmentRow> segments(
            Admitted plugin, long device, boolean past, Instant before, Optional<Instant> known) {
        return database
                .read(connection -> past
                        ? SegmentRows.standing(connection, device, before, known.orElseGet(clock::instant))
                        : SegmentRows.standing(connection, device))
                .stream()
                .filter(row -> plugin.readable().contains(row.kind()))
                .toList();
    }

    private static DayClocks answer(
            long id,
            LocalDate on,
            Standing standing,
            Optional<String> plugin,
            List<ClockReading> readings,
            Optional<Gap> gap) {
        return new DayClocks(id, on, standing.status(), standing.recorded(), plugin, readings, gap);
    }

    /** The status the register's entries tell for the day; else the first that they tell at all; else today's. */
    private Standing standing(DeviceFile file, List<Entry> held, Optional<Instant> known) {
        Optional<DeviceStatus> then = held.stream()
                .filter(entry -> entry.kind().equals(CityKinds.PARTICULARS.name()))
                .findFirst()
                .flatMap(DeviceClocks::status);
        if (then.isPresent()) {
            return new Standing(then.get(), true);
        }
        List<Entry> all = entries.history(Subject.of(new DeviceId(file.id())), CityKinds.PARTICULARS.name(), 500);
        Optional<DeviceStatus> first = all.stream()
                .filter(entry -> known.filter(entry.recordedAt()::isAfter).isEmpty())
                .reduce((newer, older) -> older)
                .flatMap(DeviceClocks::status);
        return new Standing(first.orElse(file.device().status()), false);
    }

    /** The status in an entry of the register's; nothing where it is none this platform knows. */
    static Optional<DeviceStatus> status(Entry particulars) {
        String told = particulars.values().text("status").orElse("");
        for (DeviceStatus status : DeviceStatus.values()) {
            if (status.name().equals(told)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    static Device with(Device device, DeviceStatus status) {
        return device.status() == status
                ? device
                : new Device(
                        device.id(),
                        device.category(),
                        device.district(),
                        device.name(),
                        device.place(),
                        status,
                        device.usingUnit(),
                        device.maintenanceUnit(),
                        device.membership(),
                        device.version());
    }

    private static Parties parties(DeviceFile file) {
        return new Parties(
                file.device().district(),
                id(file.device().usingUnit()),
                id(file.device().maintenanceUnit()),
                id(file.inspectionBody()),
                id(file.station()));
    }

    private static OptionalLong id(Optional<Organisation> organisation) {
        return organisation.isPresent() ? OptionalLong.of(organisation.get().id()) : OptionalLong.empty();
    }
}
