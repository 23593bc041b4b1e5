package org.teshema.web;

import java.util.List;
import java.util.Objects;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/**
 * A release that is kept: what installing it would do, before anything is done.
 *
 * @param title what stands on top
 * @param sections what it is and what it adds
 * @param deeds what may be done with it
 */
public record ReleasePage(Text title, List<Section> sections, List<PluginsPage.Deed> deeds) {
    public ReleasePage {
        Objects.requireNonNull(title, "title");
        sections = List.copyOf(sections);
        deeds = List.copyOf(deeds);
    }
}
