package org.teshema.trust.sm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.trust.sm.StandardVectors.MESSAGE;
import static org.teshema.trust.sm.StandardVectors.POINT;
import static org.teshema.trust.sm.StandardVectors.RAW;
import static org.teshema.trust.sm.StandardVectors.SPKI;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Sm2PublicKeyTest {
    private final Sm2PublicKey key = Sm2PublicKey.ofPoint(POINT, KeyProfile.GM_T_0009);

    @Test
    void theSignatureOfTheStandardVerifies() {
        assertTrue(key.verify(MESSAGE, RAW));
    }

    @Test
    void theHashesOnTheWayToASignatureAreTheOnesOfTheStandard() {
        byte[] za = Sm2Curve.za(POINT, KeyProfile.GM_T_0009.idBytes());
        assertArrayEquals(StandardVectors.ZA, za);
        assertArrayEquals(StandardVectors.E, Sm3.hash(za, MESSAGE));
        byte[] other = Sm2Curve.za(StandardVectors.OTHER_POINT, StandardVectors.OTHER_ID);
        assertArrayEquals(StandardVectors.OTHER_ZA, other);
        assertArrayEquals(StandardVectors.OTHER_E, Sm3.hash(other, StandardVectors.OTHER_MESSAGE));
    }

    @Test
    void aSignatureUnderAnotherIdVerifiesOnlyWithThatId() {
        Sm2PublicKey right =
                Sm2PublicKey.ofPoint(StandardVectors.OTHER_POINT, KeyProfile.ofRawId(StandardVectors.OTHER_ID));
        Sm2PublicKey wrong = Sm2PublicKey.ofPoint(StandardVectors.OTHER_POINT, KeyProfile.GM_T_0009);

        assertTrue(right.verify(StandardVectors.OTHER_MESSAGE, StandardVectors.OTHER_RAW));
        assertFalse(wrong.verify(StandardVectors.OTHER_MESSAGE, StandardVectors.OTHER_RAW));
        assertNotEquals(right, wrong);
    }

    @Test
    void aWrongOrEmptyIdIsRefused() {
        for (String id : List.of("", "1234567812345679", "12345678123456781")) {
            assertFalse(
                    Sm2PublicKey.ofPoint(POINT, new KeyProfile("SM2-SM3", id)).verify(MESSAGE, RAW), id);
        }
    }

    @Test
    void everyFlippedBitOfTheMessageIsNoticed() {
        for (int bit = 0; bit < 8 * MESSAGE.length; bit++) {
            assertFalse(key.verify(flipped(MESSAGE, bit), RAW), "bit " + bit);
        }
    }

    @Test
    void everyFlippedBitOfTheSignatureIsNoticed() {
        for (int bit = 0; bit < 8 * RAW.length; bit++) {
            assertFalse(key.verify(MESSAGE, flipped(RAW, bit)), "bit " + bit);
        }
    }

    @Test
    void numbersOutsideTheirRangeAreRefused() {
        BigInteger n = StandardVectors.N;
        BigInteger r = new BigInteger(1, RAW, 0, 32);
        BigInteger s = new BigInteger(1, RAW, 32, 32);
        BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        List<byte[]> bad = List.of(
                raw(BigInteger.ZERO, s),
                raw(r, BigInteger.ZERO),
                raw(BigInteger.ZERO, BigInteger.ZERO),
                raw(r, n.subtract(r)),
                raw(n, s),
                raw(r, n),
                raw(largest, s),
                raw(r, largest),
                raw(largest, largest),
                raw(s, r),
                raw(r, n.subtract(s)));
        for (byte[] one : bad) {
            assertFalse(key.verify(MESSAGE, one));
        }
        assertTrue(key.verify(MESSAGE, raw(r, s)));
    }

    @Test
    void aSignatureOfAnyOtherLengthIsRefusedAndNeverThrows() {
        for (int length = 0; length < 200; length++) {
            if (length != RAW.length) {
                assertFalse(key.verify(MESSAGE, Arrays.copyOf(RAW, length)), "length " + length);
            }
        }
        assertFalse(key.verify(MESSAGE, StandardVectors.DER));
        assertFalse(key.verify(MESSAGE, null));
        assertFalse(key.verify(null, RAW));
    }

    @Test
    void aPointOffTheCurveIsNoKey() {
        List<byte[]> bad = List.of(
                flipped(POINT, 8 * 64),
                flipped(POINT, 8 * 5),
                new byte[65],
                new byte[] {0},
                Arrays.copyOf(POINT, 33),
                Arrays.copyOf(POINT, 66),
                zeroPoint(),
                raw65(StandardVectors.hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF")));
        for (byte[] one : bad) {
            assertThrows(IllegalArgumentException.class, () -> Sm2PublicKey.ofPoint(one, KeyProfile.GM_T_0009));
        }
        byte[] compressed = Arrays.copyOf(POINT, 65);
        compressed[0] = 3;
        assertThrows(IllegalArgumentException.class, () -> Sm2PublicKey.ofPoint(compressed, KeyProfile.GM_T_0009));
    }

    @Test
    void spkiAndPemAreTheOnesOfTheStandardAndReadBack() {
        assertArrayEquals(SPKI, key.spki());
        assertEquals(91, key.spki().length);
        assertEquals(key, Sm2PublicKey.ofPem(key.pem(), KeyProfile.GM_T_0009));
        assertEquals(key, Sm2PublicKey.ofPem(key.pem().replace("\n", "\r\n"), KeyProfile.GM_T_0009));
        assertEquals(16, key.keyId().length());
        assertArrayEquals(Arrays.copyOf(Sm3.hash(SPKI), 8), StandardVectors.hex(key.keyId()));
    }

    @Test
    void aPemThatIsNotOneKeyOfThisCurveIsRefusedInWords() {
        String p256 = """
                -----BEGIN PUBLIC KEY-----
                MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt
                6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==
                -----END PUBLIC KEY-----
                """;
        String good = key.pem();
        List<String> bad = List.of(
                "",
                "hello",
                p256,
                good + good,
                good.replace("PUBLIC", "PRIVATE"),
                good.replace("MFk", "MFl"),
                good.replace("M", "*"),
                good.substring(0, good.length() - 40));
        for (String one : bad) {
            IllegalArgumentException thrown = assertThrows(
                    IllegalArgumentException.class, () -> Sm2PublicKey.ofPem(one, KeyProfile.GM_T_0009), one);
            assertTrue(thrown.getMessage().contains(" / "), thrown.getMessage());
        }
    }

    @Test
    void whatIsHandedOutCannotChangeTheKey() {
        byte[] mine = POINT.clone();
        Sm2PublicKey copy = Sm2PublicKey.ofPoint(mine, KeyProfile.GM_T_0009);
        mine[1] ^= 1;
        copy.point()[2] ^= 1;
        copy.spki()[30] ^= 1;
        assertEquals(key, copy);
        assertTrue(copy.verify(MESSAGE, RAW));
    }

    static byte[] flipped(byte[] bytes, int bit) {
        byte[] out = bytes.clone();
        out[bit / 8] ^= (byte) (1 << (bit % 8));
        return out;
    }

    static byte[] raw(BigInteger r, BigInteger s) {
        byte[] out = new byte[64];
        System.arraycopy(Sm2Curve.bytes32(r), 0, out, 0, 32);
        System.arraycopy(Sm2Curve.bytes32(s), 0, out, 32, 32);
        return out;
    }

    private static byte[] zeroPoint() {
        byte[] out = new byte[65];
        out[0] = 4;
        return out;
    }

    private static byte[] raw65(byte[] x) {
        byte[] out = POINT.clone();
        System.arraycopy(x, 0, out, 1, 32);
        return out;
    }
}
