package org.teshema.trust.sm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.teshema.trust.sm.StandardVectors.hex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class Sm3Test {
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void theExamplesOfTheStandardComeOut() {
        assertArrayEquals(hex("66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0"), Sm3.hash(ABC));
        assertArrayEquals(
                hex("DEBE9FF92275B8A138604889C18E5A4D6FDB70E5387E5765293DCBA39C0C5732"),
                Sm3.hash("abcd".repeat(16).getBytes(StandardCharsets.US_ASCII)));
        assertArrayEquals(hex("1AB21D8355CFA17F8E61194831E81A8F22BEC8C728FEFB747ED035EB5082AA2B"), Sm3.hash());
    }

    @Test
    void theKeyedDigestIsTheOneThatOthersCompute() {
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter("key".getBytes(StandardCharsets.US_ASCII)));
        byte[] text = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.US_ASCII);
        mac.update(text, 0, text.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        assertArrayEquals(hex("BD4A34077888162B210645B8EBF74B9AF357303789357A27C7FC457244EBD398"), out);
    }

    @Test
    void partsHashAsOneArray() {
        assertArrayEquals(Sm3.hash(ABC), Sm3.hash(new byte[] {'a'}, new byte[0], new byte[] {'b', 'c'}));
    }

    @Test
    void threadsDoNotDisturbOneAnother() throws Exception {
        ExecutorService four = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> work = () -> {
                int wrong = 0;
                byte[] expected = Sm3.hash(ABC);
                for (int i = 0; i < 2000; i++) {
                    wrong += Arrays.equals(expected, Sm3.hash(ABC)) ? 0 : 1;
                }
                return wrong;
            };
            for (Future<Integer> one : four.invokeAll(List.of(work, work, work, work))) {
                assertEquals(0, one.get());
            }
        } finally {
            four.shutdown();
        }
    }
}
