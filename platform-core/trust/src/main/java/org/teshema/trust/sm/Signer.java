package org.teshema.trust.sm;

/**
 * One private key at work: it signs and never shows itself.
 *
 * <p>The platform knows private keys only through this interface. {@link SoftwareSigner} keeps the key in memory; in
 * production a certified device takes its place: a crypto machine or card reached through GM/T 0018 (SDF), or a signing
 * server of the city. Such an implementation MUST give the same raw signatures and MUST use the id of the key's profile.
 *
 * <p>Implementations MUST be safe for use by many threads at once.
 */
public interface Signer {
    /** The public half, with the profile that its signatures follow. */
    Sm2PublicKey publicKey();

    /**
     * Signs a message with SM2 and SM3 (GB/T 32918.2).
     *
     * @param message the message itself, not its hash
     * @return 64 bytes, r followed by s, each 32 bytes big-endian
     * @throws IllegalStateException when the key may not or cannot be used now; the message is for people
     */
    byte[] sign(byte[] message);
}
