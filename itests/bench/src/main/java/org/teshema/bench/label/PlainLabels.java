package org.teshema.bench.label;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.teshema.trust.label.LabelDesign;
import org.teshema.trust.label.LabelText;
import org.teshema.trust.label.SheetLayout;
import org.teshema.trust.symbol.Box;

/**
 * The peer: labels as one would make them with the libraries alone, ZXing's encoder and PDFBox's content stream, and
 * without reading anything back. Same texts, same page layout, same fonts, rows of modules merged into rectangles.
 */
final class PlainLabels {

    private static final double POINTS = 72 / 25.4;

    private final LabelDesign design;
    private final SheetLayout layout;
    private final Map<EncodeHintType, ?> hints;

    /**
     * A peer.
     *
     * @param compact whether ZXing may mix byte and digit segments, for a smaller symbol at a higher price
     */
    PlainLabels(LabelDesign design, boolean compact) {
        this.design = design;
        this.layout = SheetLayout.a4(design);
        this.hints = compact ? Map.of(EncodeHintType.QR_COMPACT, true) : Map.of();
    }

    /** Writes files of at most so many labels. */
    void print(List<LabelText> labels, int perFile, Path folder) {
        for (int from = 0; from < labels.size(); from += perFile) {
            document(labels.subList(from, Math.min(labels.size(), from + perFile)), folder.resolve(from + ".pdf"));
        }
    }

    private void document(List<LabelText> labels, Path file) {
        try (PDDocument document = new PDDocument()) {
            PDType0Font latin = font(document, "latin.ttf");
            PDType0Font hanzi = font(document, "hanzi.ttf");
            for (int from = 0; from < labels.size(); from += layout.perPage()) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    for (int i = 0; i < layout.perPage() && from + i < labels.size(); i++) {
                        label(content, layout.cell(i), labels.get(from + i), latin, hanzi);
                    }
                }
            }
            document.save(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void label(PDPageContentStream content, Box cell, LabelText label, PDType0Font latin, PDType0Font hanzi)
            throws IOException {
        content.setNonStrokingColor(0.04f, 0.29f, 0.56f);
        rectangle(content, cell.x(), cell.y(), cell.width(), design.band());
        content.fill();
        content.setNonStrokingColor(1f);
        text(content, hanzi, 7, cell.x() + 9, cell.y() + 9, label.title());
        content.setNonStrokingColor(0f);
        double top = cell.y() + design.band() + design.symbolEdge();
        text(content, latin, 4.5, cell.x() + 12, top + 4, label.number());
        text(content, hanzi, 3.3, cell.x() + 13, top + 9, design.cityLine());
        text(
                content,
                hanzi,
                3.3,
                cell.x() + 13,
                top + 13,
                design.emergencyLine().replaceAll("[ -~]", ""));
        symbol(content, cell, label.codeUrl());
    }

    private void symbol(PDPageContentStream content, Box cell, String url) throws IOException {
        ByteMatrix matrix;
        try {
            matrix = Encoder.encode(url, ErrorCorrectionLevel.Q, hints).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException(e);
        }
        int size = matrix.getWidth();
        double module = design.symbolEdge() / (size + 8);
        double left = cell.x() + (cell.width() - design.symbolEdge()) / 2 + 4 * module;
        double top = cell.y() + design.band() + 4 * module;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int end = x;
                while (end < size && matrix.get(end, y) == 1) {
                    end++;
                }
                if (end > x) {
                    rectangle(content, left + x * module, top + y * module, (end - x) * module, module);
                    x = end;
                }
            }
        }
        content.fill();
    }

    private void rectangle(PDPageContentStream content, double x, double y, double width, double height)
            throws IOException {
        content.addRect(
                (float) (x * POINTS),
                (float) ((layout.pageHeight() - y - height) * POINTS),
                (float) (width * POINTS),
                (float) (height * POINTS));
    }

    private void text(PDPageContentStream content, PDType0Font font, double size, double x, double y, String text)
            throws IOException {
        content.beginText();
        content.setFont(font, (float) (size * POINTS));
        content.newLineAtOffset((float) (x * POINTS), (float) ((layout.pageHeight() - y) * POINTS));
        content.showText(text);
        content.endText();
    }

    private static PDType0Font font(PDDocument document, String file) throws IOException {
        try (InputStream in = LabelDesign.class.getResourceAsStream(file)) {
            return PDType0Font.load(document, in, true);
        }
    }
}
