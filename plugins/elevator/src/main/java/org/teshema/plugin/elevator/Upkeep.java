package org.teshema.plugin.elevator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Organisation;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/**
 * A visit of the maintenance unit 维保 to a traction lift: begun by a scan as proof of presence, recorded item by item of annex A,
 * signed by the using unit (TSG T5002-2017). What is open, done or signed is read from the archive alone.
 */
final class Upkeep {
    static final String BEGUN = ElevatorPlugin.NAME + "/upkeep-begun";
    static final String RECORD = ElevatorPlugin.NAME + "/upkeep";
    static final String SIGNED = ElevatorPlugin.NAME + "/upkeep-signed";
    static final String DISPUTED = ElevatorPlugin.NAME + "/upkeep-disputed";

    static final Set<String> KINDS = Set.of(BEGUN, RECORD, SIGNED, DISPUTED);

    static final String VISIT = "visit";
    static final String BEGAN_WITH = "begun";
    static final String BEGUN_AT = "begun-at";
    static final String DONE_AT = "done-at";
    static final String WORKERS = "workers";
    static final String REMARKS = "remarks";
    static final String PHOTO = "photo";
    static final String FAULT_PHOTO = "fault-photo";
    static final String SUBJECT = "record";
    static final String REASON = "reason";
    static final String FAULTS = "faults";

    private static final CatalogueCode TRACTION = new CatalogueCode("3100");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String SCANNED = "scan";

    private Upkeep() {}

    /** How far a record is. */
    enum State {
        WAITING,
        SIGNED,
        DISPUTED
    }

    static boolean applies(ScanContext context) {
        return context.device().category().within(TRACTION);
    }

    /** The visit that the reader's unit began here by a scan, has not recorded yet, and began not too long ago. */
    static Optional<Entry> open(ScanContext context, Instant now) {
        return context.current(BEGUN)
                .filter(begun -> begun.source().equals(SCANNED))
                .filter(begun -> isOwn(context, begun))
                .filter(begun -> record(context)
                        .flatMap(record -> record.values().whole(BEGAN_WITH))
                        .filter(id -> id == begun.id())
                        .isEmpty())
                .filter(begun -> hours(context)
                        .filter(hours -> !now.isAfter(begun.recordedAt().plus(Duration.ofHours(hours))))
                        .isPresent());
    }

    /** Within how many hours a visit is recorded; no visit is open where no rule says. */
    private static Optional<Integer> hours(ScanContext context) {
        Optional<Rule> rule =
                context.rules().governing("upkeep-open", context.device().category(), context.today());
        try {
            return rule.map(one -> one.number("hours"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<Entry> record(ScanContext context) {
        return context.current(RECORD);
    }

    /** Whether the reader's unit recorded it. */
    static boolean isOwn(ScanContext context, Entry entry) {
        return context.caller().organisation().map(Organisation::name).equals(Optional.of(entry.author()));
    }

    /** How far the record is, by the last that was said of it. */
    static State state(ScanContext context, Entry record) {
        return state(
                record,
                context.current(SIGNED).stream().toList(),
                context.current(DISPUTED).stream().toList());
    }

    /** The same by these signatures and disputes: what was signed stays signed. */
    static State state(Entry record, List<Entry> signed, List<Entry> disputed) {
        if (signed.stream().anyMatch(one -> isAbout(one, record))) {
            return State.SIGNED;
        }
        return disputed.stream().anyMatch(one -> isAbout(one, record)) ? State.DISPUTED : State.WAITING;
    }

    private static boolean isAbout(Entry said, Entry record) {
        return said.values().whole(SUBJECT).filter(id -> id == record.id()).isPresent();
    }

    static Optional<Visit> visit(Entry entry) {
        return entry.values().text(VISIT).flatMap(Visit::of);
    }

    /** How many items of the record have a fault. */
    static long faults(Entry record) {
        return Visit.parts().stream()
                .flatMap(part -> record.values().ticks(part.list()).stream())
                .mapToLong(ticks -> ticks.faults().size())
                .sum();
    }

    /** When the visit of a record was over: for an amended one that is told, since it was recorded later. */
    static String doneAt(Entry record) {
        return record.values().text(DONE_AT).orElseGet(() -> minute(record.recordedAt()));
    }

    /** The day of the last visit that was recorded. */
    static Optional<LocalDate> lastDay(ScanContext context) {
        return record(context).map(record -> LocalDate.parse(doneAt(record).substring(0, 10)));
    }

    static String minute(Instant at) {
        return at.atZone(ZONE)
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace('T', ' ');
    }

    /** What is wrong with an entry of these kinds, on whatever way it comes. */
    static List<Finding> check(ScanContext context, String kind, Values values, Instant now) {
        return switch (kind) {
            case BEGUN -> place(values);
            case RECORD -> recorded(context, values, now);
            case SIGNED, DISPUTED -> said(context, values);
            default -> List.of();
        };
    }

    private static List<Finding> place(Values values) {
        Optional<BigDecimal> latitude = values.measure("latitude");
        Optional<BigDecimal> longitude = values.measure("longitude");
        boolean within = latitude.filter(one -> one.abs().compareTo(new BigDecimal(90)) > 0)
                        .isEmpty()
                && longitude
                        .filter(one -> one.abs().compareTo(new BigDecimal(180)) > 0)
                        .isEmpty();
        return latitude.isPresent() == longitude.isPresent() && within
                ? List.of()
                : List.of(new Finding(
                        "latitude",
                        new Text(
                                "位置须同时有纬度（-90 到 90）和经度（-180 到 180），或都不填。",
                                "A place is a latitude (-90 to 90) and a longitude (-180 to 180), or neither.")));
    }

    private static List<Finding> recorded(ScanContext context, Values values, Instant now) {
        Optional<Long> begun = values.whole(BEGAN_WITH);
        Optional<Visit> visit = values.text(VISIT).flatMap(Visit::of);
        Optional<Entry> open = open(context, now)
                .filter(one -> begun.filter(id -> id == one.id()).isPresent());
        // An amended record is of the visit of the one before.
        Optional<Entry> amended = record(context)
                .filter(one -> isOwn(context, one))
                .filter(one ->
                        begun.isPresent() && one.values().whole(BEGAN_WITH).equals(begun));
        if (visit.isEmpty() || (open.isEmpty() && amended.isEmpty())) {
            return List.of(
                    new Finding(
                            BEGAN_WITH,
                            new Text(
                                    "没有由本单位在此扫码开始、尚未提交的维保；请在设备旁扫码并点“开始维保”。",
                                    "No visit of your unit is open here. Scan the code at the lift and press “Begin maintenance”.")));
        }
        if (!visit.equals(open.or(() -> amended).flatMap(Upkeep::visit))) {
            return List.of(
                    new Finding(VISIT, new Text("保养类别须与开始时所选相同。", "The kind of visit is the one it was begun as.")));
        }
        for (Visit part : Visit.values()) {
            boolean covered = visit.get().compareTo(part) >= 0;
            if (values.ticks(part.list()).isPresent() != covered) {
                return List.of(new Finding(
                        part.list(),
                        covered
                                ? new Text(
                                        visit.get().title().zh() + "须逐项填写“"
                                                + part.listTitle().zh() + "”（TSG T5002-2017 附件 A）。",
                                        visit.get().title().en() + " covers every item of “"
                                                + part.listTitle().en() + "” (TSG T5002-2017, annex A).")
                                : new Text(
                                        visit.get().title().zh() + "不含“"
                                                + part.listTitle().zh() + "”。",
                                        visit.get().title().en() + " does not cover “"
                                                + part.listTitle().en() + "”.")));
            }
        }
        return List.of();
    }

    private static List<Finding> said(ScanContext context, Values values) {
        Optional<Entry> record = record(context)
                .filter(one ->
                        values.whole(SUBJECT).filter(id -> id == one.id()).isPresent());
        boolean open = record.filter(one -> state(context, one) != State.SIGNED).isPresent();
        return open
                ? List.of()
                : List.of(new Finding(
                        SUBJECT,
                        new Text(
                                "此记录已签字，或已被更正；请看设备页上现在的记录。",
                                "That record is signed, or amended by another. See the one on the lift's page now.")));
    }

    /** Who the unit's people are towards a record: they see it whole. */
    static boolean isConcerned(ScanContext context) {
        return context.caller().audience() != Audience.PUBLIC;
    }
}
