package org.teshema.engine.sheet;

/**
 * Texts of which no spreadsheet program makes a formula. One that could be has an apostrophe in front, which is taken away again when
 * it comes back.
 */
public final class Guarded {
    // Also in full width, which some programs take for the same.
    private static final String DANGEROUS = "=+-@'\t\r\n＝＋－＠";

    private Guarded() {}

    /** The text as it may stand in a cell. */
    public static String text(String text) {
        return isDangerous(text, 0) ? "'" + text : text;
    }

    /** The text that {@link #text} made the cell of. */
    public static String plain(String cell) {
        return cell.startsWith("'") && isDangerous(cell, 1) ? cell.substring(1) : cell;
    }

    private static boolean isDangerous(String text, int at) {
        return text.length() > at && DANGEROUS.indexOf(text.charAt(at)) >= 0;
    }
}
