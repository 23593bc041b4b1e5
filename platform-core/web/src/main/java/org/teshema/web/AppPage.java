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
 * @param phones whom to call at once
 * @param asks what it asks for
 */
public record AppPage(
        Text title,
        Text app,
        Optional<String> about,
        List<Section> sections,
        List<Door> doors,
        Optional<String> next,
        Optional<TablePage.Tools> files,
        List<Section.Phone> phones,
        List<Ask> asks) {
    public AppPage {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(about, "about");
        sections = List.copyOf(sections);
        doors = List.copyOf(doors);
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(files, "files");
        phones = List.copyOf(phones);
        asks = List.copyOf(asks);
    }

    /** On which nobody to call stands. */
    public AppPage(
            Text title,
            Text app,
            Optional<String> about,
            List<Section> sections,
            List<Door> doors,
            Optional<String> next,
            Optional<TablePage.Tools> files) {
        this(title, app, about, sections, doors, next, files, List.of(), List.of());
    }

    /** Whose tables are not taken along. */
    public AppPage(
            Text title,
            Text app,
            Optional<String> about,
            List<Section> sections,
            List<Door> doors,
            Optional<String> next) {
        this(title, app, about, sections, doors, next, Optional.empty(), List.of(), List.of());
    }

    /** Something to open, and where it lies. */
    public record Door(Text title, String href) {
        /** To the page of a device, which a scan leads to. */
        public static Door toDevice(String href) {
            return new Door(new Text("返回设备页面", "Back to the device"), href);
        }

        /** To the first page. */
        public static Door home() {
            return new Door(new Text("返回首页", "To the first page"), "/");
        }
    }

    /**
     * A form with one field, which opens a page.
     *
     * @param title what is asked
     * @param path of the page
     * @param name under which it stands in the address
     * @param typed what was typed before
     */
    public record Ask(Text title, String path, String name, String typed) {}
}
