package org.teshema.plugin.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Segment;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Course;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Fact;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/**
 * What a clock shows of a unit: what it shows of the segment that asks for most attention, with the day that is first of all
 * segments, and it says which. Segments with the same dates, class and grade are judged once, as a unit has hundreds of
 * segments and a handful of inspections. Thread-safe.
 */
final class SegmentClocks {
    private static final Comparator<Judged> EARLIEST =
            Comparator.comparing(judged -> judged.reading().due().orElse(LocalDate.MAX));

    private final Field pipeClass;
    private final Field grade;

    /** The clocks of segments of that kind. */
    SegmentClocks(EntryKind kind) {
        this.pipeClass = kind.field(Segment.CLASS).orElseThrow();
        this.grade = kind.field(Line.GRADE).orElseThrow();
    }

    /** What the clock shows of the unit. */
    Optional<ClockReading> read(ScanContext context, StatutoryClock clock) {
        List<Judged> segments = each(context, clock);
        Optional<ClockReading> whole = clock.read(context).filter(reading -> reading.status() == DueStatus.FAILED);
        if (whole.isPresent() || segments.isEmpty()) {
            // An inspection of the whole unit that failed stands for all of its segments.
            return whole;
        }
        Judged worst = Collections.min(segments, Judged.WEIGHTIEST_FIRST);
        ClockReading reading = worst.reading();
        if (reading.status() == DueStatus.STOPPED || reading.rule().isEmpty()) {
            return Optional.of(reading);
        }
        Judged earliest = Collections.min(segments, EARLIEST);
        Optional<LocalDate> due = reading.status() == DueStatus.FAILED
                ? Optional.empty()
                : earliest.reading().due();
        Text basis = reading.due().isPresent() || due.isEmpty() ? named(worst) : joined(named(earliest), named(worst));
        return Optional.of(new ClockReading(
                reading.clock(), reading.title(), reading.status(), due, joined(basis, sum(segments)), reading.rule()));
    }

    /** What the clock shows of each segment, in the order of the table; segments of which nothing is asked are left out. */
    List<Judged> each(ScanContext context, StatutoryClock clock) {
        boolean inspection = clock.topic().equals(CityKinds.INSPECTION.name());
        Optional<Course.Done> unit =
                inspection ? Optional.empty() : clock.course(context).last();
        var known = new HashMap<Course, Optional<ClockReading>>();
        var all = new ArrayList<Judged>(context.segments().size());
        for (Segment segment : context.segments()) {
            var line = new Line(segment.values());
            Course course = inspection ? inspection(line) : ofUnit(line, unit);
            known.computeIfAbsent(course, one -> clock.read(context, one))
                    .ifPresent(reading -> all.add(new Judged(line, reading)));
        }
        return all;
    }

    private Course inspection(Line line) {
        Optional<Course.Done> last = line.inspected()
                .map(on -> new Course.Done(
                        on,
                        line.failed(),
                        Optional.empty(),
                        line.values().day(Line.NEXT).filter(next -> next.isAfter(on))));
        return new Course(line.used().map(Course.Done::on), last, facts(line, last.isPresent()));
    }

    /** Done by the using unit for all of its segments at once. */
    private static Course ofUnit(Line line, Optional<Course.Done> done) {
        Optional<LocalDate> used = line.used();
        return new Course(
                used.map(Course.Done::on),
                done.filter(one -> used.isEmpty() || !one.on().isBefore(used.get())),
                Map.of());
    }

    private Map<String, Fact> facts(Line line, boolean inspected) {
        var facts = new HashMap<String, Fact>();
        line.grade().ifPresent(value -> facts.put(Line.GRADE, fact(grade, value, value)));
        // The years of a class hold for the good safety grades alone: of an inspected segment whose grade nobody
        // recorded no
        // condition may hold, or a bad one would get the years of a good one.
        boolean judged = line.grade().isPresent() || !inspected;
        line.pipeClass()
                .ifPresent(value ->
                        facts.put(Segment.CLASS, fact(pipeClass, judged ? value : value + " of no grade", value)));
        return facts;
    }

    private static Fact fact(Field field, String spelled, String value) {
        Text words = EntryFacts.words(field, value);
        return new Fact(
                spelled,
                new Text(field.title().zh() + "：" + words.zh(), field.title().en() + ": " + words.en()));
    }

    private static Text named(Judged judged) {
        Text title = judged.line().title();
        Text basis = judged.reading().basis();
        return new Text("“" + title.zh() + "”：" + basis.zh(), "\"" + title.en() + "\": " + basis.en());
    }

    /** How many segments there are, and how many of them ask for attention. */
    private static Text sum(List<Judged> segments) {
        var counts = new EnumMap<DueStatus, Integer>(DueStatus.class);
        segments.forEach(one -> counts.merge(one.reading().status(), 1, Integer::sum));
        var zh = new StringBuilder("共 " + segments.size() + " 条管道");
        var en = new StringBuilder(segments.size() == 1 ? "1 segment" : segments.size() + " segments");
        for (DueStatus status : List.of(DueStatus.FAILED, DueStatus.OVERDUE, DueStatus.UNKNOWN, DueStatus.DUE_SOON)) {
            Integer count = counts.get(status);
            if (count != null) {
                Text word = word(status);
                zh.append("，").append(word.zh()).append(" ").append(count);
                en.append(", ").append(count).append(" ").append(word.en());
            }
        }
        return new Text(zh.append("。").toString(), en.append(".").toString());
    }

    /** A status in a word. */
    static Text word(DueStatus status) {
        return switch (status) {
            case VALID -> new Text("有效", "in date");
            case DUE_SOON -> new Text("临期", "due soon");
            case UNKNOWN -> new Text("未知", "unknown");
            case STOPPED -> new Text("停用", "stopped");
            case OVERDUE -> new Text("超期", "overdue");
            case FAILED -> new Text("不合格", "failed");
        };
    }

    private static Text joined(Text one, Text other) {
        return new Text(one.zh() + other.zh(), one.en() + " " + other.en());
    }
}
