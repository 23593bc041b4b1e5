package org.teshema.trust.keys;

/** A key ring that cannot be opened, written or used now; the message says why and what to do, Chinese first. */
public final class KeyRingException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    KeyRingException(String message) {
        super(message);
    }

    KeyRingException(String message, Throwable cause) {
        super(message, cause);
    }
}
