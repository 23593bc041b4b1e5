package org.teshema.trust.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.trust.label.PdfPaper.Line;
import org.teshema.trust.label.PdfPaper.Setting;

/** A paper as others read it: Poppler its text, zbar its symbol. */
class PdfPaperTest {
    private static final String URL = SampleLabels.labels(1).get(0).codeUrl();
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final List<Line> ORDER = List.of(
            new Line(Setting.TITLE, "特种设备安全监察指令书"),
            new Line(Setting.MIDDLE, "沪特监令〔2026〕310115-1号"),
            new Line(Setting.LEFT, "某物业公司："),
            new Line(Setting.PARAGRAPH, "经监督检查，你单位使用的“1 号梯”存在下列问题：轿厢内紧急报警装置无人应答。"),
            new Line(Setting.RIGHT, "浦东新区市场监督管理局"),
            new Line(Setting.RIGHT, "2026年3月2日"));

    @TempDir
    Path folder;

    @Test
    void every_text_can_be_selected_and_the_fonts_are_inside() throws Exception {
        Path pdf = written(ORDER);
        String text = Tool.run(folder, "pdftotext", "-layout", pdf.toString(), "-");
        for (String words : List.of("特种设备安全监察指令书", "沪特监令〔2026〕310115-1号", "某物业公司：", "浦东新区市场监督管理局", "1/1")) {
            assertTrue(text.contains(words), words + " is not in " + text);
        }
        assertTrue(text.replaceAll("\\s", "").contains("轿厢内紧急报警装置无人应答。"), text);
        List<String> fonts =
                Tool.run(folder, "pdffonts", pdf.toString()).lines().skip(2).toList();
        assertEquals(2, fonts.size());
        fonts.forEach(font -> assertTrue(font.matches("[A-Z]{6}\\+.*CID TrueType +Identity-H +yes yes yes.*"), font));
        assertTrue(Tool.run(folder, "qpdf", "--check", pdf.toString()).contains("No syntax or stream encoding errors"));
    }

    @Test
    void the_code_is_drawn_and_not_a_picture_and_zbar_reads_it() throws Exception {
        Path pdf = written(ORDER);
        assertEquals(
                2,
                Tool.run(folder, "pdfimages", "-list", pdf.toString()).lines().count(),
                "no picture below the heading");
        Tool.run(folder, "pdftoppm", "-r", "200", "-gray", "-png", pdf.toString(), "page");
        assertEquals(List.of(URL), Tool.zbar(folder, folder.resolve("page-1.png")));
    }

    @Test
    void a_long_text_goes_on_on_the_next_page_within_the_margins_and_loses_nothing() throws Exception {
        List<Line> lines = new ArrayList<>(ORDER);
        for (int i = 1; i <= 60; i++) {
            lines.add(
                    new Line(Setting.PARAGRAPH, "第" + i + "项：" + "门机皮带松弛，关门受阻时不能重新开启".repeat(3) + " door-" + i + "。"));
        }
        Path pdf = written(lines);
        assertTrue(Tool.run(folder, "pdfinfo", pdf.toString()).matches("(?s).*Pages: +([5-9]|1[0-9])\\n.*"));
        String text = Tool.run(folder, "pdftotext", pdf.toString(), "-").replaceAll("\\s", "");
        for (int i = 1; i <= 60; i++) {
            assertTrue(text.contains("door-" + i), "the end of item " + i);
        }
        Path boxes = folder.resolve("boxes.html");
        Tool.run(folder, "pdftotext", "-bbox", pdf.toString(), boxes.toString());
        double right = Files.readString(boxes)
                .lines()
                .filter(line -> line.contains("xMax"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("(?s).*xMax=\"([0-9.]+)\".*", "$1")))
                .max()
                .orElseThrow();
        assertTrue(right <= 210 / 25.4 * 72 - 60, "something ends at " + right + " points");
    }

    @Test
    void what_no_font_has_is_printed_as_a_geta_and_the_same_input_gives_the_same_bytes() throws Exception {
        List<Line> odd = List.of(new Line(Setting.LEFT, "维修人𠮷田\u0007 <b>{x}\n二\n\n三"));
        Path pdf = written(odd);
        String text = Tool.run(folder, "pdftotext", "-layout", pdf.toString(), "-");
        assertTrue(text.contains("维修人〓田〓 <b>{x}"), text);
        assertEquals(
                List.of("二", "三"),
                text.lines()
                        .map(String::strip)
                        .skip(1)
                        .filter(line -> line.matches("[〓二三]+"))
                        .toList());
        assertArrayEquals(bytes(odd), bytes(odd));
    }

    private Path written(List<Line> lines) throws IOException {
        return Files.write(folder.resolve("paper.pdf"), bytes(lines));
    }

    private static byte[] bytes(List<Line> lines) throws IOException {
        var out = new ByteArrayOutputStream();
        PdfPaper.write("令", DAY, lines, Optional.of(new PdfPaper.Symbol(URL, "1000 0000 00008")), out);
        return out.toByteArray();
    }
}
