package org.teshema.rest.problem;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;

/**
 * Something that went wrong, as it is told to the asker.
 *
 * @param status the HTTP status
 * @param slug the stable name of its type
 * @param title the few words of its type
 * @param detail what was wrong, what was expected, what to do
 * @param field the field or parameter it is about
 */
public record Fault(int status, String slug, Text title, Text detail, Optional<String> field) {
    public Fault {
        Objects.requireNonNull(slug, "slug");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(field, "field");
    }

    /** A problem of the engine's. */
    public static Fault of(Problem problem) {
        return new Fault(
                problem.type().status(),
                problem.type().slug(),
                problem.type().title(),
                problem.detail(),
                problem.field());
    }

    /** The URI reference that names its type, and answers with a page that explains it. */
    public String type() {
        return "/problems/" + slug;
    }
}
