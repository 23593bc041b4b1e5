package org.teshema.trust.label;

import java.util.Optional;
import org.teshema.trust.code.CodeReader;
import org.teshema.trust.code.CodeReading;

/**
 * The platform's verdict on a decoded text, asked by the gate for every label: in production the code reader, which
 * verifies the signature. Called from the printing thread; must not have effects.
 */
@FunctionalInterface
public interface CodeCheck {

    /** Empty if the text is a genuine code of this city, otherwise why not. */
    Optional<String> refusal(String text);

    /** The check of a city: its own signed codes pass, everything else is refused with the reader's reason. */
    static CodeCheck signedBy(CodeReader reader) {
        return text -> {
            CodeReading reading = reader.readUrl(text);
            if (reading instanceof CodeReading.Genuine) {
                return Optional.empty();
            }
            return reading instanceof CodeReading.Refused refused
                    ? Optional.of(refused.detail().toString())
                    : Optional.of("该码没有签名 / the code carries no signature");
        };
    }
}
