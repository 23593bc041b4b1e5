package org.teshema.web;

import java.util.List;
import java.util.Map;
import org.teshema.api.text.Language;

/** Plugins and what may be done with them, as their templates take them. */
final class Cards {
    private Cards() {}

    static Map<String, Object> card(PluginsPage.Card card, Language language) {
        return Map.of(
                "title", card.title().in(language),
                "name", card.name().in(language),
                "lines", card.lines().stream().map(line -> line(line, language)).toList(),
                "notes", Words.of(card.notes(), language),
                "deeds", deeds(card.deeds(), language));
    }

    private static Map<String, Object> line(PluginsPage.Line line, Language language) {
        return Map.of(
                "version", line.version(),
                "href", line.href().orElse(""),
                "serves", line.serves().in(language),
                "state", line.state().in(language),
                "tone", line.tone().style(),
                "reason", line.reason().map(t -> t.in(language)).orElse(""),
                "figures", Words.of(line.figures(), language));
    }

    static List<Map<String, String>> deeds(List<PluginsPage.Deed> deeds, Language language) {
        return deeds.stream()
                .map(deed -> Map.of(
                        "title", deed.title().in(language),
                        "href", deed.href().orElse(""),
                        "words", deed.words().in(language)))
                .toList();
    }
}
