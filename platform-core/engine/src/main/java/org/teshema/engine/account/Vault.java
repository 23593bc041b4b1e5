package org.teshema.engine.account;

/** Seals small secrets that are kept in the database, with a key that is not. Thread-safe. */
public interface Vault {
    /**
     * Seals a secret.
     *
     * @param about what it is and whose; needed to open it
     */
    byte[] seal(byte[] content, String about);

    /** Opens what was sealed; ends with an exception when it was not sealed here or is about something else. */
    byte[] open(byte[] sealed, String about);
}
