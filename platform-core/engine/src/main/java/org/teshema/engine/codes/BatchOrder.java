package org.teshema.engine.codes;

import java.util.List;
import java.util.Objects;
import org.teshema.trust.keys.CodeClass;

/**
 * What is asked for when codes are ordered.
 *
 * @param title printed on the label: one of {@link #TITLES}
 * @param codeClass the occasion they are made for
 * @param quantity how many, from 1
 * @param reason what they are for, 1 to 400 characters
 */
public record BatchOrder(String title, CodeClass codeClass, int quantity, String reason) {
    /** The label titles of the city's plan: lifts first, then everything else. */
    public static final List<String> TITLES = List.of("上海智慧电梯", "特种设备码");

    public BatchOrder {
        Given.oneOf(title, "title", TITLES);
        Objects.requireNonNull(codeClass, "codeClass");
        reason = Given.text(reason, "reason", 400);
    }
}
