package org.teshema.trust.label;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.teshema.trust.label.PdfPageReader.NotUnderstood;

/**
 * Cuts a PDF content stream into operators with their operands (ISO 32000-1 clause 7.8.2): numbers, names and hexadecimal
 * strings. For one stream and one thread.
 */
final class PdfTokens {

    private static final int MOST_OPERANDS = 32;
    /** Operators of one and two letters, so that they are not made into new strings each time. */
    private static final String[] SHORT_OPERATORS = new String[1 << 14];

    private final byte[] content;
    private int at;
    private final double[] numbers = new double[MOST_OPERANDS];
    private int count;
    private String name = "";
    private byte[] string = {};
    private String operator = "";

    PdfTokens(byte[] content) {
        this.content = content;
    }

    /** Reads up to the next operator; false at the end of the stream. */
    boolean next() throws NotUnderstood {
        while (at < content.length) {
            int c = content[at];
            if (c <= ' ') {
                at++;
            } else if ((c >= '0' && c <= '9') || c == '-' || c == '.' || c == '+') {
                number();
            } else if (c == '/') {
                int start = ++at;
                skipRegular();
                name = new String(content, start, at - start, StandardCharsets.US_ASCII);
            } else if (c == '<') {
                hexadecimal();
            } else {
                operator = word();
                return true;
            }
        }
        if (count > 0) {
            throw new NotUnderstood("a stream that ends within an operator");
        }
        return false;
    }

    String operator() {
        return operator;
    }

    /** The operand at an index, if the operator has exactly so many numbers. */
    double number(int expected, int index) throws NotUnderstood {
        if (count != expected) {
            throw new NotUnderstood("the operator " + operator + " with " + count + " numbers");
        }
        return numbers[index];
    }

    String name() {
        return name;
    }

    byte[] string() {
        return string;
    }

    void operandsDone() {
        count = 0;
    }

    private void number() throws NotUnderstood {
        if (count == MOST_OPERANDS) {
            throw new NotUnderstood("an operator with too many numbers");
        }
        boolean negative = content[at] == '-';
        if (negative || content[at] == '+') {
            at++;
        }
        long value = 0;
        double unit = 0;
        for (; at < content.length; at++) {
            int c = content[at];
            if (c == '.' && unit == 0) {
                unit = 1;
            } else if (c >= '0' && c <= '9' && value < 1L << 52) {
                value = value * 10 + c - '0';
                unit *= 10;
            } else if (c <= ' ') {
                break;
            } else {
                throw new NotUnderstood("a malformed number");
            }
        }
        double number = unit == 0 ? value : value / unit;
        numbers[count++] = negative ? -number : number;
    }

    private void hexadecimal() throws NotUnderstood {
        int start = ++at;
        while (at < content.length && content[at] != '>') {
            at++;
        }
        if ((at - start) % 2 != 0 || at == content.length) {
            throw new NotUnderstood("a malformed string");
        }
        byte[] codes = new byte[(at - start) / 2];
        for (int i = 0; i < codes.length; i++) {
            int high = Character.digit(content[start + 2 * i], 16);
            int low = Character.digit(content[start + 2 * i + 1], 16);
            if (high < 0 || low < 0) {
                throw new NotUnderstood("a malformed string");
            }
            codes[i] = (byte) (high << 4 | low);
        }
        string = codes;
        at++;
    }

    private String word() {
        int start = at++;
        skipRegular();
        int length = at - start;
        if (length > 2 || content[start] < 0) {
            return new String(content, start, length, StandardCharsets.ISO_8859_1);
        }
        int key = content[start] << 7 | (length == 2 ? content[start + 1] & 0x7F : 0);
        String known = SHORT_OPERATORS[key];
        if (known == null) {
            known = new String(content, start, length, StandardCharsets.US_ASCII);
            SHORT_OPERATORS[key] = known;
        }
        return known;
    }

    private void skipRegular() {
        while (at < content.length && content[at] > ' ' && content[at] != '/' && content[at] != '<') {
            at++;
        }
    }

    @Override
    public String toString() {
        return operator + Arrays.toString(Arrays.copyOf(numbers, count));
    }
}
