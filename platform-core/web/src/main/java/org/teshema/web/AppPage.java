package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/**
 * A page of a scene app.
 *
 * @param title what it is called
 * @param app the app's title
 * @param about the device it is about, where it is about one
 * @param sections what there is to see
 * @param doors what the reader may do or see next
 * @param next where it goes on
 * @param files the way to take its tables along, where it has one
 */
public record AppPage(
        Text title,
        Text app,
        Optional<String> about,
        List<Section> sections,
        List<Door> doors,
        Optional<String> next,
        Optional<TablePage.Tools> files) {
    public AppPage {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(about, "about");
        sections = List.copyOf(sections);
        doors = List.copyOf(doors);
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(files, "files");
    }

    /** Whose tables are not taken along. */
    public AppPage(
            Text title,
            Text app,
            Optional<String> about,
            List<Section> sections,
            List<Door> doors,
            Optional<String> next) {
        this(title, app, about, sections, doors, next, Optional.empty());
    }

    /** Something to open, and where it lies. */
    public record Door(Text title, String href) {}
}
