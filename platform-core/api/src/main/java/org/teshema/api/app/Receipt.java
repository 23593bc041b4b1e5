package org.teshema.api.app;

import java.util.List;
import java.util.Objects;
import org.teshema.api.scan.Link;
import org.teshema.api.text.Text;

/**
 * What somebody is told who has just recorded something on a page of a scene app 回执: such as a number to ask by, and where. It is
 * shown once, to them alone, and the platform keeps it nowhere.
 *
 * @param words told beside that it was recorded; plain text
 * @param links where to go from there, at most 5
 */
public record Receipt(Text words, List<Link> links) {
    private static final int MOST_LINKS = 5;

    public Receipt {
        Objects.requireNonNull(words, "words");
        links = List.copyOf(links);
        if (links.size() > MOST_LINKS) {
            throw new IllegalArgumentException("A receipt has at most " + MOST_LINKS + " links, not " + links.size());
        }
    }
}
