package org.teshema.trust.label;

import java.util.Optional;

/**
 * The platform's verdict on a decoded text, asked by the gate for every label: in production the code reader, which
 * verifies the signature. Called from the printing thread; must not have effects.
 */
@FunctionalInterface
public interface CodeCheck {

    /** Empty if the text is a genuine code of this city, otherwise why not. */
    Optional<String> refusal(String text);
}
