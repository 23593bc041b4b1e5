package org.teshema.plugin.ropeway;

import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.category.TabledCategory;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.text.Text;

/** The category plugin for passenger ropeways (catalogue 9000). */
@Component(service = Plugin.class)
public final class RopewayPlugin extends TabledCategory {
    /** Told by the tables beside this class. */
    public RopewayPlugin() {
        super(
                new PluginInfo("ropeway", "1.0.0", new Text("客运索道", "Passenger ropeways"), Optional.empty()),
                Set.of(new CatalogueCode("9000")));
    }
}
