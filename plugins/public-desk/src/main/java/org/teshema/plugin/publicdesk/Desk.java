package org.teshema.plugin.publicdesk;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** Who may do what, and where it lies. */
final class Desk {
    static final String CASE = "case";
    static final String LEARN = "learn";
    static final String BOARD = "board";
    /** Pages of one device: to raise an alarm, to report, and to answer. */
    static final String ALARM = "alarm";

    static final String REPORT = "report";
    static final String CASES = "cases";

    static final Set<Audience> ANSWERING =
            EnumSet.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT, Audience.GOVERNMENT);
    static final Action RAISE = write("trapped", new Text("报警：有人被困", "Somebody is trapped"), Topic.ALARM);
    static final List<Action> REPORTS = List.of(
            write("fault", new Text("故障报修", "Report a fault"), Topic.FAULT),
            write("complaint", new Text("投诉举报", "Complain"), Topic.COMPLAINT),
            write("sticker", new Text("举报可疑标牌", "Report a suspect label"), Topic.STICKER));

    /** The day in a report by which it is to be answered. */
    static final String ANSWER_BY = "answer-by";

    /** Where whoever was given a number asks how it stands. */
    static final Link FOLLOW = link(CASE, new Text("凭查询号看进展", "How your report stands"));

    private static final List<Action> STEPS = List.of(
            answer("answered", new Text("接警", "The alarm is answered"), Cases.ANSWERED),
            answer("arrived", new Text("到场", "Somebody is there"), Cases.ARRIVED),
            answer("freed", new Text("解救完成", "Everybody is out"), Cases.FREED),
            answer("repair-arrived", new Text("报修到场", "Somebody came to repair it"), Cases.REPAIR_ARRIVED),
            answer("repaired", new Text("修复", "It is repaired"), Cases.REPAIRED));
    private static final List<Action> ANSWERS = List.of(
            answer("accept", new Text("受理", "Accept a case"), Cases.ACCEPT),
            answer("answer", new Text("答复公众", "Answer the public"), Cases.ANSWER),
            answer("close", new Text("办结", "Close a case"), Cases.CLOSE));

    private Desk() {}

    /** What may be reported, each with the day by which the rules want it answered: whom it concerns finds it in the inbox. */
    static List<Action> reports(ScanContext context) {
        return REPORTS.stream().map(report -> dated(report, context)).toList();
    }

    private static Action dated(Action report, ScanContext context) {
        return Topic.ofKind(report.kind())
                .flatMap(topic -> Standing.answeredWithin(
                        context.rules(), context.device().category(), topic, context.today()))
                .map(within -> new Action(
                        report.name(),
                        report.title(),
                        report.kind(),
                        report.audience(),
                        Draft.EMPTY.giving(
                                new Values(Map.of(ANSWER_BY, context.today().plusDays(within.toDays()))))))
                .orElse(report);
    }

    /** What may be done about these cases. */
    static List<Action> answers(ScanContext context, List<Case> cases) {
        var actions = new ArrayList<Action>();
        STEPS.stream().filter(step -> Steps.isNext(cases, step.kind())).forEach(actions::add);
        ANSWERS.stream()
                .filter(answer -> Cases.waiting(cases).stream()
                        .anyMatch(one -> mayMove(context.caller().audience(), answer.kind(), one)))
                .forEach(actions::add);
        return actions;
    }

    /** A complaint and a suspect label are closed by the authority alone: whom they are about does not say that they are done. */
    static boolean mayMove(Audience reader, String kind, Case one) {
        return !kind.equals(Cases.CLOSE) || one.topic() == Topic.FAULT || reader == Audience.GOVERNMENT;
    }

    /** Whether an alarm can be raised about it: where a rule says how fast one is answered. */
    static boolean canTrap(ScanContext context) {
        return context.rules()
                .governing(Standing.ALARM_ANSWER, context.device().category(), context.today())
                .isPresent();
    }

    /**
     * What everybody finds after a scan, the alarm first and one press from its form. Before it those who answer find what comes next of
     * the alarms that are open.
     */
    static List<Link> links(ScanContext context, List<Case> alarms) {
        String code = "?code=" + context.code().number();
        var links = new ArrayList<Link>();
        STEPS.stream()
                .filter(step -> Cases.RESCUE.contains(step.kind()) && Steps.isNext(alarms, step.kind()))
                .map(step -> new Link(
                        Link.EMERGENCY,
                        URI.create(path(CASES + "/actions/" + step.name() + code)),
                        new Text(
                                "处置报警：" + step.title().zh(),
                                "Open alarm: " + step.title().en()),
                        "text/html"))
                .forEach(links::add);
        if (canTrap(context)) {
            links.add(new Link(
                    Link.EMERGENCY,
                    URI.create(path(ALARM + "/actions/" + RAISE.name() + code)),
                    new Text("有人被困，报警", "Somebody is trapped: alarm"),
                    "text/html"));
        }
        links.add(link(REPORT + code, new Text("报修、投诉、举报可疑标牌", "Report a fault, complain, report a suspect label")));
        links.add(FOLLOW);
        links.add(link(
                LEARN + "?" + Learn.CATEGORY + "=" + context.device().category(),
                new Text("安全使用常识", "How to use it safely")));
        if (ANSWERING.contains(context.caller().audience())) {
            links.add(link(CASES + code, new Text("公众案件", "Cases of the public")));
        }
        return links;
    }

    static String path(String page) {
        return "/apps/" + PublicDesk.NAME + "/" + page;
    }

    static Link link(String page, Text title) {
        return new Link("related", URI.create(path(page)), title, "text/html");
    }

    /** The kinds that everybody writes, by which one sees that there may be a case. */
    static boolean isWritten(ScanContext context) {
        return Stream.of(Topic.values())
                .anyMatch(topic -> context.current(topic.kind()).isPresent());
    }

    /** Whether an alarm was raised since somebody was last freed. */
    static boolean mayBeTrapped(ScanContext context) {
        Optional<Instant> over = context.current(Cases.FREED).map(Entry::recordedAt);
        return context.current(Topic.ALARM.kind())
                .filter(alarm -> over.filter(alarm.recordedAt()::isBefore).isEmpty())
                .isPresent();
    }

    private static Action write(String name, Text title, Topic topic) {
        return new Action(name, title, topic.kind(), EnumSet.allOf(Audience.class));
    }

    private static Action answer(String name, Text title, String kind) {
        return new Action(name, title, kind, ANSWERING);
    }
}
