package org.teshema.door;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SM3 hash of GB/T 32905-2016. Written out here because the door comes before every other bundle and trusts none of them to say
 * what a file is. Belongs to one thread.
 */
final class Sm3 {
    private static final int BLOCK = 64;
    private static final int[] BEGINNING = {
        0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
    };
    private static final int[] CONSTANTS = constants();

    private final int[] state = BEGINNING.clone();
    private final int[] words = new int[68];
    private final byte[] rest = new byte[BLOCK];
    private int held;
    private long length;

    private static int[] constants() {
        var constants = new int[BLOCK];
        for (int j = 0; j < BLOCK; j++) {
            constants[j] = Integer.rotateLeft(j < 16 ? 0x79cc4519 : 0x7a879d8a, j);
        }
        return constants;
    }

    /** The hash of a file, 64 lower-case hexadecimal digits. */
    static String hex(Path file) throws IOException {
        var hash = new Sm3();
        byte[] some = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int got = in.read(some); got >= 0; got = in.read(some)) {
                hash.add(some, got);
            }
        }
        return HexFormat.of().formatHex(hash.end());
    }

    /** The same of bytes. */
    static String hex(byte[] bytes) {
        var hash = new Sm3();
        hash.add(bytes, bytes.length);
        return HexFormat.of().formatHex(hash.end());
    }

    /** Goes on with the first bytes of an array. */
    void add(byte[] bytes, int count) {
        length += count;
        int at = 0;
        if (held > 0) {
            at = Math.min(BLOCK - held, count);
            System.arraycopy(bytes, 0, rest, held, at);
            held += at;
            if (held < BLOCK) {
                return;
            }
            take(rest, 0);
        }
        for (; at + BLOCK <= count; at += BLOCK) {
            take(bytes, at);
        }
        held = count - at;
        System.arraycopy(bytes, at, rest, 0, held);
    }

    /** The hash of all that was added. Nothing may be added afterwards. */
    byte[] end() {
        long bits = length * 8;
        rest[held++] = (byte) 0x80;
        if (held > BLOCK - 8) {
            Arrays.fill(rest, held, BLOCK, (byte) 0);
            take(rest, 0);
            held = 0;
        }
        Arrays.fill(rest, held, BLOCK - 8, (byte) 0);
        for (int i = 0; i < 8; i++) {
            rest[BLOCK - 1 - i] = (byte) (bits >>> (8 * i));
        }
        take(rest, 0);
        byte[] out = new byte[4 * state.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (state[i / 4] >>> (24 - 8 * (i % 4)));
        }
        return out;
    }

    private void take(byte[] bytes, int at) {
        int[] w = words;
        for (int j = 0; j < 16; j++) {
            int from = at + 4 * j;
            w[j] = bytes[from] << 24
                    | (bytes[from + 1] & 0xff) << 16
                    | (bytes[from + 2] & 0xff) << 8
                    | (bytes[from + 3] & 0xff);
        }
        for (int j = 16; j < w.length; j++) {
            int x = w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15);
            w[j] = x
                    ^ Integer.rotateLeft(x, 15)
                    ^ Integer.rotateLeft(x, 23)
                    ^ Integer.rotateLeft(w[j - 13], 7)
                    ^ w[j - 6];
        }
        mix(w);
    }

    private void mix(int[] w) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int j = 0; j < BLOCK; j++) {
            int turned = Integer.rotateLeft(a, 12);
            int one = Integer.rotateLeft(turned + e + CONSTANTS[j], 7);
            int ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
            int gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
            int left = ff + d + (one ^ turned) + (w[j] ^ w[j + 4]);
            int right = gg + h + one + w[j];
            d = c;
            c = Integer.rotateLeft(b, 9);
            b = a;
            a = left;
            h = g;
            g = Integer.rotateLeft(f, 19);
            f = e;
            e = right ^ Integer.rotateLeft(right, 9) ^ Integer.rotateLeft(right, 17);
        }
        state[0] ^= a;
        state[1] ^= b;
        state[2] ^= c;
        state[3] ^= d;
        state[4] ^= e;
        state[5] ^= f;
        state[6] ^= g;
        state[7] ^= h;
    }
}
