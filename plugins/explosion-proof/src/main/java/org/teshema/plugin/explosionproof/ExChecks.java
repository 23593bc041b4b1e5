package org.teshema.plugin.explosionproof;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Finding;
import org.teshema.api.text.Text;

/**
 * What an entry is refused for. A mark that cannot be read is not: the plate is what it is, and a person has to look at it.
 */
final class ExChecks {
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(1500);
    private static final List<String> TEMPERATURES = List.of(ExKinds.IGNITION, ExKinds.CLOUD, ExKinds.LAYER);

    private final ExTables tables;

    ExChecks(ExTables tables) {
        this.tables = tables;
    }

    List<Finding> of(LocalDate today, String kind, Values values) {
        var findings = new ArrayList<Finding>();
        values.day(ExKinds.ON)
                .filter(day -> day.isAfter(today))
                .ifPresent(day -> findings.add(new Finding(
                        ExKinds.ON,
                        new Text(
                                "日期 " + day + " 在今天之后；请填写实际登记日期。",
                                day + " is after today; give the day it was recorded."))));
        if (kind.equals(ExKinds.DEVICE_MARK.name())) {
            values.text(ExKinds.MARK).flatMap(ExChecks::mark).ifPresent(findings::add);
        }
        if (kind.equals(ExKinds.PLACE.name())) {
            place(values, findings);
        }
        return findings;
    }

    private static Optional<Finding> mark(String mark) {
        int length = mark.codePointCount(0, mark.length());
        if (mark.isBlank()) {
            return Optional.of(new Finding(
                    ExKinds.MARK,
                    new Text("防爆标志不能为空白；请照铭牌填写。", "The mark is blank; type it as it stands on the plate.")));
        }
        return length <= ExKinds.LONGEST_MARK
                ? Optional.empty()
                : Optional.of(new Finding(
                        ExKinds.MARK,
                        new Text(
                                "防爆标志最多 " + ExKinds.LONGEST_MARK + " 字，现有 " + length + " 字。",
                                "A mark has at most " + ExKinds.LONGEST_MARK + " characters, not " + length + ".")));
    }

    private void place(Values values, List<Finding> findings) {
        for (String field : TEMPERATURES) {
            Text name = ExKinds.PLACE.field(field).orElseThrow().title();
            values.measure(field)
                    .filter(degrees -> degrees.signum() <= 0 || degrees.compareTo(HIGHEST) > 0)
                    .ifPresent(degrees -> findings.add(new Finding(
                            field,
                            new Text(
                                    name.zh() + "应在 0 到 " + HIGHEST + "℃ 之间，而不是 " + degrees.toPlainString() + "℃。",
                                    name.en() + ": a figure between 0 and " + HIGHEST + " °C is expected, not "
                                            + degrees.toPlainString() + "."))));
        }
        values.measure(ExKinds.LAYER_THICKNESS)
                .filter(mm -> mm.signum() < 0)
                .ifPresent(mm -> findings.add(new Finding(
                        ExKinds.LAYER_THICKNESS, new Text("粉尘层厚度不能为负。", "The thickness of a layer is not negative."))));
        Optional<String> ofClass = values.text(ExKinds.TEMPERATURE_CLASS);
        Optional<BigDecimal> ignition = values.measure(ExKinds.IGNITION);
        if (ofClass.isEmpty() || ignition.isEmpty()) {
            return;
        }
        int most = tables.celsius(ofClass.get().charAt(1) - '0');
        if (ignition.get().compareTo(BigDecimal.valueOf(most)) < 0) {
            findings.add(new Finding(
                    ExKinds.TEMPERATURE_CLASS,
                    new Text(
                            "温度组别 " + ofClass.get() + " 允许表面温度 " + most + "℃，高于填报的引燃温度 "
                                    + ignition.get().toPlainString() + "℃；请核对（GB/T 3836.1）。",
                            "Class " + ofClass.get() + " allows a surface of " + most
                                    + " °C, hotter than the ignition temperature of "
                                    + ignition.get().toPlainString() + " °C; please check both (GB/T 3836.1).")));
        }
    }
}
