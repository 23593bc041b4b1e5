package org.teshema.trust.release;

import java.util.Objects;
import org.teshema.api.text.Text;

/** A jar is not the release it should be; says what is wrong, where, what was expected and what to do. */
public final class ReleaseRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Text reason;

    /** Refused for that reason. */
    public ReleaseRefused(String zh, String en) {
        super(Objects.requireNonNull(en, "en"), null, false, false);
        this.reason = new Text(zh, en);
    }

    /** What is wrong, for people. */
    public Text reason() {
        return reason;
    }
}
