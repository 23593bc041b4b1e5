package org.teshema.api.app;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;

/**
 * What a page shows: sections in order, links, what the reader may do, and whether it goes on.
 *
 * @param sections at most 40, no table with more than 500 rows
 * @param links at most 40
 * @param actions at most 20, names unique: on a page of one device each appends one entry of a kind the app declared to that
 *     device's archive. The core drops those whose audience or whose kind's writers the reader does not belong to, and all of
 *     them on other pages
 * @param next cursor of the page after this one, handed back as {@link PageContext#cursor}
 */
public record PageView(List<Section> sections, List<Link> links, List<Action> actions, Optional<String> next) {
    private static final int MOST_ROWS = 500;

    public PageView {
        sections = List.copyOf(sections);
        links = List.copyOf(links);
        actions = List.copyOf(actions);
        Objects.requireNonNull(next, "next");
        if (sections.size() > 40 || links.size() > 40 || actions.size() > 20) {
            throw new IllegalArgumentException("A page has at most 40 sections, 40 links and 20 actions, not "
                    + sections.size() + ", " + links.size() + " and " + actions.size());
        }
        for (Section section : sections) {
            if (section instanceof Section.Table table && table.rows().size() > MOST_ROWS) {
                throw new IllegalArgumentException("A table has at most " + MOST_ROWS + " rows, not "
                        + table.rows().size());
            }
        }
    }

    /** Sections and nothing else. */
    public static PageView of(List<Section> sections) {
        return new PageView(sections, List.of(), List.of(), Optional.empty());
    }
}
