package org.teshema.api.archive;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.teshema.api.text.Text;

/**
 * One field of an entry kind.
 *
 * @param name lower-case ASCII words joined by hyphens, stable for ever
 * @param title shown to people
 * @param type what values it takes
 * @param required whether an entry without it is refused
 * @param readers who may see it; GOVERNMENT always may and need not be named
 */
public record Field(String name, Text title, FieldType type, boolean required, Set<Audience> readers) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public Field {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A field name is lower-case words with hyphens, not \"" + name + "\"");
        }
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(type, "type");
        readers = Set.copyOf(readers);
    }

    /** Whether this audience may see the field. */
    public boolean readableBy(Audience audience) {
        return audience == Audience.GOVERNMENT || readers.contains(audience);
    }
}
