package org.teshema.web;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * What went wrong, for a person.
 *
 * @param status the HTTP status
 * @param title the kind of problem
 * @param detail what was wrong and what to do
 * @param instance what to tell the operator, for a fault of ours
 */
public record ProblemPage(int status, Text title, Text detail, Optional<String> instance) {
    public ProblemPage {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(instance, "instance");
    }
}
