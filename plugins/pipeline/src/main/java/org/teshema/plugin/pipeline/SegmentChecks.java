package org.teshema.plugin.pipeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Segment;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** What cannot be: dates in the wrong order, more pressure than a pipe is made for, a sum that contradicts the unit. */
final class SegmentChecks {
    static final String TOTAL_LENGTH = "total-length";
    static final String COUNT = "segments";

    private static final BigDecimal ONE_METRE = BigDecimal.ONE;
    private static final BigDecimal ONE_PERCENT = new BigDecimal("0.01");

    private SegmentChecks() {}

    /** What is wrong with one segment. */
    static List<Finding> row(ScanContext context, Values values) {
        var findings = new ArrayList<Finding>();
        LocalDate today = context.today();
        positive(values, Segment.LENGTH, new Text("管道长度", "Length"), findings);
        Optional<LocalDate> made = context.current(CityKinds.MANUFACTURE.name())
                .flatMap(entry -> entry.values().day(CityKinds.ON));
        Optional<LocalDate> installed = values.day(Line.INSTALLED);
        Optional<LocalDate> used = values.day(Line.USED);
        Optional<LocalDate> inspected = values.day(Line.INSPECTED);
        for (String field : List.of(Line.INSTALLED, Line.USED, Line.INSPECTED)) {
            values.day(field)
                    .filter(day -> day.isAfter(today))
                    .ifPresent(day -> findings.add(new Finding(
                            field,
                            new Text(
                                    "日期 " + day + " 在今天（" + today + "）之后；只登记已经发生的事项。",
                                    day + " is after today, " + today + "; record what has happened."))));
        }
        notBefore(Line.INSTALLED, installed, made, new Text("制造日期", "the day it was made"), findings);
        notBefore(Line.USED, used, installed.or(() -> made), new Text("安装日期", "the day it was installed"), findings);
        notBefore(
                Line.INSPECTED,
                inspected,
                used.or(() -> installed).or(() -> made),
                new Text("投用日期", "the day it was put to use"),
                findings);
        values.day(Line.NEXT).ifPresent(next -> {
            if (inspected.isEmpty()) {
                findings.add(new Finding(
                        Line.INSPECTED,
                        new Text(
                                "填写了下次检验日期，就须填写上次检验日期。",
                                "With a next inspection there must be the day of the last one.")));
            } else if (!next.isAfter(inspected.get())) {
                findings.add(new Finding(
                        Line.NEXT,
                        new Text(
                                "下次检验日期 " + next + " 应晚于上次检验日期 " + inspected.get() + "。",
                                "The next inspection, on " + next + ", must come after the last one, on "
                                        + inspected.get() + ".")));
            }
        });
        notAbove(values, "operating-pressure", "design-pressure", "MPa", new Text("压力", "pressure"), findings);
        notAbove(values, "operating-temperature", "design-temperature", "℃", new Text("温度", "temperature"), findings);
        return findings;
    }

    /** What is wrong with the technical data of a unit. */
    static List<Finding> technical(Values values) {
        var findings = new ArrayList<Finding>();
        positive(values, TOTAL_LENGTH, new Text("登记单元总长度", "Total length"), findings);
        return findings;
    }

    /** What the unit declares of its segments and these do not keep. */
    static List<Finding> table(ScanContext context) {
        var findings = new ArrayList<Finding>();
        Optional<Values> declared = context.current(PipelinePlugin.TECHNICAL).map(Entry::values);
        declared.flatMap(values -> values.measure(TOTAL_LENGTH))
                .filter(total -> contradicts(total, sum(context.segments())))
                .ifPresent(total -> findings.add(new Finding(Segment.LENGTH, contradiction(total, context))));
        declared.flatMap(values -> values.whole(COUNT))
                .filter(count -> count != context.segments().size())
                .ifPresent(count -> findings.add(new Finding(
                        Segment.NUMBER,
                        new Text(
                                "登记单元技术参数载明 " + count + " 条管道，表中有 "
                                        + context.segments().size() + " 条；请核对后先更正其中之一。",
                                "The unit's technical data name " + count + " segments and the table holds "
                                        + context.segments().size() + ". Please correct one of them first."))));
        return findings;
    }

    /** What contradicts, with both figures. */
    static Text contradiction(BigDecimal total, ScanContext context) {
        String sum = plain(sum(context.segments()));
        return new Text(
                "登记单元技术参数载明总长度 " + plain(total) + " 米，各管道长度之和为 " + sum + " 米，相差超过 1%（且超过 1 米）；请核对后先更正其中之一。",
                "The unit's technical data name a total length of " + plain(total) + " m and the segments come to "
                        + sum + " m, which differ by more than 1 % (and 1 m). Please correct one of them first.");
    }

    /** Whether a sum is further from what was declared than one in a hundred and a metre. */
    static boolean contradicts(BigDecimal declared, BigDecimal sum) {
        BigDecimal allowed = declared.multiply(ONE_PERCENT).max(ONE_METRE);
        return declared.subtract(sum).abs().compareTo(allowed) > 0;
    }

    static BigDecimal sum(List<Segment> segments) {
        return segments.stream()
                .map(segment -> new Line(segment.values()).length())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void positive(Values values, String field, Text title, List<Finding> findings) {
        values.measure(field)
                .filter(length -> length.signum() <= 0)
                .ifPresent(length -> findings.add(new Finding(
                        field,
                        new Text(
                                title.zh() + "应大于 0，而不是 " + plain(length) + "。",
                                title.en() + " must be more than 0, not " + plain(length) + "."))));
    }

    private static void notBefore(
            String field, Optional<LocalDate> day, Optional<LocalDate> earliest, Text what, List<Finding> findings) {
        if (day.isPresent() && earliest.isPresent() && day.get().isBefore(earliest.get())) {
            findings.add(new Finding(
                    field,
                    new Text(
                            "日期 " + day.get() + " 早于" + what.zh() + " " + earliest.get() + "。",
                            day.get() + " is before " + what.en() + ", " + earliest.get() + ".")));
        }
    }

    private static void notAbove(
            Values values, String field, String limit, String unit, Text what, List<Finding> findings) {
        Optional<BigDecimal> most = values.measure(limit);
        values.measure(field)
                .filter(value -> most.isPresent() && value.compareTo(most.get()) > 0)
                .ifPresent(value -> findings.add(new Finding(
                        field,
                        new Text(
                                "工作" + what.zh() + " " + plain(value) + " " + unit + " 高于设计" + what.zh() + " "
                                        + plain(most.get()) + " " + unit + "。",
                                "The operating " + what.en() + " of " + plain(value) + " " + unit
                                        + " is above the design " + what.en() + " of " + plain(most.get()) + " "
                                        + unit + "."))));
    }

    static String plain(BigDecimal number) {
        BigDecimal short3 = number.scale() > 3 ? number.setScale(3, RoundingMode.HALF_UP) : number;
        return short3.signum() == 0 ? "0" : short3.stripTrailingZeros().toPlainString();
    }
}
