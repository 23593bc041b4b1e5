package org.teshema.api.scan;

import java.util.Objects;
import org.teshema.api.text.Text;

/**
 * A reason why an entry cannot be taken as it is.
 *
 * @param field the field it is about
 * @param words what was wrong and what was expected
 */
public record Finding(String field, Text words) {
    public Finding {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(words, "words");
    }
}
