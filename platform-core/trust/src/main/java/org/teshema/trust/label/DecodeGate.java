package org.teshema.trust.label;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.teshema.trust.label.PdfPageReader.NotUnderstood;
import org.teshema.trust.symbol.Box;
import org.teshema.trust.symbol.SymbolReader;
import org.teshema.trust.symbol.SymbolReading;

/**
 * Reads every label back out of a produced file before it may be released.
 *
 * <p>From the bytes as written: the drawing operators are interpreted, the shapes painted, the symbol found in the picture
 * and decoded; it must need no repair nor lack a module of its patterns, say what was ordered and be genuine by the platform's own check, and the number and
 * title beside it must be the ones of this very label. Some pages are rendered by a PDF renderer as well and read from
 * their pixels. One gate per batch; for one thread at a time.
 */
public final class DecodeGate {

    /** The resolution of the sample pages: the coarsest at which office printers work. */
    private static final int SAMPLE_DPI = 200;

    private static final int PAGES_PER_SAMPLE = 250;

    private final LabelDesign design;
    private final CodeCheck check;
    private final SymbolReader reader = new SymbolReader();

    public DecodeGate(LabelDesign design, CodeCheck check) {
        this.design = design;
        this.check = check;
    }

    /**
     * Reads a PDF of sheets or single labels.
     *
     * @param pdf the file as it will be released
     * @param layout it was made with
     * @param expected the labels in printing order
     * @throws IOException if the file cannot be read at all
     */
    public GateReport sheets(Path pdf, SheetLayout layout, List<LabelText> expected) throws IOException {
        Tally tally = new Tally(pdf.getFileName().toString(), expected.size());
        List<DrawnLabel> plates = new ArrayList<>();
        for (int i = 0; i < layout.perPage(); i++) {
            plates.add(new DrawnLabel(layout.cell(i), design));
        }
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            int pages = document.getNumberOfPages();
            if (pages != layout.pages(expected.size())) {
                tally.fail("", "has " + pages + " pages instead of " + layout.pages(expected.size()));
            }
            PdfPageReader pageReader = new PdfPageReader();
            for (int page = 0; page < pages; page++) {
                plates.forEach(DrawnLabel::clear);
                try {
                    pageReader.read(document.getPage(page), layout, plates);
                    for (int i = 0; i < plates.size(); i++) {
                        judge(plates.get(i), expected, page * plates.size() + i, tally);
                    }
                } catch (NotUnderstood e) {
                    tally.fail("page " + (page + 1), "holds what a label never holds: " + e.getMessage());
                }
            }
            // A document that has failed already need not be rendered.
            for (int page : tally.failures.isEmpty() ? samplePages(pages) : List.<Integer>of()) {
                sample(document, page, layout, expected, tally);
            }
        }
        return tally.report();
    }

    /**
     * Reads the SVG labels of a parcel for the print house.
     *
     * @param zip the file as it will be released
     * @param entries the names of the SVG files in the order of the labels
     * @param expected the labels
     * @throws IOException if the file cannot be read at all
     */
    public GateReport svgs(Path zip, List<String> entries, List<LabelText> expected) throws IOException {
        Tally tally = new Tally(zip.getFileName().toString(), expected.size());
        DrawnLabel plate = new DrawnLabel(new Box(0, 0, design.width(), design.height()), design);
        try (ZipFile file = new ZipFile(zip.toFile(), StandardCharsets.UTF_8)) {
            if (svgCount(file) != expected.size()) {
                tally.fail("", "has " + svgCount(file) + " labels instead of " + expected.size());
            }
            for (int i = 0; i < expected.size(); i++) {
                plate.clear();
                ZipEntry entry = file.getEntry(entries.get(i));
                if (entry != null) {
                    try (InputStream in = file.getInputStream(entry)) {
                        SvgReader.read(in, design, plate);
                    } catch (NotUnderstood e) {
                        tally.fail(entry.getName(), "holds what a label never holds: " + e.getMessage());
                        continue;
                    }
                }
                judge(plate, expected, i, tally);
            }
        }
        return tally.report();
    }

    private static int svgCount(ZipFile file) {
        int count = 0;
        for (Enumeration<? extends ZipEntry> all = file.entries(); all.hasMoreElements(); ) {
            count += all.nextElement().getName().endsWith(".svg") ? 1 : 0;
        }
        return count;
    }

    /** Compares what was drawn on a plate with the label that should be there, if any. */
    private void judge(DrawnLabel drawn, List<LabelText> expected, int index, Tally tally) {
        String place = "label " + (index + 1);
        if (index >= expected.size()) {
            if (!drawn.empty()) {
                tally.fail(place, "was not ordered");
            }
            return;
        }
        LabelText label = expected.get(index);
        if (drawn.empty()) {
            tally.fail(place, "is missing");
        } else if (drawn.textOverSymbol) {
            tally.fail(place, "has text over its symbol");
        } else if (!drawn.texts.contains(label.number())) {
            tally.fail(place, "does not show its number " + label.number() + " but " + drawn.texts);
        } else if (!drawn.texts.contains(label.title()) || !drawn.texts.containsAll(label.lines())) {
            tally.fail(place, "does not show its title or a line: " + drawn.texts);
        } else {
            symbol(drawn, label, place, tally);
        }
    }

    private void symbol(DrawnLabel drawn, LabelText label, String place, Tally tally) {
        Optional<SymbolReading> reading = reader.read(drawn.shapes, drawn.symbol());
        if (reading.isEmpty()) {
            tally.fail(place, "has a symbol that cannot be read");
        } else if (!reading.get().text().equals(label.codeUrl())) {
            tally.fail(place, "has the symbol of another code: " + reading.get().text());
        } else if (!reading.get().undamaged()) {
            tally.fail(
                    place,
                    "has a damaged symbol: " + reading.get().errorsCorrected() + " codewords to repair, "
                            + reading.get().patternDamage() + " modules of its patterns wrong");
        } else {
            tally.read++;
            Optional<String> refusal = check.refusal(reading.get().text());
            refusal.ifPresentOrElse(why -> tally.fail(place, "is not genuine: " + why), () -> tally.verified++);
        }
    }

    /** Pages spread evenly over the document, the first and last among them when there are several. */
    static List<Integer> samplePages(int pages) {
        int samples = Math.min(pages, 1 + (pages + PAGES_PER_SAMPLE - 1) / PAGES_PER_SAMPLE);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            chosen.add(samples == 1 ? 0 : (int) ((long) i * (pages - 1) / (samples - 1)));
        }
        return chosen;
    }

    private void sample(PDDocument document, int page, SheetLayout layout, List<LabelText> expected, Tally tally) {
        tally.samplePages++;
        BufferedImage image;
        try {
            image = new PDFRenderer(document).renderImageWithDPI(page, SAMPLE_DPI, ImageType.GRAY);
        } catch (IOException e) {
            tally.fail("page " + (page + 1), "cannot be rendered: " + e.getMessage());
            return;
        }
        double scale = SAMPLE_DPI / 25.4;
        for (int i = 0; i < layout.perPage(); i++) {
            int index = page * layout.perPage() + i;
            if (index >= expected.size()) {
                return;
            }
            Box symbol = new DrawnLabel(layout.cell(i), design).symbol();
            int x = (int) Math.round(symbol.x() * scale);
            int y = (int) Math.round(symbol.y() * scale);
            int width = Math.min((int) Math.round(symbol.width() * scale), image.getWidth() - x);
            int height = Math.min((int) Math.round(symbol.height() * scale), image.getHeight() - y);
            tally.sampleLabels++;
            if (width > 0 && height > 0) {
                byte[] gray = gray(image, x, y, width, height);
                boolean same = reader.read(gray, width, height)
                        .filter(reading ->
                                reading.text().equals(expected.get(index).codeUrl()))
                        .isPresent();
                if (same) {
                    tally.sampleRead++;
                } else {
                    tally.fail("label " + (index + 1), "cannot be read from the rendered page " + (page + 1));
                }
            }
        }
    }

    private static byte[] gray(BufferedImage image, int x, int y, int width, int height) {
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] part = new byte[width * height];
        for (int row = 0; row < height; row++) {
            System.arraycopy(pixels, (y + row) * image.getWidth() + x, part, row * width, width);
        }
        return part;
    }

    /** The counts of one file while it is read. */
    private static final class Tally {

        private final String file;
        private final int labels;
        private final List<GateReport.Failure> failures = new ArrayList<>();
        private int read;
        private int verified;
        private int samplePages;
        private int sampleLabels;
        private int sampleRead;

        Tally(String file, int labels) {
            this.file = file;
            this.labels = labels;
        }

        void fail(String place, String problem) {
            failures.add(new GateReport.Failure((file + " " + place).strip(), problem));
        }

        GateReport report() {
            String renderer = samplePages == 0 ? "" : "Apache PDFBox PDFRenderer, " + SAMPLE_DPI + " dpi";
            return new GateReport(labels, read, verified, failures, samplePages, sampleLabels, sampleRead, renderer);
        }
    }
}
