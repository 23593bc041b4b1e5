package org.teshema.plugin.ride;

import java.math.BigDecimal;
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

/** The category plugin for rides (catalogue 6000). */
@Component(service = Plugin.class)
public final class RidePlugin extends TabledCategory {
    private static final String NAME = "ride";

    /** Told by the tables beside this class. */
    public RidePlugin() {
        super(
                new PluginInfo(NAME, "1.0.0", new Text("大型游乐设施", "Rides"), Optional.empty()),
                Set.of(new CatalogueCode("6000")));
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        var findings = new ArrayList<>(super.check(context, kind, values));
        if (kind.equals(NAME + "/technical")) {
            order(values, "height-min", "height-max", new Text("身高", "height")).ifPresent(findings::add);
            order(values, "age-min", "age-max", new Text("年龄", "age")).ifPresent(findings::add);
        }
        return findings;
    }

    /** What is wrong where the least that a passenger must have is more than the most they may have. */
    private static Optional<Finding> order(Values values, String least, String most, Text what) {
        Optional<BigDecimal> from = number(values, least);
        Optional<BigDecimal> to = number(values, most);
        if (from.isEmpty() || to.isEmpty() || from.get().compareTo(to.get()) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                most,
                new Text(
                        "乘客最大" + what.zh() + " " + to.get() + " 小于最小" + what.zh() + " " + from.get() + "，无人可以乘坐；请核对。",
                        "The greatest " + what.en() + " of passengers, " + to.get() + ", is less than the least, "
                                + from.get() + ": nobody could ride.")));
    }

    private static Optional<BigDecimal> number(Values values, String field) {
        return values.measure(field).or(() -> values.whole(field).map(BigDecimal::valueOf));
    }
}
