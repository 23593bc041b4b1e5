package org.teshema.plugin.majorevents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.teshema.api.app.Devices;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.scan.Side;
import org.teshema.api.text.Text;

/** How far the checks of one event are, for the devices its reader answers for, and which events there are. */
final class Board {
    static final String NAME = "board";

    private static final int ROWS = 500;
    private static final List<Text> COLUMNS = List.of(
            new Text("设备", "Device"), new Text("地点", "Place"), new Text("使用单位", "Using unit"), new Text("状况", "State"));
    private static final List<Text> EVENTS = List.of(
            new Text("活动", "Event"), new Text("代号", "Name"), new Text("日期", "Days"), new Text("检查自", "Checked from"));

    PageView of(PageContext context, Devices devices) {
        List<MajorEvent> all = MajorEvent.all(context.rules());
        List<MajorEvent> coming = all.stream()
                .filter(event -> !event.last().isBefore(context.today()) && concerns(event, context))
                .toList();
        String key = context.parameter(MajorEvent.EVENT).orElse("");
        Optional<MajorEvent> shown = all.stream()
                .filter(event -> event.key().equals(key))
                .findFirst()
                .or(() -> coming.stream().findFirst());
        List<Section> sections = new ArrayList<>();
        Optional<Progress> progress =
                shown.map(event -> Progress.of(event, context.today(), devices, context.cursor()));
        progress.ifPresent(one -> show(shown.get(), one, context, sections));
        sections.add(new Section.Table(
                new Text("当前和将要举行的活动", "Events under way and to come"),
                EVENTS,
                coming.stream()
                        .map(event -> List.of(
                                event.title(),
                                Text.same(event.key()),
                                event.days(),
                                Text.same(event.opens().toString())))
                        .toList(),
                coming.stream().map(Board::path).toList()));
        return new PageView(sections, List.of(), List.of(), progress.flatMap(Progress::next));
    }

    /** A district sees the events that are in it; the city, units and bodies see all, with their own devices. */
    private static boolean concerns(MajorEvent event, PageContext context) {
        return context.caller().side() != Side.GOVERNMENT
                || context.caller()
                        .organisation()
                        .map(office -> office.kind() == OrganisationKind.CITY_BUREAU || event.isIn(office.district()))
                        .orElse(true);
    }

    private static void show(MajorEvent event, Progress progress, PageContext context, List<Section> sections) {
        List<Progress.One> all = progress.all();
        if (progress.next().isPresent() || context.cursor().isPresent() || !progress.whole()) {
            sections.add(new Section.Notice(
                    new Text("分页统计", "A part of it"),
                    new Text("设备较多，数字只含本页。", "The figures are this page's; the list goes on."),
                    Tone.WARNING));
        }
        sections.add(figures(event, all));
        List<Progress.One> shown = all.stream().limit(ROWS).toList();
        sections.add(new Section.Table(
                new Text("保障范围内的设备", "Devices of the event"),
                COLUMNS,
                shown.stream().map(Board::row).toList(),
                shown.stream().map(one -> one.device().path()).toList()));
    }

    private static Section figures(MajorEvent event, List<Progress.One> all) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("days", new Text("日期", "Days"), event.days()));
        Tone tone = event.rule().sure() ? Tone.PLAIN : Tone.WARNING;
        facts.add(new Fact("certainty", new Text("是否确定", "Certainty"), event.certainty(), tone));
        facts.add(new Fact("devices", new Text("设备", "Devices"), Text.same(Integer.toString(all.size()))));
        for (Check.State state : Check.State.values()) {
            long count =
                    all.stream().filter(one -> one.check().state() == state).count();
            facts.add(new Fact(
                    state.name().toLowerCase(Locale.ROOT),
                    state.words(),
                    Text.same(Long.toString(count)),
                    count == 0 ? Tone.PLAIN : state.tone));
        }
        return new Section.Facts(event.title(), facts);
    }

    private static List<Text> row(Progress.One one) {
        KnownDevice known = one.device();
        return List.of(
                Text.same(known.device().name()),
                Text.same(known.device().place()),
                Text.same(known.device().usingUnit().map(Organisation::name).orElse("—")),
                one.check().told());
    }

    /** Where the page of an event is. */
    static String path(MajorEvent event) {
        return "/apps/" + MajorEvents.NAME + "/" + NAME + "?" + MajorEvent.EVENT + "=" + event.key();
    }
}
