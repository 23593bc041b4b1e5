package org.teshema.journeys;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a printed code taken apart by what docs/formats/signed-v1.md says, without any code of the platform.
 *
 * @param prefix everything up to the digits
 * @param digits the 198 digits
 */
record CodeText(String prefix, String digits) {
    static CodeText of(String url) {
        int slash = url.lastIndexOf('/');
        var text = new CodeText(url.substring(0, slash + 1), url.substring(slash + 1));
        if (!text.digits.matches("[0-9]{198}")) {
            throw new AssertionError("Not 198 digits: " + url);
        }
        return text;
    }

    /** Where it leads on a platform under test. */
    String path() {
        return "/s/" + digits;
    }

    /** Index of the issuing key. */
    int keyIndex() {
        return ((bytes()[1] & 0xff) << 8) | (bytes()[2] & 0xff);
    }

    /** What is signed. */
    byte[] message() {
        byte[] first = ("TESHEMA-CODE-V1\n" + prefix + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(first.length + 18)
                .put(first)
                .put(bytes(), 0, 18)
                .array();
    }

    /** The signature in DER, as OpenSSL wants it. */
    byte[] signature() {
        byte[] bytes = bytes();
        byte[] r = integer(Arrays.copyOfRange(bytes, 18, 50));
        byte[] s = integer(Arrays.copyOfRange(bytes, 50, 82));
        return ByteBuffer.allocate(2 + r.length + s.length)
                .put((byte) 0x30)
                .put((byte) (r.length + s.length))
                .put(r)
                .put(s)
                .array();
    }

    /** The same code with one byte of its 82 changed. */
    CodeText changed(int index, int value) {
        byte[] bytes = bytes();
        bytes[index] = (byte) value;
        String text = new BigInteger(1, bytes).toString();
        return new CodeText(prefix, "0".repeat(198 - text.length()) + text);
    }

    byte[] bytes() {
        byte[] number = new BigInteger(digits).toByteArray();
        byte[] all = new byte[82];
        int length = Math.min(82, number.length);
        System.arraycopy(number, number.length - length, all, 82 - length, length);
        return all;
    }

    private static byte[] integer(byte[] unsigned) {
        byte[] number = new BigInteger(1, unsigned).toByteArray();
        return ByteBuffer.allocate(2 + number.length)
                .put((byte) 0x02)
                .put((byte) number.length)
                .put(number)
                .array();
    }
}
