package org.teshema.engine.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.teshema.engine.account.Vault;

/**
 * What of a webhook is kept sealed and never written down elsewhere: the whole address and the secret messages are signed with.
 *
 * @param address where messages go
 * @param secret 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // stays in this package, never compared
record Hidden(URI address, byte[] secret) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static Hidden fresh(URI address) {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return new Hidden(address, secret);
    }

    static Hidden open(Vault vault, long organisation, byte[] address, byte[] secret) {
        return new Hidden(
                URI.create(new String(vault.open(address, about(organisation, "address")), StandardCharsets.UTF_8)),
                vault.open(secret, about(organisation, "secret")));
    }

    byte[] sealedAddress(Vault vault, long organisation) {
        return vault.seal(address.toString().getBytes(StandardCharsets.UTF_8), about(organisation, "address"));
    }

    byte[] sealedSecret(Vault vault, long organisation) {
        return vault.seal(secret, about(organisation, "secret"));
    }

    private static String about(long organisation, String what) {
        return "webhook-" + what + ":" + organisation;
    }

    /** Without either, which belong in no log. */
    @Override
    public String toString() {
        return "Hidden[]";
    }
}
