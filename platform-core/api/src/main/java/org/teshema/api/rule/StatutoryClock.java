package org.teshema.api.rule;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.Terms.Answer;
import org.teshema.api.rule.Terms.Term;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/**
 * One clock that the law runs on a device, such as its periodic inspection: what begins it, what answers it, and what it
 * shows on a day under the rules that the context hands in. Nothing is guessed: what the archive does not tell is UNKNOWN.
 * Immutable, every method gives another clock; thread-safe.
 *
 * <p>Entries are read by the field names of {@link CityKinds}: {@code on}, {@code result}, {@code due} and {@code next}. A
 * clock sees what the reader of the scan sees: the fields it counts from MUST be readable by everybody, or the public is shown
 * another date than the inspector.
 */
public final class StatutoryClock {
    /** The order in which readings are told: what asks for most attention first, then what is due first. */
    public static final Comparator<ClockReading> WEIGHTIEST_FIRST = Comparator.comparing(ClockReading::status)
            .reversed()
            .thenComparing(reading -> reading.due().orElse(LocalDate.MAX));

    private static final Set<String> FAILED = Set.of(CityKinds.FAIL, CityKinds.FAIL_AGAIN);
    private static final int LOOK_BACK = 50;

    private record Beginning(String kind, Predicate<Entry> isIn) {
        boolean isIn(Entry entry) {
            return isIn.test(entry);
        }
    }

    private record Considered(String kind, Field field) {}

    private final String topic;
    private final Text title;
    private final List<String> answers;
    private final List<Beginning> beginnings;
    private final List<Considered> considered;
    private final Optional<Archive> archive;
    private final boolean silent;

    private StatutoryClock(
            String topic,
            Text title,
            List<String> answers,
            List<Beginning> beginnings,
            List<Considered> considered,
            Optional<Archive> archive,
            boolean silent) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.title = Objects.requireNonNull(title, "title");
        this.answers = List.copyOf(answers);
        this.beginnings = List.copyOf(beginnings);
        this.considered = List.copyOf(considered);
        this.archive = archive;
        this.silent = silent;
    }

    /**
     * A clock answered by entries of the kind of its own name.
     *
     * @param topic the clock's name, and the topic of the rules that govern it
     * @param title shown to people
     */
    public static StatutoryClock of(String topic, Text title) {
        return new StatutoryClock(topic, title, List.of(topic), List.of(), List.of(), Optional.empty(), false);
    }

    /** Periodic inspection 定期检验, answered by the city's entries of that kind. */
    public static StatutoryClock inspection() {
        return of(CityKinds.INSPECTION.name(), CityKinds.INSPECTION.title());
    }

    /** Answered by the latest entry of these kinds instead. */
    public StatutoryClock answeredBy(EntryKind... kinds) {
        return new StatutoryClock(
                topic, title, Stream.of(kinds).map(EntryKind::name).toList(), beginnings, considered, archive, silent);
    }

    /** Begun by an entry of that kind; of several kinds the first that the archive holds counts. */
    public StatutoryClock begunBy(EntryKind kind) {
        return begunBy(new Beginning(kind.name(), entry -> true));
    }

    /**
     * Begun by an entry of that kind with one of these values in a field, such as the supervision inspection of an
     * installation or a rebuilding. Where the current entry is another, the archive is looked through if it was
     * {@linkplain #lookingBack given}.
     */
    public StatutoryClock begunBy(EntryKind kind, String field, String... values) {
        var wanted = Set.of(values);
        return begunBy(new Beginning(
                kind.name(),
                entry -> entry.values().text(field).filter(wanted::contains).isPresent()));
    }

    private StatutoryClock begunBy(Beginning beginning) {
        var more = new ArrayList<>(beginnings);
        more.add(beginning);
        return new StatutoryClock(topic, title, answers, more, considered, archive, silent);
    }

    /** Begun by the supervision inspection 监督检验 of the installation or of the last rebuilding; a major repair begins nothing. */
    public StatutoryClock begunByCommissioning() {
        return begunBy(CityKinds.COMMISSIONING, CityKinds.WORKS, CityKinds.INSTALLATION, CityKinds.REBUILD);
    }

    /**
     * Begun when the device was put to use 投用 for the first time. Put to use again after a stop begins nothing: what had been
     * due before the stop is due still.
     */
    public StatutoryClock begunByFirstUse() {
        return begunBy(new Beginning(
                CityKinds.USE.name(), entry -> !entry.values().yesNo("again").orElse(false)));
    }

    /** With a field that the rules' conditions may ask about, such as {@code months.molten-metal.yes=12}. */
    public StatutoryClock considering(EntryKind kind, String field) {
        var more = new ArrayList<>(considered);
        more.add(new Considered(
                kind.name(),
                kind.field(field)
                        .orElseThrow(() -> new IllegalArgumentException(kind.name() + " has no field " + field))));
        return new StatutoryClock(topic, title, answers, beginnings, more, archive, silent);
    }

    /** Looking for the beginning in this archive where the current entry is none. */
    public StatutoryClock lookingBack(Archive past) {
        return new StatutoryClock(topic, title, answers, beginnings, considered, Optional.of(past), silent);
    }

    /** Left out where nothing is known to count from, because another clock of the device says so already. */
    public StatutoryClock silentWhenUnknown() {
        return new StatutoryClock(topic, title, answers, beginnings, considered, archive, true);
    }

    /** The clock's name, and the topic of its rules. */
    public String topic() {
        return topic;
    }

    /** What these clocks show, the weightiest first. */
    public static List<ClockReading> read(ScanContext context, List<StatutoryClock> clocks) {
        var readings = new ArrayList<ClockReading>(clocks.size());
        for (StatutoryClock clock : clocks) {
            clock.read(context).ifPresent(readings::add);
        }
        readings.sort(WEIGHTIEST_FIRST);
        return readings;
    }

    /** What the clock shows of the context's device; nothing where no rule asks for anything. */
    public Optional<ClockReading> read(ScanContext context) {
        return read(context, course(context));
    }

    /** What the clock shows of a course that the plugin knows of, such as one segment's. */
    public Optional<ClockReading> read(ScanContext context, Course course) {
        Rulebook rules = context.rules();
        LocalDate today = context.today();
        Optional<Rule> rule = rules.governing(topic, context.device().category(), today);
        if (rule.isEmpty()) {
            return !silent && rules.knows(topic, context.device().category())
                    ? Optional.of(noRule(today))
                    : Optional.empty();
        }
        var shown = new Shown(rule.get(), rules.terms(rule.get()), course, today);
        Optional<ClockReading> reading = shown.reading();
        if (silent
                && (shown.beganBadly()
                        || reading.filter(r -> r.status() == DueStatus.UNKNOWN).isPresent())) {
            return Optional.empty();
        }
        if (reading.isPresent() && isStopped(context)) {
            return Optional.of(shown.stopped());
        }
        return reading;
    }

    /** What the context's archive tells of the clock. */
    public Course course(ScanContext context) {
        Optional<Entry> began = beginning(context);
        Optional<LocalDate> since = began.flatMap(StatutoryClock::on);
        Optional<Course.Done> last = Optional.empty();
        for (String kind : answers) {
            Optional<Course.Done> done = context.current(kind)
                    .flatMap(entry -> done(entry, since))
                    .filter(one -> since.isEmpty() || !one.on().isBefore(since.get()));
            if (done.isPresent()
                    && (last.isEmpty() || done.get().on().isAfter(last.get().on()))) {
                last = done;
            }
        }
        return new Course(
                began.flatMap(entry -> done(entry, Optional.empty())),
                failedSince(context, since, last),
                facts(context));
    }

    /**
     * What was done last, or a later beginning that failed: a rebuilding whose supervision inspection failed ends the use of a
     * device that was put to use long before.
     */
    private Optional<Course.Done> failedSince(
            ScanContext context, Optional<LocalDate> since, Optional<Course.Done> last) {
        Optional<LocalDate> before = last.map(Course.Done::on).or(() -> since);
        return beginnings.stream()
                .flatMap(beginning -> context.current(beginning.kind()).filter(beginning::isIn).stream())
                .flatMap(entry -> done(entry, Optional.empty()).stream())
                .filter(one -> one.failed()
                        && before.filter(day -> one.on().isAfter(day)).isPresent())
                .findFirst()
                .or(() -> last);
    }

    private Map<String, Fact> facts(ScanContext context) {
        if (considered.isEmpty()) {
            return Map.of();
        }
        var facts = new HashMap<String, Fact>();
        for (Considered one : considered) {
            context.current(one.kind())
                    .map(entry -> entry.values().byName().get(one.field().name()))
                    .ifPresent(value -> facts.put(one.field().name(), fact(one.field(), value)));
        }
        return facts;
    }

    private static Fact fact(Field field, Object value) {
        String spelled = value instanceof Boolean yes ? (yes ? "yes" : "no") : value.toString();
        Text words = value instanceof Boolean yes ? (yes ? new Text("是", "yes") : new Text("否", "no")) : null;
        if (field.type() instanceof FieldType.Choice choice) {
            words = choice.options().stream()
                    .filter(option -> option.value().equals(spelled))
                    .map(FieldType.Option::title)
                    .findFirst()
                    .orElse(null);
        }
        Text of = words == null ? Text.same(spelled) : words;
        return new Fact(
                spelled,
                new Text(field.title().zh() + "：" + of.zh(), field.title().en() + ": " + of.en()));
    }

    private Optional<Entry> beginning(ScanContext context) {
        for (Beginning beginning : beginnings) {
            Optional<Entry> current = context.current(beginning.kind());
            if (current.isEmpty()) {
                continue;
            }
            Optional<Entry> found = beginning.isIn(current.get()) ? current : before(context, beginning);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The latest entry up to the context's day that begins a life, corrected ones left out. */
    private Optional<Entry> before(ScanContext context, Beginning beginning) {
        if (archive.isEmpty()) {
            return Optional.empty();
        }
        List<Entry> history = archive.get().history(context.device().id(), beginning.kind(), LOOK_BACK);
        var corrected = new HashSet<Long>();
        history.forEach(entry -> entry.supersedes().ifPresent(corrected::add));
        return history.stream()
                .filter(entry -> !corrected.contains(entry.id()) && beginning.isIn(entry))
                .filter(entry ->
                        on(entry).filter(day -> !day.isAfter(context.today())).isPresent())
                .findFirst();
    }

    private static Optional<LocalDate> on(Entry entry) {
        return entry.values().day(CityKinds.ON);
    }

    private static Optional<Course.Done> done(Entry entry, Optional<LocalDate> since) {
        Optional<LocalDate> on = on(entry);
        if (on.isEmpty()) {
            return Optional.empty();
        }
        boolean failed =
                entry.values().text(CityKinds.RESULT).filter(FAILED::contains).isPresent();
        // A day before the life began makes no sense as the day it had been due.
        Optional<LocalDate> due = entry.values()
                .day(CityKinds.DUE)
                .filter(day -> since.isEmpty() || YearMonth.from(day).isAfter(YearMonth.from(since.get())));
        Optional<LocalDate> next = entry.values().day(CityKinds.NEXT).filter(day -> day.isAfter(on.get()));
        return Optional.of(new Course.Done(on.get(), failed, due, next));
    }

    private static boolean isStopped(ScanContext context) {
        DeviceStatus status = context.device().status();
        return status == DeviceStatus.STOPPED || status == DeviceStatus.SCRAPPED;
    }

    private ClockReading noRule(LocalDate today) {
        return new ClockReading(
                topic,
                title,
                DueStatus.UNKNOWN,
                Optional.empty(),
                new Text("没有 " + today + " 当日适用的规则。", "No rule is known that held on " + today + "."),
                Optional.empty());
    }

    /** What is shown of one course on one day under one rule. */
    private final class Shown {
        private final Rule rule;
        private final Terms terms;
        private final Course course;
        private final LocalDate today;
        private final Map<String, String> facts;

        Shown(Rule rule, Terms terms, Course course, LocalDate today) {
            this.rule = rule;
            this.terms = terms;
            this.course = course;
            this.today = today;
            this.facts = new HashMap<>();
            course.facts().forEach((name, fact) -> facts.put(name, fact.value()));
        }

        boolean beganBadly() {
            return course.began().filter(Course.Done::failed).isPresent();
        }

        Optional<ClockReading> reading() {
            if (beganBadly()) {
                return Optional.of(failed(course.began().get()));
            }
            return course.last().isPresent()
                    ? afterLast(course.last().get())
                    : course.began().isPresent()
                            ? beforeFirst(course.began().get().on())
                            : Optional.of(unknown(
                                    beginnings.isEmpty()
                                            ? new Text("档案中没有记录，无法起算", "the archive holds nothing to count from")
                                            : new Text(
                                                    "档案中没有起算的记录（如安装、改造监督检验），无法起算",
                                                    "the archive holds no beginning to count from, such as the"
                                                            + " supervision inspection")));
        }

        private Optional<ClockReading> beforeFirst(LocalDate anchor) {
            Optional<Schedule> fixed = terms.fixed();
            Optional<Schedule> schedule = fixed;
            if (fixed.isEmpty()) {
                Term first = terms.first(facts);
                if (first.answer() != Answer.MONTHS) {
                    return otherwise(first, Optional.empty());
                }
                schedule = Optional.of(Schedule.ofMonths(rule, first.months(), first.months()));
            }
            Optional<LocalDate> due = terms.noArrears
                    ? schedule.get().firstFrom(anchor, rule.from())
                    : Optional.of(schedule.get().first(anchor));
            return due.map(day -> due(day, Optional.of(anchor), Optional.empty()));
        }

        private Optional<ClockReading> afterLast(Course.Done last) {
            Optional<LocalDate> anchor = course.began().map(Course.Done::on);
            Optional<Schedule> schedule = terms.schedule(facts);
            if (schedule.isEmpty()) {
                return last.failed() ? Optional.of(failed(last)) : otherwise(terms.cycle(facts), Optional.of(last));
            }
            if (anchor.isEmpty()) {
                Optional<LocalDate> next = schedule.get().nextWithoutAnchor(last.on(), last.due());
                if (next.isEmpty() && !last.failed()) {
                    return Optional.of(unknown(new Text(
                            "档案中没有起算的记录（如安装、改造监督检验），无法起算",
                            "the archive holds no beginning to count from, such as the supervision inspection")));
                }
                return Optional.of(
                        last.failed() ? failed(last) : due(settled(last, next.get()), anchor, Optional.of(last.on())));
            }
            Optional<LocalDate> next = schedule.get().next(anchor.get(), last.on(), last.due());
            return next.map(
                    day -> last.failed() ? failed(last) : due(settled(last, day), anchor, Optional.of(last.on())));
        }

        /** Without a number of months: no duty, not to be used, as recorded, or not known. */
        private Optional<ClockReading> otherwise(Term term, Optional<Course.Done> last) {
            return switch (term.answer()) {
                case NONE -> Optional.empty();
                case STOP ->
                    Optional.of(new ClockReading(
                            topic,
                            title,
                            DueStatus.FAILED,
                            Optional.empty(),
                            new Text(
                                    source().zh() + "；不得使用，无下次日期。",
                                    source().en() + ": not to be used, and no next date."),
                            Optional.of(rule.id())));
                case RECORDED ->
                    Optional.of(last.flatMap(Course.Done::next)
                            .map(day -> due(
                                    atMost(last.get().on(), day),
                                    course.began().map(Course.Done::on),
                                    last.map(Course.Done::on)))
                            .orElseGet(() -> unknown(new Text(
                                    "下次日期由检验机构确定，记录中没有写明",
                                    "the inspection body sets the next date, and the record names none"))));
                case UNKNOWN ->
                    Optional.of(unknown(new Text(
                            "期限取决于“" + term.field().map(this::titled).orElse(topic) + "”，档案中没有或没有对应的规定",
                            "it depends on the field " + term.field().orElse(topic)
                                    + ", which the archive does not tell or the rule does not name")));
                case MONTHS -> throw new IllegalStateException("a number of months has a schedule");
            };
        }

        private String titled(String field) {
            return considered.stream()
                    .filter(one -> one.field().name().equals(field))
                    .map(one -> one.field().title().zh())
                    .findFirst()
                    .orElse(field);
        }

        /** The reckoned day, or the one the record names: an earlier one always, a later one as far as the rule lets it. */
        private LocalDate settled(Course.Done last, LocalDate reckoned) {
            if (last.next().isEmpty() || !last.next().get().isAfter(reckoned)) {
                return last.next().orElse(reckoned);
            }
            LocalDate named = terms.atMostMonths(facts) == 0
                    ? reckoned
                    : atMost(last.on(), last.next().get());
            return named.isAfter(reckoned) ? named : reckoned;
        }

        private LocalDate atMost(LocalDate on, LocalDate day) {
            int months = terms.atMostMonths(facts);
            LocalDate most = YearMonth.from(on).plusMonths(months).atEndOfMonth();
            return months > 0 && day.isAfter(most) ? most : day;
        }

        private ClockReading due(LocalDate day, Optional<LocalDate> anchor, Optional<LocalDate> last) {
            DueStatus status = DueStatus.VALID;
            if (today.isAfter(day)) {
                status = DueStatus.OVERDUE;
            } else if (!today.plusDays(terms.warnDays).isBefore(day)) {
                status = DueStatus.DUE_SOON;
            }
            var zh = new StringBuilder(source().zh());
            var en = new StringBuilder(source().en());
            anchor.ifPresent(from -> {
                zh.append("；起算 ").append(from);
                en.append("; counted from ").append(from);
            });
            zh.append(last.map(on -> "；最近一次 " + on + "。").orElse("；档案中尚无记录。"));
            en.append(last.map(on -> "; last done " + on + ".").orElse("; none recorded yet."));
            return reading(status, Optional.of(day), new Text(zh.toString(), en.toString()));
        }

        private ClockReading failed(Course.Done done) {
            return reading(
                    DueStatus.FAILED,
                    Optional.empty(),
                    new Text(
                            source().zh() + "；" + done.on() + " 的结论为不合格，不得使用，无下次日期。",
                            source().en() + "; failed on " + done.on() + ": not to be used, and no next date."));
        }

        ClockReading stopped() {
            return reading(
                    DueStatus.STOPPED,
                    Optional.empty(),
                    new Text("设备已停用或报废，期限不计。", "The device is out of use; the clock does not run."));
        }

        private ClockReading unknown(Text why) {
            return reading(
                    DueStatus.UNKNOWN,
                    Optional.empty(),
                    new Text(source().zh() + "；" + why.zh() + "。", source().en() + "; " + why.en() + "."));
        }

        private ClockReading reading(DueStatus status, Optional<LocalDate> day, Text basis) {
            return new ClockReading(topic, title, status, day, basis, Optional.of(rule.id()));
        }

        /** The source, and what was considered beside the dates. */
        private Text source() {
            var zh = new StringBuilder(rule.source());
            var en = new StringBuilder(rule.source());
            if (!rule.sure()) {
                zh.append("（条文待核）");
                en.append(" (wording to be confirmed)");
            }
            for (Considered one : considered) {
                Fact fact = course.facts().get(one.field().name());
                if (fact != null) {
                    zh.append("；").append(fact.words().zh());
                    en.append("; ").append(fact.words().en());
                }
            }
            return new Text(zh.toString(), en.toString());
        }
    }
}
