package org.teshema.engine.problem;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * Something a person did or met that cannot go on, told in words. Thrown by the engine's services before anything is
 * written, or rolling back everything that was.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Text detail;
    private final String field;

    private Problem(ProblemType type, Text detail, String field) {
        super(type.slug() + ": " + detail.en(), null, false, false);
        this.type = Objects.requireNonNull(type, "type");
        this.detail = detail;
        this.field = field;
    }

    /**
     * A problem as a whole.
     *
     * @param zh what was wrong, what was expected and what to do, in Chinese
     * @param en the same in English
     */
    public static Problem of(ProblemType type, String zh, String en) {
        return new Problem(type, new Text(zh, en), null);
    }

    /** A problem with one field or parameter of the request. */
    public static Problem inField(ProblemType type, String field, String zh, String en) {
        return new Problem(type, new Text(zh, en), Objects.requireNonNull(field, "field"));
    }

    /** Its stable type. */
    public ProblemType type() {
        return type;
    }

    /** What was wrong, what was expected and what to do. */
    public Text detail() {
        return detail;
    }

    /** The field or parameter it is about. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
