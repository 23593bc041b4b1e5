package org.teshema.engine.scan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.device.Device;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.Finding;
import org.teshema.api.text.Language;
import org.teshema.engine.access.Parties;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.EntryCheck;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Handlers;
import org.teshema.engine.gate.Lane;
import org.teshema.engine.gate.NoCode;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.Question;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;

/** Asks the plugin that an entry's kind belongs to what is wrong with it, in a scan or without one. Thread-safe. */
@Component(service = {EntryCheck.class, PluginCheck.class})
public final class PluginCheck implements EntryCheck {
    private final Database database;
    private final Devices devices;
    private final SwappedPluginTable table;
    private final Guard guard;
    private final CityClock clock;
    private final UnitSegments segments;

    /** A check that asks the plugins of that table. */
    @Activate
    public PluginCheck(
            @Reference Database database,
            @Reference Devices devices,
            @Reference SwappedPluginTable table,
            @Reference Guard guard,
            @Reference CityClock clock) {
        this.database = database;
        this.devices = devices;
        this.table = table;
        this.guard = guard;
        this.clock = clock;
        this.segments = new UnitSegments(database);
    }

    UnitSegments segments() {
        return segments;
    }

    @Override
    public Values check(Actor actor, Audience writer, long device, EntryKind kind, Values values) {
        return devices.find(device)
                .map(one -> {
                    var caller = new Caller(actor.side(), writer, Optional.of(actor.organisation()), Language.ZH);
                    return check(NoCode.of(one), bound(one), caller, kind, values);
                })
                .orElse(values);
    }

    private Found.Bound bound(Device device) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select current_entries, segments_version, station_id from device where id = ?")) {
                select.setLong(1, device.id().value());
                try (var row = select.executeQuery()) {
                    row.next();
                    // What the writer is towards the device was decided before.
                    var parties = new Parties(
                            device.district(),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            Sql.maybeLong(row, "station_id"));
                    return new Found.Bound(device, parties, row.getString(1), row.getInt(2), 0, Optional.empty());
                }
            }
        });
    }

    /** Checks an entry about a device whose code was scanned; its values as they go into the archive. */
    Values check(CodeFacts code, Found.Bound bound, Caller caller, EntryKind kind, Values values) {
        Lane lane = table.toward(bound.device(), bound.parties().station());
        Handlers handlers = lane.handlers(bound.device());
        Optional<Admitted> owner = Stream.concat(handlers.category().stream(), handlers.joined().stream())
                .filter(one -> owns(one, kind))
                .findFirst();
        if (owner.isEmpty()) {
            return values;
        }
        var context = new Contributions(
                        handlers,
                        bound.device(),
                        code,
                        MaskedEntries.of(bound, handlers.kinds(), caller.audience(), lane),
                        segments.of(bound, lane, caller.audience()),
                        caller,
                        clock.today())
                .context(owner.get());
        Outcome<List<Finding>> outcome = guard.ask(new Question<>(
                        owner.get(),
                        "check",
                        caller.audience(),
                        () -> List.copyOf(owner.get().plugin().check(context, kind.name(), values)))
                .forDeed());
        List<Finding> findings = outcome.answer().orElseThrow(PluginCheck::away);
        findings.stream().findFirst().ifPresent(first -> {
            throw Problem.inField(
                    ProblemType.INVALID,
                    first.field(),
                    first.words().zh(),
                    first.words().en());
        });
        return NextDate.reckoned(guard, owner.get(), context, kind, values);
    }

    static Problem away() {
        return Problem.of(
                ProblemType.WRONG_STATE,
                "校验此条目的插件暂时不可用，请稍后重试。",
                "The plugin that checks this entry does not answer right now. Please try again in a moment.");
    }

    /** Whether it is for this plugin to check the kind: its own, or a kind of the city's offered for its category. */
    private static boolean owns(Admitted one, EntryKind kind) {
        return one.kinds().stream().anyMatch(own -> own.name().equals(kind.name()))
                || (!one.serves().isEmpty() && CityKinds.all().contains(kind));
    }
}
