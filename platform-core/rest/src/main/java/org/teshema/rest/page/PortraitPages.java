package org.teshema.rest.page;

import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Theme;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.api.device.Identifier;
import org.teshema.api.device.Organisation;
import org.teshema.api.plugin.Structure;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Period;
import org.teshema.engine.codes.Code;
import org.teshema.engine.device.Coordinates;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Engagement;
import org.teshema.engine.device.EngagementKind;
import org.teshema.engine.family.Child;
import org.teshema.engine.family.Families.Family;
import org.teshema.engine.gate.Lane;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.portrait.Portrait;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.DistrictSpots;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.rule.DayClocks;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.archive.ArchivePageResource;
import org.teshema.web.AppPage;
import org.teshema.web.Chart;
import org.teshema.web.CityMap;
import org.teshema.web.PortraitPage;
import org.teshema.web.ScanPage;
import org.teshema.web.TablePage.Cell;

/** Arranges a portrait for the page. */
@Component(service = PortraitPages.class)
public final class PortraitPages {
    /** The parts of the picture of the years: all themes there are, what people look for first. */
    private static final List<Theme> THEMES =
            List.of(Theme.REGISTRATION, Theme.INSPECTION, Theme.MAINTENANCE, Theme.FAULT, Theme.DEVICE, Theme.OTHER);

    private static final int MOST_YEARS = 30;

    private final SwappedPluginTable table;
    private final Catalogue catalogue;
    private final Districts districts;
    private final DistrictSpots spots;
    private final IdentifierFormats formats;
    private final EntryWords words;
    private final CityClock clock;

    /** In the words of these. */
    @Activate
    public PortraitPages(
            @Reference SwappedPluginTable table,
            @Reference Catalogue catalogue,
            @Reference Districts districts,
            @Reference DistrictSpots spots,
            @Reference IdentifierFormats formats,
            @Reference EntryWords words,
            @Reference CityClock clock) {
        this.table = table;
        this.catalogue = catalogue;
        this.districts = districts;
        this.spots = spots;
        this.formats = formats;
        this.words = words;
        this.clock = clock;
    }

    PortraitPage of(Portrait portrait) {
        DeviceFile file = portrait.file();
        Device device = file.device();
        Lane lane = table.toward(device, file.stationId());
        Map<String, Section> sections = sections(portrait);
        Map<String, Text> titles = new LinkedHashMap<>();
        tables(portrait, sections).forEach((name, table) -> titles.put(name, table.title()));
        Cell state = Names.of(device.status());
        return new PortraitPage(
                device.name(),
                DeviceLists.one(catalogue, device.category()),
                device.place(),
                Standing.of(device.status(), portrait.clocks().readings())
                        .orElseGet(() -> new ScanPage.Badge(state.words(), state.tone())),
                List.copyOf(sections.values()),
                years(portrait, lane),
                file.coordinates()
                        .filter(at -> CityMap.holds(at.longitude(), at.latitude()))
                        .map(at -> map(device, at)),
                life(portrait.latest(), lane),
                doors(portrait),
                ListAnswer.tables("/devices/" + file.id(), titles));
    }

    private static List<AppPage.Door> doors(Portrait portrait) {
        long id = portrait.file().id();
        var doors = new ArrayList<AppPage.Door>();
        portrait.codes().stream()
                .filter(code -> code.state() == CodeState.BOUND)
                .findFirst()
                .ifPresent(code -> doors.add(new AppPage.Door(
                        new Text("扫码页面和办理", "Its scan page, with what can be done"),
                        "/n/" + code.number().digits())));
        doors.add(new AppPage.Door(new Text("全部档案条目", "All entries"), "/devices/" + id + "/entries"));
        doors.add(new AppPage.Door(
                new Text("档案：全部来源和纠错", "Archive: all sources, corrections"), ArchivePageResource.PATH + "/" + id));
        doors.add(new AppPage.Door(new Text("这台设备的码", "Codes of the device"), "/codes?device=" + id));
        doors.add(new AppPage.Door(new Text("账本中的记录", "Its lines in the ledger"), "/ledger?subject=device%3A" + id));
        return doors;
    }

    /** What of the page has rows, by the names under which it is taken along. */
    Map<String, Listing<?>> tables(Portrait portrait) {
        return tables(portrait, sections(portrait));
    }

    private Map<String, Listing<?>> tables(Portrait portrait, Map<String, Section> sections) {
        DeviceFile file = portrait.file();
        Lane lane = table.toward(file.device(), file.stationId());
        Map<String, Listing<?>> tables = new LinkedHashMap<>();
        sections.forEach((name, section) -> SectionList.of(section).ifPresent(it -> tables.put(name, it)));
        years(portrait, lane).ifPresent(years -> tables.put("years", SectionList.of(years)));
        SectionList.of(life(portrait.latest(), lane)).ifPresent(life -> tables.put("life", life));
        return tables;
    }

    private Map<String, Section> sections(Portrait portrait) {
        DeviceFile file = portrait.file();
        Map<String, Section> sections = new LinkedHashMap<>();
        sections.put("identity", identity(file));
        sections.put("clocks", clocks(portrait.clocks()));
        sections.put("people", people(file));
        engagements(portrait.engagements()).ifPresent(one -> sections.put("engagements", one));
        codes(portrait.codes()).ifPresent(one -> sections.put("codes", one));
        portrait.mother().map(this::mother).ifPresent(one -> sections.put("mother", one));
        children(portrait.family()).ifPresent(one -> sections.put("children", one));
        return sections;
    }

    private Section identity(DeviceFile file) {
        Device device = file.device();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("id", "平台编号", "Number here", Long.toString(file.id())));
        facts.add(new Fact("district", new Text("所在区", "District"), district(device.district())));
        for (Identifier one : file.identifiers()) {
            Text title = formats.find(one.kind()).map(format -> format.name()).orElseGet(() -> Text.same(one.kind()));
            facts.add(new Fact(
                    "number",
                    title,
                    one.until()
                            .map(until ->
                                    new Text(one.value() + "（至 " + until + "）", one.value() + " (until " + until + ")"))
                            .orElseGet(() -> Text.same(one.value()))));
        }
        if (!file.rawCategory().equals(device.category().value())) {
            facts.add(fact("raw-category", "原登记种类", "Category as registered", file.rawCategory()));
        }
        if (file.coordinates().isEmpty()) {
            facts.add(new Fact("position", new Text("坐标", "Position"), new Text("未登记", "Not recorded")));
        }
        return new Section.Facts(new Text("身份", "Identity"), facts);
    }

    private Section people(DeviceFile file) {
        List<Fact> facts = new ArrayList<>();
        party(facts, "using-unit", "使用单位", "Using unit", file.device().usingUnit());
        party(
                facts,
                "maintenance-unit",
                "维保单位",
                "Maintenance unit",
                file.device().maintenanceUnit());
        party(facts, "inspection-body", "检验机构", "Inspection body", file.inspectionBody());
        party(facts, "station", "监管所", "Station", file.station());
        return new Section.Facts(new Text("责任各方", "Who answers for it"), facts);
    }

    private static void party(List<Fact> facts, String name, String zh, String en, Optional<Organisation> one) {
        Text words = one.map(it -> Text.same(it.name())).orElseGet(() -> new Text("—", "—"));
        facts.add(new Fact(name, new Text(zh, en), words));
        // On a line of its own, which no narrow screen breaks.
        one.flatMap(Organisation::phone)
                .ifPresent(phone ->
                        facts.add(new Fact(name + "-phone", new Text(zh + "电话", "Its telephone"), Text.same(phone))));
    }

    private static Section clocks(DayClocks clocks) {
        Text title = new Text("期限", "Clocks");
        if (clocks.gap().isPresent()) {
            return new Section.Notice(title, clocks.gap().get().words(), Section.Tone.PLAIN);
        }
        if (clocks.readings().isEmpty()) {
            return new Section.Notice(
                    title,
                    new Text("没有对这类设备的期限规定。", "No clocks are kept for devices of this kind."),
                    Section.Tone.PLAIN);
        }
        List<Fact> facts = new ArrayList<>();
        for (ClockReading one : clocks.readings()) {
            facts.add(new Fact(one.clock(), one.title(), DueWords.of(one), DueWords.tone(one.status())));
            facts.add(new Fact(one.clock() + "-basis", new Text("依据", "Follows from"), one.basis()));
        }
        return new Section.Facts(title, facts);
    }

    private Optional<Section> engagements(List<Engagement> engagements) {
        if (engagements.isEmpty()) {
            return Optional.empty();
        }
        LocalDate today = clock.today();
        List<List<Text>> rows = engagements.stream()
                .map(one -> List.of(
                        one.kind() == EngagementKind.CONTRACT ? new Text("维保合同", "Contract") : new Text("检验任务", "Task"),
                        Text.same(one.organisation()),
                        days(one.period()),
                        one.holdsOn(today) ? new Text("有效", "Holds") : new Text("不在有效期", "Does not hold")))
                .toList();
        return Optional.of(new Section.Table(
                new Text("合同与任务", "Contracts and tasks"),
                List.of(
                        new Text("类别", "What"),
                        new Text("单位", "With"),
                        new Text("期限", "Days"),
                        new Text("现状", "Today")),
                rows));
    }

    private static Text days(Period period) {
        Optional<String> from = period.from().map(LocalDate::toString);
        Optional<String> until = period.until().map(LocalDate::toString);
        if (from.isPresent() && until.isPresent()) {
            return Text.same(from.get() + " – " + until.get());
        }
        return from.map(day -> new Text("自 " + day + " 起", "from " + day))
                .or(() -> until.map(day -> new Text("至 " + day, "until " + day)))
                .orElseGet(() -> new Text("未约定起止日期", "without dates"));
    }

    private static Optional<Section> codes(List<Code> codes) {
        if (codes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section.Table(
                new Text("码", "Codes"),
                List.of(new Text("编号", "Number"), new Text("状态", "State"), new Text("最近变更", "Last changed")),
                codes.stream()
                        .map(code -> List.of(
                                Text.same(code.number().grouped()),
                                Names.of(code.state()).words(),
                                Text.same(Minutes.of(code.changedAt()))))
                        .toList(),
                codes.stream().map(code -> "/n/" + code.number().digits()).toList()));
    }

    private Section mother(DeviceFile mother) {
        return new Section.Table(
                new Text("所属成套设备", "The set it belongs to"),
                List.of(new Text("名称", "Name"), new Text("种类", "Kind"), new Text("状态", "Status")),
                List.of(List.of(
                        Text.same(mother.device().name()),
                        DeviceLists.kind(catalogue, mother.device().category()),
                        Names.of(mother.device().status()).words())),
                List.of("/devices/" + mother.id()));
    }

    private Optional<Section> children(Family family) {
        if (family.children().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section.Table(
                new Text("成套中的设备", "Devices of the set"),
                List.of(new Text("名称", "Name"), new Text("角色", "Role"), new Text("状态", "Status")),
                family.children().stream()
                        .map(child -> List.of(
                                Text.same(child.device().name()),
                                role(family.structure(), child),
                                Names.of(child.device().status()).words()))
                        .toList(),
                family.children().stream()
                        .map(child -> "/devices/" + child.device().id())
                        .toList()));
    }

    private static Text role(Structure structure, Child child) {
        return structure instanceof Structure.MotherChild set
                ? set.role(child.role()).map(one -> one.title()).orElseGet(() -> Text.same(child.role()))
                : Text.same(child.role());
    }

    private Section life(List<Entry> latest, Lane lane) {
        if (latest.isEmpty()) {
            return new Section.Notice(
                    new Text("生命线", "Its life"), new Text("还没有记录。", "Nothing was recorded yet."), Section.Tone.PLAIN);
        }
        return new Section.TimeLine(
                new Text("生命线", "Its life"),
                latest.stream()
                        .map(entry -> new Section.Moment(
                                entry.happenedAt().atZone(CityClock.ZONE).toLocalDate(), moment(entry, lane)))
                        .toList());
    }

    private Text moment(Entry entry, Lane lane) {
        Text title = EntryWords.title(lane, entry.kind());
        Optional<Text> told = words.said(lane, entry);
        Text from = EntryWords.origin(entry);
        return new Text(
                title.zh() + told.map(said -> "。" + said.zh()).orElse("") + "（" + from.zh() + "）",
                title.en() + told.map(said -> ". " + said.en()).orElse("") + " (" + from.en() + ")");
    }

    /** A bar for each year in which something happened, the latest first, with a part for each theme. */
    private static Optional<Chart> years(Portrait portrait, Lane lane) {
        if (portrait.years().isEmpty()) {
            return Optional.empty();
        }
        String list = "/devices/" + portrait.file().id() + "/entries?year=";
        List<Chart.Bar> bars = portrait.years().keySet().stream()
                .sorted(Comparator.reverseOrder())
                .limit(MOST_YEARS)
                .map(year -> bar(year, portrait.years().get(year), lane, list + year))
                .toList();
        return Optional.of(new Chart(
                new Text("历年情况", "Its years"),
                new Text("年份", "Year"),
                THEMES.stream().map(Names::of).toList(),
                bars));
    }

    private static Chart.Bar bar(Year year, Map<String, Long> counts, Lane lane, String list) {
        Map<Theme, Long> sums = new EnumMap<>(Theme.class);
        counts.forEach((kind, count) ->
                sums.merge(lane.kind(kind).map(EntryKind::theme).orElse(Theme.OTHER), count, Long::sum));
        return new Chart.Bar(
                Text.same(year.toString()),
                THEMES.stream()
                        .map(theme -> figure(sums.getOrDefault(theme, 0L), list + "&" + EntryLists.THEME + "=" + theme))
                        .toList());
    }

    private static Chart.Figure figure(long count, String href) {
        return new Chart.Figure(count, count == 0 ? Optional.empty() : Optional.of(href));
    }

    private CityMap map(Device device, Coordinates at) {
        return new CityMap(
                new Text("位置", "Where it is"),
                new Text(
                        String.format(Locale.ROOT, "东经 %.4f°，北纬 %.4f°", at.longitude(), at.latitude()),
                        String.format(Locale.ROOT, "%.4f° E, %.4f° N", at.longitude(), at.latitude())),
                at.longitude(),
                at.latitude(),
                spots.all().stream()
                        .map(one -> new CityMap.Spot(
                                district(one.district()), one.longitude(), one.latitude(), side(one, device)))
                        .toList());
    }

    /** Names stand where there is room, and that of the device's own district wherever there is any. */
    private static String side(DistrictSpots.Spot spot, Device device) {
        return switch (spot.side()) {
            case DistrictSpots.NOWHERE -> "";
            case "" -> spot.district().equals(device.district()) ? "start" : "";
            default -> spot.side();
        };
    }

    private Text district(String id) {
        return districts.find(id).map(one -> one.name()).orElseGet(() -> Text.same(id));
    }

    private static Fact fact(String name, String zh, String en, String value) {
        return new Fact(name, new Text(zh, en), Text.same(value));
    }
}
