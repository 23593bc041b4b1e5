package org.teshema.plugin.publicdesk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/** The pages of one device: where everybody raises an alarm or reports, and where those who answer see what was said. */
final class DevicePages {
    private static final int ROWS = 200;
    private static final int LONGEST = 60;

    private static final Section GENUINE = new Section.Notice(
            new Text("怎样核对标牌", "Is this label genuine?"),
            new Text(
                    "扫码后看清浏览器里的网址，它应与标牌上印的网址一致；再核对页面上的 13 位编号与标牌上印的编号完全相同。有一处不同，不要付款、不要填写任何信息，并在此举报。",
                    "After the scan look at the address in the browser: it must be the one printed on the label, and the 13 digits on the page"
                            + " must be those on the label. If either differs pay nothing, enter nothing, and report it here."),
            Tone.PLAIN);
    private static final Section TRAPPED = new Section.Notice(
            new Text("有人被困？", "Is somebody trapped?"),
            new Text(
                    "点“报警：有人被困”即可，什么都不用填；同时按轿厢报警按钮或拨打 110。留在里面等待，不要扒门。",
                    "Press “Somebody is trapped”; nothing needs to be filled in. Press the alarm in the car or call 110 as well. Stay inside and"
                            + " wait, and do not force the doors."),
            Tone.BAD);

    private final Map<String, Text> options;

    DevicePages(List<EntryKind> kinds) {
        options = kinds.stream()
                .flatMap(kind -> kind.fields().stream()
                        .filter(field -> field.type() instanceof FieldType.Choice)
                        .flatMap(field -> ((FieldType.Choice) field.type())
                                .options().stream()
                                        .map(option -> Map.entry(kind.name() + " " + option.value(), option.title()))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    PageView alarm(ScanContext context, List<Case> cases) {
        List<Section> sections = new ArrayList<>(List.of(TRAPPED));
        standing(cases).ifPresent(sections::add);
        return new PageView(
                sections, List.of(), Desk.canTrap(context) ? List.of(Desk.RAISE) : List.of(), Optional.empty());
    }

    PageView report(ScanContext context) {
        return new PageView(
                List.of(
                        new Section.Notice(
                                new Text("请您告诉我们", "Tell us"),
                                new Text(
                                        "不用登录。提交后得到一个查询号，凭它查看办理进展；请勿填写姓名和电话。紧急情况请拨打 110。",
                                        "No log-in. You will be given a number by which to ask how it stands; please give neither name nor"
                                                + " telephone. In an emergency call 110."),
                                Tone.PLAIN),
                        GENUINE),
                List.of(Desk.FOLLOW),
                Desk.reports(context),
                Optional.empty());
    }

    /** What is open or, where that is asked for, closed; what was said, and what may be done. */
    PageView cases(ScanContext context, List<Case> cases, Instant now, boolean isOpen) {
        List<Case> shown = new ArrayList<>(
                cases.stream().filter(one -> one.isOpen() == isOpen).toList());
        if (!isOpen) {
            Collections.reverse(shown);
        }
        var table = new Section.Table(
                isOpen ? new Text("未办结的案件", "Open cases") : new Text("已办结的案件，最新的在前", "Closed cases, the newest first"),
                List.of(
                        new Text("案件号", "Case"),
                        new Text("事项", "About"),
                        new Text("首次报告", "First report"),
                        new Text("报告次数", "Reports"),
                        new Text("状态", "State"),
                        new Text("时限", "Due")),
                shown.stream().limit(ROWS).map(one -> row(context, one, now)).toList());
        var said = new Section.Table(
                new Text("公众怎么说", "What the public says"),
                List.of(new Text("案件号", "Case"), new Text("时间", "When"), new Text("内容", "What")),
                shown.stream()
                        .flatMap(one -> one.reports().stream()
                                .map(report -> List.of(
                                        Text.same(Long.toString(one.id())),
                                        Text.same(Times.of(report.recordedAt())),
                                        told(report))))
                        .limit(ROWS)
                        .toList());
        return new PageView(
                List.of(table, said, Steps.table(context, cases)),
                List.of(Board.other(Desk.CASES + "?code=" + context.code().number(), isOpen)),
                answers(context, cases),
                Optional.empty());
    }

    /** What may be done about these cases: whatever is about one of them lets people choose which. */
    List<Action> answers(ScanContext context, List<Case> cases) {
        return Desk.answers(context, cases).stream()
                .map(action -> Cases.RESCUE.contains(action.kind()) ? action : choosing(context, cases, action))
                .toList();
    }

    private Action choosing(ScanContext context, List<Case> cases, Action action) {
        List<Case> open = Cases.open(cases, action.kind());
        List<Case> offered = open.stream()
                .filter(one -> Desk.mayMove(context.caller().audience(), action.kind(), one))
                .limit(ROWS)
                .toList();
        Draft draft = Draft.EMPTY.offering(
                new Draft.Choice("case", offered.stream().map(this::option).toList()));
        // An answer that names no case is of the only one, and of all its reports.
        boolean whole = open.size() == 1 && open.get(0).reports().size() > 1;
        return new Action(
                action.name(),
                action.title(),
                action.kind(),
                action.audience(),
                offered.size() == 1 && !whole
                        ? draft.filledWith(
                                new Values(Map.of("case", offered.get(0).id())))
                        : draft);
    }

    private FieldType.Option option(Case one) {
        Text said = told(one.reports().get(0));
        String id = Long.toString(one.id());
        return new FieldType.Option(
                id,
                new Text(
                        id + " " + one.topic().title().zh() + "，" + Times.of(one.opened()) + " 起："
                                + shortened(said.zh()),
                        id + " " + one.topic().title().en() + ", since " + Times.of(one.opened()) + ": "
                                + shortened(said.en())));
    }

    private static String shortened(String words) {
        String line = words.replace('\n', ' ');
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }

    private static List<Text> row(ScanContext context, Case one, Instant now) {
        return List.of(
                Text.same(Long.toString(one.id())),
                one.topic().title(),
                Text.same(Times.of(one.opened())),
                Shelf.count(one.reports().size()),
                one.standing().words(),
                one.standing().dueWords(context.rules(), context.device().category(), now));
    }

    /** What a report says, as far as its reader may see it. */
    private Text told(Entry report) {
        Optional<Text> what = report.values()
                .text("what")
                .map(value -> options.getOrDefault(report.kind() + " " + value, Text.same(value)));
        Optional<String> words = report.values().text("words").filter(text -> !text.isBlank());
        String zh =
                Stream.of(what.map(Text::zh), words).flatMap(Optional::stream).collect(Collectors.joining("："));
        String en =
                Stream.of(what.map(Text::en), words).flatMap(Optional::stream).collect(Collectors.joining(": "));
        return zh.isEmpty() ? new Text("（无说明或对您不公开）", "(nothing said, or not for you)") : new Text(zh, en);
    }

    /** That an alarm is open, for everybody and before all else: who raises one again sees that help is coming. */
    static Optional<Section> standing(List<Case> cases) {
        return Cases.alarms(cases).stream().findFirst().map(alarm -> {
            Text state = alarm.standing().words();
            String at = Times.of(alarm.opened());
            return new Section.Notice(
                    new Text("报警情况：" + state.zh(), "The alarm: " + state.en()),
                    new Text("报警时间 " + at + "。", "Raised at " + at + "."),
                    alarm.standing().tone());
        });
    }
}
