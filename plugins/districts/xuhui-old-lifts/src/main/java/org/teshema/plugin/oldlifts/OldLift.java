package org.teshema.plugin.oldlifts;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/**
 * A lift that is past the years after which it belongs on the list.
 *
 * @param since when its installation was inspected, or, where that is not known, when it was made
 * @param years whole years since
 * @param failed whether its last periodic inspection failed
 * @param plan what has been decided, where something has
 */
record OldLift(LocalDate since, int years, boolean failed, Optional<Entry> plan) {
    static final CatalogueCode LIFTS = new CatalogueCode("3000");
    static final String FEEDBACK = XuhuiOldLifts.NAME + "/feedback";
    static final String PLAN = XuhuiOldLifts.NAME + "/plan";

    private static final String TOPIC = "old-lift";
    private static final Map<String, Text> DECISIONS = Map.of(
            "renew", new Text("整机更新", "Renew"),
            "overhaul", new Text("改造或重大修理", "Overhaul"),
            "keep", new Text("评估后继续使用", "Keep after an assessment"));
    private static final Map<String, Text> STAGES = Map.of(
            "proposed", new Text("已提出", "proposed"),
            "agreed", new Text("业主已表决通过", "agreed by the owners"),
            "funded", new Text("资金已落实", "funded"),
            "works", new Text("施工中", "works under way"),
            "done", new Text("已完成", "done"));

    /** The scanned lift, if it is one of them. */
    static Optional<OldLift> of(ScanContext context) {
        return of(context.device(), context::current, context.rules(), context.today());
    }

    /** The listed lift, if it is one of them. */
    static Optional<OldLift> of(KnownDevice known, Rulebook rules, LocalDate today) {
        return of(known.device(), known::current, rules, today);
    }

    private static Optional<OldLift> of(
            Device device, Function<String, Optional<Entry>> current, Rulebook rules, LocalDate today) {
        if (!device.category().within(LIFTS) || device.status() == DeviceStatus.SCRAPPED) {
            return Optional.empty();
        }
        Optional<LocalDate> since = installed(current);
        Optional<LocalDate> threshold = threshold(rules, device.category(), today);
        if (since.isEmpty() || threshold.isEmpty() || since.get().isAfter(threshold.get())) {
            return Optional.empty();
        }
        boolean failed = current.apply(CityKinds.INSPECTION.name())
                .flatMap(entry -> entry.values().text(CityKinds.RESULT))
                .filter(result -> result.equals(CityKinds.FAIL) || result.equals(CityKinds.FAIL_AGAIN))
                .isPresent();
        int years = Period.between(since.get(), today).getYears();
        return Optional.of(new OldLift(since.get(), years, failed, current.apply(PLAN)));
    }

    /** The last day of installation that makes a lift old today; empty where no rule says. */
    static Optional<LocalDate> threshold(Rulebook rules, CatalogueCode category, LocalDate today) {
        return rules.governing(TOPIC, category, today).map(rule -> today.minusYears(rule.number("years")));
    }

    private static Optional<LocalDate> installed(Function<String, Optional<Entry>> current) {
        return current.apply(CityKinds.COMMISSIONING.name())
                .filter(OldLift::isInstallation)
                .flatMap(entry -> entry.values().day(CityKinds.ON))
                .or(() -> current.apply(CityKinds.MANUFACTURE.name())
                        .flatMap(entry -> entry.values().day(CityKinds.ON)));
    }

    static boolean isInstallation(Entry commissioning) {
        return commissioning
                .values()
                .text(CityKinds.WORKS)
                .filter(CityKinds.INSTALLATION::equals)
                .isPresent();
    }

    /** What has been decided, in words. */
    Text planned() {
        return plan.map(entry -> {
                    Text decision =
                            DECISIONS.get(entry.values().text("decision").orElse(""));
                    Text stage = STAGES.get(entry.values().text("stage").orElse(""));
                    return decision == null || stage == null
                            ? undecided()
                            : new Text(decision.zh() + "（" + stage.zh() + "）", decision.en() + " (" + stage.en() + ")");
                })
                .orElseGet(OldLift::undecided);
    }

    private static Text undecided() {
        return new Text("尚未决定", "Nothing decided yet");
    }

    /** The age in words. */
    Text age() {
        return new Text(years + " 年", years + " years");
    }

    /** What a scan, and its own page, say of it. */
    Section.Facts facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("age", new Text("已使用", "In use for"), age(), Tone.WARNING));
        facts.add(new Fact("since", new Text("安装检验或制造日期", "Installed or made"), Text.same(since.toString())));
        if (failed) {
            facts.add(new Fact(
                    "inspection",
                    new Text("最近定期检验", "Last inspection"),
                    new Text("不合格，优先更新", "Failed: first in line"),
                    Tone.BAD));
        }
        facts.add(new Fact("plan", new Text("更新安排", "Renewal"), planned()));
        return new Section.Facts(new Text("老旧电梯", "Old lift"), facts);
    }
}
