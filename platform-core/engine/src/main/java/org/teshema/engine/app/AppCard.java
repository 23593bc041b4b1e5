package org.teshema.engine.app;

import java.util.List;
import org.teshema.api.app.Page;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.text.Text;

/**
 * A scene app as it is introduced to one reader.
 *
 * @param app who it is
 * @param card what it is for, in a sentence
 * @param pages those this reader may open without a device; never empty
 */
public record AppCard(PluginInfo app, Text card, List<Page> pages) {
    public AppCard {
        pages = List.copyOf(pages);
    }
}
