package org.teshema.trust.label;

import java.util.ArrayList;
import java.util.List;
import org.teshema.trust.symbol.Box;

/**
 * Where everything goes on one label, in millimetres from the upper left corner of the plate: the one layout that all
 * file kinds draw.
 */
final class LabelArt {

    /** Colours of the artwork. */
    enum Ink {
        BLACK("#000"),
        WHITE("#fff"),
        BAND("#0b4a8f"),
        GRAY("#444");

        final String web;

        Ink(String web) {
            this.web = web;
        }
    }

    /** One line of text; x is its left end, y its baseline. */
    record Line(String text, double x, double y, double size, Ink ink, boolean bold) {}

    /** The title, the standing lines and the label's own lines: equal on many labels. */
    private final List<Line> shared;

    private final Line number;

    private LabelArt(List<Line> shared, Line number) {
        this.shared = List.copyOf(shared);
        this.number = number;
    }

    List<Line> shared() {
        return shared;
    }

    Line number() {
        return number;
    }

    /** Title band across the plate. */
    static Box band(LabelDesign design) {
        return new Box(0, 0, design.width(), design.band());
    }

    /**
     * Lays out one label.
     *
     * @throws PrintFailed if a character is not in the font or a text is too long for the plate
     */
    static LabelArt of(LabelDesign design, LabelText text) {
        List<Line> lines = shared(design, text.title(), text.lines());
        return new LabelArt(lines, number(design, text));
    }

    /** All but number and symbol. */
    static List<Line> shared(LabelDesign design, String title, List<String> further) {
        List<String> below = new ArrayList<>(further);
        below.add(design.cityLine());
        below.add(design.emergencyLine());
        below.removeIf(String::isBlank);

        List<Line> lines = new ArrayList<>();
        double titleSize = design.band() * 0.56;
        lines.add(centred(design, title, "title", design.band() / 2 + titleSize * 0.37, titleSize, Ink.WHITE, true));
        if (!below.isEmpty()) {
            double top = numberBaseline(design) + design.band() * 0.08;
            double room = design.height() - LabelDesign.MARGIN - top;
            double pitch = Math.min(design.band() * 0.37, room / below.size());
            top += Math.min(pitch / 4, (room - pitch * below.size()) / 2);
            for (int i = 0; i < below.size(); i++) {
                boolean last = i == below.size() - 1 && below.get(i).equals(design.emergencyLine());
                double y = top + pitch * (i + 0.78);
                lines.add(centred(design, below.get(i), "line", y, pitch * 0.72, last ? Ink.BLACK : Ink.GRAY, false));
            }
        }
        return lines;
    }

    static Line number(LabelDesign design, LabelText text) {
        return centred(design, text.number(), "number", numberBaseline(design), design.band() * 0.36, Ink.BLACK, false);
    }

    private static double numberBaseline(LabelDesign design) {
        return design.band() + design.symbolEdge() + design.band() * 0.3;
    }

    private static Line centred(
            LabelDesign design, String text, String what, double baseline, double wanted, Ink ink, boolean bold) {
        LabelFont font = LabelFont.get();
        font.requirePrintable(text, what);
        double room = design.width() - 2 * LabelDesign.MARGIN;
        double size = Math.min(wanted, wanted * room / font.width(text, wanted));
        if (size < wanted * 0.6) {
            throw new PrintFailed(
                    PrintFailed.Reason.TEXT,
                    "标牌文字过长：“%s”，%.0f 毫米宽的标牌放不下，请缩短".formatted(text, design.width()),
                    "the %s \"%s\" is too long for a label %.0f mm wide; shorten it"
                            .formatted(what, text, design.width()));
        }
        return new Line(text, (design.width() - font.width(text, size)) / 2, baseline, size, ink, bold);
    }
}
