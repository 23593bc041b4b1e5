package org.teshema.plugin.publicdesk;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/**
 * How a case stands, for everybody who has a number: state, times and what was answered. Neither the device nor what anybody wrote is
 * told. A number that was never given and one that is none get the same page.
 */
final class CasePage {
    static final String NUMBER = "number";

    private static final Link ASK = new Link(
            Link.SEARCH,
            URI.create(Desk.path(Desk.CASE) + "?" + NUMBER + "="),
            new Text("查询号（14 位数字）", "Your number (14 digits)"),
            "text/html");
    private static final PageView ASKED = asking(new Section.Notice(
            new Text("凭查询号看进展", "How your report stands"),
            new Text(
                    "查询号是报警、报修、投诉提交后页面上的 14 位数字。紧急情况请拨打 110。",
                    "Your number are the 14 digits on the page after sending an alarm or a report. In an emergency call 110."),
            Tone.PLAIN));
    private static final PageView UNKNOWN = asking(new Section.Notice(
            new Text("没有查到此查询号", "There is no case of that number"),
            new Text(
                    "查询号是提交后页面上的 14 位数字，请逐位核对后再输入；遗失查询号的，可重新扫码再报一次，会并入同一案件。紧急情况请拨打 110。",
                    "It is the 14 digits on the page after sending. Compare them one by one and type them again. If you lost it scan the"
                            + " label and report again: it joins the same case. In an emergency call 110."),
            Tone.WARNING));

    private CasePage() {}

    private static PageView asking(Section words) {
        return new PageView(List.of(words), List.of(ASK), List.of(), Optional.empty());
    }

    static PageView of(PageContext context, Platform platform) {
        if (context.parameter(NUMBER).filter(typed -> !typed.isBlank()).isEmpty()) {
            return ASKED;
        }
        Optional<CaseNumber> number = context.parameter(NUMBER).flatMap(CaseNumber::read);
        Optional<Numbers.Given> given = number.flatMap(one -> Numbers.find(platform.tables(), one));
        if (given.isEmpty()) {
            return UNKNOWN;
        }
        Optional<Shelf.Kept> kept = Shelf.of(platform.tables(), given.get().entry());
        List<Section> sections = new ArrayList<>();
        sections.add(facts(number.get(), given.get(), kept));
        kept.ifPresent(one -> sections.add(replies(platform, one)));
        return new PageView(sections, links(context, platform, given.get().device()), List.of(), Optional.empty());
    }

    private static Section facts(CaseNumber number, Numbers.Given given, Optional<Shelf.Kept> kept) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("number", new Text("查询号", "Number"), Text.same(number.grouped())));
        facts.add(new Fact("sent", new Text("您的提交时间", "You sent it at"), Text.same(Times.of(given.at()))));
        if (kept.isEmpty()) {
            facts.add(new Fact("state", new Text("状态", "State"), new Text("已收到", "Received")));
            return new Section.Facts(new Text("案件", "Case"), facts);
        }
        Standing standing = kept.get().standing();
        facts.add(new Fact("state", new Text("状态", "State"), standing.words(), standing.tone()));
        facts.add(new Fact(
                "reports", new Text("公众报告", "Reported"), Shelf.count(kept.get().reports())));
        facts.add(new Fact("opened", new Text("首次报告", "First reported"), Text.same(Times.of(standing.opened()))));
        standing.accepted()
                .ifPresent(at -> facts.add(new Fact(
                        "accepted",
                        standing.topic() == Topic.ALARM ? new Text("接警", "Answered") : new Text("受理", "Accepted"),
                        Text.same(Times.of(at)))));
        boolean alarm = standing.topic() == Topic.ALARM;
        standing.arrived()
                .ifPresent(at ->
                        facts.add(new Fact("arrived", new Text("到场", "Help was there"), Text.same(Times.of(at)))));
        if (alarm) {
            standing.closed()
                    .ifPresent(at ->
                            facts.add(new Fact("freed", new Text("解救", "Everybody was out"), Text.same(Times.of(at)))));
        }
        standing.repaired()
                .ifPresent(at -> facts.add(new Fact("repaired", new Text("修复", "Repaired"), Text.same(Times.of(at)))));
        if (!alarm) {
            standing.closed()
                    .ifPresent(at -> facts.add(new Fact("closed", new Text("办结", "Closed"), Text.same(Times.of(at)))));
        }
        return new Section.Facts(standing.topic().title(), facts);
    }

    private static Section replies(Platform platform, Shelf.Kept kept) {
        return new Section.Table(
                new Text("答复", "Answers"),
                List.of(new Text("时间", "When"), new Text("答复单位", "By"), new Text("内容", "What")),
                Shelf.replies(platform.tables(), kept.id()).stream()
                        .map(reply -> List.of(
                                Text.same(Times.of(reply.at())), Text.same(reply.author()), Text.same(reply.words())))
                        .toList());
    }

    /** Who answers for the device and was told the number on the telephone goes to it from here. */
    private static List<Link> links(PageContext context, Platform platform, DeviceId device) {
        if (context.caller().audience() == Audience.PUBLIC) {
            return List.of();
        }
        return platform.devices().list(DeviceQuery.of(java.util.Set.of(device))).items().stream()
                .flatMap(known -> known.number().stream())
                .map(code -> Desk.link(Desk.CASES + "?code=" + code, new Text("此设备的公众案件", "Cases of this device")))
                .toList();
    }

    /** Where a row about that device leads. */
    static String cases(KnownDevice known) {
        return known.number()
                .map(code -> Desk.path(Desk.CASES) + "?code=" + code)
                .orElse("");
    }
}
