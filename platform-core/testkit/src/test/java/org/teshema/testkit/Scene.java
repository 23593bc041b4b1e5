package org.teshema.testkit;

import java.util.List;
import java.util.Optional;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** A scene app that says what it is told to. */
record Scene(Text card, List<Link> links) implements SceneApp {
    @Override
    public PluginInfo info() {
        return new PluginInfo("scene", "1.0.0", Trucks.WORD, Optional.of("310107"));
    }

    @Override
    public List<Link> links(ScanContext context) {
        return links;
    }
}
