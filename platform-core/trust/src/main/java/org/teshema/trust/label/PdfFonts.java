package org.teshema.trust.label;

import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The label faces inside one PDF document: embedded, cut down to the characters in use. For one thread. */
final class PdfFonts {

    private final Map<LabelFont.Face, PDType0Font> fonts = new EnumMap<>(LabelFont.Face.class);
    private final Map<LabelFont.Face, BitSet> used = new EnumMap<>(LabelFont.Face.class);

    PdfFonts(PDDocument document) throws IOException {
        for (LabelFont.Face face : LabelFont.Face.values()) {
            fonts.put(face, PDType0Font.load(document, face.open(), true));
            used.put(face, new BitSet());
        }
    }

    /** Makes both faces known to the resources of a page or form. */
    void addTo(PDResources resources) {
        fonts.forEach((face, font) -> resources.put(COSName.getPDFName(name(face)), font));
    }

    /** Writes one line; millimetres, y downwards from the origin of the content's coordinates. */
    void write(PdfContent content, LabelArt.Line line) throws IOException {
        content.add("BT");
        if (line.bold()) {
            content.add("2 Tr").add(line.size() * 0.022 * PdfContent.POINTS).add("w");
        }
        content.add(colour(line.ink(), line.bold()));
        boolean first = true;
        for (LabelFont.Span span : LabelFont.get().spans(line.text())) {
            content.add("/" + name(span.face()))
                    .add(line.size() * PdfContent.POINTS)
                    .add("Tf");
            if (first) {
                content.add(line.x() * PdfContent.POINTS)
                        .add(-line.y() * PdfContent.POINTS)
                        .add("Td");
                first = false;
            }
            span.text().chars().forEach(used.get(span.face())::set);
            content.addHex(fonts.get(span.face()).encode(span.text())).add("Tj");
        }
        if (line.bold()) {
            content.add("0 Tr");
        }
        content.add("ET");
    }

    /** Cuts the faces down to what was written. Called once, before the document is saved. */
    void finish() throws IOException {
        for (Map.Entry<LabelFont.Face, PDType0Font> entry : fonts.entrySet()) {
            used.get(entry.getKey()).stream().forEach(entry.getValue()::addToSubset);
            entry.getValue().subset();
        }
    }

    /** Fill colour, and stroke colour as well where letters are thickened by an outline. */
    static String colour(LabelArt.Ink ink, boolean stroke) {
        String fill = switch (ink) {
            case BLACK -> "0 g";
            case WHITE -> "1 g";
            case GRAY -> "0.27 g";
            case BAND -> "0.043 0.29 0.561 rg";
        };
        return stroke ? fill + " " + fill.replace("rg", "RG").replace("g", "G") : fill;
    }

    private static String name(LabelFont.Face face) {
        return switch (face) {
            case LATIN -> "L";
            case HANZI -> "H";
        };
    }
}
