package org.teshema.rest.page;

import java.time.DateTimeException;
import java.time.Year;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Theme;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Lane;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Call;
import org.teshema.rest.archive.Ids;
import org.teshema.web.TablePage.Option;

/** The list of what was recorded of a device, each entry as its reader may see it. */
@Component(service = EntryLists.class)
public final class EntryLists {
    static final String THEME = "theme";

    private static final Text NOTHING = Text.same("—");

    private final Devices devices;
    private final Archives archives;
    private final SwappedPluginTable table;
    private final EntryWords words;

    /** Lists what these archives have, in the words of these plugins. */
    @Activate
    public EntryLists(
            @Reference Devices devices,
            @Reference Archives archives,
            @Reference SwappedPluginTable table,
            @Reference EntryWords words) {
        this.devices = devices;
        this.archives = archives;
        this.table = table;
        this.words = words;
    }

    Listing<Entry> of(Call call, Actor actor, long id) {
        DeviceFile file = devices.get(actor, id);
        Lane lane = table.toward(file.device(), file.stationId());
        var part = new Archives.Part(
                Filters.asked(call, "kind"),
                Filters.asked(call, THEME).map(word -> Ids.word(THEME, word, Theme.class)),
                Filters.asked(call, "year").map(EntryLists::year));
        return new Listing<Entry>(
                        new Text("档案条目", "Entries"),
                        new Text(
                                file.device().name() + " 的全部记录，按登记先后；已更正的不列，看不到的栏目不列。",
                                "All that was recorded of " + file.device().name()
                                        + ", in the order it was; corrected entries and fields you may not see are left out."),
                        List.of(
                                Column.time("发生时间", "Happened", entry -> Optional.of(entry.happenedAt())),
                                Column.text("类型", "Kind", entry -> EntryWords.title(lane, entry.kind())),
                                Column.text(
                                        "内容",
                                        "What it says",
                                        entry -> words.said(lane, entry).orElse(NOTHING)),
                                Column.text("登记单位", "Recorded by", EntryWords::author),
                                Column.text("来源", "Source", EntryWords::source),
                                Column.time("登记时间", "Recorded", entry -> Optional.of(entry.recordedAt()))),
                        cursor -> archives.standing(actor, id, part, cursor))
                .by(
                        Filters.chosen(call, THEME, "主题", "Theme", Filters.options(Names::of, Theme.class)),
                        Filters.chosen(call, "kind", "类型", "Kind", kinds(lane)),
                        Filters.typed(call, "year", "年份", "Year"))
                .holding(Listing.Holds.ENTRIES);
    }

    private static List<Option> kinds(Lane lane) {
        return lane.kinds().stream()
                .map(kind -> new Option(kind.name(), kind.title()))
                .sorted(Comparator.comparing(Option::value))
                .toList();
    }

    private static Year year(String text) {
        try {
            Year year = Year.parse(text);
            if (year.getValue() >= 1900 && year.getValue() <= 2200) {
                return year;
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        throw Problem.inField(ProblemType.INVALID, "year", "年份应为四位数字。", "A year has four digits.");
    }
}
