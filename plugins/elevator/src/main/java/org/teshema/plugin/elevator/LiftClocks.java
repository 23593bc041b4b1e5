package org.teshema.plugin.elevator;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Platform;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** The two clocks of a lift, inspection 检验 and testing 检测, read from its archive under the rules of the day. */
final class LiftClocks {
    static final String INSPECTION = "inspection";
    static final String TESTING = "testing";

    private static final Text INSPECTION_TITLE = new Text("定期检验", "Periodic inspection");
    private static final Text TESTING_TITLE = new Text("自行检测", "Testing");
    private static final Set<String> BEGINS_A_LIFE = Set.of(CityKinds.INSTALLATION, CityKinds.REBUILD);
    private static final Set<String> FAILED = Set.of(CityKinds.FAIL, CityKinds.FAIL_AGAIN);

    private final LiftRules rules;
    private final Optional<Platform> platform;

    LiftClocks(LiftRules rules, Optional<Platform> platform) {
        this.rules = rules;
        this.platform = platform;
    }

    /** What both clocks show, the weightier first; testing is left out where the rule asks for none. */
    List<ClockReading> read(ScanContext context) {
        var readings = new ArrayList<ClockReading>();
        rules.of(INSPECTION, context.today()).ifPresent(rule -> readings.add(inspection(context, rule)));
        rules.of(TESTING, context.today())
                .flatMap(rule -> testing(context, rule))
                .ifPresent(readings::add);
        readings.sort(Comparator.comparing(ClockReading::status).reversed());
        return readings;
    }

    private ClockReading inspection(ScanContext context, Rule rule) {
        var shown = new Reading(INSPECTION, INSPECTION_TITLE, rule, context.today());
        if (isStopped(context)) {
            return shown.stopped();
        }
        Optional<Entry> began = beginning(context);
        if (began.flatMap(LiftClocks::result).filter(FAILED::contains).isPresent()) {
            return shown.failed(began.get());
        }
        Optional<Entry> last = context.current(CityKinds.INSPECTION.name())
                .filter(entry -> began.flatMap(LiftClocks::on)
                        .map(anchor -> !on(entry).orElse(LocalDate.MIN).isBefore(anchor))
                        .orElse(true));
        if (last.flatMap(LiftClocks::result).filter(FAILED::contains).isPresent()) {
            return shown.failed(last.get());
        }
        Optional<LocalDate> anchor = began.flatMap(LiftClocks::on);
        if (anchor.isEmpty()) {
            return shown.unknown();
        }
        Schedule schedule = Schedule.of(rule);
        Optional<LocalDate> inspected = last.flatMap(LiftClocks::on);
        if (inspected.isEmpty()) {
            return shown.due(schedule.first(anchor.get()), anchor.get(), Optional.empty());
        }
        LocalDate next = schedule.next(anchor.get(), inspected.get(), due(last.get(), anchor.get()))
                .orElseThrow();
        return shown.due(next, anchor.get(), inspected);
    }

    private Optional<ClockReading> testing(ScanContext context, Rule rule) {
        var shown = new Reading(TESTING, TESTING_TITLE, rule, context.today());
        Optional<Entry> began = beginning(context);
        Optional<LocalDate> anchor = began.flatMap(LiftClocks::on);
        if (anchor.isEmpty()) {
            // The inspection clock says already that the archive knows too little.
            return Optional.empty();
        }
        Optional<Entry> last = context.current(CityKinds.TESTING.name())
                .filter(entry -> !on(entry).orElse(LocalDate.MIN).isBefore(anchor.get()));
        Schedule schedule = Schedule.of(rule);
        Optional<LocalDate> tested = last.flatMap(LiftClocks::on);
        Optional<LocalDate> next = tested.isPresent()
                ? schedule.next(anchor.get(), tested.get(), due(last.get(), anchor.get()))
                : schedule.firstFrom(anchor.get(), rule.from());
        if (next.isEmpty()) {
            return Optional.empty();
        }
        if (isStopped(context)) {
            return Optional.of(shown.stopped());
        }
        if (last.flatMap(LiftClocks::result).filter(FAILED::contains).isPresent()) {
            return Optional.of(shown.failed(last.get()));
        }
        return Optional.of(shown.due(next.get(), anchor.get(), tested));
    }

    /**
     * The supervision inspection that the lift's life began with: of the installation, or of the last rebuilding. A major
     * repair begins nothing; what lies before it is looked up in the archive.
     */
    private Optional<Entry> beginning(ScanContext context) {
        Optional<Entry> current = context.current(CityKinds.COMMISSIONING.name());
        if (current.isEmpty() || beginsALife(current.get())) {
            return current;
        }
        return platform.stream()
                .flatMap(p -> p.archive().history(context.device().id(), CityKinds.COMMISSIONING.name(), 50).stream())
                .filter(LiftClocks::beginsALife)
                .findFirst();
    }

    private static boolean beginsALife(Entry entry) {
        return entry.values()
                .text(CityKinds.WORKS)
                .filter(BEGINS_A_LIFE::contains)
                .isPresent();
    }

    private static boolean isStopped(ScanContext context) {
        DeviceStatus status = context.device().status();
        return status == DeviceStatus.STOPPED || status == DeviceStatus.SCRAPPED;
    }

    private static Optional<LocalDate> on(Entry entry) {
        return entry.values().day(CityKinds.ON);
    }

    private static Optional<String> result(Entry entry) {
        return entry.values().text(CityKinds.RESULT);
    }

    /** The day it had been due, where the record says so and it makes sense. */
    private static Optional<LocalDate> due(Entry entry, LocalDate anchor) {
        return entry.values()
                .day(CityKinds.DUE)
                .filter(day -> YearMonth.from(day).isAfter(YearMonth.from(anchor)));
    }

    /** Words and status of one clock on one day. */
    private record Reading(String clock, Text title, Rule rule, LocalDate today) {
        ClockReading due(LocalDate day, LocalDate anchor, Optional<LocalDate> last) {
            DueStatus status;
            if (today.isAfter(day)) {
                status = DueStatus.OVERDUE;
            } else {
                long warn = Long.parseLong(rule.parameters().get("warn-days"));
                status = today.plusDays(warn).isBefore(day) ? DueStatus.VALID : DueStatus.DUE_SOON;
            }
            Text basis = last.isPresent()
                    ? new Text(
                            source().zh() + "；起算 " + anchor + "，最近一次 " + last.get() + "。",
                            source().en() + "; counted from " + anchor + ", last done " + last.get() + ".")
                    : new Text(
                            source().zh() + "；起算 " + anchor + "，档案中尚无记录。",
                            source().en() + "; counted from " + anchor + ", none recorded yet.");
            return reading(status, Optional.of(day), basis);
        }

        ClockReading failed(Entry entry) {
            String day = on(entry).map(LocalDate::toString).orElse("—");
            return reading(
                    DueStatus.FAILED,
                    Optional.empty(),
                    new Text(
                            source().zh() + "；" + day + " 的结论为不合格，不得使用，无下次日期。",
                            source().en() + "; failed on " + day + ": not to be used, and no next date."));
        }

        ClockReading stopped() {
            return reading(
                    DueStatus.STOPPED,
                    Optional.empty(),
                    new Text("设备已停用或报废，期限不计。", "The lift is out of use; the clock does not run."));
        }

        ClockReading unknown() {
            return reading(
                    DueStatus.UNKNOWN,
                    Optional.empty(),
                    new Text(
                            source().zh() + "；档案中没有安装（改造）监督检验，无法起算。",
                            source().en() + "; the archive holds no supervision inspection to count from."));
        }

        private ClockReading reading(DueStatus status, Optional<LocalDate> day, Text basis) {
            return new ClockReading(clock, title, status, day, basis, Optional.of(rule.id()));
        }

        private Text source() {
            return rule.sure()
                    ? Text.same(rule.source())
                    : new Text(rule.source() + "（条文待核）", rule.source() + " (wording to be confirmed)");
        }
    }
}
