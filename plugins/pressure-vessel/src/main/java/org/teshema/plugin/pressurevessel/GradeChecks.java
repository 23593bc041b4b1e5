package org.teshema.plugin.pressurevessel;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/**
 * Safety grades 安全状况等级 that cannot be: a vessel that passed has one from 1 to 4, and in grade 4 its use is watched 监控使用 up
 * to a day that is named, all in all no longer than the rule on inspection lets it. An oxygen chamber has none.
 */
final class GradeChecks {
    private static final CatalogueCode FIXED = new CatalogueCode("2100");
    private static final Set<String> FAILED = Set.of(CityKinds.FAIL, CityKinds.FAIL_AGAIN);
    private static final String WATCHED = "4";
    private static final String STOPPED = "5";
    private static final int LOOK_BACK = 50;

    private final Optional<Archive> archive;

    GradeChecks(Optional<Archive> archive) {
        this.archive = archive;
    }

    List<Finding> of(ScanContext context, Values values) {
        Optional<String> grade = values.text(CityKinds.GRADE);
        boolean passed = values.text(CityKinds.RESULT)
                .filter(result -> !FAILED.contains(result))
                .isPresent();
        if (!context.device().category().within(FIXED)) {
            return grade.isPresent()
                    ? wrong(
                            CityKinds.GRADE,
                            "氧舱不评定安全状况等级，请留空。",
                            "An oxygen chamber is given no safety grade; leave the field empty.")
                    : List.of();
        }
        if (!passed) {
            return List.of();
        }
        if (grade.isEmpty()) {
            return isSimple(context)
                    ? List.of()
                    : wrong(
                            CityKinds.GRADE,
                            "检验合格的压力容器须评定安全状况等级（1 至 4 级），下次检验日期由它确定。",
                            "A vessel that passed is given a safety grade from 1 to 4; the next date depends on it.");
        }
        return switch (grade.get()) {
            case STOPPED ->
                wrong(
                        CityKinds.GRADE,
                        "安全状况等级 5 级的压力容器不得使用，检验结论不能为合格。",
                        "A vessel of grade 5 must not be used; its inspection cannot have passed.");
            case WATCHED -> watched(context, values);
            default -> List.of();
        };
    }

    private List<Finding> watched(ScanContext context, Values values) {
        if (values.day(CityKinds.NEXT).isEmpty()) {
            return wrong(
                    CityKinds.NEXT,
                    "安全状况等级 4 级为监控使用，须写明下次检验日期。",
                    "A vessel of grade 4 is watched in use; name the day of the next inspection.");
        }
        int months = context.rules()
                .governing(CityKinds.INSPECTION.name(), context.device().category(), context.today())
                .map(rule -> rule.number("at-most-months.grade.4", 0))
                .orElse(0);
        Optional<LocalDate> since = watchedSince(context, values);
        if (months == 0 || since.isEmpty()) {
            return List.of();
        }
        LocalDate most = YearMonth.from(since.get()).plusMonths(months).atEndOfMonth();
        return values.day(CityKinds.NEXT).filter(next -> next.isAfter(most)).isPresent()
                ? wrong(
                        CityKinds.NEXT,
                        "自 " + since.get() + " 起监控使用，累计不得超过 " + months + " 个月，下次检验日期不得晚于 " + most + "。",
                        "Watched in use since " + since.get() + ", which may last " + months
                                + " months in all: the next inspection is on " + most + " at the latest.")
                : List.of();
    }

    /** Since when it has been of grade 4 without a break, this inspection included. */
    private Optional<LocalDate> watchedSince(ScanContext context, Values values) {
        Optional<LocalDate> since = values.day(CityKinds.ON);
        for (Entry entry : inspections(context)) {
            Optional<LocalDate> on = entry.values().day(CityKinds.ON);
            if (on.isEmpty() || since.isEmpty() || !on.get().isBefore(since.get())) {
                continue;
            }
            if (entry.values().text(CityKinds.GRADE).filter(WATCHED::equals).isEmpty()) {
                return since;
            }
            since = on;
        }
        return since;
    }

    /** The inspections, newest first, corrected ones left out; the current one alone where there is no archive to ask. */
    private List<Entry> inspections(ScanContext context) {
        String kind = CityKinds.INSPECTION.name();
        if (archive.isEmpty()) {
            return context.current(kind).stream().toList();
        }
        List<Entry> history = archive.get().history(context.device().id(), kind, LOOK_BACK);
        var corrected = new HashSet<Long>();
        history.forEach(entry -> entry.supersedes().ifPresent(corrected::add));
        return history.stream().filter(entry -> !corrected.contains(entry.id())).toList();
    }

    private static boolean isSimple(ScanContext context) {
        return context.current("pressure-vessel/technical")
                .flatMap(entry -> entry.values().yesNo("simple"))
                .orElse(false);
    }

    private static List<Finding> wrong(String field, String zh, String en) {
        return List.of(new Finding(field, new Text(zh, en)));
    }
}
