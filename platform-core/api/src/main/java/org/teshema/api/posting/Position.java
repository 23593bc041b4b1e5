package org.teshema.api.posting;

import java.util.Objects;
import java.util.regex.Pattern;
import org.teshema.api.text.Text;

/**
 * A place where the label may hang 张贴位置.
 *
 * @param name stable name in lower-case words with hyphens, such as {@code car-interior}
 * @param title shown to people
 */
public record Position(String name, Text title) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public Position {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A position name is lower-case words with hyphens, not \"" + name + "\"");
        }
        Objects.requireNonNull(title, "title");
    }
}
