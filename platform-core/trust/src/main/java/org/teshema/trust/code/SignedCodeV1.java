package org.teshema.trust.code;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.teshema.trust.code.CodeReading.Refused;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.keys.VerificationKeys;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.Sm2PublicKey;

/**
 * The city's own code: 198 decimal digits that carry an 18-byte payload and its SM2 signature.
 *
 * <p>Digits, because a QR symbol packs them ten bits to three, every scanner and every person can pass them on, and no
 * change of case can hurt them. The digits are one number, the 82 bytes read big-endian, with leading zeros: every code
 * has exactly one text. Signed is {@code TESHEMA-CODE-V1\n}, the prefix, {@code \n} and the payload, so the same text
 * under another host or path is not genuine. The bytes are told in {@code docs/formats/signed-v1.md}.
 *
 * <p>Thread-safe.
 */
public final class SignedCodeV1 implements CodeFormat {
    /** The name of the format. */
    public static final String NAME = "signed-v1";

    /** Length of the text. */
    public static final int DIGITS = 198;

    private static final int BYTES = CodePayload.LENGTH + Sm2PublicKey.SIGNATURE_LENGTH;
    private static final byte[] DOMAIN = "TESHEMA-CODE-V1\n".getBytes(StandardCharsets.US_ASCII);
    /** Fewer digits than this are not taken for the beginning of a code. */
    private static final int FEWEST_DIGITS = 33;

    private final VerificationKeys keys;
    private final Clock clock;

    /**
     * A reader of this format.
     *
     * @param keys trusted for signatures
     * @param clock tells the day on which keys expire
     */
    public SignedCodeV1(VerificationKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Signs a code and writes it down.
     *
     * @param prefix it will be printed with
     * @param payload what it says; the key index must be the signer's
     * @param signer of the issuing key
     * @return the {@value #DIGITS} digits that follow the prefix
     */
    public String issue(CodePrefix prefix, CodePayload payload, Signer signer) {
        return text(payload, sign(prefix, payload, signer));
    }

    /**
     * Signs a code without writing it down, for whoever stores payload and signature and prints later.
     *
     * @param prefix it will be printed with
     * @param payload what it says; the key index must be the signer's
     * @param signer of the issuing key
     * @return the raw signature, 64 bytes
     */
    public byte[] sign(CodePrefix prefix, CodePayload payload, Signer signer) {
        byte[] signature = signer.sign(signed(prefix, payload.bytes()));
        requireSignature(signature);
        return signature;
    }

    /**
     * Writes a signed code down; nothing is checked but lengths.
     *
     * @param signature raw, 64 bytes
     * @return {@value #DIGITS} digits
     */
    public static String text(CodePayload payload, byte[] signature) {
        requireSignature(signature);
        byte[] all = Arrays.copyOf(payload.bytes(), BYTES);
        System.arraycopy(signature, 0, all, CodePayload.LENGTH, signature.length);
        String digits = new BigInteger(1, all).toString();
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    @Override
    public boolean recognises(String text) {
        return text.length() == DIGITS && isDigits(text);
    }

    @Override
    public CodeReading read(CodePrefix prefix, String text) {
        if (!recognises(text)) {
            return damaged(text)
                    .orElseGet(() -> Refused.because(Reason.MALFORMED, "应为 198 位数字", "expected 198 digits"));
        }
        BigInteger number = new BigInteger(text);
        if (number.bitLength() > 8 * BYTES) {
            return Refused.because(Reason.MALFORMED, "数字超出范围", "the number is out of range");
        }
        byte[] all = bytes(number);
        if (all[0] != CodePayload.SUITE_SM2) {
            return Refused.because(
                    Reason.MALFORMED, "版本 " + (all[0] & 0xFF) + " 未知", "unknown version " + (all[0] & 0xFF));
        }
        byte[] said = Arrays.copyOf(all, CodePayload.LENGTH);
        CodePayload payload = CodePayload.of(said);
        Optional<IssuingKey> found = keys.find(payload.keyIndex());
        if (found.isEmpty()) {
            return Refused.because(Reason.UNKNOWN_KEY, "序号 " + payload.keyIndex(), "index " + payload.keyIndex());
        }
        IssuingKey key = found.get();
        byte[] signature = Arrays.copyOfRange(all, CodePayload.LENGTH, BYTES);
        if (!key.publicKey().verify(signed(prefix, said), signature)) {
            return Refused.because(
                    Reason.WRONG_SIGNATURE,
                    "应由密钥 " + key.keyId() + " 为 " + prefix + " 签名",
                    "expected a signature of key " + key.keyId() + " for " + prefix);
        }
        return inTime(payload, key);
    }

    @Override
    public Optional<Refused> damaged(String text) {
        int n = text.length();
        if (n < FEWEST_DIGITS || n == DIGITS || !isDigits(text)) {
            return Optional.empty();
        }
        return Optional.of(Refused.because(
                n < DIGITS ? Reason.TRUNCATED : Reason.TOO_LONG,
                "应为 198 位数字，实为 " + n + " 位",
                "expected 198 digits, found " + n));
    }

    private CodeReading inTime(CodePayload payload, IssuingKey key) {
        if (!key.signsOn(payload.day())) {
            return Refused.because(
                    Reason.EXPIRED_KEY,
                    "码签于 " + payload.day() + "，密钥只在 " + key.signFrom() + " 至 " + key.signUntil() + " 签发",
                    "signed on " + payload.day() + ", but the key signs from " + key.signFrom() + " to "
                            + key.signUntil());
        }
        if (!key.verifiesOn(LocalDate.now(clock))) {
            return Refused.because(
                    Reason.EXPIRED_KEY,
                    "密钥的码有效至 " + key.verifyUntil(),
                    "codes of this key were valid until " + key.verifyUntil());
        }
        return new CodeReading.Genuine(NAME, payload, key);
    }

    private static void requireSignature(byte[] signature) {
        if (signature.length != Sm2PublicKey.SIGNATURE_LENGTH) {
            throw new IllegalArgumentException(
                    "签名应为 64 字节，实为 " + signature.length + " / a raw signature has 64 bytes, not " + signature.length);
        }
    }

    private static byte[] signed(CodePrefix prefix, byte[] payload) {
        byte[] url = prefix.url().getBytes(StandardCharsets.US_ASCII);
        byte[] out = Arrays.copyOf(DOMAIN, DOMAIN.length + url.length + 1 + payload.length);
        System.arraycopy(url, 0, out, DOMAIN.length, url.length);
        out[DOMAIN.length + url.length] = '\n';
        System.arraycopy(payload, 0, out, DOMAIN.length + url.length + 1, payload.length);
        return out;
    }

    private static byte[] bytes(BigInteger number) {
        byte[] raw = number.toByteArray();
        byte[] out = new byte[BYTES];
        int n = Math.min(raw.length, BYTES);
        System.arraycopy(raw, raw.length - n, out, BYTES - n, n);
        return out;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
