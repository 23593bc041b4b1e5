package org.teshema.plugin.vehicle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.archive.Values;
import org.teshema.api.category.TabledCategory;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** The category plugin for motor vehicles within a site (catalogue 5000). */
@Component(service = Plugin.class)
public final class VehiclePlugin extends TabledCategory {
    private static final String NAME = "vehicle";
    private static final String OPERATORS = "operators";
    private static final String CERTIFICATE = "certificate";

    /** Told by the tables beside this class. */
    public VehiclePlugin() {
        super(
                new PluginInfo(NAME, "1.0.0", new Text("场（厂）内专用机动车辆", "Vehicles within a site"), Optional.empty()),
                Set.of(new CatalogueCode("5000")));
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        var findings = new ArrayList<>(super.check(context, kind, values));
        if (kind.equals(NAME + "/" + OPERATORS)) {
            values.text(CERTIFICATE).flatMap(item -> unfit(context, item)).ifPresent(findings::add);
        }
        return findings;
    }

    /** What is wrong with a certificate of that item for the context's vehicle, by the rule of the day. */
    private static Optional<Finding> unfit(ScanContext context, String item) {
        return context.rules()
                .governing(OPERATORS, context.device().category(), context.today())
                .filter(rule -> !rule.parameter(CERTIFICATE).equals(item))
                .map(rule -> new Finding(
                        CERTIFICATE,
                        new Text(
                                "本车司机应持 " + rule.parameter(CERTIFICATE) + " 证（" + rule.source() + "），不是 " + item + "。",
                                "Drivers of this vehicle hold the certificate " + rule.parameter(CERTIFICATE) + " ("
                                        + rule.source() + "), not " + item + ".")));
    }
}
