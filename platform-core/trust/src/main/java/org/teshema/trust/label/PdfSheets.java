package org.teshema.trust.label;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.teshema.trust.symbol.Box;
import org.teshema.trust.symbol.QrSymbol;

/**
 * Draws labels into a PDF: sheets with cut marks, or one label to a page at its true size. Symbols are vector rectangles,
 * text is text, fonts are embedded; what many labels share is drawn once and referred to.
 *
 * <p>A document is held in memory until it is written (about 2.5 KB a label), so a large batch is cut into several
 * documents by whoever calls. The same input gives the same bytes. Immutable; any thread.
 */
public final class PdfSheets {

    /** How the plates are to be made, printed on every sheet and in every parcel for the print house. */
    public static final String PRODUCTION_NOTE = "背面3M胶，正面1.5mm透明亚克力";

    /** Forms kept for labels that look alike but for number and symbol; labels beyond are drawn in full. */
    private static final int MOST_FORMS = 64;

    private static final double BLEED = 0.7;
    private static final int FASTEST_USEFUL_LEVEL = 5;

    private final LabelDesign design;
    private final SheetLayout layout;

    public PdfSheets(LabelDesign design, SheetLayout layout) {
        if (layout.cellWidth() != design.width() || layout.cellHeight() != design.height()) {
            throw new IllegalArgumentException("标牌与排版尺寸不符 / the cells of the layout must have the size of the label");
        }
        this.design = design;
        this.layout = layout;
    }

    /**
     * Writes one document.
     *
     * @param batch the name of the batch, printed at the head of each sheet
     * @param date the date of the document
     * @param firstSerial the running number of the first label within the batch, from 1
     * @param labels in the order of printing
     * @param out receives the file; stays open
     * @throws IOException if {@code out} does not take it
     * @throws PrintFailed if a label cannot be drawn
     */
    public void write(String batch, LocalDate date, int firstSerial, List<LabelText> labels, OutputStream out)
            throws IOException {
        try (PDDocument document = new PDDocument()) {
            describe(document, batch, date, firstSerial);
            Drawing drawing = new Drawing(document);
            int pages = layout.pages(labels.size());
            for (int page = 0; page < pages; page++) {
                int from = page * layout.perPage();
                List<LabelText> onPage = labels.subList(from, Math.min(labels.size(), from + layout.perPage()));
                int serial = firstSerial + from;
                String head = "批次 %s · 标牌 %d–%d · 第 %d/%d 页"
                        .formatted(batch, serial, serial + onPage.size() - 1, page + 1, pages);
                drawing.page(head, onPage);
            }
            drawing.finish();
            // Plain objects: readable by every press, and some tools warn about PDFBox's object streams.
            document.save(out, CompressParameters.NO_COMPRESSION);
        }
    }

    private static void describe(PDDocument document, String batch, LocalDate date, int firstSerial) {
        CRC32 id = new CRC32();
        id.update((batch + "/" + date + "/" + firstSerial).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        document.setDocumentId(id.getValue());
        document.getDocumentInformation().setTitle("特种设备码标牌 " + batch);
        document.getDocumentInformation().setProducer("Teshema");
        document.getDocumentInformation().setCreationDate(GregorianCalendar.from(date.atStartOfDay(ZoneOffset.UTC)));
    }

    private record Standing(String title, List<String> lines) {}

    private static double points(double millimetres) {
        return millimetres * PdfContent.POINTS;
    }

    /** One document in the making. */
    private final class Drawing {

        private final PDDocument document;
        private final PdfFonts fonts;
        private final PDResources pageResources = new PDResources();
        private final PDResources formResources = new PDResources();
        private final Map<Standing, String> forms = new HashMap<>();
        private final Deflater deflater = new Deflater(FASTEST_USEFUL_LEVEL);
        private final PdfContent content = new PdfContent();

        Drawing(PDDocument document) throws IOException {
            this.document = document;
            this.fonts = new PdfFonts(document);
            fonts.addTo(pageResources);
            fonts.addTo(formResources);
        }

        void page(String head, List<LabelText> labels) throws IOException {
            List<String> looks = new ArrayList<>(labels.size());
            for (LabelText label : labels) {
                looks.add(form(label));
            }
            content.clear();
            if (layout.cut()) {
                head(head);
            }
            for (int i = 0; i < labels.size(); i++) {
                Box cell = layout.cell(i);
                content.add("q 1 0 0 1");
                content.add(points(cell.x()))
                        .add(points(layout.pageHeight() - cell.y()))
                        .add("cm");
                label(labels.get(i), looks.get(i));
                content.add("Q");
            }
            PDPage page = new PDPage(
                    new PDRectangle((float) points(layout.pageWidth()), (float) points(layout.pageHeight())));
            page.setResources(pageResources);
            page.setContents(stream());
            document.addPage(page);
        }

        void finish() throws IOException {
            deflater.end();
            fonts.finish();
        }

        private void label(LabelText label, String form) throws IOException {
            if (form.isEmpty()) {
                standing(label.title(), label.lines());
            } else {
                content.add("/" + form).add("Do");
            }
            fonts.write(content, LabelArt.number(design, label));
            QrSymbol symbol = QrSymbol.encode(label.codeUrl(), design.correction());
            Box box = design.symbolBox();
            double module = design.module(symbol);
            double x = box.x() + QrSymbol.QUIET_ZONE * module;
            double y = box.bottom() - QrSymbol.QUIET_ZONE * module;
            content.add(points(module)).add("0 0").add(points(module));
            content.add(points(x)).add(points(-y)).add("cm 0 g").symbol(symbol);
        }

        /** The name of the form that draws a label's standing parts, or blank if it is to be drawn in place. */
        private String form(LabelText label) throws IOException {
            Standing standing = new Standing(label.title(), label.lines());
            String known = forms.get(standing);
            if (known != null || forms.size() == MOST_FORMS) {
                return known == null ? "" : known;
            }
            content.clear();
            standing(label.title(), label.lines());
            PDFormXObject form = new PDFormXObject(stream());
            double beyond = layout.gap() / 2;
            form.setBBox(new PDRectangle(
                    (float) points(-beyond),
                    (float) points(-beyond - design.height()),
                    (float) points(design.width() + 2 * beyond),
                    (float) points(design.height() + 2 * beyond)));
            form.setFormType(1);
            form.setResources(formResources);
            String name = "T" + forms.size();
            pageResources.put(COSName.getPDFName(name), form);
            forms.put(standing, name);
            return name;
        }

        /** Band, title, lines and cut marks, from the upper left corner of the plate. */
        private void standing(String title, List<String> lines) throws IOException {
            double bleed = layout.cut() ? BLEED : 0;
            Box band = LabelArt.band(design);
            content.add(PdfFonts.colour(LabelArt.Ink.BAND, false));
            fill(new Box(band.x() - bleed, band.y() - bleed, band.width() + 2 * bleed, band.height() + bleed));
            for (LabelArt.Line line : LabelArt.shared(design, title, lines)) {
                fonts.write(content, line);
            }
            if (layout.cut()) {
                content.add("0 g");
                for (double x : new double[] {0, design.width()}) {
                    for (double y : new double[] {0, design.height()}) {
                        mark(x, y);
                    }
                }
            }
        }

        /** The two cut marks at a corner, pointing away from the plate and clear of its bleed. */
        private void mark(double x, double y) {
            double thin = 0.1;
            double near = BLEED + 0.2;
            double reach = layout.gap() / 2 - near;
            fill(new Box(x == 0 ? -near - reach : x + near, y - thin / 2, reach, thin));
            fill(new Box(x - thin / 2, y == 0 ? -near - reach : y + near, thin, reach));
        }

        private void fill(Box box) {
            content.rectangle(points(box.x()), points(-box.bottom()), points(box.width()), points(box.height()))
                    .add("f");
        }

        private void head(String head) throws IOException {
            String note = "制作要求：%s。按角线裁切，成品 %s×%s mm；原大打印（100%%），不得缩放。"
                    .formatted(PRODUCTION_NOTE, plain(design.width()), plain(design.height()));
            LabelFont.get().requirePrintable(head, "name of the batch");
            content.add("q 1 0 0 1 0").add(points(layout.pageHeight())).add("cm");
            fonts.write(content, new LabelArt.Line(head, layout.left(), 8.5, 3, LabelArt.Ink.BLACK, false));
            fonts.write(content, new LabelArt.Line(note, layout.left(), 13, 3, LabelArt.Ink.GRAY, false));
            content.add("Q");
        }

        private PDStream stream() throws IOException {
            COSStream stream = document.getDocument().createCOSStream();
            try (OutputStream raw = stream.createRawOutputStream()) {
                raw.write(content.deflated(deflater));
            }
            stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
            return new PDStream(stream);
        }
    }

    static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
