package org.teshema.rest.app;

import java.util.List;
import java.util.Optional;
import org.teshema.api.text.Language;
import org.teshema.engine.app.AppCard;

/**
 * A scene app, as far as the caller may use it.
 *
 * @param name its name
 * @param title what it is called
 * @param card what it is for, in a sentence
 * @param district its district; missing for an app of the city's
 * @param pages the pages that the caller may open without a device
 */
public record AppJson(String name, String title, String card, Optional<String> district, List<AppLinkJson> pages) {
    /**
     * A page of it.
     *
     * @param name its name
     * @param title what it is called
     * @param href where it lies
     */
    public record AppLinkJson(String name, String title, String href) {}

    static AppJson of(AppCard card, Language language) {
        return new AppJson(
                card.app().name(),
                card.app().title().in(language),
                card.card().in(language),
                card.app().district(),
                card.pages().stream()
                        .map(page -> new AppLinkJson(
                                page.name(),
                                page.title().in(language),
                                "/apps/" + card.app().name() + "/" + page.name()))
                        .toList());
    }
}
