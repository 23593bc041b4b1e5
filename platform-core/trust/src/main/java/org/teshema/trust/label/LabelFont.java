package org.teshema.trust.label;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The two faces that labels are set in: Open Sans for Latin letters and digits, Droid Sans Fallback for everything
 * Chinese. Knows which character is in which face, its glyph and its width. Immutable after loading; any thread.
 */
final class LabelFont {

    /** One face and its file beside this class. */
    enum Face {
        LATIN("latin.ttf"),
        HANZI("hanzi.ttf");

        private final String file;

        Face(String file) {
            this.file = file;
        }

        /** Opens the font file. */
        InputStream open() {
            return Optional.ofNullable(LabelFont.class.getResourceAsStream(file))
                    .orElseThrow(() -> new IllegalStateException("The font " + file + " is missing from the bundle"));
        }
    }

    /** A stretch of text in one face. */
    record Span(Face face, String text) {}

    /** What a browser or drawing program should take when these faces are not installed. */
    static final String FAMILY = "'Open Sans','Droid Sans Fallback','Noto Sans SC','Source Han Sans SC',"
            + "'Microsoft YaHei','PingFang SC',SimHei,sans-serif";

    private static final int MISSING = -1;

    /** For each character of the basic plane: the advance in 1/1000 em, twice, plus 1 for HANZI; or MISSING. */
    private final int[] advances = new int[0x10000];

    private LabelFont() {
        java.util.Arrays.fill(advances, MISSING);
        load(Face.HANZI, 1);
        load(Face.LATIN, 0);
    }

    private static final class Holder {
        static final LabelFont FONT = new LabelFont();
    }

    /** The label font, loaded on first use. */
    static LabelFont get() {
        return Holder.FONT;
    }

    private void load(Face face, int mark) {
        try (InputStream in = face.open();
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
            CmapLookup glyphs = font.getUnicodeCmapLookup();
            for (int c = 0x20; c < 0x10000; c++) {
                int glyph = glyphs.getGlyphId(c);
                if (glyph != 0) {
                    advances[c] = font.getAdvanceWidth(glyph) * 1000 / font.getUnitsPerEm() * 2 + mark;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The font of the labels cannot be read", e);
        }
    }

    /** The width of a text in the unit of its size. */
    double width(String text, double size) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += Math.max(0, advances[text.charAt(i)] >> 1);
        }
        return sum * size / 1000;
    }

    /** Cuts a text where the face changes. */
    List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>(2);
        int start = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || face(text.charAt(i)) != face(text.charAt(start))) {
                spans.add(new Span(face(text.charAt(start)), text.substring(start, i)));
                start = i;
            }
        }
        return spans;
    }

    private Face face(char c) {
        return (advances[c] & 1) == 0 ? Face.LATIN : Face.HANZI;
    }

    /** Whether one of the faces has that character. */
    boolean canPrint(int c) {
        return c < 0x10000 && advances[c] != MISSING;
    }

    /**
     * Makes sure that every character can be printed.
     *
     * @param text the text
     * @param where what it is, for the message
     * @throws PrintFailed naming the first character that neither face has
     */
    void requirePrintable(String text, String where) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c >= 0x10000 || advances[c] == MISSING) {
                String shown = Character.isISOControl(c) ? "" : Character.toString(c);
                throw new PrintFailed(
                        PrintFailed.Reason.TEXT,
                        "标牌字库中没有字符“%s”(U+%04X)，位于“%s”第 %d 字，请改用其他字".formatted(shown, c, text, i + 1),
                        "the label font lacks the character '%s' (U+%04X), number %d of the %s \"%s\"; use another one"
                                .formatted(shown, c, i + 1, where, text));
            }
        }
    }
}
