package org.teshema.api.app;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.teshema.api.archive.Audience;
import org.teshema.api.text.Text;

/**
 * A page that a scene app has, declared once, at the gate. The core serves it at {@code /apps/{app}/{page}}.
 *
 * @param name stable machine name, lower-case words with hyphens
 * @param title shown to people
 * @param readers who may see it; an authority only where the app's district is its own. PUBLIC is everybody, logged in or not
 * @param ofDevice whether it is about one device, asked for with {@code ?code=} and the 13 digits of its code. Its readers are
 *     then what they are towards that device
 */
public record Page(String name, Text title, Set<Audience> readers, boolean ofDevice) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public Page {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A page name is lower-case words with hyphens, not \"" + name + "\"");
        }
        Objects.requireNonNull(title, "title");
        readers = Set.copyOf(readers);
        if (readers.isEmpty()) {
            throw new IllegalArgumentException("Page " + name + " is for nobody");
        }
    }
}
