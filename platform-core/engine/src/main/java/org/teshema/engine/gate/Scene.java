package org.teshema.engine.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.Page;
import org.teshema.api.text.Text;

/**
 * What a scene app declares beside what every plugin does.
 *
 * @param card the sentence that introduces it
 * @param pages its pages; names unique
 * @param hears names of the entry kinds it hears of
 */
public record Scene(Text card, List<Page> pages, Set<String> hears) {
    public Scene {
        pages = List.copyOf(pages);
        hears = Set.copyOf(hears);
        var names = new HashSet<String>();
        for (Page page : pages) {
            if (!names.add(page.name())) {
                throw new IllegalArgumentException("Two pages are called " + page.name());
            }
        }
    }

    /** The page of that name. */
    public Optional<Page> page(String name) {
        return pages.stream().filter(page -> page.name().equals(name)).findFirst();
    }
}
