package org.teshema.trust.label;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

/**
 * Interprets the content streams of a page as a viewer would, as far as labels need: filled upright rectangles, text,
 * forms, and the graphics state they depend on. Whatever else could put ink on the paper is refused, so that nothing
 * drawn can escape the gate's eye. One reader per document (it remembers fonts and forms); one thread.
 */
final class PdfPageReader {

    private static final int DEEPEST_FORM = 8;

    /** The content is damaged or holds something that labels never contain. */
    static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1L;

        NotUnderstood(String message) {
            super(message);
        }
    }

    /** The part of the graphics state that moves or colours rectangles and text; the matrix is upright. */
    private record State(double scaleX, double scaleY, double x, double y, boolean dark) {}

    private final Map<COSBase, byte[]> streams = new HashMap<>();
    private final Map<COSBase, Map<COSName, PDFont>> fonts = new HashMap<>();
    private final Map<PDFont, Map<Integer, String>> characters = new HashMap<>();

    private List<DrawnLabel> labels = List.of();
    private double pageHeight;
    private State state = new State(1, 1, 0, 0, true);

    /**
     * Collects what a page draws into the labels whose plates it hits.
     *
     * @throws NotUnderstood if the page is not the size of the layout or draws something strange
     */
    void read(PDPage page, SheetLayout layout, List<DrawnLabel> plates) throws IOException, NotUnderstood {
        PDRectangle paper = page.getMediaBox();
        double wrong = Math.abs(paper.getWidth() / PdfContent.POINTS - layout.pageWidth())
                + Math.abs(paper.getHeight() / PdfContent.POINTS - layout.pageHeight())
                + Math.abs(paper.getLowerLeftX())
                + Math.abs(paper.getLowerLeftY());
        if (wrong > 0.01 || page.getRotation() != 0 || page.getUserUnit() != 1) {
            throw new NotUnderstood(
                    "the page does not have the size of the layout, so it would not print at true size");
        }
        labels = plates;
        pageHeight = layout.pageHeight();
        double toMillimetres = 1 / PdfContent.POINTS;
        state = new State(toMillimetres, toMillimetres, 0, 0, true);
        try (var in = page.getContents()) {
            interpret(in.readAllBytes(), page.getResources(), 0);
        }
    }

    private void interpret(byte[] content, PDResources resources, int depth) throws IOException, NotUnderstood {
        PdfTokens tokens = new PdfTokens(content);
        Deque<State> saved = new ArrayDeque<>();
        double[] path = new double[1 << 10];
        int pathLength = 0;
        double textX = 0;
        double textY = 0;
        PDFont font = null;
        StringBuilder text = new StringBuilder();
        while (tokens.next()) {
            switch (tokens.operator()) {
                case "re" -> {
                    if (pathLength + 4 > path.length) {
                        path = Arrays.copyOf(path, path.length * 2);
                    }
                    path[pathLength++] = tokens.number(4, 0);
                    path[pathLength++] = tokens.number(4, 1);
                    path[pathLength++] = tokens.number(4, 2);
                    path[pathLength++] = tokens.number(4, 3);
                }
                case "f" -> {
                    fill(path, pathLength);
                    pathLength = 0;
                }
                case "q" -> saved.push(state);
                case "Q" -> {
                    if (saved.isEmpty()) {
                        throw new NotUnderstood("Q without q");
                    }
                    state = saved.pop();
                }
                case "cm" -> transform(tokens);
                case "g" -> colour(tokens.number(1, 0));
                case "rg" ->
                    colour(0.3 * tokens.number(3, 0) + 0.59 * tokens.number(3, 1) + 0.11 * tokens.number(3, 2));
                case "G", "RG", "w" -> {
                    // Outline of letters only: paths are never stroked here.
                }
                case "Tr" -> {
                    if (tokens.number(1, 0) != 0 && tokens.number(1, 0) != 2) {
                        throw new NotUnderstood("text that is not filled");
                    }
                }
                case "BT" -> {
                    textX = 0;
                    textY = 0;
                    text.setLength(0);
                }
                case "Td" -> {
                    textX += tokens.number(2, 0);
                    textY += tokens.number(2, 1);
                }
                case "Tf" -> font = font(resources, tokens.name());
                case "Tj" -> decode(font, tokens.string(), text);
                case "ET" -> show(text.toString(), textX, textY);
                case "Do" -> form(resources, tokens.name(), depth);
                default -> throw new NotUnderstood("the drawing operator " + tokens.operator());
            }
            tokens.operandsDone();
        }
        if (pathLength > 0) {
            throw new NotUnderstood("a path that is never painted");
        }
    }

    private void transform(PdfTokens tokens) throws NotUnderstood {
        if (tokens.number(6, 1) != 0 || tokens.number(6, 2) != 0) {
            throw new NotUnderstood("a turned or slanted drawing");
        }
        state = new State(
                state.scaleX * tokens.number(6, 0),
                state.scaleY * tokens.number(6, 3),
                state.x + state.scaleX * tokens.number(6, 4),
                state.y + state.scaleY * tokens.number(6, 5),
                state.dark);
    }

    private void colour(double luminance) {
        state = new State(state.scaleX, state.scaleY, state.x, state.y, luminance < 0.5);
    }

    private void fill(double[] path, int length) {
        for (int i = 0; i < length; i += 4) {
            double x1 = state.x + state.scaleX * path[i];
            double y1 = pageHeight - state.y - state.scaleY * path[i + 1];
            double x2 = x1 + state.scaleX * path[i + 2];
            double y2 = y1 - state.scaleY * path[i + 3];
            for (DrawnLabel label : labels) {
                label.rectangle(x1, y1, x2, y2, state.dark);
            }
        }
    }

    private void show(String text, double x, double y) {
        double pageX = state.x + state.scaleX * x;
        double pageY = pageHeight - state.y - state.scaleY * y;
        labels.forEach(label -> label.text(text, pageX, pageY));
    }

    private PDFont font(PDResources resources, String name) throws IOException, NotUnderstood {
        Map<COSName, PDFont> known = fonts.computeIfAbsent(resources.getCOSObject(), any -> new HashMap<>());
        COSName key = COSName.getPDFName(name);
        PDFont font = known.get(key);
        if (font == null) {
            font = resources.getFont(key);
            if (font == null || !font.isEmbedded()) {
                throw new NotUnderstood("the font " + name + ", which is not embedded");
            }
            known.put(key, font);
        }
        return font;
    }

    private void decode(PDFont font, byte[] codes, StringBuilder text) throws NotUnderstood {
        if (font == null || codes.length % 2 != 0) {
            throw new NotUnderstood("text without a font of two-byte codes");
        }
        Map<Integer, String> known = characters.computeIfAbsent(font, any -> new HashMap<>());
        for (int i = 0; i < codes.length; i += 2) {
            int code = (codes[i] & 0xFF) << 8 | (codes[i + 1] & 0xFF);
            text.append(known.computeIfAbsent(code, font::toUnicode));
        }
    }

    private void form(PDResources resources, String name, int depth) throws IOException, NotUnderstood {
        PDXObject object = resources.getXObject(COSName.getPDFName(name));
        if (!(object instanceof PDFormXObject form) || depth == DEEPEST_FORM) {
            throw new NotUnderstood("the picture " + name + ", where only vector shapes belong");
        }
        if (!form.getMatrix().createAffineTransform().isIdentity()) {
            throw new NotUnderstood("a form that is moved or turned");
        }
        State before = state;
        interpret(bytes(form.getContentStream()), form.getResources(), depth + 1);
        state = before;
    }

    private byte[] bytes(PDStream stream) throws IOException {
        byte[] known = streams.get(stream.getCOSObject());
        if (known == null) {
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            try (var in = stream.createInputStream()) {
                in.transferTo(copy);
            }
            known = copy.toByteArray();
            streams.put(stream.getCOSObject(), known);
        }
        return known;
    }
}
