package org.teshema.plugin.unitdesk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/** The safety accessories of a device and its operators: when each was last calibrated or is good until, and what is due. */
final class Accessories {
    private static final int MOST = 200;
    private static final String TOPIC = "calibrate-";
    private static final String WARNING = "certificate-warning";
    private static final String NONE = "—";

    /** Field of the accessory that was calibrated. */
    static final String ACCESSORY = "accessory";

    private Accessories() {}

    /** The last calibration of each accessory, with the day its next one is due by the rule of the day it was calibrated. */
    static Optional<Section> calibrations(ScanContext context, Archive archive, EntryKind kind) {
        var newest = new LinkedHashMap<String, Entry>();
        archive.history(context.device().id(), kind.name(), MOST).stream()
                .sorted(Comparator.comparing(Accessories::on)
                        .thenComparing(Entry::id)
                        .reversed())
                .forEach(one -> newest.putIfAbsent(word(one, ACCESSORY) + "\n" + word(one, "number"), one));
        List<List<Text>> rows = newest.values().stream()
                .map(one -> List.of(
                        words(kind, one, ACCESSORY),
                        words(kind, one, "number"),
                        words(kind, one, "on"),
                        words(kind, one, "result"),
                        next(context, one)))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section.Table(
                        kind.title(),
                        List.of(
                                new Text("安全附件", "Accessory"),
                                new Text("出厂编号", "Serial number"),
                                new Text("校验日期", "Calibrated"),
                                new Text("结论", "Result"),
                                new Text("下次校验", "Next one")),
                        rows));
    }

    /** Whether a rule says how often that accessory of such a device is calibrated. */
    static boolean isRuled(ScanContext context, String accessory) {
        return context.rules()
                .governing(TOPIC + accessory, context.device().category(), context.today())
                .isPresent();
    }

    /** The day an accessory is due again; empty where it failed or no rule says it. */
    static Optional<LocalDate> due(ScanContext context, Entry calibration) {
        LocalDate on = on(calibration);
        return calibration
                .values()
                .text("result")
                .filter("pass"::equals)
                .flatMap(passed -> context.rules()
                        .governing(
                                TOPIC + word(calibration, ACCESSORY),
                                context.device().category(),
                                on)
                        .map(rule -> on.plusMonths(rule.number("months"))));
    }

    private static Text next(ScanContext context, Entry calibration) {
        Optional<LocalDate> due = due(context, calibration);
        if (due.isEmpty()) {
            boolean failed =
                    calibration.values().text("result").filter("fail"::equals).isPresent();
            return failed ? new Text("不合格，停用", "Failed: not to be used") : new Text("无规则", "No rule");
        }
        return said(context, due.get(), 1);
    }

    /** Those who work at the device, and until when they may. */
    static Optional<Section> operators(ScanContext context, Archive archive, EntryKind kind) {
        var newest = new LinkedHashMap<String, Entry>();
        archive.history(context.device().id(), kind.name(), MOST)
                .forEach(one -> newest.putIfAbsent(word(one, "certificate") + "\n" + word(one, "number"), one));
        int months = context.rules()
                .governing(WARNING, context.device().category(), context.today())
                .map(rule -> rule.number("months"))
                .orElse(1);
        var rows = new ArrayList<List<Text>>();
        for (Entry one : newest.values()) {
            Text until = one.values()
                    .day("until")
                    .map(day -> said(context, day, months))
                    .orElse(Text.same(NONE));
            rows.add(List.of(
                    words(kind, one, "name"), words(kind, one, "certificate"), words(kind, one, "number"), until));
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section.Table(
                        new Text("作业人员", "Operators"),
                        List.of(
                                new Text("姓名", "Name"),
                                new Text("作业项目", "Item"),
                                new Text("证书编号", "Certificate"),
                                new Text("有效期至", "Good until")),
                        rows));
    }

    private static Text said(ScanContext context, LocalDate day, int months) {
        if (day.isBefore(context.today())) {
            return new Text(day + " 已过期", day + " overdue");
        }
        return day.isBefore(context.today().plusMonths(months))
                ? new Text(day + " 即将到期", day + " due soon")
                : Text.same(day.toString());
    }

    private static LocalDate on(Entry entry) {
        return entry.values().day("on").orElse(LocalDate.EPOCH);
    }

    private static String word(Entry entry, String field) {
        return entry.values().text(field).orElse(NONE);
    }

    private static Text words(EntryKind kind, Entry entry, String name) {
        Object value = entry.values().byName().get(name);
        Optional<Field> field = kind.field(name);
        return value == null || field.isEmpty() ? Text.same(NONE) : EntryFacts.words(field.get(), value);
    }
}
