package org.teshema.engine.scan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Parties;
import org.teshema.engine.family.Child;
import org.teshema.engine.family.Children;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Handlers;
import org.teshema.engine.gate.Lane;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.Question;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.store.Database;

/**
 * What a scan tells of the set a device is the mother or a child of. What the children come to is read and judged once for each
 * version of the family, day and set of plugins; a mother with many children then costs a scan no query of its own.
 * Thread-safe.
 */
final class SetDesk {
    private static final int MOST_KEPT = 4096;

    private final Database database;
    private final SwappedPluginTable table;
    private final Guard guard;
    // An answer that a plugin failed to give is not kept: the next scan asks again.
    private final Remembered<SetPart.Mothers> mothers = new Remembered<>(MOST_KEPT, SetPart.Mothers::whole);
    private final Remembered<Judged> mothersClocks = new Remembered<>(MOST_KEPT, Judged::whole);

    SetDesk(Database database, SwappedPluginTable table, Guard guard) {
        this.database = database;
        this.table = table;
        this.guard = guard;
    }

    /**
     * What is told of a set.
     *
     * @param clocks the mother's clocks, where a child goes by its mother's certificate and has none of its own
     */
    record Seen(Part part, Optional<List<ClockReading>> clocks) {}

    private record FamilyStamp(int version, LocalDate day, Object plugins) {}

    private record MotherStamp(String entries, DeviceStatus status, LocalDate day, Object plugins) {}

    /** Whether the mother code of the set that a device belongs to is suspended: for her alone, or her children's with it. */
    static boolean isSuspended(Found.Bound bound) {
        return bound.mother()
                .flatMap(Found.Mother::code)
                .filter(CodeState.SUSPENDED::equals)
                .isPresent();
    }

    /** What this reader is told of the set; nothing of a device that belongs to none. */
    Optional<Seen> seen(Found.Bound bound, Verdict verdict, Audience reader, LocalDate today) {
        Device device = bound.device();
        if (bound.mother().isPresent()) {
            return Optional.of(asChild(bound, verdict, bound.mother().get(), reader, today));
        }
        Lane lane = table.toward(device, bound.parties().station());
        Structure structure = lane.structure(device.category(), device.district());
        boolean always = structure instanceof MotherChild set && set.always();
        if (bound.family() == 0 && !always) {
            return Optional.empty();
        }
        SetPart.Mothers seen = mothers.get(
                device.id().value(),
                new FamilyStamp(bound.family(), today, table.stamp(lane)),
                () -> asMother(lane, device, structure, today));
        return seen.isEmpty() ? Optional.empty() : Optional.of(new Seen(seen.part(reader), Optional.empty()));
    }

    private Seen asChild(Found.Bound bound, Verdict verdict, Found.Mother mother, Audience reader, LocalDate today) {
        Lane lane = table.toward(bound.device(), bound.parties().station());
        List<ClockReading> clocks = mothersClocks
                .get(
                        mother.device().id().value(),
                        new MotherStamp(mother.entries(), mother.device().status(), today, table.stamp(lane)),
                        () -> judged(
                                lane, List.of(Optional.of(new Judgeable(mother.device(), mother.entries()))), today))
                .readings()
                .get(0);
        Optional<ChildRole> role = role(lane, mother.device(), bound.device());
        Part part = SetPart.ofChild(bound, verdict, mother, role, clocks, reader);
        return new Seen(
                part,
                role.filter(one -> one.certificate() == Certificate.MOTHERS)
                        .map(one -> SetPart.inherited(bound.device(), mother.device(), clocks)));
    }

    private static Optional<ChildRole> role(Lane lane, Device mother, Device child) {
        return lane.structure(mother.category(), mother.district()) instanceof MotherChild set
                ? child.membership().flatMap(place -> set.role(place.role()))
                : Optional.empty();
    }

    private SetPart.Mothers asMother(Lane lane, Device mother, Structure structure, LocalDate today) {
        List<Child> children =
                database.read(connection -> Children.of(connection, mother.id().value()));
        Optional<MotherChild> set = structure instanceof MotherChild one ? Optional.of(one) : Optional.empty();
        List<Optional<Judgeable>> own = children.stream()
                .map(child -> Optional.of(new Judgeable(child.device(), child.entries()))
                        .filter(one -> set.flatMap(of -> of.role(child.role()))
                                .filter(role -> role.certificate() == Certificate.MOTHERS)
                                .isEmpty()))
                .toList();
        Judged judged = judged(lane, own, today);
        var standings = new ArrayList<ChildStanding>();
        for (int i = 0; i < children.size(); i++) {
            Child child = children.get(i);
            standings.add(ChildStanding.of(
                    child,
                    set.flatMap(one -> one.role(child.role())),
                    own.get(i).isPresent(),
                    judged.readings().get(i).stream().findFirst()));
        }
        standings.sort(Comparator.comparing(ChildStanding::weight).reversed());
        return new SetPart.Mothers(set, List.copyOf(standings), judged.whole());
    }

    /** A device whose clocks are asked for. */
    private record Judgeable(Device device, String entries) {}

    /**
     * What the clocks of several devices show, the weightiest first.
     *
     * @param whole whether every plugin that was asked answered
     */
    private record Judged(List<List<ClockReading>> readings, boolean whole) {}

    /** What the clocks of each show; asked as the public sees them, so that all are told the same. */
    private Judged judged(Lane lane, List<Optional<Judgeable>> devices, LocalDate today) {
        var questions = new ArrayList<Question<List<ClockReading>>>();
        var whose = new ArrayList<Integer>();
        var readings = new ArrayList<List<ClockReading>>();
        for (Optional<Judgeable> one : devices) {
            one.map(Judgeable::device)
                    .map(lane::handlers)
                    .filter(handlers -> handlers.category().isPresent())
                    .ifPresent(handlers -> {
                        questions.add(question(lane, handlers.category().get(), handlers, one.get(), today));
                        whose.add(readings.size());
                    });
            readings.add(List.of());
        }
        List<Outcome<List<ClockReading>>> outcomes = guard.ask(questions);
        boolean whole = true;
        for (int i = 0; i < outcomes.size(); i++) {
            Optional<List<ClockReading>> answer = outcomes.get(i).answer();
            whole &= answer.isPresent();
            readings.set(whose.get(i), answer.orElse(List.of(silent())));
        }
        return new Judged(readings, whole);
    }

    private Question<List<ClockReading>> question(
            Lane lane, Admitted plugin, Handlers handlers, Judgeable one, LocalDate today) {
        var bound = new Found.Bound(
                one.device(),
                new Parties(
                        one.device().district(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                one.entries());
        Map<String, Entry> entries = MaskedEntries.of(bound, handlers.kinds(), Audience.PUBLIC, lane);
        entries.keySet().retainAll(plugin.readable());
        var context = new ScanContext(
                new CodeFacts("", CodeState.BOUND, today, one.device().district()),
                one.device(),
                entries,
                Caller.anonymous(Language.ZH),
                today,
                plugin.rules());
        return new Question<List<ClockReading>>(plugin, "clocks", Audience.PUBLIC, () -> {
                    var readings = new ArrayList<>(((CategoryPlugin) plugin.plugin()).clocks(context));
                    readings.sort(StatutoryClock.WEIGHTIEST_FIRST);
                    return readings;
                })
                .forScan();
    }

    /** What stands for the clocks of a device whose plugin did not answer. */
    private static ClockReading silent() {
        return new ClockReading(
                "inspection",
                new Text("定期检验", "Periodic inspection"),
                DueStatus.UNKNOWN,
                Optional.empty(),
                new Text("暂时无法判断", "cannot be told right now"),
                Optional.empty());
    }
}
