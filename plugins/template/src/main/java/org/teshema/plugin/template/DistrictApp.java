package org.teshema.plugin.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.Listing;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.category.EntryFacts;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** Visits: whoever is on site scans the code and records one; the scan shows the last, and a page lists them all. */
@Component(service = Plugin.class)
public final class DistrictApp implements SceneApp {
    static final String NAME = "my-app";
    static final String VISITS = "visits";

    private static final int ROWS = 100;
    private static final Set<Audience> CONCERNED = Set.of(Audience.GOVERNMENT, Audience.USING_UNIT);
    private static final Text NEVER = new Text("尚无走访", "No visit yet");
    private static final EntryKind VISIT = new EntryKind(
            NAME + "/visit",
            1,
            new Text("走访", "Visit"),
            List.of(
                    new Field("on", new Text("日期", "Day"), new FieldType.Day(), true, CONCERNED),
                    new Field("good", new Text("情况正常", "All in order"), new FieldType.YesNo(), true, CONCERNED),
                    new Field("words", new Text("说明", "In words"), new FieldType.Words(200), false, CONCERNED),
                    new Field("photo", new Text("现场照片", "Photo"), new FieldType.Photo(), false, CONCERNED)),
            CONCERNED);

    private volatile Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo(NAME, "1.0.0", new Text("走访记录", "Visits"), Optional.of("310115"));
    }

    @Override
    public Text card() {
        return new Text("扫码登记走访，并列出每台设备最近一次走访。", "Record a visit by scanning; see each device's last one.");
    }

    @Override
    public List<EntryKind> kinds() {
        return List.of(VISIT);
    }

    @Override
    public void start(Platform handle) {
        platform = Optional.of(handle);
    }

    /** What the app adds to the page of a scan: how the last visit went, and the button that records the next one. */
    @Override
    public View view(ScanContext context) {
        if (!CONCERNED.contains(context.caller().audience())) {
            return View.empty();
        }
        Optional<Entry> last = context.current(VISIT.name());
        var facts = new Section.Facts(
                new Text("走访", "Visits"),
                List.of(new Fact("last-visit", new Text("最近走访", "Last visit"), told(last), tone(last))));
        var sections = new ArrayList<Section>(List.of(facts));
        last.flatMap(visit -> EntryFacts.photos(VISIT, visit)).ifPresent(sections::add);
        var record = new Action("visit", new Text("登记走访", "Record a visit"), VISIT.name(), CONCERNED);
        return new View(sections, List.of(record));
    }

    /** Looks at a visit before it is stored; types and required fields were checked before. */
    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        return Finding.future("on", values, context.today());
    }

    @Override
    public List<Page> pages() {
        return List.of(new Page(VISITS, new Text("走访一览", "All visits"), CONCERNED, false));
    }

    /** The devices in use that this reader answers for, a hundred at a time. */
    @Override
    public PageView page(PageContext context) {
        var inUse = new DeviceQuery(Set.of(), Optional.of(DeviceStatus.IN_USE), context.cursor(), ROWS);
        Listing<KnownDevice> devices =
                platform.map(handle -> handle.devices().list(inUse)).orElseGet(Listing::none);
        var table = new Section.Table(
                new Text("设备", "Devices"),
                List.of(new Text("设备", "Device"), new Text("地点", "Place"), new Text("最近走访", "Last visit")),
                devices.items().stream().map(DistrictApp::row).toList(),
                devices.items().stream().map(KnownDevice::path).toList());
        return new PageView(List.of(table), List.of(), List.of(), devices.next());
    }

    private static List<Text> row(KnownDevice known) {
        return List.of(
                Text.same(known.device().name()), Text.same(known.device().place()), told(known.current(VISIT.name())));
    }

    private static Text told(Optional<Entry> visit) {
        return visit.flatMap(entry -> entry.values().day("on"))
                .map(day -> isGood(visit)
                        ? new Text(day + "，正常", day + ", in order")
                        : new Text(day + "，有问题", day + ", something is wrong"))
                .orElse(NEVER);
    }

    private static Tone tone(Optional<Entry> visit) {
        return visit.isEmpty() ? Tone.PLAIN : isGood(visit) ? Tone.GOOD : Tone.WARNING;
    }

    private static boolean isGood(Optional<Entry> visit) {
        return visit.flatMap(entry -> entry.values().yesNo("good")).orElse(false);
    }
}
