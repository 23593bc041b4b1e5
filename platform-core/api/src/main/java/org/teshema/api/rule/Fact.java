package org.teshema.api.rule;

import java.util.Objects;
import org.teshema.api.text.Text;

/**
 * The value of a field that a rule's conditions ask about.
 *
 * @param value as the rule's parameters spell it: the text, the choice, a number in digits, {@code yes} or {@code no}
 * @param words what people read: the field and its value
 */
public record Fact(String value, Text words) {
    public Fact {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(words, "words");
    }
}
