package org.teshema.engine.demo;

import java.security.SecureRandom;

/** Passwords a person can read off and type: 16 characters in four groups, none of them easily mistaken for another. */
final class Passwords {
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /** A new password of 79 bits. */
    static String generate() {
        var password = new StringBuilder(19);
        for (int i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
