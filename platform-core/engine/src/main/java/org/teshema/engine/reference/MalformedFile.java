package org.teshema.engine.reference;

/** A reference file that does not read: the message says where and what was expected. */
final class MalformedFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedFile(String message) {
        super(message, null, false, false);
    }
}
