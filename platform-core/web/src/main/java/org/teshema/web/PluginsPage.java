package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * The plugins of this node for whoever runs them.
 *
 * @param title what stands on top
 * @param intro sentences about what is shown
 * @param deeds what may be done that is about no plugin that is here
 * @param troubles what somebody should look at, the first thing on the page
 * @param cards the plugins, those that came as releases first
 * @param empty what to say when there are none
 */
public record PluginsPage(
        Text title, List<Text> intro, List<Deed> deeds, List<Text> troubles, List<Card> cards, Text empty) {
    public PluginsPage {
        Objects.requireNonNull(title, "title");
        intro = List.copyOf(intro);
        deeds = List.copyOf(deeds);
        troubles = List.copyOf(troubles);
        cards = List.copyOf(cards);
        Objects.requireNonNull(empty, "empty");
    }

    /**
     * One plugin.
     *
     * @param title what it is called
     * @param name its name and whose it is
     * @param lines its versions that are to be seen side by side
     * @param notes sentences such as why it is so
     * @param deeds what may be done with it
     */
    public record Card(Text title, Text name, List<Line> lines, List<Text> notes, List<Deed> deeds) {
        public Card {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(name, "name");
            lines = List.copyOf(lines);
            notes = List.copyOf(notes);
            deeds = List.copyOf(deeds);
        }
    }

    /**
     * One version.
     *
     * @param version its number
     * @param href where more is told of it
     * @param serves whom it serves
     * @param state how it stands
     * @param tone how that is meant
     * @param reason why it stands so, where there is something to say
     * @param figures calls, failures, late answers and times, in the order of the page's columns
     */
    public record Line(
            String version,
            Optional<String> href,
            Text serves,
            Text state,
            Tone tone,
            Optional<Text> reason,
            List<Text> figures) {
        /** Columns of figures. */
        public static final int FIGURES = 4;

        public Line {
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(href, "href");
            Objects.requireNonNull(serves, "serves");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(tone, "tone");
            Objects.requireNonNull(reason, "reason");
            figures = List.copyOf(figures);
            if (figures.size() != FIGURES) {
                throw new IllegalArgumentException("A line has " + FIGURES + " figures, not " + figures.size());
            }
        }
    }

    /**
     * Something that may be done, or why not.
     *
     * @param title what it is
     * @param href where it is asked for; empty where it cannot be done now
     * @param words what it does, or why it cannot be done now
     */
    public record Deed(Text title, Optional<String> href, Text words) {
        public Deed {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(href, "href");
            Objects.requireNonNull(words, "words");
        }
    }
}
