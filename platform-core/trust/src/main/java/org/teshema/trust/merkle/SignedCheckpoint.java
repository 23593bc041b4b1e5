package org.teshema.trust.merkle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.Sm2PublicKey;

/**
 * A checkpoint with the ledger key's signature over its text.
 *
 * <p>Its note is the text, an empty line, and one line {@code — KEYID SIGNATURE}: an em dash, the key's id and the raw
 * signature in Base64. It is shaped after the signed notes of other public logs; key and signature are SM2, which those do
 * not have, so their programs do not read it.
 *
 * @param checkpoint what is stated
 * @param keyId {@link Sm2PublicKey#keyId()} of the key that signed
 * @param signature raw, 64 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record SignedCheckpoint(Checkpoint checkpoint, String keyId, byte[] signature) {
    private static final Pattern SIGNATURE_LINE = Pattern.compile("— ([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)\n");
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{16}");
    private static final int LONGEST = 1000;

    /** Checks the form; whether the signature is good is asked of {@link #verify}. */
    public SignedCheckpoint {
        Objects.requireNonNull(checkpoint, "checkpoint");
        if (!KEY_ID.matcher(keyId).matches() || signature.length != Sm2PublicKey.SIGNATURE_LENGTH) {
            throw new IllegalArgumentException("检查点签名无效 / invalid signature of a checkpoint");
        }
        signature = signature.clone();
    }

    /** Signs a checkpoint. */
    public static SignedCheckpoint sign(Checkpoint checkpoint, Signer ledger) {
        byte[] signature = ledger.sign(checkpoint.text().getBytes(StandardCharsets.UTF_8));
        return new SignedCheckpoint(checkpoint, ledger.publicKey().keyId(), signature);
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    /** The whole as published, ended by a line feed. */
    public String note() {
        return checkpoint.text() + "\n— " + keyId + ' ' + Base64.getEncoder().encodeToString(signature) + '\n';
    }

    /**
     * The signed checkpoint of its {@link #note()}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static SignedCheckpoint parse(String note) {
        int end = note.indexOf("\n\n");
        Matcher line = end < 0 || note.length() > LONGEST ? null : SIGNATURE_LINE.matcher(note.substring(end + 2));
        if (line == null || !line.matches()) {
            throw new IllegalArgumentException(
                    "检查点应为四行正文、一个空行和一行签名" + " / a checkpoint is four lines, an empty line and one line of signature");
        }
        byte[] signature = Base64.getDecoder().decode(line.group(2));
        var parsed = new SignedCheckpoint(Checkpoint.parse(note.substring(0, end + 1)), line.group(1), signature);
        if (!parsed.note().equals(note)) {
            throw new IllegalArgumentException("检查点不是规范写法 / the checkpoint is not in its one spelling");
        }
        return parsed;
    }

    /** Whether this key made the signature. */
    public boolean verify(Sm2PublicKey key) {
        return key.keyId().equals(keyId) && key.verify(checkpoint.text().getBytes(StandardCharsets.UTF_8), signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedCheckpoint that
                && checkpoint.equals(that.checkpoint)
                && keyId.equals(that.keyId)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * checkpoint.hashCode() + Arrays.hashCode(signature);
    }
}
