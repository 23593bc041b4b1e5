package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * The first page of somebody logged in.
 *
 * @param organisation for whom they act
 * @param role what that organisation is
 * @param login the name they logged in with
 * @param figures a few numbers that lead to their rows
 * @param doors where they can go
 */
public record HomePage(String organisation, Text role, String login, List<Figure> figures, List<Door> doors) {
    public HomePage {
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(login, "login");
        figures = List.copyOf(figures);
        doors = List.copyOf(doors);
    }

    /**
     * A number and what it counts.
     *
     * @param instead what stands there while there is no number yet
     */
    public record Figure(Text label, long value, Optional<String> href, Optional<Text> instead) {
        /** A number that is known. */
        public Figure(Text label, long value, Optional<String> href) {
            this(label, value, href, Optional.empty());
        }
    }

    /** Somewhere to go. */
    public record Door(Text title, Text words, String href) {}
}
