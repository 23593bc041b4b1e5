package org.teshema.trust.label;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.teshema.trust.symbol.QrSymbol;
import org.teshema.trust.symbol.Run;

/** The bytes of one PDF content stream while it is written. Lengths are in points, y upwards. For one thread. */
final class PdfContent {

    /** Points to the millimetre. */
    static final double POINTS = 72 / 25.4;

    private byte[] bytes = new byte[1 << 15];
    private int length;

    /** Empties it for the next stream. */
    void clear() {
        length = 0;
    }

    /** Adds operators or names as they stand, followed by a space. */
    PdfContent add(String syntax) {
        byte[] ascii = syntax.getBytes(StandardCharsets.US_ASCII);
        room(ascii.length + 1);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
        bytes[length++] = ' ';
        return this;
    }

    /** Adds a number, rounded to a ten-thousandth. */
    PdfContent add(double number) {
        long value = Math.round(number * 10_000);
        room(24);
        if (value < 0) {
            bytes[length++] = '-';
            value = -value;
        }
        integer(value / 10_000);
        int fraction = (int) (value % 10_000);
        if (fraction != 0) {
            bytes[length++] = '.';
            for (int unit = 1_000; fraction != 0; unit /= 10) {
                bytes[length++] = (byte) ('0' + fraction / unit);
                fraction %= unit;
            }
        }
        bytes[length++] = ' ';
        return this;
    }

    /** Adds a string of glyph codes in hexadecimal. */
    PdfContent addHex(byte[] codes) {
        room(codes.length * 2 + 3);
        bytes[length++] = '<';
        for (byte code : codes) {
            bytes[length++] = (byte) Character.forDigit(code >> 4 & 15, 16);
            bytes[length++] = (byte) Character.forDigit(code & 15, 16);
        }
        bytes[length++] = '>';
        bytes[length++] = ' ';
        return this;
    }

    PdfContent rectangle(double x, double y, double width, double height) {
        return add(x).add(y).add(width).add(height).add("re");
    }

    /** Fills a symbol's dark modules as one path, in module units with the lower left module at the origin. */
    PdfContent symbol(QrSymbol symbol) {
        for (Run run : symbol.runs()) {
            room(40);
            small(run.x());
            small(symbol.size() - run.y() - run.height());
            small(run.width());
            small(run.height());
            bytes[length++] = 'r';
            bytes[length++] = 'e';
            bytes[length++] = ' ';
        }
        return add("f");
    }

    private void small(int value) {
        integer(value);
        bytes[length++] = ' ';
    }

    private void integer(long value) {
        if (value >= 10) {
            integer(value / 10);
        }
        bytes[length++] = (byte) ('0' + value % 10);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** The stream in Flate coding. */
    byte[] deflated(Deflater deflater) {
        deflater.reset();
        deflater.setInput(bytes, 0, length);
        deflater.finish();
        byte[] target = new byte[length / 2 + 64];
        int count = 0;
        while (!deflater.finished()) {
            if (count == target.length) {
                target = Arrays.copyOf(target, target.length * 2);
            }
            count += deflater.deflate(target, count, target.length - count);
        }
        return Arrays.copyOf(target, count);
    }
}
