package org.teshema.rest.page;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** Cranes with two clocks: of those called late one has run out, of those called soon one soon will, of all others both run on. */
record Cranes() implements CategoryPlugin {
    private static final Text TITLE = new Text("起重机", "Cranes");

    @Override
    public PluginInfo info() {
        return new PluginInfo("cranes", "1.0.0", TITLE, Optional.empty());
    }

    @Override
    public Set<CatalogueCode> serves() {
        return Set.of(new CatalogueCode("4000"));
    }

    @Override
    public Posting posting(Device device) {
        return new Posting(
                "特种设备码",
                List.of(new Position("jib", new Text("臂架", "Jib"))),
                80,
                60,
                new Text("金属", "Metal"),
                Optional.empty());
    }

    @Override
    public View view(ScanContext context) {
        return View.empty();
    }

    @Override
    public List<ClockReading> clocks(ScanContext context) {
        String name = context.device().name();
        LocalDate today = context.today();
        ClockReading fine = reading("upkeep", "维护保养", DueStatus.VALID, today.plusDays(90));
        if (name.contains("超期")) {
            return List.of(reading("inspection", "定期检验", DueStatus.OVERDUE, today.minusDays(3)), fine);
        }
        return name.contains("临期")
                ? List.of(fine, reading("inspection", "定期检验", DueStatus.DUE_SOON, today.plusDays(3)))
                : List.of(fine);
    }

    private static ClockReading reading(String clock, String title, DueStatus status, LocalDate due) {
        return new ClockReading(
                clock, new Text(title, clock), status, Optional.of(due), new Text("规则", "A rule"), Optional.empty());
    }
}
