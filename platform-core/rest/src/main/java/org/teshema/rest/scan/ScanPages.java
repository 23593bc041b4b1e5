package org.teshema.rest.scan;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Side;
import org.teshema.api.text.Text;
import org.teshema.engine.scan.CodeCard;
import org.teshema.engine.scan.CodePost;
import org.teshema.engine.scan.DeviceCard;
import org.teshema.engine.scan.Part;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.Verdict;
import org.teshema.rest.archive.ArchivePageResource;
import org.teshema.rest.codes.GivePageResource;
import org.teshema.rest.page.BindResource;
import org.teshema.rest.page.DueWords;
import org.teshema.rest.page.Standing;
import org.teshema.rest.page.StatusWords;
import org.teshema.web.ScanPage;
import org.teshema.web.Tone;

/**
 * Arranges a scan for the page: identity, help, what needs the reader now, what can be done, how it stands, what plugins say. What needs
 * the reader are the notices that a part begins with, the bad ones first.
 */
final class ScanPages {
    private static final String APPS = "/apps/";
    private static final Set<Verdict> SUSPECT =
            EnumSet.of(Verdict.FORGED, Verdict.UNKNOWN, Verdict.MALFORMED, Verdict.OTHER_CITY, Verdict.REVOKED);

    private ScanPages() {}

    /**
     * The page of an answer.
     *
     * @param host the host every code's address names
     * @param path where the code is found; actions lie below it
     */
    static ScanPage of(ScanAnswer answer, String host, Optional<String> path) {
        List<Section> sections = new ArrayList<>();
        answer.device().ifPresent(device -> sections.add(standing(device, answer.clocks())));
        List<Section> urgent = new ArrayList<>();
        List<Text> gaps = new ArrayList<>();
        for (Part part : answer.parts()) {
            int begin = notices(part.sections());
            urgent.addAll(part.sections().subList(0, begin));
            sections.addAll(part.sections().subList(begin, part.sections().size()));
            part.gap()
                    .ifPresent(gap -> gaps.add(new Text(
                            part.title().zh() + "：" + gap.words().zh(),
                            part.title().en() + ": " + gap.words().en())));
        }
        urgent.sort(Comparator.comparing(section -> ((Section.Notice) section).tone() != Section.Tone.BAD));
        answer.device().ifPresent(device -> sections.add(units(device)));
        // Rules and clauses are for those who work with them; the public is told the day.
        if (!answer.clocks().isEmpty() && answer.caller().side() != Side.PUBLIC) {
            sections.add(grounds(answer.clocks()));
        }
        return new ScanPage(
                // While the register is away the beginning of its id is all there is to tell one code from another.
                answer.code().map(card -> card.number().orElseGet(card::shortId)),
                answer.device().map(DeviceCard::category),
                answer.device().map(card -> place(card)),
                answer.code().flatMap(CodeCard::post).map(ScanPages::post),
                new ScanPage.Badge(
                        answer.verdict().word(), tone(answer.verdict().tone())),
                answer.device().flatMap(card -> Standing.of(card.device().status(), answer.clocks())),
                advice(answer),
                answer.emergency(),
                links(answer, true),
                urgent,
                sections,
                buttons(answer, host, path),
                gaps,
                host,
                Actions.report(answer));
    }

    /** What the badge says already is not said again: the alarm has to be seen without moving the page. */
    private static List<Text> advice(ScanAnswer answer) {
        return answer.verdict() == Verdict.GENUINE
                ? List.of(answer.next())
                : List.of(answer.explanation(), answer.next());
    }

    /** How many notices it begins with. */
    private static int notices(List<Section> sections) {
        int begin = 0;
        while (begin < sections.size() && sections.get(begin) instanceof Section.Notice) {
            begin++;
        }
        return begin;
    }

    private static String place(DeviceCard card) {
        String name = card.device().name();
        String place = card.device().place();
        return place.contains(name) ? place : name + " · " + place;
    }

    /** Which post the reader stands at: all labels of a line lead to the same page. */
    private static Text post(CodePost post) {
        return new Text("码桩 " + post.number() + "：" + post.place(), "Code post " + post.number() + ": " + post.place());
    }

    private static Section units(DeviceCard card) {
        List<Section.Fact> facts = new ArrayList<>();
        facts.add(new Section.Fact("district", new Text("所在区", "District"), card.districtName()));
        card.device()
                .usingUnit()
                .ifPresent(unit -> facts.add(
                        new Section.Fact("using-unit", new Text("使用单位", "Using unit"), Text.same(unit.name()))));
        card.device()
                .maintenanceUnit()
                .ifPresent(unit -> facts.add(new Section.Fact(
                        "maintenance-unit", new Text("维保单位", "Maintenance unit"), Text.same(unit.name()))));
        return new Section.Facts(new Text("责任单位", "Who answers for it"), facts);
    }

    /** How the device stands, and what is due when. */
    private static Section standing(DeviceCard card, List<ClockReading> clocks) {
        DeviceStatus status = card.device().status();
        List<Section.Fact> facts = new ArrayList<>();
        facts.add(new Section.Fact(
                "status", new Text("使用状态", "Status"), StatusWords.of(status), StatusWords.tone(status)));
        clocks.forEach(clock -> facts.add(
                new Section.Fact(clock.clock(), clock.title(), DueWords.of(clock), DueWords.tone(clock.status()))));
        return new Section.Facts(new Text("状态和有效期", "Status and dates"), facts);
    }

    private static Section grounds(List<ClockReading> clocks) {
        return new Section.Facts(
                new Text("期限依据", "What the dates follow from"),
                clocks.stream()
                        .map(clock -> new Section.Fact(clock.clock() + "-basis", clock.title(), clock.basis()))
                        .toList());
    }

    /** What the reader may do, and where the pages of scene apps lie that have something about this device. */
    private static List<ScanPage.Button> buttons(ScanAnswer answer, String host, Optional<String> path) {
        List<ScanPage.Button> buttons = new ArrayList<>();
        path.ifPresent(p -> answer.actions()
                .forEach(o -> buttons.add(new ScanPage.Button(
                        o.action().title(), p + "/actions/" + o.action().name()))));
        buttons.addAll(links(answer, false));
        if (answer.caller().audience() != Audience.PUBLIC) {
            answer.device()
                    .map(card -> Long.toString(card.device().id().value()))
                    .ifPresent(id -> {
                        buttons.add(new ScanPage.Button(new Text("全息画像", "Portrait of the device"), "/devices/" + id));
                        buttons.add(new ScanPage.Button(
                                new Text("档案：全部来源和纠错", "Archive: all sources, corrections"),
                                ArchivePageResource.PATH + "/" + id));
                    });
        }
        // Whoever holds something that is none of the city's codes can tell of it, whatever stands on it.
        if (SUSPECT.contains(answer.verdict()) || isBlankAndNotTheirs(answer)) {
            buttons.add(new ScanPage.Button(
                    new Text("举报此标牌", "Report this label"),
                    path.map(p -> "/suspect?text=" + URLEncoder.encode(host + p, StandardCharsets.UTF_8))
                            .orElse("/suspect")));
        }
        // Whose label it is goes on to bind it; nobody else may.
        answer.code()
                .filter(card -> answer.verdict() == Verdict.CLAIMED && card.heldByCaller())
                .flatMap(CodeCard::number)
                .ifPresent(number -> buttons.add(new ScanPage.Button(
                        new Text("绑定到设备", "Bind it to a device"), BindResource.PATH + "?code=" + number)));
        // A label of the roll: whoever gives codes out at inspections goes on to the device from here.
        if (answer.verdict() == Verdict.NOT_IN_USE && answer.caller().side() == Side.INSPECTION) {
            answer.code()
                    .flatMap(CodeCard::number)
                    .ifPresent(number -> buttons.add(new ScanPage.Button(
                            new Text("发放给设备", "Give it out for a device"), GivePageResource.PATH + "?code=" + number)));
        }
        return buttons;
    }

    /** A code of no device, before somebody who does not handle codes: they are told to report it where it hangs on one. */
    private static boolean isBlankAndNotTheirs(ScanAnswer answer) {
        return answer.caller().side() == Side.PUBLIC
                && (answer.verdict() == Verdict.NOT_IN_USE || answer.verdict() == Verdict.SPOILED);
    }

    /** Where apps lead to: somebody in danger, or everybody else. */
    private static List<ScanPage.Button> links(ScanAnswer answer, boolean emergency) {
        return answer.links().stream()
                .filter(link -> link.target().toString().startsWith(APPS)
                        && link.relation().equals(Link.EMERGENCY) == emergency)
                .map(link -> new ScanPage.Button(link.title(), link.target().toString()))
                .toList();
    }

    private static Tone tone(Section.Tone tone) {
        return switch (tone) {
            case PLAIN -> Tone.PLAIN;
            case GOOD -> Tone.GOOD;
            case WARNING -> Tone.WARNING;
            case BAD -> Tone.BAD;
        };
    }
}
