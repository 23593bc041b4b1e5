package org.teshema.plugin.elevator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/** Maintenance 维护保养 (TSG T5002-2017): when the next visit is due, what each visit covers, and whether one was whole. */
final class Maintenance {
    static final String KIND = ElevatorPlugin.NAME + "/maintenance";

    private static final String VISIT = "visit";
    private static final String ITEMS = "items";
    private static final String SIGNED = "officer-signed";
    // Annex A of T5002 is for traction lifts; other drives have annexes of their own.
    private static final CatalogueCode TRACTION = new CatalogueCode("3100");
    private static final List<Section> COVERED = List.of(visits(), covered());

    private Maintenance() {}

    /** Who maintains the lift and by when again, as far as that is known. */
    static List<Section> next(ScanContext context) {
        var facts = new ArrayList<Fact>();
        context.device()
                .maintenanceUnit()
                .ifPresent(unit ->
                        facts.add(new Fact("unit", new Text("维保单位", "Maintenance unit"), Text.same(unit.name()))));
        Optional<LocalDate> last = Stream.concat(enteredOn(context).stream(), Upkeep.lastDay(context).stream())
                .max(Comparator.naturalOrder());
        Optional<Rule> rule =
                context.rules().governing("maintenance", context.device().category(), context.today());
        newest(context)
                .map(record -> new Fact(
                        "last",
                        new Text("最近一次维保", "Last maintenance"),
                        new Text(
                                Upkeep.doneAt(record) + " "
                                        + UpkeepView.title(record).zh(),
                                Upkeep.doneAt(record) + ", "
                                        + UpkeepView.title(record).en())))
                .ifPresent(facts::add);
        if (last.isPresent() && rule.isPresent()) {
            facts.add(next(rule.get(), last.get(), context.today()));
        }
        return facts.isEmpty()
                ? List.of()
                : List.of(new Section.Facts(new Text("维保单位和期限", "Maintenance unit and next visit"), facts));
    }

    /** The record of the last visit, where the last visit is one that was recorded item by item: of the last visit one day is told. */
    static Optional<Entry> newest(ScanContext context) {
        Optional<LocalDate> recorded = Upkeep.lastDay(context);
        Optional<LocalDate> entered = enteredOn(context);
        boolean later =
                entered.isPresent() && recorded.isPresent() && entered.get().isAfter(recorded.get());
        return later ? Optional.empty() : Upkeep.record(context);
    }

    private static Optional<LocalDate> enteredOn(ScanContext context) {
        return context.current(KIND).flatMap(entry -> entry.values().day(CityKinds.ON));
    }

    private static Fact next(Rule rule, LocalDate last, LocalDate today) {
        LocalDate due = last.plusDays(rule.number("days"));
        boolean late = today.isAfter(due);
        return new Fact(
                "next",
                new Text("应于此日前再次维保", "Next maintenance by"),
                new Text(due + (late ? " 已超期" : ""), due + (late ? ", overdue" : "")),
                late ? Tone.WARNING : Tone.PLAIN);
    }

    /** What the visits cover, for the maintenance unit. */
    static List<Section> items(ScanContext context) {
        return context.caller().audience() == Audience.MAINTENANCE_UNIT
                        && context.device().category().within(TRACTION)
                ? COVERED
                : List.of();
    }

    /** What is wrong with a record of a visit: the officer's signature, and the number of items. */
    static List<Finding> check(ScanContext context, Values values) {
        var findings = new ArrayList<Finding>();
        if (!values.yesNo(SIGNED).orElse(false)) {
            findings.add(
                    new Finding(
                            SIGNED,
                            new Text(
                                    "维保记录须经使用单位安全管理人员签字确认（TSG T5002-2017 第七条）。",
                                    "The using unit's safety officer signs every maintenance record (TSG T5002-2017, article 7).")));
        }
        Optional<Visit> visit = values.text(VISIT).flatMap(Visit::of);
        Optional<Long> items = values.whole(ITEMS);
        if (visit.isEmpty() || items.isEmpty() || !context.device().category().within(TRACTION)) {
            return findings;
        }
        int expected = visit.get().items().size();
        if (items.get() != expected) {
            findings.add(new Finding(
                    ITEMS,
                    new Text(
                            visit.get().title().zh() + "应完成 " + expected + " 项（TSG T5002-2017 附件 A），填报为 " + items.get()
                                    + " 项。",
                            visit.get().title().en() + " covers " + expected + " items (TSG T5002-2017, annex A), not "
                                    + items.get() + ".")));
        }
        return findings;
    }

    private static Section visits() {
        var rows = new ArrayList<List<Text>>();
        for (Visit visit : Visit.values()) {
            rows.add(List.of(
                    visit.title(), Text.same(Integer.toString(visit.items().size()))));
        }
        return new Section.Table(
                new Text("保养类别（TSG T5002-2017 附件 A）", "Kinds of visit (TSG T5002-2017, annex A)"),
                List.of(new Text("类别", "Kind"), new Text("项目数", "Items")),
                rows);
    }

    private static Section covered() {
        List<List<Text>> rows = Visit.YEAR.items().stream()
                .map(item ->
                        List.of(item.what(), item.requirement(), item.from().title()))
                .toList();
        return new Section.Table(
                new Text("保养项目", "Items of maintenance"),
                List.of(new Text("项目", "Item"), new Text("要求", "Requirement"), new Text("自此类起", "From")),
                rows);
    }
}
