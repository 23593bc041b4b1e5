package org.teshema.trust.release;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.trust.sm.Signer;
import org.teshema.trust.sm.Sm2PublicKey;

/**
 * One signature of a release: a line with the key's id and the raw signature in Base64.
 *
 * @param keyId {@link Sm2PublicKey#keyId()} of the key that signed
 * @param signature raw, 64 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record ReleaseSignature(String keyId, byte[] signature) {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)\n");

    public ReleaseSignature {
        if (signature.length != Sm2PublicKey.SIGNATURE_LENGTH) {
            throw new IllegalArgumentException("A signature has 64 bytes, not " + signature.length);
        }
        signature = signature.clone();
    }

    /** Signs a message. */
    static ReleaseSignature of(byte[] message, Signer signer) {
        return new ReleaseSignature(signer.publicKey().keyId(), signer.sign(message));
    }

    /**
     * The signature of a file.
     *
     * @throws ReleaseRefused for anything but its one spelling
     */
    static ReleaseSignature parse(String path, byte[] file) throws ReleaseRefused {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        Matcher line = LINE.matcher(text);
        if (line.matches()) {
            var parsed = new ReleaseSignature(line.group(1), Base64.getDecoder().decode(line.group(2)));
            if (parsed.line().equals(text)) {
                return parsed;
            }
        }
        throw new ReleaseRefused(
                path + " 不是签名文件：应为一行，密钥编号、空格、Base64 签名。请重新签名（./teshema sign）。",
                path
                        + " is no signature: expected one line of key id, blank, signature in Base64. Sign again"
                        + " (./teshema sign).");
    }

    /** As it stands in its file. */
    String line() {
        return keyId + ' ' + Base64.getEncoder().encodeToString(signature) + '\n';
    }

    byte[] bytes() {
        return line().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReleaseSignature that
                && keyId.equals(that.keyId)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return keyId.hashCode();
    }

    @Override
    public String toString() {
        return "signature of " + keyId;
    }
}
