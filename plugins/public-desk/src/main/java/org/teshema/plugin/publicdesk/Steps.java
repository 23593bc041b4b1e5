package org.teshema.plugin.publicdesk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/**
 * What whoever comes to help does, one step after the other: an alarm is answered, somebody is there, everybody is out, it is
 * repaired; to a fault somebody comes and repairs it. A step is taken when the one before it was, and once.
 */
final class Steps {
    private static final int ROWS = 200;

    private Steps() {}

    /** Whether a step of that kind comes next in one of these cases. */
    static boolean isNext(List<Case> cases, String kind) {
        List<Case> alarms = Cases.alarms(cases);
        return switch (kind) {
            case Cases.ANSWERED ->
                alarms.stream().anyMatch(one -> one.accepted().isEmpty());
            case Cases.ARRIVED -> alarms.stream().anyMatch(one -> one.arrived().isEmpty());
            case Cases.FREED -> alarms.stream().anyMatch(one -> one.arrived().isPresent());
            default -> !Cases.open(cases, kind).isEmpty();
        };
    }

    /** When each step was taken of what is not over yet, by whom, and whether in time. */
    static Section table(ScanContext context, List<Case> cases) {
        var rows = new ArrayList<List<Text>>();
        for (Case one : cases) {
            if (one.isOpen() || Cases.unrepaired(List.of(one)).contains(one)) {
                one.answers().forEach(step -> row(context, one, step).ifPresent(rows::add));
            }
        }
        return new Section.Table(
                new Text("处置步骤和时间", "What was done, and when"),
                List.of(
                        new Text("案件号", "Case"),
                        new Text("步骤", "Step"),
                        new Text("时间", "When"),
                        new Text("单位", "By"),
                        new Text("时限", "In time?")),
                rows.stream().limit(ROWS).toList());
    }

    private static Optional<List<Text>> row(ScanContext context, Case one, Entry step) {
        return title(step.kind())
                .map(title -> List.of(
                        Text.same(Long.toString(one.id())),
                        title,
                        Text.same(Times.of(step.recordedAt())),
                        Text.same(step.author()),
                        inTime(context, one, step)));
    }

    private static Optional<Text> title(String kind) {
        return switch (kind) {
            case Cases.ANSWERED -> Optional.of(new Text("接警", "Answered"));
            case Cases.ARRIVED, Cases.REPAIR_ARRIVED -> Optional.of(new Text("到场", "Somebody was there"));
            case Cases.FREED -> Optional.of(new Text("解救", "Everybody was out"));
            case Cases.REPAIRED -> Optional.of(new Text("修复", "Repaired"));
            default -> Optional.empty();
        };
    }

    /** Only of an alarm's first two steps rules say how fast they are. */
    private static Text inTime(ScanContext context, Case one, Entry step) {
        Optional<Instant> by = switch (step.kind()) {
            case Cases.ANSWERED ->
                one.standing().answeredBy(context.rules(), context.device().category());
            case Cases.ARRIVED ->
                one.standing().arrivedBy(context.rules(), context.device().category());
            default -> Optional.empty();
        };
        return by.map(due -> step.recordedAt().isAfter(due)
                        ? new Text("逾期，应于 " + Times.of(due), "Late, due by " + Times.of(due))
                        : new Text("按时，应于 " + Times.of(due), "In time, due by " + Times.of(due)))
                .orElse(Text.same("—"));
    }
}
