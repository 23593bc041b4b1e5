package org.teshema.plugin.pressurevessel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Values;
import org.teshema.api.category.TabledCategory;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** The category plugin for fixed pressure vessels and oxygen chambers (catalogue 2100 and 2400). */
@Component(service = Plugin.class)
public final class PressureVesselPlugin extends TabledCategory {
    private volatile GradeChecks grades = new GradeChecks(Optional.empty());

    /** A plugin that has read its tables. */
    public PressureVesselPlugin() {
        super(
                new PluginInfo("pressure-vessel", "1.0.0", new Text("压力容器", "Pressure vessels"), Optional.empty()),
                Set.of(new CatalogueCode("2100"), new CatalogueCode("2400")));
    }

    @Override
    public void start(Platform platform) {
        super.start(platform);
        grades = new GradeChecks(Optional.of(platform.archive()));
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        var findings = new ArrayList<>(super.check(context, kind, values));
        if (kind.equals(CityKinds.INSPECTION.name())) {
            findings.addAll(grades.of(context, values));
        }
        return findings;
    }
}
