package org.teshema.engine.oidc;

import java.util.Locale;

/** Something from a provider or a browser that is not believed, and why: for the log, never for whoever sent it. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What was wrong. */
    enum Reason {
        /** No provider is configured. */
        OFF,
        /** The provider cannot be reached, or answers late. */
        AWAY,
        /** An answer of another status, such as a redirect. */
        STATUS,
        /** An answer of more bytes than anybody needs. */
        TOO_LARGE,
        /** Not JSON, or not of the form it should have. */
        FORM,
        /** The provider describes itself as another. */
        OTHER_PROVIDER,
        /** A place that is not reached by TLS. */
        NOT_SECURE,
        /** The provider does not take PKCE with S256. */
        NO_PKCE,
        /** An algorithm that is not among those configured. */
        ALGORITHM,
        /** No key of that id, or one for something else. */
        KEY,
        /** A key that is too small. */
        SMALL_KEY,
        /** The signature is not the provider's. */
        SIGNATURE,
        /** By another issuer. */
        ISSUER,
        /** For somebody else. */
        AUDIENCE,
        /** Given out to another party. */
        PARTY,
        /** About nobody. */
        SUBJECT,
        /** Over. */
        EXPIRED,
        /** Of a time to come. */
        NOT_YET,
        /** Given out too long ago. */
        TOO_OLD,
        /** Not the answer to what this browser asked. */
        NONCE,
        /** Not asked for by this browser. */
        STATE,
        /** Asked for too long ago. */
        LATE,
        /** Used before. */
        REPLAYED,
        /** The provider says no. */
        DENIED,
        /** A log-out that is none. */
        NO_LOGOUT
    }

    Refused(Reason reason) {
        super(reason.name().toLowerCase(Locale.ROOT), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
