package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/**
 * All there is of a device on one page 全息画像.
 *
 * @param name what it is called
 * @param kind what it is
 * @param place where it stands, in words
 * @param state whether it is in use
 * @param sections identity, people, clocks, mother and children
 * @param years a picture of its years, where something happened
 * @param map where it is, where its position is known
 * @param life what happened, the latest first
 * @param doors where to go on
 * @param files the way to take its tables along
 */
public record PortraitPage(
        String name,
        Text kind,
        String place,
        ScanPage.Badge state,
        List<Section> sections,
        Optional<Chart> years,
        Optional<CityMap> map,
        Section life,
        List<AppPage.Door> doors,
        TablePage.Tools files) {
    public PortraitPage {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(state, "state");
        sections = List.copyOf(sections);
        Objects.requireNonNull(years, "years");
        Objects.requireNonNull(map, "map");
        Objects.requireNonNull(life, "life");
        doors = List.copyOf(doors);
        Objects.requireNonNull(files, "files");
    }
}
