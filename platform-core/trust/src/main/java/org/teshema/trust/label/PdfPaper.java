package org.teshema.trust.label;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.teshema.trust.symbol.Correction;
import org.teshema.trust.symbol.QrSymbol;

/**
 * Prints an official paper 文书 on A4 pages: text is text, fonts are embedded, the symbol is vector rectangles in the lower left corner of
 * the last page. A character that the fonts lack is printed as 〓. The same input gives the same bytes. Stateless; any thread.
 */
public final class PdfPaper {
    private static final double WIDTH = 210;
    private static final double HEIGHT = 297;
    private static final double LEFT = 28;
    private static final double RIGHT = WIDTH - 26;
    private static final double TOP = 37;
    private static final double BOTTOM = HEIGHT - 32;
    private static final double SYMBOL = 40;
    private static final double CAPTION = 3.2;
    private static final char GETA = '〓';

    private PdfPaper() {}

    /** How a line is set. */
    public enum Setting {
        /** Large, in the middle. */
        TITLE(7),
        /** In the middle. */
        MIDDLE(4.6),
        /** From the left edge. */
        LEFT(4.6),
        /** A paragraph whose first line is indented. */
        PARAGRAPH(4.6),
        /** At the right edge. */
        RIGHT(4.6);

        private final double size;

        Setting(double size) {
            this.size = size;
        }
    }

    /** A line, or a paragraph as long as it takes. */
    public record Line(Setting setting, String words) {}

    /**
     * The device's code.
     *
     * @param url the full text of the symbol
     * @param number printed below it
     */
    public record Symbol(String url, String number) {}

    /**
     * Writes the paper.
     *
     * @param title name of the document
     * @param date its date
     * @param out receives the file; stays open
     * @throws IOException if {@code out} does not take it
     */
    public static void write(String title, LocalDate date, List<Line> lines, Optional<Symbol> symbol, OutputStream out)
            throws IOException {
        try (PDDocument document = new PDDocument()) {
            describe(document, title, date, lines);
            var fonts = new PdfFonts(document);
            var resources = new PDResources();
            fonts.addTo(resources);
            List<List<LabelArt.Line>> pages = pages(lines, symbol.isPresent());
            for (int i = 0; i < pages.size(); i++) {
                var content = new PdfContent();
                content.add("q 1 0 0 1 0").add(HEIGHT * PdfContent.POINTS).add("cm");
                for (LabelArt.Line line : pages.get(i)) {
                    fonts.write(content, line);
                }
                String foot = (i + 1) + " / " + pages.size();
                double x = (WIDTH - LabelFont.get().width(foot, CAPTION)) / 2;
                fonts.write(content, new LabelArt.Line(foot, x, HEIGHT - 18, CAPTION, LabelArt.Ink.GRAY, false));
                if (i == pages.size() - 1 && symbol.isPresent()) {
                    symbol(content, fonts, symbol.get());
                }
                content.add("Q");
                var page = new PDPage(
                        new PDRectangle((float) (WIDTH * PdfContent.POINTS), (float) (HEIGHT * PdfContent.POINTS)));
                page.setResources(resources);
                page.setContents(stream(document, content));
                document.addPage(page);
            }
            fonts.finish();
            document.save(out, CompressParameters.NO_COMPRESSION);
        }
    }

    private static void describe(PDDocument document, String title, LocalDate date, List<Line> lines) {
        var id = new CRC32();
        id.update((title + date + lines).getBytes(StandardCharsets.UTF_8));
        document.setDocumentId(id.getValue());
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setProducer("Teshema");
        document.getDocumentInformation().setCreationDate(GregorianCalendar.from(date.atStartOfDay(ZoneOffset.UTC)));
    }

    /** Breaks the lines into pages; the last page leaves room for the symbol. */
    private static List<List<LabelArt.Line>> pages(List<Line> lines, boolean symbol) {
        var pages = new ArrayList<List<LabelArt.Line>>();
        var page = new ArrayList<LabelArt.Line>();
        double y = TOP;
        for (Line line : lines) {
            double size = line.setting().size;
            double pitch = size * 1.65;
            double indent = line.setting() == Setting.PARAGRAPH ? 2 * size : 0;
            for (String words : broken(line.words(), size, indent)) {
                if (y > BOTTOM) {
                    pages.add(page);
                    page = new ArrayList<>();
                    y = TOP;
                }
                page.add(new LabelArt.Line(
                        words,
                        x(line.setting(), words, size, indent),
                        y,
                        size,
                        LabelArt.Ink.BLACK,
                        line.setting() == Setting.TITLE));
                indent = 0;
                y += pitch;
            }
            y += line.setting() == Setting.TITLE ? 4 : 1;
        }
        pages.add(page);
        if (symbol && y > BOTTOM - SYMBOL) {
            pages.add(new ArrayList<>());
        }
        return pages;
    }

    private static double x(Setting setting, String words, double size, double indent) {
        double width = LabelFont.get().width(words, size);
        return switch (setting) {
            case TITLE, MIDDLE -> (WIDTH - width) / 2;
            case RIGHT -> RIGHT - width;
            case LEFT, PARAGRAPH -> LEFT + indent;
        };
    }

    /** Cuts a text into lines: where it breaks, between words where it can be, else between any two characters. */
    private static List<String> broken(String text, double size, double indent) {
        var lines = new ArrayList<String>();
        double room = RIGHT - LEFT - indent;
        for (String part : text.strip().split("\n\\s*", -1)) {
            broken(lines, printable(part).strip(), size, room);
            room = RIGHT - LEFT;
        }
        return lines;
    }

    private static void broken(List<String> lines, String text, double size, double first) {
        String rest = text;
        double room = first;
        while (LabelFont.get().width(rest, size) > room) {
            int fits = 1;
            while (LabelFont.get().width(rest.substring(0, fits + 1), size) <= room) {
                fits++;
            }
            int cut = cut(rest, fits);
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
            room = RIGHT - LEFT;
        }
        lines.add(rest);
    }

    /** Not within a Latin word, unless the word is longer than half a line, and not before a mark that ends something. */
    private static int cut(String text, int fits) {
        int cut = fits;
        while (cut > fits / 2 && (isWord(text.charAt(cut - 1)) && isWord(text.charAt(cut)))) {
            cut--;
        }
        cut = cut > fits / 2 ? cut : fits;
        return cut > 1 && "，。；：、）〕》”,.;:)".indexOf(text.charAt(cut)) >= 0 ? cut - 1 : cut;
    }

    private static boolean isWord(char c) {
        return c > ' ' && c < 0x2000;
    }

    /** The text with what cannot be printed replaced. */
    private static String printable(String text) {
        var printable = new StringBuilder();
        text.codePoints().map(c -> LabelFont.get().canPrint(c) ? c : GETA).forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static void symbol(PdfContent content, PdfFonts fonts, Symbol printed) throws IOException {
        QrSymbol symbol = QrSymbol.encode(printed.url(), Correction.Q);
        double module = SYMBOL / (symbol.size() + 2.0 * QrSymbol.QUIET_ZONE);
        double x = LEFT + QrSymbol.QUIET_ZONE * module;
        double y = BOTTOM - QrSymbol.QUIET_ZONE * module;
        content.add("q").add(module * PdfContent.POINTS).add("0 0").add(module * PdfContent.POINTS);
        content.add(x * PdfContent.POINTS)
                .add(-y * PdfContent.POINTS)
                .add("cm 0 g")
                .symbol(symbol);
        content.add("Q");
        fonts.write(
                content,
                new LabelArt.Line(
                        printed.number(),
                        LEFT + (SYMBOL - LabelFont.get().width(printed.number(), CAPTION)) / 2,
                        BOTTOM + 2,
                        CAPTION,
                        LabelArt.Ink.BLACK,
                        false));
    }

    private static PDStream stream(PDDocument document, PdfContent content) throws IOException {
        COSStream stream = document.getDocument().createCOSStream();
        var deflater = new Deflater();
        try (OutputStream raw = stream.createRawOutputStream()) {
            raw.write(content.deflated(deflater));
        } finally {
            deflater.end();
        }
        stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
        return new PDStream(stream);
    }
}
