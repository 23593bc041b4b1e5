package org.teshema.engine.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetWriterTest {
    private static final Instant AT = Instant.parse("2026-11-24T17:00:59Z");

    private static byte[] written(SheetForm form, List<List<?>> rows) throws IOException {
        var out = new ByteArrayOutputStream();
        SheetWriter sheet = SheetWriter.of(form, "设备 [1]: */?", out);
        for (List<?> row : rows) {
            sheet.row(row);
        }
        sheet.finish();
        return out.toByteArray();
    }

    private static List<Row> rows(byte[] book) throws IOException {
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(book), new ReadingOptions(true, true))) {
            return workbook.getFirstSheet().read();
        }
    }

    @Test
    void comma_separated_text_begins_with_a_byte_order_mark_and_quotes_what_needs_it() throws IOException {
        byte[] csv = written(
                SheetForm.CSV,
                List.of(List.of("名称", "数\n量"), Arrays.asList("a,\"b\"", 7L, LocalDate.of(2026, 5, 1), AT, null)));
        assertEquals(
                "\uFEFF名称,\"数\n量\"\r\n\"a,\"\"b\"\"\",7,2026-05-01,2026-11-25 01:00,\r\n",
                new String(csv, StandardCharsets.UTF_8));
    }

    @Test
    void a_workbook_keeps_numbers_days_and_times_as_such() throws IOException {
        List<Row> rows = rows(written(
                SheetForm.XLSX, List.of(Arrays.asList("梯11沪A00001(17)", 7L, 8, LocalDate.of(2026, 5, 1), AT, null))));
        Row row = rows.get(0);
        assertEquals("梯11沪A00001(17)", row.getCellText(0));
        assertEquals(7, row.getCellAsNumber(1).orElseThrow().intValueExact());
        assertEquals(8, row.getCellAsNumber(2).orElseThrow().intValueExact());
        assertEquals(LocalDateTime.of(2026, 5, 1, 0, 0), row.getCellAsDate(3).orElseThrow());
        assertEquals(LocalDateTime.of(2026, 11, 25, 1, 0), row.getCellAsDate(4).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "＝1+1", "＠x"})
    void no_text_becomes_a_formula(String text) throws IOException {
        String csv = new String(written(SheetForm.CSV, List.of(List.of(text))), StandardCharsets.UTF_8);
        assertTrue(csv.startsWith("\uFEFF'") || csv.startsWith("\uFEFF\"'"), csv);
        Cell cell = rows(written(SheetForm.XLSX, List.of(List.of(text)))).get(0).getCell(0);
        assertEquals(CellType.STRING, cell.getType());
        assertTrue(cell.getText().startsWith("'"), cell.getText());
        assertEquals(text, Guarded.plain(Guarded.text(text)));
    }

    @Test
    void numbers_of_ours_stay_numbers_though_they_may_begin_like_a_formula() throws IOException {
        assertFalse(new String(written(SheetForm.CSV, List.of(List.of(-7L))), StandardCharsets.UTF_8).contains("'"));
    }

    @Test
    void a_long_workbook_holds_every_row_in_its_order() throws IOException {
        List<List<?>> many = IntStream.range(0, 1_234)
                .<List<?>>mapToObj(i -> List.of("第 " + i + " 行", i))
                .toList();
        List<Row> rows = rows(written(SheetForm.XLSX, many));
        assertEquals(1_234, rows.size());
        assertEquals("第 1233 行", rows.get(1_233).getCellText(0));
    }

    @Test
    void a_form_is_known_by_what_its_files_end_in() {
        assertEquals(SheetForm.XLSX, SheetForm.of("xlsx").orElseThrow());
        assertTrue(SheetForm.of("pdf").isEmpty());
    }
}
