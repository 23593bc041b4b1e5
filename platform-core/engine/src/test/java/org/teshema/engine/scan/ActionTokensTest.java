package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.trust.code.CodeId;

class ActionTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final CodeId CODE = CodeId.ofHex("00112233445566778899");

    private final ActionTokens tokens = new ActionTokens(new SecureRandom());

    @Test
    void a_token_lives_half_an_hour() {
        String token = tokens.issue(CODE, 7, "inspection", NOW);
        assertTrue(tokens.check(token, CODE, 7, "inspection", NOW.plus(Duration.ofMinutes(29)))
                .isPresent());
        assertEquals(Optional.empty(), tokens.check(token, CODE, 7, "inspection", NOW.plus(Duration.ofMinutes(30))));
    }

    @Test
    void two_tokens_for_the_same_are_two_keys() {
        assertNotEquals(
                tokens.check(tokens.issue(CODE, 7, "inspection", NOW), CODE, 7, "inspection", NOW),
                tokens.check(tokens.issue(CODE, 7, "inspection", NOW), CODE, 7, "inspection", NOW));
    }

    @Test
    void a_token_with_any_character_changed_is_worth_nothing() {
        String token = tokens.issue(CODE, 7, "inspection", NOW);
        // The last character carries four bits of padding that decoders disregard.
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertEquals(Optional.empty(), tokens.check(changed, CODE, 7, "inspection", NOW), "at " + i);
        }
    }

    @Test
    void another_process_gives_other_tokens() {
        var others = new ActionTokens(new SecureRandom());
        assertEquals(
                Optional.empty(), tokens.check(others.issue(CODE, 7, "inspection", NOW), CODE, 7, "inspection", NOW));
    }
}
