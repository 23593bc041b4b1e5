package org.teshema.engine.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.text.Text;
import org.teshema.plugin.pipeline.PipelinePlugin;

class SegmentSheetTest {
    private static final EntryKind KIND = new PipelinePlugin()
            .kinds().stream()
                    .filter(kind -> kind.name().equals("pipeline/segment"))
                    .findFirst()
                    .orElseThrow();
    private static final SegmentSheet SHEET = new SegmentSheet(new Text("汇总表", "Summary"), KIND);

    @Provide
    Arbitrary<List<Map<String, Object>>> rows() {
        Arbitrary<String> words = Arbitraries.strings()
                .withChars("甲乙=+-@',\"；; #:：0159abZ（）")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(String::strip)
                .filter(text -> !text.isBlank());
        Arbitrary<BigDecimal> measures = Arbitraries.bigDecimals()
                .between(new BigDecimal("-9999"), new BigDecimal("99999"))
                .ofScale(3);
        Arbitrary<LocalDate> days = Arbitraries.integers()
                .between(0, 70_000)
                .map(days1 -> LocalDate.of(1910, 1, 1).plusDays(days1));
        return Combinators.combine(
                        words,
                        Arbitraries.of("GA1", "GB2", "GC3"),
                        measures,
                        measures.injectNull(0.3),
                        days.injectNull(0.3),
                        days.injectNull(0.3),
                        words.injectNull(0.3))
                .as((name, pipeClass, length, temperature, used, next, remark) -> {
                    var values = new HashMap<String, Object>();
                    values.put("name", name);
                    values.put("class", pipeClass);
                    values.put("length", length);
                    values.put("design-temperature", temperature);
                    values.put("used", used);
                    values.put("next", next);
                    values.put("remark", remark);
                    values.values().removeIf(java.util.Objects::isNull);
                    return (Map<String, Object>) values;
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = 60)
    void whatever_a_table_holds_is_the_same_when_it_comes_back(
            @ForAll("rows") List<Map<String, Object>> rows, @ForAll boolean xlsx) throws IOException {
        var segments = new ArrayList<SegmentRow>();
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).put("number", "N " + i);
            segments.add(new SegmentRow("N " + i, i + 1, KIND.name(), new Values(rows.get(i)), i + 1));
        }
        var out = new ByteArrayOutputStream();
        List<List<Object>> table = SHEET.written(List.of("使用单位：=甲"), KIND.fields(), segments);
        if (xlsx) {
            Grid.writeXlsx("汇总表", table, out);
        } else {
            Grid.writeCsv(table, new OutputStreamWriter(out, StandardCharsets.UTF_8));
        }
        SegmentSheet.Content content = SHEET.read(Grid.read(out.toByteArray()));
        assertEquals(List.of(), content.faults());
        SegmentPlan plan = SegmentPlan.of(
                KIND,
                content,
                segments,
                KIND.fields().stream().map(one -> one.name()).collect(java.util.stream.Collectors.toSet()));
        assertEquals(rows.size(), plan.unchanged());
        assertEquals(false, plan.changesAnything());
    }
}
