package org.teshema.engine.scan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.Gap;

/**
 * What one plugin, or the core itself, shows.
 *
 * @param source name of the plugin, or {@value #CORE}
 * @param title the plugin's title
 * @param sections in order; empty where there is a gap
 * @param gap why the part is missing, to be shown in its place
 */
public record Part(String source, Text title, List<Section> sections, Optional<Gap> gap) {
    /** Source of what the core shows without any plugin. */
    public static final String CORE = "core";

    public Part {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(title, "title");
        sections = List.copyOf(sections);
        Objects.requireNonNull(gap, "gap");
    }
}
