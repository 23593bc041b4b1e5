package org.teshema.engine.account;

import java.time.Instant;
import java.util.Optional;

/**
 * The password was right, and the second step is still to be done.
 *
 * @param ticket 43 characters, good for the second step and for nothing else
 * @param expiresAt when it ends
 * @param enrolment what an authenticator app is given, where the account has none yet; told here and never again
 */
public record HalfSession(String ticket, Instant expiresAt, Optional<Enrolment> enrolment) implements LogIn {
    /**
     * What an authenticator app is given.
     *
     * @param secret in Base32, to be typed
     * @param uri the same as an {@code otpauth} address, to be shown as a symbol
     */
    public record Enrolment(String secret, String uri) {
        /** Without the secret, which belongs in no message and no log. */
        @Override
        public String toString() {
            return "Enrolment[]";
        }
    }

    /** Without the ticket, which belongs in no message and no log. */
    @Override
    public String toString() {
        return "HalfSession[expiresAt=" + expiresAt + "]";
    }
}
