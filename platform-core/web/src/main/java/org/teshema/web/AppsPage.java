package org.teshema.web;

import java.util.List;
import org.teshema.api.text.Text;

/** The scene apps that have something for this reader. */
public record AppsPage(List<App> apps) {
    public AppsPage {
        apps = List.copyOf(apps);
    }

    /**
     * One of them.
     *
     * @param title what it is called
     * @param card what it is for, in a sentence
     * @param doors its pages
     */
    public record App(Text title, Text card, List<AppPage.Door> doors) {
        public App {
            doors = List.copyOf(doors);
        }
    }
}
