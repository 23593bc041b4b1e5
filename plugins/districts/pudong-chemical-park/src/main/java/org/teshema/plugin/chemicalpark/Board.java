package org.teshema.plugin.chemicalpark;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.Devices;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/**
 * What is overdue for a patrol, by unit and by line, and which defects are open. The devices come a page at a time, the defects all
 * on the first one.
 */
final class Board {
    private static final int PART = 200;
    private static final int PARTS = 5;
    private static final int ROWS = 500;
    private static final List<Text> OVERDUE = List.of(
            new Text("管道或设备", "Line or device"),
            new Text("地点", "Place"),
            new Text("使用单位", "Using unit"),
            new Text("最近巡查", "Last round"),
            new Text("应于", "Was due"));
    private static final List<Text> BY_UNIT =
            List.of(new Text("使用单位", "Using unit"), new Text("应巡查", "Patrolled"), new Text("超期", "Overdue"));
    private static final List<Text> DEFECTS = Stream.concat(
                    Stream.of(new Text("管道或设备", "Line or device")), Defect.COLUMNS.stream())
            .toList();

    /** What is patrolled, and how. */
    private record Line(KnownDevice known, Duty duty) {
        Optional<LocalDate> last() {
            return known.current(Rounds.ROUND).flatMap(round -> round.values().day("on"));
        }

        String unit() {
            return known.device().usingUnit().map(Organisation::name).orElse("—");
        }

        List<Text> told() {
            return List.of(
                    Text.same(known.device().name()),
                    Text.same(known.device().place()),
                    Text.same(unit()),
                    last().map(day -> Text.same(day.toString())).orElse(new Text("从未巡查", "Never")),
                    Text.same(duty.due(last()).map(LocalDate::toString).orElse("—")));
        }
    }

    PageView of(PageContext context, Devices devices) {
        Set<CatalogueCode> nodes = context.rules().rules().stream()
                .filter(rule -> rule.topic().equals(Duty.TOPIC) && rule.holdsOn(context.today()))
                .flatMap(rule -> rule.nodes().stream())
                .collect(Collectors.toSet());
        if (nodes.isEmpty()) {
            return PageView.of(List.of());
        }
        List<Line> lines = new ArrayList<>();
        Optional<String> next = read(
                context.cursor(),
                cursor -> devices.list(new DeviceQuery(nodes, Optional.of(DeviceStatus.IN_USE), cursor, PART)),
                known -> Duty.of(context.rules(), known.device(), context.today())
                        .ifPresent(duty -> lines.add(new Line(known, duty))));
        List<Line> overdue = lines.stream()
                .filter(line -> line.duty().isOverdue(line.last(), context.today()))
                .toList();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section.Facts(
                new Text("巡查", "Patrols"),
                List.of(
                        figure("patrolled", "应巡查", "To be patrolled", lines.size(), Tone.PLAIN),
                        figure("overdue", "超期", "Overdue", overdue.size(), Tone.BAD))));
        if (context.cursor().isEmpty()) {
            defects(devices, sections);
        }
        sections.add(byUnit(lines, overdue));
        List<Line> shown = overdue.stream().limit(ROWS).toList();
        sections.add(new Section.Table(
                new Text("超期未巡查", "Overdue for a patrol"),
                OVERDUE,
                shown.stream().map(Line::told).toList(),
                shown.stream().map(line -> line.known().path()).toList()));
        return new PageView(sections, List.of(), List.of(), next);
    }

    /** Reads a list as far as a page has time for; answers where it goes on. */
    private static <T> Optional<String> read(
            Optional<String> from, Function<Optional<String>, Listing<T>> list, Consumer<T> taker) {
        Listing<T> listing = Listing.joined(from, PARTS, list);
        listing.items().forEach(taker);
        return listing.next();
    }

    private static Section byUnit(List<Line> lines, List<Line> overdue) {
        Map<String, Integer> all = new TreeMap<>();
        lines.forEach(line -> all.merge(line.unit(), 1, Integer::sum));
        Map<String, Integer> late = new HashMap<>();
        overdue.forEach(line -> late.merge(line.unit(), 1, Integer::sum));
        return new Section.Table(
                new Text("按使用单位", "By using unit"),
                BY_UNIT,
                all.keySet().stream()
                        .limit(ROWS)
                        .map(unit ->
                                List.of(Text.same(unit), number(all.get(unit)), number(late.getOrDefault(unit, 0))))
                        .toList());
    }

    /** Only a round that found something has a grade; the grave ones come first in its order. */
    private static void defects(Devices devices, List<Section> sections) {
        Map<DeviceId, KnownDevice> known = new HashMap<>();
        Map<DeviceId, List<Entry>> rounds = new LinkedHashMap<>();
        Map<DeviceId, List<Entry>> closings = new HashMap<>();
        boolean whole = entries(devices, Rounds.ROUND, Defect.GRADE, known, rounds);
        if (!entries(devices, Rounds.CLOSING, "on", known, closings) || !whole) {
            sections.add(new Section.Notice(
                    new Text("数据不全", "Not all of it"),
                    new Text("问题或销项记录过多，只统计其中一部分。", "There are more defects or closings than are counted here."),
                    Tone.WARNING));
        }
        Map<Defect, KnownDevice> all = new LinkedHashMap<>();
        rounds.forEach((id, found) -> Defect.of(found, closings.getOrDefault(id, List.of()))
                .forEach(defect -> all.put(defect, known.get(id))));
        // What is open counts as closed at the end of time, and so comes first.
        List<Defect> sorted = all.keySet().stream()
                .sorted(Comparator.comparing(Defect::closedAt)
                        .thenComparing(Defect::isGrave)
                        .reversed())
                .toList();
        List<Defect> open = sorted.stream().filter(Defect::isOpen).toList();
        long grave = open.stream().filter(Defect::isGrave).count();
        sections.add(new Section.Facts(
                new Text("问题", "Defects"),
                List.of(
                        figure("open", "未销项", "Open", open.size(), Tone.WARNING),
                        figure("grave", "其中严重", "Grave ones of them", (int) grave, Tone.BAD),
                        figure("closed", "已销项", "Closed", all.size() - open.size(), Tone.GOOD))));
        List<Defect> shown = sorted.stream().limit(ROWS).toList();
        sections.add(new Section.Table(
                new Text("未销项和最近销项的问题", "Defects, open ones first"),
                DEFECTS,
                shown.stream().map(defect -> row(all.get(defect), defect)).toList(),
                shown.stream().map(defect -> all.get(defect).path()).toList()));
    }

    private static List<Text> row(KnownDevice known, Defect defect) {
        return Stream.concat(Stream.of(Text.same(known.device().name())), defect.told().stream())
                .toList();
    }

    private static boolean entries(
            Devices devices,
            String kind,
            String field,
            Map<DeviceId, KnownDevice> of,
            Map<DeviceId, List<Entry>> entries) {
        Consumer<KnownEntry> keep = known -> {
            DeviceId id = known.device().device().id();
            of.putIfAbsent(id, known.device());
            entries.computeIfAbsent(id, one -> new ArrayList<>()).add(known.entry());
        };
        Optional<String> none = Optional.empty();
        Function<Optional<String>, EntryQuery> query =
                cursor -> new EntryQuery(kind, field, none, none, Set.of(), false, cursor, PART);
        return read(none, cursor -> devices.entries(query.apply(cursor)), keep).isEmpty();
    }

    private static Fact figure(String name, String zh, String en, int count, Tone tone) {
        return new Fact(name, new Text(zh, en), number(count), count == 0 ? Tone.PLAIN : tone);
    }

    private static Text number(int count) {
        return Text.same(Integer.toString(count));
    }
}
