package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Draft;
import org.teshema.engine.scan.ActionTokens.State;
import org.teshema.trust.code.CodeId;

class ActionTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final CodeId CODE = CodeId.ofHex("00112233445566778899");

    private final ActionTokens tokens = new ActionTokens(() -> new byte[32]);

    @Test
    void a_token_lives_half_an_hour_and_is_known_afterwards() {
        String token = issue(Draft.EMPTY);
        assertEquals(Optional.of(State.GOOD), state(token, Draft.EMPTY, NOW.plus(Duration.ofMinutes(29))));
        assertEquals(Optional.of(State.LATE), state(token, Draft.EMPTY, NOW.plus(Duration.ofMinutes(30))));
    }

    @Test
    void two_tokens_for_the_same_are_two_keys() {
        assertNotEquals(ActionTokens.key(issue(Draft.EMPTY)), ActionTokens.key(issue(Draft.EMPTY)));
    }

    @Test
    void a_token_with_any_character_changed_is_worth_nothing() {
        String token = issue(Draft.EMPTY);
        // The last character carries bits of padding that decoders disregard.
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertEquals(Optional.empty(), state(changed, Draft.EMPTY, NOW), "at " + i);
        }
    }

    @Test
    void a_token_under_another_key_is_worth_nothing() {
        var others = new ActionTokens(() -> new byte[] {1});
        assertEquals(Optional.empty(), state(others.issue(CODE, 7, "inspection", Draft.EMPTY, NOW), Draft.EMPTY, NOW));
    }

    @Test
    void a_token_is_for_what_its_form_opened_with() {
        Draft one = Draft.EMPTY.giving(new Values(Map.of("record", 41L)));
        Draft other = Draft.EMPTY.giving(new Values(Map.of("record", 42L)));
        String token = issue(one);
        assertEquals(Optional.of(State.GOOD), state(token, one, NOW));
        assertEquals(Optional.of(State.CHANGED), state(token, other, NOW));
        assertEquals(Optional.of(State.CHANGED), state(token, one.amending(40), NOW));
        // What is only shown first may differ: it is typed over anyway.
        assertEquals(Optional.of(State.GOOD), state(token, one.filledWith(new Values(Map.of("words", "x"))), NOW));
    }

    private String issue(Draft draft) {
        return tokens.issue(CODE, 7, "inspection", draft, NOW);
    }

    private Optional<State> state(String token, Draft draft, Instant at) {
        return tokens.check(token, CODE, 7, "inspection", draft, at).map(ActionTokens.Known::state);
    }
}
