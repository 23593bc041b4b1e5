package org.teshema.trust.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
    private static final byte[] SECRET = "20 bytes of a secret".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private KeyRing ring(String name) {
        return KeyRing.openDrawn(folder.resolve(name), "a passphrase for tests".toCharArray(), Clock.systemUTC());
    }

    @Test
    void what_is_sealed_opens_after_a_restart_and_on_a_node_that_follows() {
        byte[] sealed;
        try (KeyRing ring = ring("ring")) {
            sealed = ring.seal(SECRET, "account 7");
            assertFalse(Arrays.equals(sealed, ring.seal(SECRET, "account 7")), "never twice the same");
        }
        try (KeyRing again = ring("ring");
                KeyRing following = KeyRing.following(
                        folder.resolve("ring"), "a passphrase for tests".toCharArray(), Clock.systemUTC())) {
            assertArrayEquals(SECRET, again.unseal(sealed, "account 7"));
            assertArrayEquals(SECRET, following.unseal(sealed, "account 7"));
        }
    }

    @Test
    void it_opens_for_nothing_else_for_no_other_ring_and_not_when_a_bit_was_changed() {
        try (KeyRing ring = ring("ring");
                KeyRing other = ring("other")) {
            byte[] sealed = ring.seal(SECRET, "account 7");
            assertThrows(KeyRingException.class, () -> ring.unseal(sealed, "account 8"));
            assertThrows(KeyRingException.class, () -> other.unseal(sealed, "account 7"));
            for (int i = 0; i < sealed.length; i++) {
                byte[] altered = sealed.clone();
                altered[i] ^= 1;
                assertThrows(KeyRingException.class, () -> ring.unseal(altered, "account 7"), "byte " + i);
                byte[] cut = Arrays.copyOf(sealed, i);
                assertThrows(KeyRingException.class, () -> ring.unseal(cut, "account 7"), "cut to " + i);
            }
        }
    }
}
