package org.teshema.plugin.pipeline;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Segment;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Facts;
import org.teshema.api.scan.Section.Notice;
import org.teshema.api.scan.Section.Table;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/** What is shown of a unit: its kilometres by class, and its segments, those in trouble first. Thread-safe. */
final class SegmentView {
    private static final int SHOWN_TO_THE_PUBLIC = 20;
    private static final int SHOWN = 100;
    private static final Text NOTHING = Text.same("—");

    private final EntryKind kind;
    private final SegmentClocks clocks;

    SegmentView(EntryKind kind, SegmentClocks clocks) {
        this.kind = kind;
        this.clocks = clocks;
    }

    List<Section> of(ScanContext context, List<StatutoryClock> statutory) {
        var sections = new ArrayList<Section>();
        contradiction(context, sections);
        sections.add(totals(context.segments()));
        statutory.stream()
                .filter(clock -> clock.topic().equals(CityKinds.INSPECTION.name()))
                .findFirst()
                .ifPresent(clock -> sections.add(table(context, clock)));
        return sections;
    }

    /** Those who can put it right are told that unit and segments contradict each other. */
    private static void contradiction(ScanContext context, List<Section> sections) {
        if (context.caller().audience() == Audience.PUBLIC) {
            return;
        }
        context.current(PipelinePlugin.TECHNICAL)
                .flatMap(entry -> entry.values().measure(SegmentChecks.TOTAL_LENGTH))
                .filter(total -> SegmentChecks.contradicts(total, SegmentChecks.sum(context.segments())))
                .ifPresent(total -> sections.add(new Notice(
                        new Text("长度不一致", "The lengths do not agree"),
                        SegmentChecks.contradiction(total, context),
                        Tone.WARNING)));
    }

    private static Facts totals(List<Segment> segments) {
        Map<String, BigDecimal> byClass = new TreeMap<>();
        for (Segment segment : segments) {
            var line = new Line(segment.values());
            byClass.merge(line.pipeClass().orElse(""), line.length(), BigDecimal::add);
        }
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(
                "segments",
                new Text("管道数量", "Segments"),
                new Text(segments.size() + " 条", Integer.toString(segments.size()))));
        facts.add(new Fact("total", new Text("总长度", "Total length"), kilometres(SegmentChecks.sum(segments))));
        byClass.forEach((name, metres) -> facts.add(new Fact(
                "class-" + (name.isEmpty() ? "none" : name.toLowerCase(java.util.Locale.ROOT)),
                name.isEmpty() ? new Text("未填级别", "No class") : Text.same(name),
                kilometres(metres))));
        return new Facts(new Text("里程", "Length"), facts);
    }

    private Table table(ScanContext context, StatutoryClock clock) {
        List<Judged> all = clocks.each(context, clock);
        int most = context.caller().audience() == Audience.PUBLIC ? SHOWN_TO_THE_PUBLIC : SHOWN;
        List<Judged> shown =
                all.stream().sorted(Judged.WEIGHTIEST_FIRST).limit(most).toList();
        int more = all.size() - shown.size();
        return new Table(
                more == 0
                        ? kind.title()
                        : new Text(
                                kind.title().zh() + "：列出 " + shown.size() + " 条，另有 " + more + " 条未列出",
                                kind.title().en() + "s: " + shown.size() + " shown, " + more + " more"),
                List.of(
                        new Text("管道", "Pipe"),
                        new Text("级别", "Class"),
                        new Text("长度", "Length"),
                        new Text("安全状况等级", "Safety grade"),
                        new Text("上次检验", "Last inspected"),
                        new Text("应检日期", "Due"),
                        new Text("状态", "Status")),
                shown.stream().map(SegmentView::row).toList());
    }

    private static List<Text> row(Judged judged) {
        Line line = judged.line();
        return List.of(
                line.title(),
                line.pipeClass().map(Text::same).orElse(NOTHING),
                Text.same(SegmentChecks.plain(line.length()) + " m"),
                line.grade().map(grade -> new Text(grade + " 级", grade)).orElse(NOTHING),
                day(line.inspected()),
                day(judged.reading().due()),
                SegmentClocks.word(judged.reading().status()));
    }

    private static Text day(java.util.Optional<LocalDate> day) {
        return day.map(one -> Text.same(one.toString())).orElse(NOTHING);
    }

    private static Text kilometres(BigDecimal metres) {
        return Text.same(SegmentChecks.plain(metres.movePointLeft(3)) + " km");
    }
}
