package org.teshema.rest.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Identifier;
import org.teshema.api.device.Organisation;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.device.DeviceSearch;
import org.teshema.engine.device.Devices;
import org.teshema.engine.device.Devices.KindCount;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.CatalogueNode;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.rule.DueDevice;
import org.teshema.engine.rule.DueDevices;
import org.teshema.rest.Call;
import org.teshema.rest.archive.Ids;
import org.teshema.web.Chart;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.TablePage.Option;

/** The list of devices, searched by number, name, place and using unit. */
@Component(service = DeviceLists.class)
public final class DeviceLists {
    /** So many are counted one by one. */
    private static final long MOST_COUNTED = 1_000;

    private final Devices devices;
    private final DeviceSearch search;
    private final DueDevices due;
    private final Catalogue catalogue;
    private final Districts districts;

    /** Lists what that search finds. */
    @Activate
    public DeviceLists(
            @Reference Devices devices,
            @Reference DeviceSearch search,
            @Reference DueDevices due,
            @Reference Catalogue catalogue,
            @Reference Districts districts) {
        this.devices = devices;
        this.search = search;
        this.due = due;
        this.catalogue = catalogue;
        this.districts = districts;
    }

    Listing<DeviceFile> devices(Call call, Actor actor) {
        Optional<String> typed = Filters.asked(call, "q");
        DeviceFilter filter = new DeviceFilter(
                Filters.asked(call, "category").map(code -> Ids.category("category", code)),
                Filters.asked(call, "district"),
                Filters.asked(call, "status").map(word -> Ids.word("status", word, DeviceStatus.class)),
                Ids.maybe("usingUnitId", Filters.asked(call, "usingUnitId")),
                Optional.empty(),
                Optional.empty());
        return new Listing<DeviceFile>(
                        new Text("设备", "Devices"),
                        new Text(
                                "本单位负责或监管的设备。可按标牌编号、设备代码、使用登记证、名称、地点或使用单位查找；几个词用空格隔开，须同时符合。",
                                "Devices you answer for or supervise. Look for the number on the label, a number of the register, or words of"
                                        + " name, place and using unit; all words must be found."),
                        List.of(
                                Column.link(
                                        "名称", "Name", file -> file.device().name(), file -> "/devices/" + file.id()),
                                Column.text(
                                        "种类",
                                        "Kind",
                                        file -> one(catalogue, file.device().category())),
                                Column.text(
                                        "区",
                                        "District",
                                        file -> district(file.device().district())),
                                Column.words(
                                        "地点", "Place", file -> file.device().place()),
                                Column.words(
                                        "使用单位",
                                        "Using unit",
                                        file -> file.device()
                                                .usingUnit()
                                                .map(Organisation::name)
                                                .orElse("—")),
                                Column.words("使用登记证", "Certificate of use", file -> number(file, "use_cert")),
                                Column.state(
                                        "状态",
                                        "Status",
                                        file -> Names.of(file.device().status()))),
                        cursor -> search.find(actor, filter, typed, cursor))
                .by(
                        Filters.typed(call, "q", "查找", "Look for"),
                        Filters.chosen(call, "category", "种类", "Kind", kinds()),
                        Filters.chosen(call, "district", "区", "District", Filters.districts(districts)),
                        Filters.chosen(
                                call,
                                "status",
                                "状态",
                                "Status",
                                Filters.options(one -> Names.of(one).words(), DeviceStatus.class)))
                .linked(Filters.typed(call, "usingUnitId", "使用单位编号", "Using unit's number"))
                .counted(
                        typed.isPresent()
                                ? counted(search.count(actor, filter, typed, MOST_COUNTED))
                                : all(devices.count(actor, filter)));
    }

    Listing<DueDevice> due(Call call, Actor actor) {
        Access.require(actor, Deed.SEE_DUE);
        Set<DueStatus> statuses = Filters.asked(call, "status")
                .map(word -> Set.of(pressing(word)))
                .orElse(DueDevices.PRESSING);
        DeviceFilter filter = new DeviceFilter(
                Filters.asked(call, "category").map(code -> Ids.category("category", code)),
                Filters.asked(call, "district"),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
        return new Listing<DueDevice>(
                        new Text("到期", "What is due"),
                        new Text(
                                "已超期和临期的设备，按其最紧要的一项期限列出；期限由登记的检验、维保等情况和规则推算。",
                                "Devices that are overdue or due soon, each by its weightiest clock, as the rules and what was recorded give it."),
                        List.of(
                                Column.link("设备", "Device", DueDevice::name, one -> "/devices/" + one.id()),
                                Column.text(
                                        "期限",
                                        "What is due",
                                        one -> one.reading().title()),
                                new Column<DueDevice>(
                                                new Text("到期日", "Day"),
                                                one -> Cell.of(one.reading()
                                                        .due()
                                                        .map(LocalDate::toString)
                                                        .orElse("—")),
                                                one -> one.reading().due().orElse(null))
                                        .unbroken(),
                                Column.state("状态", "State", one -> DueWords.cell(one.reading())),
                                Column.words(
                                        "使用单位",
                                        "Using unit",
                                        one -> one.usingUnit().orElse("—")),
                                Column.text("种类", "Kind", one -> kind(catalogue, one.category())),
                                Column.text("区", "District", one -> district(one.district())),
                                Column.words("地点", "Place", DueDevice::place)),
                        cursor -> due.list(actor, filter, statuses, cursor))
                .by(
                        Filters.chosen(
                                call,
                                "status",
                                "状态",
                                "State",
                                Filters.options(DueWords::of, List.of(DueStatus.OVERDUE, DueStatus.DUE_SOON))),
                        Filters.chosen(call, "category", "种类", "Kind", kinds()),
                        Filters.chosen(call, "district", "区", "District", Filters.districts(districts)));
    }

    private static DueStatus pressing(String word) {
        return DueDevices.PRESSING.stream()
                .filter(one -> one.name().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID,
                        "status",
                        "status 只有 OVERDUE（已超期）和 DUE_SOON（临期）。",
                        "status is OVERDUE or DUE_SOON."));
    }

    Listing<KindCount> figures(Actor actor) {
        List<KindCount> kinds = devices.byKind(actor);
        List<DeviceStatus> statuses = List.of(DeviceStatus.values());
        var columns = new ArrayList<Column<KindCount>>();
        columns.add(Column.text("种类", "Kind", one -> kind(catalogue, one.kind())));
        columns.add(Column.figure("合计", "All", KindCount::all, one -> "/devices?category=" + one.kind()));
        for (DeviceStatus status : statuses) {
            Text name = Names.of(status).words();
            columns.add(Column.figure(name.zh(), name.en(), one -> one.of(status), one -> rows(one, status)));
        }
        return new Listing<KindCount>(
                        new Text("设备统计", "Figures of devices"),
                        new Text(
                                "本单位负责或监管的设备，按种类和状态；每个数字都通向所计的设备。",
                                "Devices you answer for or supervise, by kind and status. Each number leads to the devices it counts."),
                        columns,
                        cursor -> CodeLists.whole(kinds))
                .pictured(new Chart(
                        new Text("各类设备", "Devices by kind"),
                        new Text("种类", "Kind"),
                        statuses.stream().map(one -> Names.of(one).words()).toList(),
                        kinds.stream()
                                .map(one -> new Chart.Bar(
                                        kind(catalogue, one.kind()),
                                        statuses.stream()
                                                .map(status -> new Chart.Figure(
                                                        one.of(status), Optional.of(rows(one, status))))
                                                .toList()))
                                .toList()));
    }

    private static String rows(KindCount one, DeviceStatus status) {
        return "/devices?category=" + one.kind() + "&status=" + status;
    }

    /** How many there are, in words; beyond some thousands nobody counts. */
    static Text counted(long count) {
        return count > MOST_COUNTED ? new Text("超过 " + MOST_COUNTED + " 台", "More than " + MOST_COUNTED) : all(count);
    }

    /** As the first page counts them, to the last. */
    private static Text all(long count) {
        String words = String.format(Locale.ROOT, "%,d", count);
        return new Text("共 " + words + " 台", words + " in all");
    }

    /** The kinds and classes that devices are of. */
    private List<Option> kinds() {
        return catalogue.all().stream()
                .filter(node -> node.scope() == CatalogueNode.Scope.REGISTERED)
                .filter(node -> node.level() != CatalogueNode.Level.VARIETY)
                .sorted(Comparator.comparing(node -> node.code().value()))
                .map(node -> new Option(node.code().value(), node.name()))
                .toList();
    }

    /** What one device is, in words. */
    static Text one(Catalogue catalogue, CatalogueCode code) {
        return catalogue.find(code).map(CatalogueNode::one).orElseGet(() -> Text.same(code.value()));
    }

    /** What devices of that node are, in words. */
    static Text kind(Catalogue catalogue, CatalogueCode code) {
        return catalogue.find(code).map(CatalogueNode::name).orElseGet(() -> Text.same(code.value()));
    }

    private Text district(String id) {
        return districts.find(id).map(one -> one.name()).orElseGet(() -> Text.same(id));
    }

    private static String number(DeviceFile file, String kind) {
        return file.identifiers().stream()
                .filter(one -> one.kind().equals(kind) && one.until().isEmpty())
                .map(Identifier::value)
                .findFirst()
                .orElse("—");
    }
}
