package org.teshema.trust.sm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SoftwareSignerTest {
    @Test
    void thePublicKeyBelongsToThePrivateOne() {
        Signer signer = SoftwareSigner.ofPrivateKey(StandardVectors.PRIVATE, KeyProfile.GM_T_0009);
        assertArrayEquals(StandardVectors.POINT, signer.publicKey().point());
        assertTrue(signer.publicKey().verify(new byte[0], signer.sign(new byte[0])));
    }

    @Test
    void withTheNumberDrawnInTheStandardTheSignatureIsTheOneOfTheStandard() {
        Signer signer =
                SoftwareSigner.ofPrivateKey(StandardVectors.PRIVATE, KeyProfile.GM_T_0009, NumberOfTheStandard::new);
        assertArrayEquals(StandardVectors.RAW, signer.sign(StandardVectors.MESSAGE));
    }

    /** Draws the k of the example. */
    private static final class NumberOfTheStandard extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(StandardVectors.K, 0, bytes, 0, bytes.length);
        }
    }

    @Test
    void theIdOfTheProfileIsSignedToo() {
        KeyProfile other = new KeyProfile("SM2-SM3", "上海");
        byte[] message = {1, 2, 3};
        byte[] signature =
                SoftwareSigner.ofPrivateKey(StandardVectors.PRIVATE, other).sign(message);
        assertTrue(Sm2PublicKey.ofPoint(StandardVectors.POINT, other).verify(message, signature));
        assertFalse(Sm2PublicKey.ofPoint(StandardVectors.POINT, KeyProfile.GM_T_0009)
                .verify(message, signature));
    }

    @Test
    void aPrivateKeyOutOfRangeIsRefused() {
        byte[] zero = new byte[32];
        byte[] last = Sm2Curve.bytes32(StandardVectors.N.subtract(BigInteger.ONE));
        for (byte[] bad : List.of(zero, last, new byte[31], new byte[33])) {
            assertThrows(IllegalArgumentException.class, () -> SoftwareSigner.ofPrivateKey(bad, KeyProfile.GM_T_0009));
        }
    }

    @Test
    void manyThreadsSignAtOnceAndNoTwoSignaturesAreEqual() throws Exception {
        Signer signer = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
        ExecutorService four = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<String>>> work = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int thread = t;
                work.add(() -> {
                    List<String> made = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        byte[] message = ("message " + thread + i % 2).getBytes(StandardCharsets.US_ASCII);
                        byte[] signature = signer.sign(message);
                        assertTrue(signer.publicKey().verify(message, signature));
                        made.add(HexFormat.of().formatHex(signature));
                    }
                    return made;
                });
            }
            Set<String> all = new HashSet<>();
            for (Future<List<String>> one : four.invokeAll(work)) {
                all.addAll(one.get());
            }
            assertEquals(400, all.size());
        } finally {
            four.shutdown();
        }
    }
}
