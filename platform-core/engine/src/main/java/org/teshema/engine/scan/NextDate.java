package org.teshema.engine.scan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rule;
import org.teshema.api.scan.ScanContext;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Question;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.time.CityClock;

/**
 * The next inspection 下次检验日期 as the rules give it, kept beside the one the report names. The category's own clock reckons it, from
 * the archive with the new inspection in it; who names another day says why, and both stay. Stateless.
 */
final class NextDate {
    private static final int LONGEST = 200;

    private NextDate() {}

    /**
     * The values with the reckoned day, its rule and the body that inspected; the very same values of what is no inspection.
     *
     * @throws Problem INVALID in the field of the reason where another day is named without one; WRONG_STATE when the plugin does
     *     not answer
     */
    static Values reckoned(Guard guard, Admitted category, ScanContext context, EntryKind kind, Values values) {
        if (!kind.name().equals(CityKinds.INSPECTION.name()) || !(category.plugin() instanceof CategoryPlugin clocks)) {
            return values;
        }
        ScanContext then = with(context, kind, values);
        List<ClockReading> readings = guard.ask(new Question<>(
                                category, "clocks", context.caller().audience(), () -> List.copyOf(clocks.clocks(then)))
                        .forDeed())
                .answer()
                .orElseThrow(PluginCheck::away);
        Optional<ClockReading> reading = readings.stream()
                .filter(one -> one.clock().equals(CityKinds.INSPECTION.name()))
                .findFirst();
        Optional<LocalDate> day = reading.flatMap(ClockReading::due);
        day.ifPresent(reckoned -> requireReason(reckoned, reading.get(), values));
        Map<String, Object> all = new HashMap<>(values.byName());
        day.ifPresent(reckoned -> all.put(CityKinds.RECKONED, reckoned));
        reading.flatMap(ClockReading::rule)
                .map(id -> told(context, id))
                .ifPresent(rule ->
                        all.put(CityKinds.BY_RULE, rule.length() <= LONGEST ? rule : rule.substring(0, LONGEST)));
        // Whose report it is when nobody else is named: the public is told who inspected.
        if (context.caller().audience() == Audience.INSPECTION_BODY) {
            context.caller().organisation().ifPresent(body -> all.putIfAbsent(CityKinds.BODY, body.name()));
        }
        return new Values(all);
    }

    /** The context as it would be with the inspection in the archive, but for the day that its report names. */
    private static ScanContext with(ScanContext context, EntryKind kind, Values values) {
        Map<String, Object> reckonedFrom = new HashMap<>(values.byName());
        reckonedFrom.remove(CityKinds.NEXT);
        Instant at = values.day(CityKinds.ON)
                .orElse(context.today())
                .atStartOfDay(CityClock.ZONE)
                .toInstant();
        var entry = new Entry(
                Long.MAX_VALUE,
                Subject.of(context.device().id()),
                kind.name(),
                kind.schemaVersion(),
                new Values(reckonedFrom),
                at,
                at,
                context.caller().organisation().map(one -> one.name()).orElse(""),
                "reckoned",
                OptionalLong.empty());
        Map<String, Entry> entries = new HashMap<>(context.currentEntries());
        entries.put(kind.name(), entry);
        return new ScanContext(
                context.code(),
                context.device(),
                entries,
                context.segments(),
                context.caller(),
                context.today(),
                context.rules());
    }

    private static void requireReason(LocalDate reckoned, ClockReading reading, Values values) {
        boolean another =
                values.day(CityKinds.NEXT).filter(day -> !day.equals(reckoned)).isPresent();
        if (another && values.text(CityKinds.NEXT_REASON).isEmpty()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    CityKinds.NEXT_REASON,
                    "按规则算得的下次检验日期是 " + reckoned + "（" + reading.basis().zh() + "），与所填 "
                            + values.day(CityKinds.NEXT).get() + " 不同，请写明理由；两个日期都会保留。",
                    "By the rules the next inspection is on " + reckoned + " ("
                            + reading.basis().en() + ") and not on "
                            + values.day(CityKinds.NEXT).get() + ". Say why; both days are kept.");
        }
    }

    private static String told(ScanContext context, String id) {
        return context.rules()
                .find(id, context.today())
                .map(Rule::source)
                .map(source -> id + "：" + source)
                .orElse(id);
    }
}
