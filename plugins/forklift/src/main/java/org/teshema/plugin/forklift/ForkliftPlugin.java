package org.teshema.plugin.forklift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.rule.StatutoryClock;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

// @guide class
/** Forklift trucks (catalogue 5110): label on the body, inspection every 24 months (TSG 81-2022), a daily check. */
@Component(service = Plugin.class)
public final class ForkliftPlugin implements CategoryPlugin {
    // @end class

    // @guide info
    @Override
    public PluginInfo info() {
        return new PluginInfo("forklift", "1.0.0", new Text("叉车", "Forklift trucks"), Optional.empty());
    }

    @Override
    public Set<CatalogueCode> serves() {
        return Set.of(new CatalogueCode("5110"));
    }
    // @end info

    // @guide posting
    @Override
    public Posting posting(Device device) {
        return new Posting(
                "特种设备码",
                List.of(new Position("on-body", new Text("车体上", "On the truck's body"))),
                80,
                100,
                new Text("背覆 3M 胶，面贴 1.5 毫米透明亚克力", "3M adhesive on the back, 1.5 mm clear acrylic in front"),
                Optional.empty());
    }
    // @end posting

    // @guide kind
    private static final EntryKind DAILY_CHECK = new EntryKind(
            "forklift/daily-check",
            1,
            new Text("日检查", "Daily check"),
            List.of(
                    new Field("on", new Text("日期", "Day"), new FieldType.Day(), true, Set.of(Audience.USING_UNIT)),
                    new Field(
                            "brakes-good",
                            new Text("制动正常", "Brakes good"),
                            new FieldType.YesNo(),
                            true,
                            Set.of(Audience.USING_UNIT))),
            Set.of(Audience.USING_UNIT));

    @Override
    public List<EntryKind> kinds() {
        return List.of(DAILY_CHECK);
    }
    // @end kind

    // @guide clocks
    private static final StatutoryClock INSPECTION = StatutoryClock.inspection();

    @Override
    public List<Rule> rules() {
        return Rulebook.beside(ForkliftPlugin.class, "rules.csv").rules();
    }

    @Override
    public List<ClockReading> clocks(ScanContext context) {
        return StatutoryClock.read(context, List.of(INSPECTION));
    }
    // @end clocks

    // @guide view
    @Override
    public View view(ScanContext context) {
        Text checked = context.current(DAILY_CHECK.name())
                .flatMap(entry -> entry.values().day("on"))
                .map(day -> Text.same(day.toString()))
                .orElse(new Text("未公开或未登记", "Not shown or not recorded"));
        var facts = new Section.Facts(
                new Text("叉车", "Forklift truck"),
                List.of(new Section.Fact("last-check", new Text("最近日检查", "Last daily check"), checked)));
        var check = new Action(
                "daily-check",
                new Text("登记日检查", "Record the daily check"),
                DAILY_CHECK.name(),
                Set.of(Audience.USING_UNIT));
        var sections = new ArrayList<Section>(List.of(facts));
        Section.Phones.of(context.device()).ifPresent(sections::add);
        return new View(sections, List.of(check));
    }
    // @end view

    // @guide check
    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return Finding.future("on", values, context.today());
    }
    // @end check
}
