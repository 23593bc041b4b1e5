package org.teshema.engine.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.parse("2026-11-24T01:00:10Z");

    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void the_codes_are_those_of_the_standard(long second, String code) {
        long step = Totp.step(Instant.ofEpochSecond(second));
        assertEquals(code, Totp.code(SECRET, step, 8));
        assertEquals(code.substring(2), Totp.code(SECRET, step, 6));
    }

    @Test
    void a_clock_may_be_one_step_off_and_no_more() {
        long now = Totp.step(NOW);
        for (long step = now - 3; step <= now + 3; step++) {
            OptionalLong found = Totp.stepOf(SECRET, Totp.code(SECRET, step, 6), NOW);
            assertEquals(Math.abs(step - now) <= 1 ? OptionalLong.of(step) : OptionalLong.empty(), found, "" + step);
        }
        assertEquals(OptionalLong.empty(), Totp.stepOf(SECRET, "", NOW));
    }

    @Test
    void a_secret_has_160_bits_and_is_written_as_apps_read_it() {
        byte[] secret = Totp.newSecret();
        assertEquals(20, secret.length);
        String text = Totp.base32(secret);
        assertArrayEquals(secret, new Base32().decode(text));
        assertFalse(text.contains("="), text);
        for (int length = 0; length < 12; length++) {
            byte[] bytes = java.util.Arrays.copyOf(secret, length);
            assertArrayEquals(bytes, new Base32().decode(Totp.base32(bytes)), "of " + length);
        }
        String uri = Totp.uri("anna@city", secret);
        assertTrue(uri.startsWith("otpauth://totp/Teshema:anna%40city?secret=" + text + "&issuer=Teshema"), uri);
    }
}
