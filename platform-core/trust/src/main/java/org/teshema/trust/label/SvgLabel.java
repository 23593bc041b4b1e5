package org.teshema.trust.label;

import java.util.Locale;
import org.teshema.trust.symbol.Box;
import org.teshema.trust.symbol.QrSymbol;
import org.teshema.trust.symbol.Run;

/**
 * Draws one label as SVG 1.1 in millimetres: the symbol as one path of rectangles, texts as texts.
 *
 * <p>The fonts are named, not embedded: a viewer without them takes the next of the list, which changes the look of the
 * letters but never the symbol. Use the PDF where the look must be exact.
 */
public final class SvgLabel {

    private SvgLabel() {}

    /**
     * Draws a label.
     *
     * @throws PrintFailed if a character is not in the label font, a text too long or the symbol too fine
     */
    public static String draw(LabelDesign design, LabelText label) {
        StringBuilder svg = new StringBuilder(6_000);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(number(design.width()))
                .append("mm\" height=\"")
                .append(number(design.height()))
                .append("mm\" viewBox=\"0 0 ")
                .append(number(design.width()))
                .append(' ')
                .append(number(design.height()))
                .append("\">\n<title>");
        escaped(svg, label.title() + " " + label.number()).append("</title>\n");
        rectangle(svg, new Box(0, 0, design.width(), design.height()), LabelArt.Ink.WHITE);
        rectangle(svg, LabelArt.band(design), LabelArt.Ink.BAND);
        svg.append("<g font-family=\"")
                .append(LabelFont.FAMILY)
                .append("\" font-weight=\"600\" text-anchor=\"middle\">\n");
        LabelArt art = LabelArt.of(design, label);
        art.shared().forEach(line -> text(svg, line));
        text(svg, art.number());
        svg.append("</g>\n");
        symbol(svg, design, QrSymbol.encode(label.codeUrl(), design.correction()));
        return svg.append("</svg>\n").toString();
    }

    private static void symbol(StringBuilder svg, LabelDesign design, QrSymbol symbol) {
        double module = design.module(symbol);
        Box box = design.symbolBox();
        svg.append("<path shape-rendering=\"crispEdges\" transform=\"translate(")
                .append(number(box.x() + QrSymbol.QUIET_ZONE * module))
                .append(' ')
                .append(number(box.y() + QrSymbol.QUIET_ZONE * module))
                .append(") scale(")
                .append(number(module))
                .append(")\" d=\"");
        for (Run run : symbol.runs()) {
            svg.append('M').append(run.x()).append(' ').append(run.y());
            svg.append('h').append(run.width());
            svg.append('v').append(run.height());
            svg.append('h').append(-run.width()).append('z');
        }
        svg.append("\"/>\n");
    }

    private static void rectangle(StringBuilder svg, Box box, LabelArt.Ink ink) {
        svg.append("<rect x=\"")
                .append(number(box.x()))
                .append("\" y=\"")
                .append(number(box.y()))
                .append("\" width=\"")
                .append(number(box.width()))
                .append("\" height=\"")
                .append(number(box.height()))
                .append("\" fill=\"")
                .append(ink.web)
                .append("\"/>\n");
    }

    private static void text(StringBuilder svg, LabelArt.Line line) {
        double width = LabelFont.get().width(line.text(), line.size());
        svg.append("<text x=\"")
                .append(number(line.x() + width / 2))
                .append("\" y=\"")
                .append(number(line.y()));
        // The length is fixed, so that a substitute font keeps the line in its place.
        svg.append("\" textLength=\"").append(number(width));
        svg.append("\" font-size=\"").append(number(line.size()));
        svg.append("\" fill=\"").append(line.ink().web).append("\">");
        escaped(svg, line.text()).append("</text>\n");
    }

    private static StringBuilder escaped(StringBuilder svg, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> svg.append("&lt;");
                case '>' -> svg.append("&gt;");
                case '&' -> svg.append("&amp;");
                default -> svg.append(c);
            }
        }
        return svg;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
