package org.teshema.trust.sm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.trust.sm.StandardVectors.DER;
import static org.teshema.trust.sm.StandardVectors.RAW;
import static org.teshema.trust.sm.StandardVectors.hex;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    @Test
    void theSignatureOfTheStandardHasBothForms() {
        assertArrayEquals(DER, Signatures.toDer(RAW));
        assertArrayEquals(RAW, Signatures.fromDer(DER));
    }

    @Test
    void everyRawSignatureComesBackFromDer() {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            byte[] raw = new byte[64];
            random.nextBytes(raw);
            Arrays.fill(raw, 0, random.nextInt(32), (byte) 0);
            Arrays.fill(raw, 32, 32 + random.nextInt(32), (byte) 0);
            assertArrayEquals(raw, Signatures.fromDer(Signatures.toDer(raw)));
        }
        assertArrayEquals(hex("3006020100020100"), Signatures.toDer(new byte[64]));
        assertArrayEquals(new byte[64], Signatures.fromDer(hex("3006020100020100")));
    }

    @Test
    void onlyOneSpellingIsAccepted() {
        List<String> bad = List.of(
                "",
                "30",
                "3000",
                "300602010002010000", // a byte too many
                "3007020100020100", // a length too long
                "300702010002010000", // a byte too many inside
                "300702020001020100", // zero in front that is not needed
                "3008020200010202007F",
                "3006020180020100", // negative
                "30060201FF020101",
                "3106020100020100", // not a sequence
                "3006030100020100", // not an integer
                "3006020100030100",
                "300402000200", // integers without digits
                "3005020002010A",
                "308106020100020100", // long form of a short length
                "30800201000201000000"); // indefinite length
        for (String one : bad) {
            assertThrows(IllegalArgumentException.class, () -> Signatures.fromDer(hex(one)), one);
        }
        byte[] wide = hex("3045022200" + "FF".repeat(33) + "021F00" + "FF".repeat(30));
        assertThrows(IllegalArgumentException.class, () -> Signatures.fromDer(wide));
        assertThrows(IllegalArgumentException.class, () -> Signatures.fromDer(Arrays.copyOf(DER, DER.length + 1)));
        assertThrows(IllegalArgumentException.class, () -> Signatures.fromDer(RAW));
        assertThrows(IllegalArgumentException.class, () -> Signatures.toDer(DER));
    }

    @Test
    void noDamagedDerIsReadAsAnythingButItself() {
        int read = 0;
        for (int bit = 0; bit < 8 * DER.length; bit++) {
            byte[] damaged = Sm2PublicKeyTest.flipped(DER, bit);
            try {
                assertArrayEquals(damaged, Signatures.toDer(Signatures.fromDer(damaged)));
                read++;
            } catch (IllegalArgumentException refused) {
                assertTrue(refused.getMessage().contains("DER"));
            }
        }
        // Flips inside the two numbers still are good DER of other numbers, unless they make one negative.
        assertTrue(read > 400 && read < 8 * 64, "read " + read);
    }
}
