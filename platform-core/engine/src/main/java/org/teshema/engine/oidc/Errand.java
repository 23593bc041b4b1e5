package org.teshema.engine.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.teshema.engine.account.Vault;

/**
 * What a browser is sent to the provider with, and what it must come back with. It is kept by the browser itself, sealed: who has another
 * browser has not got it, and nobody makes one.
 *
 * @param state comes back in the address
 * @param nonce comes back in the token
 * @param verifier whose digest the provider was told, and who redeems the code must know
 * @param next the path to go on to
 * @param until when it ends
 */
record Errand(String state, String nonce, String verifier, String next, Instant until) {
    /** How long somebody may take to log in there. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final String ABOUT = "oidc-errand";
    private static final SecureRandom RANDOM = new SecureRandom();

    static Errand begin(String next, Instant now) {
        return new Errand(random(), random(), random(), next, now.plus(LIFE));
    }

    /** 256 random bits. */
    static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What the provider is told of the verifier. */
    String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** As the browser keeps it. */
    String sealed(Vault vault) {
        return Sealed.text(vault, ABOUT, String.join("\n", state, nonce, verifier, next, until.toString()));
    }

    /** What a browser kept; empty for anything else. */
    static Optional<Errand> open(Vault vault, String kept) {
        return Sealed.open(vault, ABOUT, kept)
                .map(text -> text.split("\n", -1))
                .filter(parts -> parts.length == 5)
                .map(parts -> new Errand(parts[0], parts[1], parts[2], parts[3], Instant.parse(parts[4])));
    }

    boolean isFor(String said) {
        return MessageDigest.isEqual(state.getBytes(StandardCharsets.US_ASCII), said.getBytes(StandardCharsets.UTF_8));
    }

    /** Without what must stay between the browser and the provider. */
    @Override
    public String toString() {
        return "Errand[until=" + until + "]";
    }
}
