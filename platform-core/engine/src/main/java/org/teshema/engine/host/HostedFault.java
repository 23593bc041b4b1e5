package org.teshema.engine.host;

/** What a hosted plugin threw, in words: its classes are not here. */
final class HostedFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostedFault(String words) {
        super(words, null, false, false);
    }
}
