package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * A picture of numbers: a row for each thing, with a bar made of one part for each series. It stands in a table with the same numbers, so
 * that who does not see the bars reads them, and every number may lead to what it counts.
 *
 * @param title what it shows
 * @param heading what the rows are, such as years
 * @param series what the parts are, at most {@value #MOST_SERIES}
 * @param bars the rows, each with a figure for each series
 */
public record Chart(Text title, Text heading, List<Text> series, List<Bar> bars) {
    /** So many colours the style sheet has. */
    public static final int MOST_SERIES = 6;

    public Chart {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(heading, "heading");
        series = List.copyOf(series);
        bars = List.copyOf(bars);
        int width = series.size();
        if (width < 1 || width > MOST_SERIES) {
            throw new IllegalArgumentException("A chart has 1 to " + MOST_SERIES + " series, not " + width);
        }
        if (bars.stream().anyMatch(bar -> bar.figures().size() != width)) {
            throw new IllegalArgumentException("Every bar of a chart has a figure for each series");
        }
    }

    /** One row. */
    public record Bar(Text label, List<Figure> figures) {
        public Bar {
            Objects.requireNonNull(label, "label");
            figures = List.copyOf(figures);
        }

        long sum() {
            return figures.stream().mapToLong(Figure::value).sum();
        }
    }

    /**
     * A number.
     *
     * @param value not negative
     * @param href where what it counts is listed
     */
    public record Figure(long value, Optional<String> href) {
        public Figure {
            if (value < 0) {
                throw new IllegalArgumentException("A bar has no negative part: " + value);
            }
            Objects.requireNonNull(href, "href");
        }
    }

    /** The sum of the longest bar, at least 1. */
    long most() {
        return Math.max(1, bars.stream().mapToLong(Bar::sum).max().orElse(1));
    }
}
