package org.teshema.trust.sm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * Measures verification with one known key: CPU time of the platform's own arithmetic and of Bouncy Castle's on its fast
 * curve with a reused verifier, in turns within one run. A program and not a test.
 */
final class VerifySpeed {
    private static final int SIGNATURES = 256;
    private static final int ROUNDS = 15;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private VerifySpeed() {}

    /** Prints microseconds of CPU per verification, medians of the rounds after warming up. */
    public static void main(String[] args) {
        Signer signer = SoftwareSigner.generate(KeyProfile.GM_T_0009, new SecureRandom());
        Sm2PublicKey key = signer.publicKey();
        SM2Signer oracle = FastSm2VerifierTest.oracle(key);
        byte[][] messages = new byte[SIGNATURES][];
        byte[][] signatures = new byte[SIGNATURES][];
        for (int i = 0; i < SIGNATURES; i++) {
            messages[i] = ("TESHEMA-CODE-V1\nhttps://s.sh.gov.cn/s/\n012345678901234" + i)
                    .getBytes(StandardCharsets.US_ASCII);
            signatures[i] = signer.sign(messages[i]);
        }
        double[] own = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        for (int round = -10; round < ROUNDS; round++) {
            int genuine = 0;
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < SIGNATURES; i++) {
                genuine += key.verify(messages[i], signatures[i]) ? 1 : 0;
            }
            long middle = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < SIGNATURES; i++) {
                genuine += FastSm2VerifierTest.judge(oracle, messages[i], signatures[i]) ? 1 : 0;
            }
            long end = THREADS.getCurrentThreadCpuTime();
            if (genuine != 2 * SIGNATURES) {
                throw new IllegalStateException("a genuine signature was refused");
            }
            if (round >= 0) {
                own[round] = (middle - start) / 1000.0 / SIGNATURES;
                theirs[round] = (end - middle) / 1000.0 / SIGNATURES;
            }
        }
        Arrays.sort(own);
        Arrays.sort(theirs);
        System.out.printf(
                Locale.ROOT,
                "own %.1f us, Bouncy Castle %.1f us, ratio %.2f%n",
                own[ROUNDS / 2],
                theirs[ROUNDS / 2],
                theirs[ROUNDS / 2] / own[ROUNDS / 2]);
    }
}
