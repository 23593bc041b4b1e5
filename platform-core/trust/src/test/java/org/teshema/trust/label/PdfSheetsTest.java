package org.teshema.trust.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.trust.symbol.Box;

class PdfSheetsTest {

    private final LabelDesign design = LabelDesign.standard();
    private final SheetLayout sheet = SheetLayout.a4(design);

    @TempDir
    Path folder;

    @Test
    void zbarReadsEverySymbolOfTheSheetsInThePictureThatPopplerMakes() throws Exception {
        for (LabelDesign any : List.of(LabelDesign.standard(), LabelDesign.small())) {
            List<LabelText> labels = SampleLabels.labels(40);
            Path pdf = write(any, SheetLayout.a4(any), labels, "w" + any.width() + ".pdf");
            // zbar now and then overlooks one symbol of a full page; a phone, too, looks more than once.
            Set<String> read = new TreeSet<>();
            for (String dpi : List.of("200", "300", "400")) {
                if (read.size() == labels.size()) {
                    break;
                }
                String name = "w" + any.width() + "r" + dpi;
                Tool.run(folder, "pdftoppm", "-r", dpi, "-gray", "-png", pdf.toString(), name);
                for (Path picture : pictures(name)) {
                    read.addAll(Tool.zbar(folder, picture));
                }
            }
            List<String> expected =
                    labels.stream().map(LabelText::codeUrl).sorted().toList();
            assertEquals(expected, List.copyOf(read));
        }
    }

    @Test
    void fontsAreEmbeddedAndCutDownAndEveryTextCanBeSelected() throws Exception {
        List<LabelText> labels = SampleLabels.labels(12);
        Path pdf = write(design, sheet, labels, "sheets.pdf");
        List<String> fonts =
                Tool.run(folder, "pdffonts", pdf.toString()).lines().skip(2).toList();
        assertEquals(2, fonts.size());
        for (String font : fonts) {
            assertTrue(font.matches("[A-Z]{6}\\+.*CID TrueType +Identity-H +yes yes yes.*"), font);
        }
        String text = Tool.run(folder, "pdftotext", pdf.toString(), "-");
        for (LabelText label : labels) {
            assertTrue(text.contains(label.title()), label.title());
            assertTrue(text.contains(label.number()), label.number());
        }
        for (String line : List.of(
                "批次 B-1 · 标牌 1–9 · 第 1/2 页", "背面3M胶，正面1.5mm透明亚克力", "上海市市场监督管理局", "紧急救援请拨打 110", "子码 2/6 · 轿厢")) {
            assertTrue(text.contains(line), line);
        }
    }

    @Test
    void qpdfFindsNothingToComplainAbout() throws Exception {
        Path pdf = write(design, sheet, SampleLabels.labels(12), "sheets.pdf");
        assertTrue(Tool.run(folder, "qpdf", "--check", pdf.toString()).contains("No syntax or stream encoding errors"));
    }

    @Test
    void everyLabelOfASheetHasTwoCutMarksAtEachCornerInThePictureThatPopplerMakes() throws Exception {
        Path pdf = write(design, sheet, SampleLabels.labels(sheet.perPage()), "marked.pdf");
        Tool.run(folder, "pdftoppm", "-r", "400", "-gray", "-png", "-singlefile", pdf.toString(), "marked");
        BufferedImage picture = ImageIO.read(folder.resolve("marked.png").toFile());
        for (int i = 0; i < sheet.perPage(); i++) {
            Box cell = sheet.cell(i);
            // Clear of the plate and its bleed, and still on this side of the middle between two plates.
            for (double off : new double[] {1.2, 1.8, 2.3}) {
                for (double x : new double[] {cell.x(), cell.right()}) {
                    double beyond = x == cell.x() ? x - off : x + off;
                    assertTrue(isInked(picture, beyond, cell.y()), "upper mark of label " + i + " at " + beyond);
                    assertTrue(isInked(picture, beyond, cell.bottom()), "lower mark of label " + i + " at " + beyond);
                    assertFalse(isInked(picture, beyond, cell.y() + cell.height() / 2), "beside label " + i);
                }
                for (double y : new double[] {cell.y(), cell.bottom()}) {
                    double beyond = y == cell.y() ? y - off : y + off;
                    assertTrue(isInked(picture, cell.x(), beyond), "left mark of label " + i + " at " + beyond);
                    assertTrue(isInked(picture, cell.right(), beyond), "right mark of label " + i + " at " + beyond);
                    assertFalse(isInked(picture, cell.x() + cell.width() / 4, beyond), "above or below label " + i);
                }
            }
        }
    }

    /** Whether there is ink within a tenth of a millimetre of that place, from the upper left corner of the page. */
    private static boolean isInked(BufferedImage picture, double x, double y) {
        double dots = 400 / 25.4;
        int darkest = 255;
        for (int i = -1; i <= 1; i++) {
            for (int j = -1; j <= 1; j++) {
                int grey = picture.getRaster().getSample((int) (x * dots) + i, (int) (y * dots) + j, 0);
                darkest = Math.min(darkest, grey);
            }
        }
        return darkest < 160;
    }

    @Test
    void aSingleLabelHasItsTrueSizeAndNoCutMarks() throws Exception {
        Path pdf = write(design, SheetLayout.single(design), SampleLabels.labels(2), "singles.pdf");
        String info = Tool.run(folder, "pdfinfo", pdf.toString());
        assertTrue(info.contains("Page size:       170.079 x 226.772 pts"), info);
        assertTrue(info.contains("Pages:           2"), info);
        assertFalse(Tool.run(folder, "pdftotext", pdf.toString(), "-").contains("批次"));
        assertEquals(0, hairlines(pdf), "a single label is not cut");
        assertEquals(8, hairlines(write(design, sheet, SampleLabels.labels(2), "cut.pdf")), "two for each corner");
    }

    /** Rectangles a tenth of a millimetre wide or high, each counted once however often it is shown. */
    private long hairlines(Path pdf) throws Exception {
        String plain = pdf + ".txt";
        Tool.run(folder, "qpdf", "--qdf", pdf.toString(), plain);
        return Pattern.compile("([0-9.]+) ([0-9.]+) re\\b")
                .matcher(Files.readString(Path.of(plain), StandardCharsets.ISO_8859_1))
                .results()
                .filter(box -> Math.min(Double.parseDouble(box.group(1)), Double.parseDouble(box.group(2))) < 0.3)
                .count();
    }

    @Test
    void theSameLabelsGiveTheSameBytes() throws IOException {
        List<LabelText> labels = SampleLabels.labels(20);
        assertArrayEquals(bytes(labels), bytes(labels));
    }

    @Test
    void aLabelTakesLessThanTwoAndAHalfKilobytes() throws IOException {
        List<LabelText> labels = SampleLabels.labels(450);
        assertTrue(bytes(labels).length <= 2_500 * labels.size());
    }

    @Test
    void aCharacterThatTheFontLacksIsNamedBeforeAnythingIsPrinted() {
        LabelText label = SampleLabels.label("升降机𪚥号", List.of());
        PrintFailed refusal = assertThrows(PrintFailed.class, () -> bytes(List.of(label)));
        assertEquals(PrintFailed.Reason.TEXT, refusal.reason());
        assertTrue(refusal.wording().zh().contains("“𪚥”(U+2A6A5)，位于“升降机𪚥号”第 4 字"), refusal.getMessage());
        assertTrue(refusal.wording().en().contains("(U+2A6A5), number 4 of the title"), refusal.getMessage());
    }

    @Test
    void aTitleTooLongForThePlateIsRefusedAndASlightlyLongOneIsSetSmaller() throws IOException {
        assertTrue(bytes(List.of(SampleLabels.label("场（厂）内专用机动车辆", List.of()))).length > 0);
        LabelText endless = SampleLabels.label("特种设备码".repeat(5), List.of());
        PrintFailed refusal = assertThrows(PrintFailed.class, () -> bytes(List.of(endless)));
        assertTrue(refusal.getMessage().contains("too long for a label 60 mm wide"), refusal.getMessage());
    }

    @Test
    void aCodeWhoseModulesWouldBeTooFineIsRefused() {
        LabelText label = new LabelText("特种设备码", "1", "https://s.sh.gov.cn/t/" + "x".repeat(600));
        PrintFailed refusal = assertThrows(PrintFailed.class, () -> bytes(List.of(label)));
        assertTrue(refusal.getMessage().contains("at least 0.75 mm are needed"), refusal.getMessage());
    }

    private byte[] bytes(List<LabelText> labels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PdfSheets(design, sheet).write("B-1", SampleLabels.DAY, 1, labels, out);
        return out.toByteArray();
    }

    private Path write(LabelDesign any, SheetLayout layout, List<LabelText> labels, String name) throws IOException {
        Path file = folder.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            new PdfSheets(any, layout).write("B-1", SampleLabels.DAY, 1, labels, out);
        }
        return file;
    }

    private List<Path> pictures(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().matches(prefix + "-\\d+\\.png"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
