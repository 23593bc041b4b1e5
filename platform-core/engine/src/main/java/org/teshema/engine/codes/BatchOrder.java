package org.teshema.engine.codes;

import java.util.Objects;
import org.teshema.trust.keys.CodeClass;

/**
 * What is asked for when codes are ordered.
 *
 * @param title printed on the label: one of those in force, see {@link LabelTitle}
 * @param codeClass the occasion they are made for
 * @param quantity how many, from 1
 * @param reason what they are for, 1 to 400 characters
 */
public record BatchOrder(String title, CodeClass codeClass, int quantity, String reason) {
    public BatchOrder {
        title = Given.text(title, "title", 60);
        Objects.requireNonNull(codeClass, "codeClass");
        reason = Given.text(reason, "reason", 400);
    }
}
