package org.teshema.plugin.rescue;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.teshema.api.app.Devices;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.device.Organisation;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/** The board of response times over a period: medians, shares within the limits, by maintenance unit, and the slowest lifts. */
final class Board {
    private static final int PART = 200;
    private static final int PARTS = 5;
    private static final int SLOWEST = 10;
    static final List<Integer> PERIODS = List.of(30, 90, 365);

    /** A rescue, where it was, and whether it kept the limits of its day. */
    record Case(KnownDevice lift, Rescue rescue, boolean kept) {}

    PageView of(PageContext context, Devices devices) {
        int days = context.parameter("days")
                .filter(text ->
                        PERIODS.stream().anyMatch(one -> Integer.toString(one).equals(text)))
                .map(Integer::valueOf)
                .orElse(90);
        List<Case> cases = new ArrayList<>();
        boolean whole = read(context.rules(), devices, context.today().minusDays(days), context.today(), PARTS, cases);
        List<Case> real = cases.stream().filter(one -> !one.rescue().drill()).toList();
        List<Case> drills = cases.stream().filter(one -> one.rescue().drill()).toList();
        List<Section> sections = new ArrayList<>();
        if (!whole) {
            sections.add(new Section.Notice(
                    new Text("数据不全", "Not all of it"),
                    new Text(
                            "期间内记录过多，只统计最早的 " + PART * PARTS + " 条；请选较短的期间。",
                            "There are more records than can be reckoned at once: only the first " + PART * PARTS
                                    + " count. Choose a shorter period."),
                    Tone.WARNING));
        }
        sections.add(figures(new Text("实际救援（近 " + days + " 天）", "Real rescues, last " + days + " days"), real));
        sections.add(figures(new Text("演练（近 " + days + " 天）", "Drills, last " + days + " days"), drills));
        sections.add(byUnit(real));
        sections.add(slowest(real));
        return new PageView(sections, periods(days), List.of(), Optional.empty());
    }

    /** Reads what whoever reads may see of the period; answers whether that was all. */
    static boolean read(Rulebook rules, Devices devices, LocalDate from, LocalDate until, int parts, List<Case> cases) {
        Optional<String> cursor = Optional.empty();
        for (int part = 0; part < parts; part++) {
            Listing<KnownEntry> listing = devices.entries(new EntryQuery(
                    PutuoRescue.RESCUE,
                    "on",
                    Optional.of(from.toString()),
                    Optional.of(until.toString()),
                    Set.of(PutuoRescue.LIFTS),
                    false,
                    cursor,
                    PART));
            for (KnownEntry known : listing.items()) {
                Rescue.of(known.entry().values())
                        .ifPresent(rescue -> cases.add(new Case(
                                known.device(),
                                rescue,
                                Limits.of(rules, known.device().device().category(), rescue.on())
                                        .keptBy(rescue))));
            }
            cursor = listing.next();
            if (cursor.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static Section figures(Text title, List<Case> cases) {
        return new Section.Facts(
                title,
                List.of(
                        new Fact("count", new Text("次数", "How many"), Text.same(Integer.toString(cases.size()))),
                        new Fact(
                                "notified",
                                new Text("通知用时中位数", "Median until notice"),
                                median(cases, one -> one.rescue().notified())),
                        new Fact(
                                "arrived",
                                new Text("到达用时中位数", "Median until arrival"),
                                median(cases, one -> one.rescue().arrived())),
                        new Fact(
                                "freed",
                                new Text("解救用时中位数", "Median until release"),
                                median(cases, one -> one.rescue().freed())),
                        new Fact(
                                "within",
                                new Text("时限内的比例", "Within the limits"),
                                share(cases),
                                cases.stream().allMatch(Case::kept) ? Tone.GOOD : Tone.WARNING)));
    }

    private static Section byUnit(List<Case> cases) {
        Map<String, List<Case>> units = new TreeMap<>();
        cases.forEach(one -> units.computeIfAbsent(
                        one.lift()
                                .device()
                                .maintenanceUnit()
                                .map(Organisation::name)
                                .orElse("—"),
                        unit -> new ArrayList<>())
                .add(one));
        return new Section.Table(
                new Text("按维保单位", "By maintenance unit"),
                List.of(
                        new Text("维保单位", "Maintenance unit"),
                        new Text("救援次数", "Rescues"),
                        new Text("到达用时中位数", "Median until arrival"),
                        new Text("时限内的比例", "Within the limits")),
                units.entrySet().stream()
                        .limit(100)
                        .map(unit -> List.of(
                                Text.same(unit.getKey()),
                                Text.same(Integer.toString(unit.getValue().size())),
                                median(unit.getValue(), one -> one.rescue().arrived()),
                                share(unit.getValue())))
                        .toList());
    }

    private static Section slowest(List<Case> cases) {
        List<Case> slowest = cases.stream()
                .sorted(Comparator.comparingInt((Case one) -> one.rescue().arrived())
                        .reversed())
                .limit(SLOWEST)
                .toList();
        return new Section.Table(
                new Text("到达最慢的救援", "The slowest arrivals"),
                List.of(
                        new Text("电梯", "Lift"),
                        new Text("地点", "Place"),
                        new Text("日期", "Day"),
                        new Text("到达用时", "Until arrival"),
                        new Text("解救用时", "Until release")),
                slowest.stream()
                        .map(one -> List.of(
                                Text.same(one.lift().device().name()),
                                Text.same(one.lift().device().place()),
                                Text.same(one.rescue().on().toString()),
                                minutes(one.rescue().arrived()),
                                minutes(one.rescue().freed())))
                        .toList(),
                slowest.stream()
                        .map(one -> one.lift()
                                .number()
                                .map(number -> "/n/" + number)
                                .orElse(""))
                        .toList());
    }

    private static Text median(List<Case> cases, ToIntFunction<Case> minutes) {
        return cases.isEmpty() ? Text.same("—") : minutes(middle(cases, minutes));
    }

    /** The median; of an even number of cases the mean of the two in the middle, rounded up. */
    static int middle(List<Case> cases, ToIntFunction<Case> minutes) {
        int[] sorted = cases.stream().mapToInt(minutes).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2] + 1) / 2;
    }

    private static Text share(List<Case> cases) {
        long kept = cases.stream().filter(Case::kept).count();
        return Text.same(cases.isEmpty() ? "—" : kept * 100 / cases.size() + "% (" + kept + "/" + cases.size() + ")");
    }

    static Text minutes(long minutes) {
        return new Text(minutes + " 分钟", minutes + " min");
    }

    private static List<Link> periods(int shown) {
        return PERIODS.stream()
                .filter(days -> days != shown)
                .map(days -> new Link(
                        "related",
                        URI.create("/apps/" + PutuoRescue.NAME + "/board?days=" + days),
                        new Text("近 " + days + " 天", "Last " + days + " days"),
                        "text/html"))
                .toList();
    }
}
