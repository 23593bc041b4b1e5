package org.teshema.trust.sm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void a_password_matches_its_own_hash_and_no_other() {
        String hash = PasswordHash.hash("特种设备 2026!".toCharArray());
        assertTrue(PasswordHash.matches("特种设备 2026!".toCharArray(), hash));
        assertFalse(PasswordHash.matches("特种设备 2026".toCharArray(), hash));
        assertFalse(PasswordHash.matches(new char[0], hash));
    }

    @Test
    void the_hash_says_its_costs_and_two_hashes_of_one_password_differ() {
        String first = PasswordHash.hash("one and the same".toCharArray());
        String second = PasswordHash.hash("one and the same".toCharArray());
        assertTrue(first.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), first);
        assertNotEquals(first, second);
        assertEquals(31 + 22 + 1 + 43, first.length());
    }

    @Test
    void the_hash_of_nobody_costs_the_same_and_matches_no_password() {
        String nobody = PasswordHash.ofNobody();
        assertTrue(nobody.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), nobody);
        assertFalse(PasswordHash.matches(new char[0], nobody));
    }

    @Test
    void a_hash_made_by_the_reference_program_of_argon2_matches() {
        // Password "password", salt "somesalt", 64 MiB, two passes: a known answer of the reference implementation.
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertTrue(PasswordHash.matches("password".toCharArray(), reference));
        assertFalse(PasswordHash.matches("Password".toCharArray(), reference));
    }

    @Test
    void what_is_no_hash_or_asks_for_too_much_matches_nothing() {
        char[] password = "password".toCharArray();
        assertFalse(PasswordHash.matches(password, ""));
        assertFalse(PasswordHash.matches(password, "password"));
        assertFalse(PasswordHash.matches(
                password, "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
        assertFalse(PasswordHash.matches(
                password, "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
    }
}
