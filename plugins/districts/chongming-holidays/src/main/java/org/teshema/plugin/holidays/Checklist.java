package org.teshema.plugin.holidays;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;
import org.teshema.api.text.Text;

/** What a checklist must tell of which equipment, as {@code items.csv} says. Immutable. */
final class Checklist {
    private final List<Row> items = Table.beside(Checklist.class, "items.csv").rows();

    /** What is wrong with a checklist about to be stored. */
    List<Finding> findings(ScanContext context, Values values) {
        List<Finding> findings = new ArrayList<>();
        wrongDay(context, values).ifPresent(findings::add);
        for (Row item : items) {
            String field = item.text("field");
            Set<CatalogueCode> nodes = item.nodes("nodes");
            boolean asked =
                    nodes.isEmpty() || nodes.stream().anyMatch(context.device().category()::within);
            if (asked && values.yesNo(field).isEmpty()) {
                findings.add(wrong(field, "此类设备须填写本项。", "This is to be answered for this equipment."));
            } else if (!asked && values.yesNo(field).isPresent()) {
                findings.add(wrong(field, "本项不适用于此类设备，请留空。", "This is not for this equipment; leave it out."));
            }
        }
        String result = values.text("result").orElse("");
        if (result.equals("ready") && values.byName().containsValue(false)) {
            findings.add(wrong("result", "有检查项为“否”，不能是“可以运行”。", "With an item answered no it is not ready to run."));
        }
        if (result.equals("wrong") && values.text("found").isEmpty()) {
            findings.add(wrong("found", "请写明发现的问题。", "Say what is wrong."));
        }
        return findings;
    }

    /** A check counts from the day on which a period opens, and is recorded when it was made. */
    private static Optional<Finding> wrongDay(ScanContext context, Values values) {
        Optional<LocalDate> opened =
                Period.open(context).stream().map(Period::opens).findFirst();
        if (opened.isEmpty() || !Equipment.isAsked(context)) {
            return Optional.of(wrong(
                    "on",
                    "此设备现在没有节前检查；旅游场所的设备请先登记所在场所。",
                    "No check is due of this before a holiday; say first which tourist site it serves."));
        }
        return values.day("on")
                .filter(day -> day.isAfter(context.today()) || day.isBefore(opened.get()))
                .map(day -> wrong(
                        "on",
                        "检查日期应在 " + opened.get() + " 至今天之间。",
                        "The day is from " + opened.get() + " until today."));
    }

    static Finding wrong(String field, String zh, String en) {
        return new Finding(field, new Text(zh, en));
    }
}
