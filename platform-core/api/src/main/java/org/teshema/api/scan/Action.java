package org.teshema.api.scan;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.teshema.api.archive.Audience;
import org.teshema.api.text.Text;

/**
 * Something the caller may do from the scan: append one entry of a kind the plugin declared. The form shown is the
 * kind's fields; the core validates, asks the plugin's {@code check}, and stores.
 *
 * @param name stable machine name, lower-case words with hyphens
 * @param title shown on the button
 * @param kind name of the entry kind it appends
 * @param audience who may take it
 * @param draft how its form opens
 */
public record Action(String name, Text title, String kind, Set<Audience> audience, Draft draft) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public Action {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("An action name is lower-case words with hyphens, not \"" + name + "\"");
        }
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(kind, "kind");
        audience = Set.copyOf(audience);
        Objects.requireNonNull(draft, "draft");
    }

    /** An action with an empty form. */
    public Action(String name, Text title, String kind, Set<Audience> audience) {
        this(name, title, kind, audience, Draft.EMPTY);
    }
}
