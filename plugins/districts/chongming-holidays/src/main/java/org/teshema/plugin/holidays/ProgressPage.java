package org.teshema.plugin.holidays;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teshema.api.app.Devices;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.device.Organisation;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/** How far the checks of one period are, for the devices its reader answers for, and which periods there are. */
final class ProgressPage {
    static final String NAME = "progress";

    private static final int ROWS = 500;
    private static final List<Text> COLUMNS = List.of(
            new Text("设备", "Device"),
            new Text("地点", "Place"),
            new Text("旅游场所", "Tourist site"),
            new Text("使用单位", "Using unit"),
            new Text("状况", "How it stands"));
    private static final List<Text> OF_PERIODS = List.of(
            new Text("检查期", "Period"),
            new Text("日期", "Days"),
            new Text("检查自", "Checked from"),
            new Text("是否确定", "Certainty"));

    PageView of(PageContext context, Devices devices) {
        List<Period> all = Period.all(context.rules());
        String key = context.parameter("period").orElse("");
        List<Section> sections = new ArrayList<>();
        all.stream()
                .filter(period -> period.key().equals(key))
                .findFirst()
                .or(() -> all.stream()
                        .filter(period -> !period.last().isBefore(context.today()))
                        .findFirst())
                .ifPresent(period -> show(period, Standing.of(period, context, devices), sections));
        sections.add(new Section.Table(
                new Text("各检查期", "All periods"),
                OF_PERIODS,
                all.stream()
                        .map(period -> List.of(
                                period.title(),
                                period.days(),
                                Text.same(period.opens().toString()),
                                period.certainty()))
                        .toList(),
                all.stream().map(ProgressPage::path).toList()));
        return PageView.of(sections);
    }

    private static void show(Period period, Standing standing, List<Section> sections) {
        if (!standing.whole()) {
            sections.add(new Section.Notice(
                    new Text("数据不全", "Not all of it"),
                    new Text("设备或检查过多，只统计其中一部分。", "There are more devices or checks than are counted here."),
                    Tone.WARNING));
        }
        List<Standing.One> all = standing.all();
        sections.add(figures(period, all));
        List<Standing.One> shown = all.stream().limit(ROWS).toList();
        sections.add(new Section.Table(
                new Text("设备", "Devices"),
                COLUMNS,
                shown.stream().map(ProgressPage::row).toList(),
                shown.stream().map(one -> one.device().path()).toList()));
    }

    private static Section figures(Period period, List<Standing.One> all) {
        Tone tone = period.rule().sure() ? Tone.PLAIN : Tone.WARNING;
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("days", new Text("日期", "Days"), period.days()));
        facts.add(new Fact("certainty", new Text("是否确定", "Certainty"), period.certainty(), tone));
        facts.add(new Fact("asked", new Text("应检查", "To be checked"), Text.same(Integer.toString(all.size()))));
        for (Check.State state : Check.State.values()) {
            long count =
                    all.stream().filter(one -> one.check().state() == state).count();
            facts.add(new Fact(
                    state.name().toLowerCase(Locale.ROOT),
                    state.words(),
                    Text.same(Long.toString(count)),
                    count == 0 ? Tone.PLAIN : state.tone));
        }
        return new Section.Facts(period.title(), facts);
    }

    private static List<Text> row(Standing.One one) {
        KnownDevice known = one.device();
        return List.of(
                Text.same(known.device().name()),
                Text.same(known.device().place()),
                Text.same(known.current(Equipment.SITE).flatMap(Equipment::site).orElse("—")),
                Text.same(known.device().usingUnit().map(Organisation::name).orElse("—")),
                one.check().told());
    }

    /** Where the page of a period is. */
    static String path(Period period) {
        return "/apps/" + ChongmingHolidays.NAME + "/" + NAME + "?period=" + period.key();
    }
}
