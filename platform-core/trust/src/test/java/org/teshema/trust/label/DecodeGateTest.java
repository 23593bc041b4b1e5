package org.teshema.trust.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are good pass; a file with any harm done to it after it was drawn does not. */
class DecodeGateTest {

    private final LabelDesign design = LabelDesign.standard();
    private final SheetLayout layout = SheetLayout.a4(design);
    private final List<LabelText> labels = SampleLabels.labels(11);
    private final DecodeGate gate = new DecodeGate(design, SampleLabels.check());

    @TempDir
    Path folder;

    private Path pdf;
    private Path zip;

    @BeforeEach
    void drawn() throws IOException {
        pdf = folder.resolve("sheets.pdf");
        try (var out = Files.newOutputStream(pdf)) {
            new PdfSheets(design, layout).write("B-1", SampleLabels.DAY, 1, labels, out);
        }
        zip = folder.resolve("parcel.zip");
        try (var out = Files.newOutputStream(zip)) {
            new PrintHouseZip(design).write("B-1", SampleLabels.DAY, 1, labels, out);
        }
    }

    @Test
    void goodFilesPassAndTheReportSaysSo() throws IOException {
        GateReport report = gate.sheets(pdf, layout, labels);
        assertTrue(report.passed(), report.toString());
        assertEquals("11 of 11 read, 11 verified; 11 of 11 on 2 rendered pages read", report.sentence());
        assertEquals("Apache PDFBox PDFRenderer, 200 dpi", report.rendererName());
        assertTrue(svgs(labels).passed());
    }

    @Test
    void noGroupOfTwelveRectanglesCanBeTakenOutOfASymbolUnnoticed() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 40; round++) {
            int pick = random.nextInt(1_000_000);
            assertHarmNoticed("label", content -> {
                String[] parts = content.split("(?<= re) ", -1);
                int from = 20 + pick % (parts.length - 40);
                StringBuilder left = new StringBuilder();
                for (int i = 0; i < parts.length; i++) {
                    // Parts that hold anything but a rectangle stay, so that only shapes are taken.
                    boolean plainRectangle = parts[i].matches("\\d+ \\d+ \\d+ \\d+ re");
                    if (i < from || i >= from + 12 || !plainRectangle) {
                        left.append(parts[i]).append(' ');
                    }
                }
                return left.toString();
            });
        }
    }

    @Test
    void aModuleMissingInTheTimingIsNoticed() throws IOException {
        assertHarmNoticed("1 modules of its patterns wrong", content -> content.replaceFirst("24 6 1 1 re ", ""));
    }

    @Test
    void aScratchAcrossASymbolIsNoticedDarkOrLight() throws IOException {
        // Over the first label's symbol, at the end of the page: 20 mm long, 2 mm high.
        for (String colour : List.of("0 g", "1 g", "1 1 1 rg", "0.2 0.1 0 rg")) {
            assertHarmNoticed("damaged symbol", content -> content + " q " + colour + " 85 600 57 6 re f Q ");
        }
    }

    @Test
    void aSymbolInTooLightAColourCannotBeRead() throws IOException {
        assertHarmNoticed("cannot be read", content -> content.replaceFirst("cm 0 g", "cm 0.8 g"));
    }

    @Test
    void aSymbolMovedOutOfItsPlaceIsNoticed() throws IOException {
        assertHarmNoticed("label 1", content -> content.replaceFirst("cm 0 g ", "cm 1 0 0 1 9 0 cm 0 g "));
    }

    @Test
    void theNumberOfAnotherLabelUnderASymbolIsNoticed() throws IOException {
        assertHarmNoticed("does not show its number", content -> {
            List<String> numbers = hexStrings(content);
            String first = numbers.get(numbers.size() - 1);
            String second = numbers.get(numbers.size() - 2);
            return content.replace(first, "<swap>").replace(second, first).replace("<swap>", second);
        });
    }

    @Test
    void twoLabelsInTheWrongOrderAreNoticed() throws IOException {
        List<LabelText> swapped = new ArrayList<>(labels);
        Collections.swap(swapped, 3, 5);
        assertFailed("does not show its number", gate.sheets(pdf, layout, swapped));
        assertFailed("label 4 is missing", svgs(swapped));
    }

    @Test
    void aSymbolThatDoesNotBelongToItsNumberIsNoticed() throws IOException {
        List<LabelText> other = new ArrayList<>(labels);
        LabelText old = labels.get(4);
        LabelText stranger = SampleLabels.label(old.title(), old.lines());
        other.set(4, new LabelText(old.title(), old.number(), stranger.codeUrl(), old.lines()));
        assertFailed("symbol of another code", gate.sheets(pdf, layout, other));
        assertFailed("symbol of another code", svgs(other));
    }

    @Test
    void aMissingLabelAndOneTooManyAreNoticed() throws IOException {
        List<LabelText> more = new ArrayList<>(labels);
        more.add(SampleLabels.label("特种设备码", List.of()));
        assertFailed("label 12 is missing", gate.sheets(pdf, layout, more));
        assertFailed("instead of 12", svgs(more));
        assertFailed("label 11 was not ordered", gate.sheets(pdf, layout, labels.subList(0, 10)));
        assertFailed("instead of 10", svgs(labels.subList(0, 10)));
        assertFailed("instead of 3", gate.sheets(pdf, layout, SampleLabels.labels(20)));
    }

    @Test
    void aWrongTitleIsNoticed() throws IOException {
        List<LabelText> other = new ArrayList<>(labels);
        LabelText old = labels.get(0);
        other.set(0, new LabelText("特种设备码", old.number(), old.codeUrl()));
        assertFailed("does not show its title", gate.sheets(pdf, layout, other));
        assertFailed("does not show its title", svgs(other));
    }

    @Test
    void aCodeWithABadSignatureIsPrintedAndReadButNotVerified() throws IOException {
        List<LabelText> forged = new ArrayList<>(labels);
        LabelText old = labels.get(6);
        String url = old.codeUrl();
        char last = url.charAt(url.length() - 1);
        String changed = url.substring(0, url.length() - 1) + (last == '1' ? '2' : '1');
        forged.set(6, new LabelText(old.title(), old.number(), changed, old.lines()));
        Path file = folder.resolve("forged.pdf");
        try (var out = Files.newOutputStream(file)) {
            new PdfSheets(design, layout).write("B-1", SampleLabels.DAY, 1, forged, out);
        }
        GateReport report = gate.sheets(file, layout, forged);
        assertFailed("label 7 is not genuine", report);
        assertEquals(11, report.read());
        assertEquals(10, report.verified());
    }

    @Test
    void whateverTheGateDoesNotUnderstandIsRefused() throws IOException {
        for (String strange : List.of(
                "0 0 m 100 100 l S",
                "0 0 m 10 10 20 20 30 0 c f",
                "/X gs",
                "BI /W 1 /H 1 ID x EI",
                "q 0 1 -1 0 0 0 cm Q",
                "1 2 3 re f",
                "10 10 5 5 re",
                "(text) Tj",
                "/Nothing 5 Tf",
                "/T9 Do",
                "Q",
                "3 Tr",
                "<1> Tj",
                "1..2 g")) {
            assertHarmNoticed("holds what a label never holds", content -> content + " " + strange + " ");
        }
    }

    @Test
    void aPageThatWouldNotPrintAtTrueSizeIsRefused() throws IOException {
        edit(page -> page.setMediaBox(PDRectangle.LETTER));
        assertFailed("true size", gate.sheets(pdf, layout, labels));
    }

    @Test
    void aTurnedPageIsRefused() throws IOException {
        edit(page -> page.setRotation(90));
        assertFailed("true size", gate.sheets(pdf, layout, labels));
    }

    @Test
    void harmDoneToAnSvgIsNoticed() throws IOException {
        Map<String, UnaryOperator<String>> harms = new LinkedHashMap<>();
        harms.put("damaged symbol", svg -> svg.replace("</svg>", rectangle(20, 30, 20, 2, "#000") + "</svg>"));
        harms.put("cannot be read", svg -> svg.replace("</svg>", rectangle(9, 30, 42, 20, "#ffffff") + "</svg>"));
        harms.put("page or element", svg -> svg.replace("</svg>", "<circle r=\"9\"/></svg>"));
        harms.put("moved", svg -> svg.replace("<g ", "<g transform=\"scale(2)\" "));
        harms.put("no rectangle", svg -> svg.replaceFirst("h-7z", "h-5z"));
        harms.put("other things", svg -> svg.replaceFirst("h-7z", "h-7zL9 9"));
        harms.put("is not 0 0 60 80 mm", svg -> svg.replace("width=\"60mm\"", "width=\"61mm\""));
        harms.put("not XML", svg -> svg.replace("</svg>", ""));
        harms.put("the colour", svg -> svg.replace("fill=\"#0b4a8f\"", "fill=\"url(#x)\""));
        harms.put("over its symbol", svg -> svg.replace("</svg>", "<text x=\"30\" y=\"40\">!</text></svg>"));
        for (Map.Entry<String, UnaryOperator<String>> harm : harms.entrySet()) {
            drawn();
            harmSvg(5, harm.getValue());
            String expected = harm.getKey().equals("page or element") ? "the element circle" : harm.getKey();
            assertFailed(expected, svgs(labels));
        }
    }

    @Test
    void aBatchWithoutLabelsDoesNotPass() {
        assertFalse(new GateReport(0, 0, 0, List.of(), 0, 0, 0, "").passed());
    }

    @Test
    void theSampleHoldsTheFirstAndTheLastPage() {
        assertEquals(List.of(0), DecodeGate.samplePages(1));
        assertEquals(List.of(0, 1), DecodeGate.samplePages(2));
        assertEquals(List.of(0, 249, 499), DecodeGate.samplePages(500));
    }

    @Test
    void aCheckThatRefusesEverythingLetsNothingThrough() throws IOException {
        DecodeGate strict = new DecodeGate(design, text -> Optional.of("密钥已停用 / the key was withdrawn"));
        GateReport report = strict.sheets(pdf, layout, labels);
        assertEquals(0, report.verified());
        assertFailed("the key was withdrawn", report);
    }

    private static String rectangle(int x, int y, int width, int height, String colour) {
        return "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
                .formatted(x, y, width, height, colour);
    }

    private static List<String> hexStrings(String content) {
        List<String> strings = new ArrayList<>();
        for (int at = content.indexOf('<'); at >= 0; at = content.indexOf('<', at + 1)) {
            strings.add(content.substring(at, content.indexOf('>', at) + 1));
        }
        return strings;
    }

    private GateReport svgs(List<LabelText> expected) throws IOException {
        return gate.svgs(zip, PrintHouseZip.entries(1, expected), expected);
    }

    private static void assertFailed(String problem, GateReport report) {
        assertFalse(report.passed(), "the gate did not notice: " + problem);
        assertTrue(
                report.failures().stream()
                        .anyMatch(failure -> (failure.place() + " " + failure.problem()).contains(problem)),
                problem + " expected in " + report);
    }

    private void assertHarmNoticed(String problem, UnaryOperator<String> harm) throws IOException {
        drawn();
        edit(page -> {
            String content = new String(page.getContents().readAllBytes(), StandardCharsets.ISO_8859_1);
            String harmed = harm.apply(content);
            assertFalse(content.equals(harmed), "the harm must change something");
            PDStream stream = new PDStream(page.getCOSObject().getCOSStream(COSName.CONTENTS));
            try (var out = stream.createOutputStream(COSName.FLATE_DECODE)) {
                out.write(harmed.getBytes(StandardCharsets.ISO_8859_1));
            }
        });
        assertFailed(problem, gate.sheets(pdf, layout, labels));
    }

    private interface PageEdit {
        void apply(PDPage page) throws IOException;
    }

    private void edit(PageEdit edit) throws IOException {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            edit.apply(document.getPage(0));
            document.save(changed);
        }
        Files.write(pdf, changed.toByteArray());
    }

    private void harmSvg(int index, UnaryOperator<String> harm) throws IOException {
        String victim = PrintHouseZip.entries(1, labels).get(index);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        try (ZipFile source = new ZipFile(zip.toFile());
                ZipOutputStream target = new ZipOutputStream(changed)) {
            for (ZipEntry entry : Collections.list(source.entries())) {
                byte[] bytes = source.getInputStream(entry).readAllBytes();
                if (entry.getName().equals(victim)) {
                    String content = new String(bytes, StandardCharsets.UTF_8);
                    String harmed = harm.apply(content);
                    assertFalse(content.equals(harmed), "the harm must change something");
                    bytes = harmed.getBytes(StandardCharsets.UTF_8);
                }
                target.putNextEntry(new ZipEntry(entry.getName()));
                target.write(bytes);
            }
        }
        Files.write(zip, changed.toByteArray());
    }
}
