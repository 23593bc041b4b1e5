package org.teshema.plugin.boiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Values;
import org.teshema.api.category.TabledCategory;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** The category plugin for boilers (catalogue 1000). */
@Component(service = Plugin.class)
public final class BoilerPlugin extends TabledCategory {
    /** A plugin that has read its tables. */
    public BoilerPlugin() {
        super(
                new PluginInfo("boiler", "1.0.0", new Text("锅炉", "Boilers"), Optional.empty()),
                Set.of(new CatalogueCode("1000")));
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        var findings = new ArrayList<>(super.check(context, kind, values));
        if (kind.equals(CityKinds.INSPECTION.name())
                && values.text(CityKinds.GRADE).isPresent()) {
            findings.add(new Finding(
                    CityKinds.GRADE,
                    new Text("锅炉不评定安全状况等级，请留空。", "A boiler is given no safety grade; leave the field empty.")));
        }
        return findings;
    }
}
