package org.teshema.plugin.explosionproof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.text.Text;
import org.teshema.plugin.explosionproof.Decision.Reason;
import org.teshema.plugin.explosionproof.ExRules.DustSurface;

/**
 * Holds the marks of a device against its place. For gas a gas mark must suit and for dust a dust mark; where a device bears
 * several of a sort, all of them must. Suitable is said only when every rule was asked and kept. Pure; thread-safe.
 */
final class Judge {
    private static final Set<String> SAYS_NOTHING =
            Set.of("无", "没有", "无。", "none", "no", "nil", "n/a", "na", "-", "--", "—", "/", "x");

    private record Asked(
            List<Reading> readings, Optional<String> conditions, Place place, Optional<DustSurface> dustSurface) {}

    private final GasRules gasRules;
    private final DustRules dustRules;

    Judge(ExTables tables) {
        var levels = new LevelRule(tables);
        this.gasRules = new GasRules(tables, levels);
        this.dustRules = new DustRules(levels);
    }

    /**
     * The decision.
     *
     * @param readings what was read of the marks; empty where the device has none
     * @param conditions text of the special conditions that X stands for
     * @param place where the device stands
     * @param dustSurface the rule on surfaces among dust
     */
    Decision decide(
            List<Reading> readings, Optional<String> conditions, Place place, Optional<DustSurface> dustSurface) {
        var asked = new Asked(readings, conditions, place, dustSurface);
        var reasons = new ArrayList<Reason>();
        if (!place.isHazardous()) {
            reasons.add(new Reason(
                    "place",
                    Outcome.NEEDS_A_PERSON,
                    new Text("没有登记防爆区，无法判定。", "No hazardous area is recorded, so there is nothing to decide.")));
            return new Decision(Outcome.NEEDS_A_PERSON, reasons);
        }
        if (readings.isEmpty()) {
            reasons.add(new Reason(
                    "no-mark",
                    Outcome.UNSUITABLE,
                    new Text(
                            "没有登记防爆标志；防爆区内的设备必须有防爆标志。",
                            "No mark is recorded; a device in a hazardous area must bear one.")));
            return new Decision(Outcome.UNSUITABLE, reasons);
        }
        for (Reading reading : readings) {
            if (reading instanceof Reading.Unreadable unreadable) {
                reasons.add(unread(unreadable));
            }
        }
        Outcome outcome = Outcome.SUITABLE;
        if (place.gas().isPresent()) {
            outcome = outcome.worse(inOne(Atmosphere.GAS, asked, reasons));
        }
        if (place.dust().isPresent()) {
            outcome = outcome.worse(inOne(Atmosphere.DUST, asked, reasons));
        }
        return new Decision(outcome, reasons);
    }

    private Outcome inOne(Atmosphere atmosphere, Asked asked, List<Reason> reasons) {
        boolean someSuit = false;
        boolean someDoNot = false;
        boolean someUndecided = false;
        for (Reading reading : asked.readings()) {
            Outcome one;
            if (reading instanceof Mark mark) {
                if (mark.atmosphere() != atmosphere) {
                    continue;
                }
                one = ofMark(mark, asked, reasons);
            } else {
                one = Outcome.NEEDS_A_PERSON;
            }
            someSuit |= one == Outcome.SUITABLE;
            someDoNot |= one == Outcome.UNSUITABLE;
            someUndecided |= one == Outcome.NEEDS_A_PERSON;
        }
        if (someUndecided) {
            return Outcome.NEEDS_A_PERSON;
        }
        if (someSuit && someDoNot) {
            reasons.add(new Reason(
                    "several-marks",
                    Outcome.NEEDS_A_PERSON,
                    new Text(
                            "同类标志中有的适用、有的不适用，须确认各自对应的部件。",
                            "Of several marks of this sort some suit and some do not; it must be made clear which part"
                                    + " bears which.")));
            return Outcome.NEEDS_A_PERSON;
        }
        if (!someSuit && !someDoNot) {
            reasons.add(new Reason(
                    "no-mark-of-sort",
                    Outcome.UNSUITABLE,
                    new Text(
                            "没有用于" + atmosphere.title().zh() + "的标志。",
                            "No mark is for " + atmosphere.title().en() + ".")));
        }
        return someSuit ? Outcome.SUITABLE : Outcome.UNSUITABLE;
    }

    private Outcome ofMark(Mark mark, Asked asked, List<Reason> all) {
        var reasons = new ArrayList<Reason>();
        kindOfMark(mark, asked.conditions(), reasons);
        if (mark.atmosphere() == Atmosphere.GAS) {
            gasRules.ask(mark, asked.place().gas().orElseThrow(), reasons);
        } else {
            dustRules.ask(mark, asked.place().dust().orElseThrow(), asked.dustSurface(), reasons);
        }
        for (Reason reason : reasons) {
            all.add(asked.readings().size() > 1 ? aboutMark(mark, reason) : reason);
        }
        return reasons.stream().map(Reason::says).reduce(Outcome.SUITABLE, Outcome::worse);
    }

    private static Reason aboutMark(Mark mark, Reason reason) {
        return new Reason(
                reason.name(),
                reason.says(),
                new Text(
                        "“" + mark.text() + "”：" + reason.words().zh(),
                        "\"" + mark.text() + "\": " + reason.words().en()));
    }

    private static void kindOfMark(Mark mark, Optional<String> conditions, List<Reason> reasons) {
        if (mark.onlyAssociated()) {
            reasons.add(new Reason(
                    "associated",
                    Outcome.UNSUITABLE,
                    new Text(
                            "“" + mark.text() + "”是关联设备，应安装在防爆区外。",
                            "\"" + mark.text() + "\" is associated apparatus, to be installed outside the area.")));
        }
        if (mark.component()) {
            reasons.add(new Reason(
                    "component",
                    Outcome.NEEDS_A_PERSON,
                    new Text("U：防爆元件，不能单独作为设备的依据。", "U: an Ex component, never sufficient on its own.")));
        }
        if (mark.special()) {
            Optional<String> text = conditions
                    .map(String::strip)
                    .filter(words -> !words.isEmpty() && !SAYS_NOTHING.contains(words.toLowerCase(Locale.ROOT)));
            reasons.add(
                    text.isPresent()
                            ? new Reason(
                                    "conditions",
                                    Outcome.SUITABLE,
                                    new Text(
                                            "X：须遵守特殊使用条件：" + text.get(),
                                            "X: special conditions for safe use: " + text.get()))
                            : new Reason(
                                    "conditions",
                                    Outcome.NEEDS_A_PERSON,
                                    new Text(
                                            "X：有特殊使用条件，但没有登记条件内容。",
                                            "X: there are special conditions, but their text is not recorded.")));
        }
    }

    private static Reason unread(Reading.Unreadable unreadable) {
        int number = unreadable.position() + 1;
        return new Reason(
                "unreadable",
                Outcome.NEEDS_A_PERSON,
                new Text(
                        "标志“" + unreadable.text() + "”第 " + number + " 个字符处无法识别："
                                + unreadable.reason().zh() + "。",
                        "The mark \"" + unreadable.text() + "\" cannot be read at character " + number + ": "
                                + unreadable.reason().en() + "."));
    }
}
