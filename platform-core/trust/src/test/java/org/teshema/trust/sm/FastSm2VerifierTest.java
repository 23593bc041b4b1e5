package org.teshema.trust.sm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** The platform's own arithmetic, held to Bouncy Castle's and to plain big integers. */
class FastSm2VerifierTest {
    private static final BigInteger N = Sm2Curve.N;
    private static final BigInteger P = Sm2Curve.P;

    private final Random random = new Random(20260501);

    @Test
    void tenThousandSignaturesAndTheirDamagedCopiesAreJudgedAsByBouncyCastle() {
        int genuine = 0;
        for (int k = 0; k < 10; k++) {
            byte[] d = new byte[32];
            random.nextBytes(d);
            d[0] &= 0x7F;
            Signer signer = SoftwareSigner.ofPrivateKey(d, KeyProfile.GM_T_0009);
            Sm2PublicKey key = signer.publicKey();
            SM2Signer oracle = oracle(key);
            for (int i = 0; i < 1000; i++) {
                byte[] message = new byte[random.nextInt(150)];
                random.nextBytes(message);
                byte[] signature = signer.sign(message);
                assertTrue(key.verify(message, signature));
                genuine++;
                byte[] damaged = Sm2PublicKeyTest.flipped(signature, random.nextInt(512));
                assertFalse(key.verify(message, damaged));
                assertFalse(judge(oracle, message, damaged));
                random.nextBytes(damaged);
                assertEquals(judge(oracle, message, damaged), key.verify(message, damaged));
                if (i % 10 == 0) {
                    assertTrue(judge(oracle, message, signature));
                }
            }
        }
        assertEquals(10_000, genuine);
    }

    /** With the hash free to choose, every (r, s) can be made genuine, so sums of any shape can be tried. */
    @Test
    void sumsOfExtremeScalarsHaveTheRightX() {
        List<BigInteger> privates = List.of(
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.valueOf(64),
                BigInteger.valueOf(128),
                N.subtract(BigInteger.TWO),
                N.shiftRight(1),
                new BigInteger(255, random));
        List<BigInteger> scalars = List.of(
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.valueOf(5),
                BigInteger.valueOf(10),
                BigInteger.valueOf(63),
                BigInteger.valueOf(64),
                BigInteger.valueOf(65),
                BigInteger.valueOf(127),
                BigInteger.valueOf(128),
                BigInteger.ONE.shiftLeft(252),
                BigInteger.ONE.shiftLeft(255),
                N.subtract(BigInteger.ONE),
                N.subtract(BigInteger.TWO),
                N.shiftRight(1),
                N.shiftRight(1).add(BigInteger.ONE),
                new BigInteger(256, random).mod(N));
        int infinite = 0;
        int tried = 0;
        for (BigInteger d : privates) {
            ECPoint point = Sm2Curve.DOMAIN.getG().multiply(d).normalize();
            byte[] key = point.getEncoded(false);
            FastSm2Verifier verifier = new FastSm2Verifier(key);
            for (BigInteger s : scalars) {
                for (BigInteger t : scalars) {
                    BigInteger r = t.subtract(s).mod(N);
                    if (r.signum() == 0) {
                        continue;
                    }
                    ECPoint sum = Sm2Curve.DOMAIN
                            .getG()
                            .multiply(s.add(t.multiply(d)).mod(N))
                            .normalize();
                    tried++;
                    if (sum.isInfinity()) {
                        infinite++;
                        assertFalse(verifier.verify(r, r, s));
                        assertFalse(verifier.verify(BigInteger.ONE, r, s));
                        assertFalse(PlainSm2Verifier.verify(key, r, r, s));
                        continue;
                    }
                    BigInteger e =
                            r.subtract(sum.getAffineXCoord().toBigInteger()).mod(N);
                    assertTrue(verifier.verify(e, r, s), () -> "d " + d + " s " + s + " t " + t);
                    assertTrue(PlainSm2Verifier.verify(key, e, r, s), () -> "d " + d + " s " + s + " t " + t);
                    assertFalse(PlainSm2Verifier.verify(key, e.add(BigInteger.ONE), r, s));
                    assertFalse(verifier.verify(e.add(BigInteger.ONE), r, s));
                    assertFalse(verifier.verify(e.xor(BigInteger.ONE.shiftLeft(200)), r, s));
                }
            }
        }
        assertTrue(infinite > 0 && tried > 1500, tried + " tried, " + infinite + " infinite");
    }

    @Test
    void anXAboveTheOrderCountsModuloTheOrder() {
        // x from n to p-1 is one in 2^128 of all points: look for one on the curve and take it as the key, with s·G +
        // t·Q
        // = Q when s = n - k and Q's own multiple is known; here the sum is built from the key's side alone.
        BigInteger x = N;
        ECPoint found = null;
        while (found == null) {
            byte[] compressed = new byte[33];
            compressed[0] = 2;
            System.arraycopy(Sm2Curve.bytes32(x), 0, compressed, 1, 32);
            try {
                found = Sm2Curve.DOMAIN.getCurve().decodePoint(compressed);
            } catch (IllegalArgumentException notOnTheCurve) {
                x = x.add(BigInteger.ONE);
            }
        }
        assertTrue(x.compareTo(P) < 0);
        // The key Q = (found - s·G) / t makes s·G + t·Q the found point.
        BigInteger s = BigInteger.valueOf(12345);
        BigInteger t = BigInteger.valueOf(67891);
        ECPoint key = found.subtract(Sm2Curve.DOMAIN.getG().multiply(s))
                .multiply(t.modInverse(N))
                .normalize();
        BigInteger r = t.subtract(s);
        byte[] point = key.getEncoded(false);
        FastSm2Verifier verifier = new FastSm2Verifier(point);
        assertTrue(verifier.verify(r.subtract(x).mod(N), r, s));
        assertTrue(PlainSm2Verifier.verify(point, r.subtract(x).mod(N), r, s));
        assertFalse(verifier.verify(r.subtract(x).subtract(BigInteger.ONE).mod(N), r, s));
    }

    @Test
    void productsAndSquaresAreThoseOfBigIntegers() {
        BigInteger unit = BigInteger.ONE.shiftLeft(260).modInverse(P);
        List<BigInteger> edges = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                P.subtract(BigInteger.ONE),
                P.shiftRight(1),
                BigInteger.ONE.shiftLeft(255),
                BigInteger.ONE.shiftLeft(208).subtract(BigInteger.ONE));
        for (int i = 0; i < 20_000; i++) {
            BigInteger a = i < 36 ? edges.get(i / 6) : new BigInteger(256, random).mod(P);
            BigInteger b = i < 36 ? edges.get(i % 6) : new BigInteger(256, random).mod(P);
            FieldElement x = FieldElement.of(a);
            FieldElement y = FieldElement.of(b);
            FieldElement out = new FieldElement();
            // Values outside 0..p and limbs outside 52 bits, as sums in the curve formulas make them.
            for (int k = random.nextInt(3); k > 0; k--) {
                x.difference(x, FieldElement.of(b));
                a = a.subtract(b);
                y.difference(y, FieldElement.of(a.mod(P)));
                b = b.subtract(a);
            }
            if (random.nextBoolean()) {
                x.settle();
            }
            out.product(x, y);
            assertEquals(a.multiply(b).mod(P), out.residue().multiply(unit).mod(P));
            out.square(x);
            assertEquals(a.multiply(a).mod(P), out.residue().multiply(unit).mod(P));
            x.product(x, x);
            assertEquals(out.residue(), x.residue());
        }
    }

    @Test
    void everyMultipleOfThePrimeIsZeroAndNothingElseIs() {
        for (int i = 0; i < 2000; i++) {
            FieldElement x = FieldElement.of(new BigInteger(256, random).mod(P));
            FieldElement zero = new FieldElement();
            zero.difference(x, x);
            assertTrue(zero.isZero());
            FieldElement p = new FieldElement();
            p.difference(x, FieldElement.of(BigInteger.ZERO));
            for (int k = random.nextInt(40); k > 0; k--) {
                // -x, made of limbs of another spelling, keeps adding multiples of p unreduced.
                FieldElement minus = FieldElement.of(P.subtract(BigInteger.ONE));
                minus.product(minus, x);
                p.difference(p, x);
                p.difference(p, minus);
            }
            p.difference(p, x);
            assertTrue(p.isZero());
            p.difference(p, FieldElement.of(BigInteger.valueOf(1 + random.nextInt(9))));
            assertFalse(p.isZero());
        }
    }

    @Test
    void digitsAddUpToTheScalar() {
        for (int width : new int[] {2, 7, 8, 10}) {
            CombTable table = new CombTable(Sm2Curve.DOMAIN.getG(), width);
            for (int i = 0; i < 2000; i++) {
                BigInteger scalar =
                        i == 0 ? N.subtract(BigInteger.ONE) : new BigInteger(1 + random.nextInt(256), random);
                int[] digits = table.digits(scalar);
                BigInteger sum = BigInteger.ZERO;
                for (int k = digits.length - 1; k >= 0; k--) {
                    assertTrue(digits[k] > -(1 << (width - 1)) && digits[k] <= 1 << (width - 1));
                    sum = sum.shiftLeft(width).add(BigInteger.valueOf(digits[k]));
                }
                assertEquals(scalar, sum);
            }
        }
    }

    static SM2Signer oracle(Sm2PublicKey key) {
        SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
        var parameters =
                new ECPublicKeyParameters(Sm2Curve.DOMAIN.getCurve().decodePoint(key.point()), Sm2Curve.DOMAIN);
        signer.init(false, new ParametersWithID(parameters, key.profile().idBytes()));
        return signer;
    }

    static boolean judge(SM2Signer oracle, byte[] message, byte[] signature) {
        oracle.update(message, 0, message.length);
        return oracle.verifySignature(signature);
    }
}
