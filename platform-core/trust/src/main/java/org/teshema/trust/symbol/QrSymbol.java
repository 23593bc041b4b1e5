package org.teshema.trust.symbol;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One QR symbol: the smallest that holds a text at a correction level, with the mask that ISO/IEC 18004 prefers.
 *
 * <p>A text of a lower-case prefix and digits becomes a byte segment and a numeric segment. Immutable, usable from any
 * thread.
 */
public final class QrSymbol {

    /** The light border that a reader needs around the symbol, in modules. */
    public static final int QUIET_ZONE = 4;

    private final int version;
    private final int size;
    private final int mask;
    private final Correction correction;
    private final int wordsPerRow;
    private final long[] words;

    private QrSymbol(int version, Correction correction, int mask, long[] words) {
        this.version = version;
        this.size = 17 + 4 * version;
        this.mask = mask;
        this.correction = correction;
        this.wordsPerRow = (size + 63) / 64;
        this.words = words;
    }

    /**
     * Makes the symbol of a text.
     *
     * @throws IllegalArgumentException if the text is empty or longer than the largest symbol holds
     */
    public static QrSymbol encode(String text, Correction level) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A symbol needs a text; this one is empty");
        }
        if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            for (int number = 1; number <= SymbolVersion.LAST; number++) {
                SymbolVersion version = SymbolVersion.of(number);
                int capacity = version.dataCodewords(level);
                SymbolBits.Plan plan = SymbolBits.plan(text, number);
                if (plan.bits(number) <= capacity * 8) {
                    return bestMask(version, level, SymbolBits.codewords(plan, number, capacity));
                }
            }
        }
        return encodeLarge(text, level);
    }

    /** The version, 1 to 40. */
    public int version() {
        return version;
    }

    /** Modules along one side, without the quiet zone. */
    public int size() {
        return size;
    }

    public Correction correction() {
        return correction;
    }

    /** The mask pattern, 0 to 7. */
    public int mask() {
        return mask;
    }

    /** Whether a module is dark; x to the right, y down, from the upper left corner. */
    public boolean dark(int x, int y) {
        if (x < 0 || y < 0 || x >= size || y >= size) {
            throw new IndexOutOfBoundsException("Module " + x + "," + y + " is not in a symbol of " + size);
        }
        return (words[y * wordsPerRow + (x >> 6)] >>> (x & 63) & 1) != 0;
    }

    /**
     * The dark modules as rectangles that do not overlap: runs of a row, merged with the same run of the rows below. The
     * order is that of their upper left corners, row by row.
     */
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>(size * size / 4);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (dark(x, y)) {
                    int end = x + 1;
                    while (end < size && dark(end, y)) {
                        end++;
                    }
                    if (y == 0 || !sameRun(x, end, y - 1)) {
                        int bottom = y + 1;
                        while (bottom < size && sameRun(x, end, bottom)) {
                            bottom++;
                        }
                        runs.add(new Run(x, y, end - x, bottom - y));
                    }
                    x = end;
                }
            }
        }
        return runs;
    }

    /** Whether row y has exactly the dark run [from, to): all dark inside, light or border on both sides. */
    private boolean sameRun(int from, int to, int y) {
        if ((from > 0 && dark(from - 1, y)) || (to < size && dark(to, y))) {
            return false;
        }
        for (int x = from; x < to; x++) {
            if (!dark(x, y)) {
                return false;
            }
        }
        return true;
    }

    private static QrSymbol bestMask(SymbolVersion version, Correction level, byte[] data) {
        int size = version.size;
        long[] rows = new long[size];
        long[] columns = new long[size];
        byte[] codewords = interleaved(version, level, data);
        for (int i = 0; i < version.path.length; i++) {
            long bit = (long) codewords[i >> 3] >>> (7 - (i & 7)) & 1;
            int x = version.path[i] >> 8;
            int y = version.path[i] & 0xFF;
            rows[y] |= bit << x;
            columns[x] |= bit << y;
        }
        long[] maskedRows = new long[size];
        long[] maskedColumns = new long[size];
        int best = 0;
        int lowest = Integer.MAX_VALUE;
        for (int mask = 0; mask < 8; mask++) {
            SymbolVersion.Overlay overlay = version.overlay(level, mask);
            for (int i = 0; i < size; i++) {
                maskedRows[i] = rows[i] ^ overlay.rows[i];
                maskedColumns[i] = columns[i] ^ overlay.columns[i];
            }
            int penalty = Penalty.of(maskedRows, maskedColumns, size, lowest);
            if (penalty < lowest) {
                lowest = penalty;
                best = mask;
            }
        }
        long[] chosen = version.overlay(level, best).rows.clone();
        for (int i = 0; i < size; i++) {
            chosen[i] ^= rows[i];
        }
        return new QrSymbol(version.number, level, best, chosen);
    }

    /** Cuts the data into blocks, adds the correction codewords and deals them out in turn. */
    private static byte[] interleaved(SymbolVersion version, Correction level, byte[] data) {
        int blocks = version.blocks(level);
        int correction = version.correctionPerBlock(level);
        int shortLength = data.length / blocks;
        int shortBlocks = blocks - data.length % blocks;
        ReedSolomon code = ReedSolomon.ofDegree(correction);
        byte[] result = new byte[version.codewords];
        for (int block = 0, from = 0; block < blocks; block++) {
            int length = shortLength + (block < shortBlocks ? 0 : 1);
            for (int i = 0; i < length; i++) {
                int place = i < shortLength ? i * blocks + block : shortLength * blocks + block - shortBlocks;
                result[place] = data[from + i];
            }
            byte[] remainder = code.remainder(data, from, length);
            for (int i = 0; i < correction; i++) {
                result[data.length + i * blocks + block] = remainder[i];
            }
            from += length;
        }
        return result;
    }

    private static QrSymbol encodeLarge(String text, Correction level) {
        try {
            QRCode code = Encoder.encode(
                    text,
                    ErrorCorrectionLevel.valueOf(level.name()),
                    Map.of(EncodeHintType.QR_COMPACT, true, EncodeHintType.CHARACTER_SET, "UTF-8"));
            ByteMatrix matrix = code.getMatrix();
            int size = matrix.getWidth();
            int wordsPerRow = (size + 63) / 64;
            long[] words = new long[size * wordsPerRow];
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    words[y * wordsPerRow + (x >> 6)] |= (long) matrix.get(x, y) << (x & 63);
                }
            }
            return new QrSymbol(code.getVersion().getVersionNumber(), level, code.getMaskPattern(), words);
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "A text of " + text.length() + " characters does not fit any QR symbol at level " + level
                            + "; shorten it or lower the correction level",
                    e);
        }
    }
}
