package org.teshema.plugin.oldlifts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.Devices;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.device.Organisation;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.text.Text;

/**
 * The renewal list, the oldest lifts first and a page at a time; of each page those that failed their inspection stand before
 * all others. It goes by the date of installation, which the index has in order: looking for failed inspections themselves would
 * read those of the whole city.
 */
final class RenewalList {
    private static final int ROWS = 100;
    private static final int MOST = 200;
    private static final List<Text> COLUMNS = List.of(
            new Text("电梯", "Lift"),
            new Text("地点", "Place"),
            new Text("已使用", "In use for"),
            new Text("最近定期检验", "Last inspection"),
            new Text("使用单位", "Using unit"),
            new Text("更新安排", "Renewal"));
    private static final Map<String, Text> WISHES = wishes();

    PageView of(PageContext context, Devices devices) {
        Optional<LocalDate> threshold = OldLift.threshold(context.rules(), OldLift.LIFTS, context.today());
        if (threshold.isEmpty()) {
            return PageView.of(List.of());
        }
        Listing<KnownEntry> oldest = devices.entries(new EntryQuery(
                CityKinds.COMMISSIONING.name(),
                CityKinds.ON,
                Optional.empty(),
                Optional.of(threshold.get().toString()),
                Set.of(OldLift.LIFTS),
                false,
                context.cursor(),
                ROWS));
        Map<KnownDevice, OldLift> lifts = rows(
                oldest.items().stream()
                        .filter(known -> OldLift.isInstallation(known.entry()))
                        .toList(),
                context);
        Map<KnownDevice, OldLift> failed = new LinkedHashMap<>(lifts);
        failed.values().removeIf(lift -> !lift.failed());
        List<Section> sections = new ArrayList<>();
        if (context.cursor().isEmpty()) {
            sections.add(said(devices));
        }
        sections.add(table(new Text("检验不合格，优先更新", "Failed: first in line"), failed));
        sections.add(table(new Text("按梯龄排列", "The oldest first"), lifts));
        return new PageView(sections, List.of(), List.of(), oldest.next());
    }

    /** The lifts of these entries that are old, each once. */
    private static Map<KnownDevice, OldLift> rows(List<KnownEntry> found, PageContext context) {
        Map<KnownDevice, OldLift> rows = new LinkedHashMap<>();
        found.forEach(known -> OldLift.of(known.device(), context.rules(), context.today())
                .ifPresent(lift -> rows.putIfAbsent(known.device(), lift)));
        return rows;
    }

    private static Section table(Text title, Map<KnownDevice, OldLift> lifts) {
        List<List<Text>> rows = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        lifts.forEach((known, lift) -> {
            rows.add(List.of(
                    Text.same(known.device().name()),
                    Text.same(known.device().place()),
                    lift.age(),
                    lift.failed() ? new Text("不合格", "Failed") : new Text("未见不合格", "Not failed"),
                    known.device()
                            .usingUnit()
                            .map(Organisation::name)
                            .map(Text::same)
                            .orElse(new Text("未登记", "Not registered")),
                    lift.planned()));
            paths.add(known.path());
        });
        return new Section.Table(title, COLUMNS, rows, paths);
    }

    /** How many residents wish for what, as far as the reader may know. */
    private static Section said(Devices devices) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Listing<KnownEntry> feedback = devices.entries(new EntryQuery(
                OldLift.FEEDBACK, "wish", Optional.empty(), Optional.empty(), Set.of(), false, Optional.empty(), MOST));
        feedback.items()
                .forEach(known ->
                        known.entry().values().text("wish").ifPresent(wish -> counts.merge(wish, 1, Integer::sum)));
        String more = feedback.next().isPresent() ? "+" : "";
        List<Fact> facts = new ArrayList<>();
        WISHES.forEach((wish, words) ->
                facts.add(new Fact(wish, words, Text.same(counts.getOrDefault(wish, 0) + more))));
        return new Section.Facts(new Text("居民意见", "What residents say"), facts);
    }

    private static Map<String, Text> wishes() {
        Map<String, Text> wishes = new LinkedHashMap<>();
        wishes.put("renew", new Text("希望更新", "Wish it renewed"));
        wishes.put("repair", new Text("希望修理改造", "Wish it repaired"));
        wishes.put("keep", new Text("希望继续使用", "Wish to keep it"));
        return wishes;
    }
}
