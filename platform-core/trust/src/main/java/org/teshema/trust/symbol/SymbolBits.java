package org.teshema.trust.symbol;

/** The data bits of a symbol: segments in the modes of ISO/IEC 18004 clause 7.4, terminator and padding. */
final class SymbolBits {

    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final byte[] ALPHANUMERIC_VALUE = alphanumericValues();

    private final byte[] bytes;
    private int length;

    private SymbolBits(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /**
     * How a text is cut: a head in byte mode (or alphanumeric mode when it has upper-case letters only) and a tail of
     * digits in numeric mode, whichever cut is shortest.
     */
    record Plan(String text, int tailStart, boolean alphanumericHead) {

        /** The bits that this plan takes in a symbol of the version given. */
        int bits(int version) {
            boolean wide = version > 9;
            int head = tailStart;
            int tail = text.length() - tailStart;
            int bits = 0;
            if (head > 0 && alphanumericHead) {
                bits += 4 + (wide ? 11 : 9) + head / 2 * 11 + head % 2 * 6;
            } else if (head > 0) {
                bits += 4 + (wide ? 16 : 8) + head * 8;
            }
            if (tail > 0) {
                bits += 4 + (wide ? 12 : 10) + tail / 3 * 10 + (tail % 3 == 0 ? 0 : tail % 3 * 3 + 1);
            }
            return bits;
        }
    }

    /** The shortest plan for an ASCII text in a symbol of the version given. */
    static Plan plan(String text, int version) {
        int tailStart = text.length();
        while (tailStart > 0 && text.charAt(tailStart - 1) >= '0' && text.charAt(tailStart - 1) <= '9') {
            tailStart--;
        }
        Plan split = new Plan(text, tailStart, alphanumeric(text, tailStart));
        Plan whole = new Plan(text, text.length(), split.alphanumericHead());
        return whole.bits(version) < split.bits(version) ? whole : split;
    }

    /** The data codewords of a planned text, filled up to the symbol's capacity. */
    static byte[] codewords(Plan plan, int version, int capacity) {
        SymbolBits bits = new SymbolBits(capacity);
        bits.append(plan, version > 9);
        bits.append(0, Math.min(4, capacity * 8 - bits.length));
        int used = (bits.length + 7) / 8;
        for (int i = used; i < capacity; i++) {
            bits.bytes[i] = (byte) ((i - used) % 2 == 0 ? 0xEC : 0x11);
        }
        return bits.bytes;
    }

    private void append(Plan plan, boolean wide) {
        String text = plan.text();
        int head = plan.tailStart();
        int tail = text.length() - head;
        if (head > 0 && plan.alphanumericHead()) {
            append(0b0010, 4);
            append(head, wide ? 11 : 9);
            int i = 0;
            for (; i + 1 < head; i += 2) {
                append(ALPHANUMERIC_VALUE[text.charAt(i)] * 45 + ALPHANUMERIC_VALUE[text.charAt(i + 1)], 11);
            }
            if (i < head) {
                append(ALPHANUMERIC_VALUE[text.charAt(i)], 6);
            }
        } else if (head > 0) {
            append(0b0100, 4);
            append(head, wide ? 16 : 8);
            for (int i = 0; i < head; i++) {
                append(text.charAt(i), 8);
            }
        }
        if (tail > 0) {
            append(0b0001, 4);
            append(tail, wide ? 12 : 10);
            for (int i = head; i < text.length(); i += 3) {
                int digits = Math.min(3, text.length() - i);
                append(Integer.parseInt(text, i, i + digits, 10), digits * 3 + 1);
            }
        }
    }

    private void append(int value, int count) {
        for (int left = count; left > 0; ) {
            int free = 8 - (length & 7);
            int take = Math.min(free, left);
            int part = (value >>> (left - take)) & ((1 << take) - 1);
            bytes[length >> 3] |= (byte) (part << (free - take));
            length += take;
            left -= take;
        }
    }

    private static boolean alphanumeric(String text, int end) {
        for (int i = 0; i < end; i++) {
            if (ALPHANUMERIC_VALUE[text.charAt(i)] < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] alphanumericValues() {
        byte[] values = new byte[128];
        for (char c = 0; c < 128; c++) {
            values[c] = (byte) ALPHANUMERIC.indexOf(c);
        }
        return values;
    }
}
