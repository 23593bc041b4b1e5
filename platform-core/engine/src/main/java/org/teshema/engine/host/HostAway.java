package org.teshema.engine.host;

/** The host is not there, or went away during the call. */
final class HostAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostAway(String words) {
        super(words, null, false, false);
    }
}
