package org.teshema.engine.oidc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.teshema.engine.account.Vault;

/** Text that somebody else keeps for us and can neither read nor make. Stateless. */
final class Sealed {
    private static final int LONGEST = 4_000;

    private Sealed() {}

    static String text(Vault vault, String about, String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(vault.seal(text.getBytes(StandardCharsets.UTF_8), about));
    }

    /** What was sealed here about that; empty for anything else. */
    static Optional<String> open(Vault vault, String about, String kept) {
        if (kept.isEmpty() || kept.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(kept);
            return Optional.of(new String(vault.open(sealed, about), StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            // Whatever is wrong with it, it was not sealed here.
            return Optional.empty();
        }
    }
}
