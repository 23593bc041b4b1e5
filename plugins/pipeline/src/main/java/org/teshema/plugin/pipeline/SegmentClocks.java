package org.teshema.plugin.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** All that an inspection's clock asks of a segment. */
    private record Asked(
            Optional<LocalDate> used,
            Optional<LocalDate> inspected,
            Optional<LocalDate> next,
            boolean failed,
            Optional<String> pipeClass,
            Optional<String> grade) {
        static Asked of(Line line) {
            return new Asked(
                    line.used(),
                    line.inspected(),
                    line.values().day(Line.NEXT),
                    line.failed(),
                    line.pipeClass(),
                    line.grade());
        }
    }

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

    /** What the clock shows of each segment, those together of which it shows the same; others are left out. */
    List<Judged> each(ScanContext context, StatutoryClock clock) {
        boolean inspection = clock.topic().equals(CityKinds.INSPECTION.name());
        Optional<Course.Done> unit =
                inspection ? Optional.empty() : clock.course(context).last();
        var alike = new LinkedHashMap<Object, List<Line>>();
        for (Segment segment : context.segments()) {
            var line = new Line(segment.values());
            Object asked = inspection ? Asked.of(line) : line.used();
            alike.computeIfAbsent(asked, one -> new ArrayList<>()).add(line);
        }
        var all = new ArrayList<Judged>(alike.size());
        alike.forEach((asked, lines) -> {
            Course course = asked instanceof Asked one ? inspection(one) : ofUnit(lines.get(0), unit);
            clock.read(context, course).ifPresent(reading -> all.add(new Judged(reading, lines)));
        });
        return all;
    }

    private Course inspection(Asked asked) {
        Optional<Course.Done> last = asked.inspected()
                .map(on -> new Course.Done(
                        on, asked.failed(), Optional.empty(), asked.next().filter(next -> next.isAfter(on))));
        return new Course(asked.used().map(Course.Done::on), last, facts(asked));
    }

    /** Done by the using unit for all of its segments at once. */
    private static Course ofUnit(Line line, Optional<Course.Done> done) {
        Optional<LocalDate> used = line.used();
        return new Course(
                used.map(Course.Done::on),
                done.filter(one -> used.isEmpty() || !one.on().isBefore(used.get())),
                Map.of());
    }

    private Map<String, Fact> facts(Asked asked) {
        var facts = new HashMap<String, Fact>();
        asked.grade().ifPresent(value -> facts.put(Line.GRADE, fact(grade, value, value)));
        // The years of a class hold for the good safety grades alone: of an inspected segment whose grade nobody
        // recorded no
        // condition may hold, or a bad one would get the years of a good one.
        boolean judged = asked.grade().isPresent() || asked.inspected().isEmpty();
        asked.pipeClass()
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
        segments.forEach(one -> counts.merge(one.reading().status(), one.lines().size(), Integer::sum));
        int count = segments.stream().mapToInt(one -> one.lines().size()).sum();
        var zh = new StringBuilder("共 " + count + " 条管道");
        var en = new StringBuilder(count == 1 ? "1 segment" : count + " segments");
        for (DueStatus status : List.of(DueStatus.FAILED, DueStatus.OVERDUE, DueStatus.UNKNOWN, DueStatus.DUE_SOON)) {
            Integer some = counts.get(status);
            if (some != null) {
                Text word = word(status);
                zh.append("，").append(word.zh()).append(" ").append(some);
                en.append(", ").append(some).append(" ").append(word.en());
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
