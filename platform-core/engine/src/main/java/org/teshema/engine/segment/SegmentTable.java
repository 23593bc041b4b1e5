package org.teshema.engine.segment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Segment;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Structure;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Mask;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Lane;
import org.teshema.engine.gate.Outcome;
import org.teshema.engine.gate.Question;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.Sm3;

/**
 * Takes in the table of a unit's segments, whole or not at all: the file is read and each row judged, by its types and by the
 * plugin, before a transaction begins. Thread-safe.
 */
@Component(service = SegmentTable.class)
public final class SegmentTable {
    /** So many faults of a file are told. */
    public static final int MOST_TOLD = 50;

    // A number is a part of an address: what no address can hold, no number holds.
    private static final Pattern NUMBER = Pattern.compile("[^;%\\\\?#/]+(/[^;%\\\\?#/]+)*");

    private final Database database;
    private final Writes writes;
    private final Devices devices;
    private final SwappedPluginTable table;
    private final Guard guard;
    private final CityClock clock;

    /** Tables of units in that database. */
    @Activate
    public SegmentTable(
            @Reference Database database,
            @Reference Writes writes,
            @Reference Devices devices,
            @Reference SwappedPluginTable table,
            @Reference Guard guard,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.devices = devices;
        this.table = table;
        this.guard = guard;
        this.clock = clock;
    }

    /** A table read and judged, and what it would change. */
    private record Judged(Unit unit, EntryKind kind, SegmentPlan plan, List<SegmentFault> faults) {
        SegmentReport report() {
            return new SegmentReport(
                    plan.added().size(),
                    plan.changed().size(),
                    plan.ended().size(),
                    plan.unchanged(),
                    plan.length(),
                    faults);
        }
    }

    /**
     * What taking a table in would do. Nothing is written.
     *
     * @throws Problem as {@link #replace}, but for faults in the table, which are in the answer
     */
    public SegmentReport tried(Actor actor, long device, byte[] file) {
        return judged(actor, device, file).report();
    }

    /**
     * Takes a table in, in place of the one that stands: rows of new numbers are added, other rows of known numbers change
     * what is recorded of them, rows that are the same write nothing, and segments that it does not hold end.
     *
     * @param file xlsx or csv in the layout of {@link SegmentExport}
     * @throws Problem NOT_FOUND for a device out of scope; WRONG_STATE for one that has no segments, or when the plugin does
     *     not answer; FORBIDDEN when the table is not the actor's to write; INVALID with all that is wrong with the file, by
     *     row and column; STALE_VERSION when the unit was changed meanwhile
     */
    public SegmentReport replace(WriteRequest asked, long device, byte[] file) {
        Actor actor = asked.actor();
        Judged judged = judged(actor, device, file);
        requireFaultless(judged.faults());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String reference = writes.once(
                asked, "segments.replace", device + "\n" + HexFormat.of().formatHex(Sm3.hash(file)), unit -> {
                    Unit.State state = unit.jdbc(connection -> Unit.state(connection, device, true));
                    if (!judged.unit().isStill(state)) {
                        throw Problem.of(
                                ProblemType.STALE_VERSION,
                                "登记单元在校验期间已被他人修改，本次未导入任何内容；请重新导入。",
                                "The unit was changed while the table was being checked, and nothing was taken in. Send it"
                                        + " again.");
                    }
                    if (judged.plan().changesAnything()) {
                        new SegmentWriting(unit, actor, judged.unit().device(), judged.kind(), now)
                                .write(judged.plan());
                        unit.publish(
                                "segments.replaced",
                                "device:" + device,
                                judged.unit().device().district(),
                                "{\"device\":" + device + ",\"segments\":"
                                        + judged.plan().segments().size() + "}",
                                now);
                    }
                    return reference(judged.report());
                });
        return report(reference);
    }

    private Judged judged(Actor actor, long id, byte[] file) {
        DeviceFile found = devices.get(actor, id);
        Device device = found.device();
        Lane lane = table.toward(device, found.stationId());
        Structure.Segments structure = structure(lane, device);
        EntryKind kind = lane.kind(structure.kind()).orElseThrow(SegmentTable::silent);
        Audience audience = Segments.audience(actor, found);
        if (!kind.writers().contains(audience)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "“" + structure.title().zh() + "”不由" + actor.organisation().name() + "填写。",
                    "The " + structure.title().en() + " is not written by your organisation for this device.");
        }
        SegmentSheet.Content content = SegmentSheet.of(structure, kind).read(Grid.read(file));
        Unit unit = database.read(connection -> Unit.of(connection, device));
        Set<String> seen = kind.fields().stream()
                .filter(field -> field.readableBy(audience))
                .map(Field::name)
                .collect(Collectors.toSet());
        SegmentPlan plan = SegmentPlan.of(kind, content, unit.rows(), seen);
        var faults = new ArrayList<>(content.faults());
        numbers(plan, kind, content, faults);
        if (faults.isEmpty() && plan.changesAnything()) {
            Admitted owner = lane.handlers(device).category().orElseThrow(SegmentTable::silent);
            var caller = new Caller(actor.side(), audience, Optional.of(actor.organisation()), Language.ZH);
            faults.addAll(found(owner, context(unit, owner, caller, kind, plan), kind, content, plan));
        }
        faults.sort(java.util.Comparator.comparingInt(SegmentFault::row));
        return new Judged(unit, kind, plan, faults.stream().limit(MOST_TOLD).toList());
    }

    private static Structure.Segments structure(Lane lane, Device device) {
        return Optional.of(lane.structure(device.category(), device.district()))
                .filter(Structure.Segments.class::isInstance)
                .map(Structure.Segments.class::cast)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.WRONG_STATE,
                        "device",
                        device.category() + " 类设备的码不代表由登记单元组成的单元，没有登记单元表。",
                        "A code of category " + device.category()
                                + " does not stand for a unit of segments; there is no table of them."));
    }

    private static void numbers(
            SegmentPlan plan, EntryKind kind, SegmentSheet.Content content, List<SegmentFault> faults) {
        Field field = kind.field(Segment.NUMBER).orElseThrow();
        for (SegmentPlan.Step step : plan.added()) {
            boolean dots = List.of(step.number().split("/", -1)).stream().anyMatch(Set.of(".", "..")::contains);
            if (dots || !NUMBER.matcher(step.number()).matches()) {
                faults.add(new SegmentFault(
                        step.row(),
                        content.head(field),
                        Segment.NUMBER,
                        new Text(
                                "“" + step.number() + "”含有 ; % \\ ? # 或多余的 /，不能作为编号。",
                                "\"" + step.number()
                                        + "\" holds ; % \\ ? # or an idle slash and cannot be a number.")));
            }
        }
    }

    private ScanContext context(Unit unit, Admitted owner, Caller caller, EntryKind kind, SegmentPlan plan) {
        List<Segment> seen = plan.segments().stream()
                .map(one -> new Segment(one.number(), Mask.of(one.values(), kind, caller.audience())))
                .toList();
        return new ScanContext(
                unit.code(),
                unit.device(),
                unit.seen(owner.readable(), caller.audience(), table),
                seen,
                caller,
                clock.today(),
                owner.rules());
    }

    /** What the plugin finds in the rows that would be written, then in the table as a whole. */
    private List<SegmentFault> found(
            Admitted owner, ScanContext context, EntryKind kind, SegmentSheet.Content content, SegmentPlan plan) {
        var plugin = (CategoryPlugin) owner.plugin();
        List<SegmentPlan.Step> steps = plan.written();
        var questions = new ArrayList<Question<List<Finding>>>(steps.size() + 1);
        for (SegmentPlan.Step step : steps) {
            questions.add(new Question<>(
                    owner,
                    "check",
                    context.caller().audience(),
                    () -> List.copyOf(plugin.check(context, kind.name(), step.values()))));
        }
        questions.add(new Question<>(
                owner, "checkSegments", context.caller().audience(), () -> List.copyOf(plugin.checkSegments(context))));
        List<Outcome<List<Finding>>> outcomes = guard.ask(questions);
        var faults = new ArrayList<SegmentFault>();
        for (int i = 0; i < outcomes.size(); i++) {
            int row = i < steps.size() ? steps.get(i).row() : 0;
            List<Finding> findings = outcomes.get(i).answer().orElseThrow(SegmentTable::silent);
            // What rows with faults come to says nothing about the table.
            if (row > 0 || faults.isEmpty()) {
                findings.forEach(finding -> faults.add(fault(row, finding, kind, content)));
            }
        }
        return faults;
    }

    private static SegmentFault fault(int row, Finding finding, EntryKind kind, SegmentSheet.Content content) {
        String column = kind.field(finding.field()).map(content::head).orElse("");
        return new SegmentFault(row, column, finding.field(), finding.words());
    }

    private static void requireFaultless(List<SegmentFault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        String zh = faults.stream().map(fault -> fault.told().zh()).collect(Collectors.joining("\n"));
        String en = faults.stream().map(fault -> fault.told().en()).collect(Collectors.joining("\n"));
        String most = faults.size() == MOST_TOLD ? "（最多列出 " + MOST_TOLD + " 处）" : "";
        throw Problem.inField(
                ProblemType.INVALID,
                "file",
                "表中有 " + faults.size() + " 处不能导入" + most + "，本次未导入任何内容：\n" + zh,
                "Faults in the table: " + faults.size() + (most.isEmpty() ? "" : " (no more are told)")
                        + ". Nothing was taken in:\n" + en);
    }

    private static Problem silent() {
        return Problem.of(
                ProblemType.WRONG_STATE,
                "校验登记单元的插件暂时不可用，请稍后重试。",
                "The plugin that checks segments does not answer right now. Please try again in a moment.");
    }

    private static String reference(SegmentReport report) {
        return report.added() + " " + report.changed() + " " + report.ended() + " " + report.unchanged() + " "
                + report.length().toPlainString();
    }

    private static SegmentReport report(String reference) {
        String[] parts = reference.split(" ", -1);
        return new SegmentReport(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                new BigDecimal(parts[4]),
                List.of());
    }
}
