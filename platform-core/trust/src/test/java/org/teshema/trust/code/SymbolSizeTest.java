package org.teshema.trust.code;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Measures the table of {@code docs/adr/0002-code-text-digits.md}: how large a symbol each spelling of 82 bytes needs. */
class SymbolSizeTest {
    private static final int SYMBOLS = 20;
    private static final int[] PREFIX_LENGTHS = {20, 22, 24, 29};
    private static final List<ErrorCorrectionLevel> LEVELS =
            List.of(ErrorCorrectionLevel.M, ErrorCorrectionLevel.Q, ErrorCorrectionLevel.H);

    @Test
    void digitsAfterALowerCasePrefixStayAtVersionEightUpToTwentyFourCharacters() throws WriterException {
        assertVersions("digits", List.of("6 8 10", "6 8 10", "7 8 10", "7 9 10"));
    }

    @Test
    void base32NeedsAnUpperCasePrefixToBeAsSmall() throws WriterException {
        assertVersions("BASE32, upper-case prefix", List.of("6 8 10", "6 8 10", "7 8 10", "7 9 10"));
        assertVersions("BASE32, lower-case prefix", List.of("7 9 10", "7 9 10", "7 9 10", "7 9 11"));
    }

    @Test
    void base64urlIsTwoVersionsLarger() throws WriterException {
        assertVersions("base64url", List.of("8 9 11", "8 10 11", "8 10 11", "8 10 12"));
    }

    /**
     * Mode indicator 4 and length 8 bits before the bytes of the prefix, 4 and 12 (10 up to version 9) before the digits.
     * Version 8 at Q holds 110 code words, 880 bits.
     */
    @Test
    void twentyTwoCharactersAndTheDigitsTakeEightHundredAndSixtyTwoBits() {
        int prefix = 4 + 8 + 8 * "https://s.sh.gov.cn/s/".length();
        int digits = 4 + 10 + SignedCodeV1.DIGITS / 3 * 10;
        assertEquals(862, prefix + digits);
        assertEquals(878, prefix + digits + 16, "24 characters still fit into 880 bits");
    }

    private static void assertVersions(String spelling, List<String> expected) throws WriterException {
        Random random = new Random(5);
        List<String> measured = new ArrayList<>();
        for (int i = 0; i < PREFIX_LENGTHS.length; i++) {
            int[] largest = new int[LEVELS.size()];
            for (int n = 0; n < SYMBOLS; n++) {
                byte[] bytes = new byte[82];
                random.nextBytes(bytes);
                bytes[0] = 1;
                String text = text(spelling, PREFIX_LENGTHS[i], bytes);
                for (int level = 0; level < largest.length; level++) {
                    largest[level] = Math.max(largest[level], version(text, LEVELS.get(level)));
                }
            }
            measured.add(largest[0] + " " + largest[1] + " " + largest[2]);
        }
        assertEquals(expected, measured, spelling + " after 20, 22, 24, 29 characters at M Q H");
    }

    private static String text(String spelling, int prefixLength, byte[] bytes) {
        String prefix = "https://" + "s".repeat(prefixLength - "https://.gov.cn/s/".length()) + ".gov.cn/s/";
        return switch (spelling) {
            case "digits" -> prefix + digits(bytes);
            case "BASE32, upper-case prefix" -> prefix.toUpperCase(Locale.ROOT) + base32(bytes);
            case "BASE32, lower-case prefix" -> prefix + base32(bytes);
            default -> prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        };
    }

    private static String digits(byte[] bytes) {
        String number = new BigInteger(1, bytes).toString();
        return "0".repeat(SignedCodeV1.DIGITS - number.length()) + number;
    }

    private static String base32(byte[] bytes) {
        StringBuilder bits = new StringBuilder();
        for (byte b : bytes) {
            bits.append(Integer.toBinaryString((b & 0xFF) + 0x100), 1, 9);
        }
        bits.append("0000");
        StringBuilder out = new StringBuilder();
        for (int at = 0; at + 5 <= bits.length(); at += 5) {
            out.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Integer.parseInt(bits.substring(at, at + 5), 2)));
        }
        return out.toString();
    }

    private static int version(String text, ErrorCorrectionLevel level) throws WriterException {
        Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
        hints.put(EncodeHintType.QR_COMPACT, true);
        hints.put(EncodeHintType.QR_MASK_PATTERN, 0);
        return Encoder.encode(text, level, hints).getVersion().getVersionNumber();
    }
}
