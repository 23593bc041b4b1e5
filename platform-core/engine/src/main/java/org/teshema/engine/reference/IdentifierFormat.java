package org.teshema.engine.reference;

import java.util.Objects;
import java.util.regex.Pattern;
import org.teshema.api.text.Text;

/**
 * The form of one kind of printed number.
 *
 * @param id stable id, such as {@code use_cert}
 * @param name what it is called
 * @param pattern what the normalised number looks like
 * @param deviceCode whether it begins with a catalogue code and holds the year of make
 * @param example a number of that form
 */
public record IdentifierFormat(String id, Text name, Pattern pattern, boolean deviceCode, String example) {
    public IdentifierFormat {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(example, "example");
    }
}
