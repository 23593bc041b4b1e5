package org.teshema.plugin.explosionproof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.text.Text;
import org.teshema.plugin.explosionproof.Decision.Reason;

/**
 * Holds the marks of a device against its place. For gas a gas mark must suit and for dust a dust mark; where a device bears
 * several of a sort, all of them must. Suitable is said only when every rule was asked and kept. Pure; thread-safe.
 */
final class Judge {
    private static final Set<String> SAYS_NOTHING =
            Set.of("无", "没有", "无。", "none", "no", "nil", "n/a", "na", "-", "--", "—", "/", "x");

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
     */
    Decision decide(List<Reading> readings, Optional<String> conditions, Place place) {
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
            outcome = outcome.worse(inOne(readings, Atmosphere.GAS, conditions, place, reasons));
        }
        if (place.dust().isPresent()) {
            outcome = outcome.worse(inOne(readings, Atmosphere.DUST, conditions, place, reasons));
        }
        return new Decision(outcome, reasons);
    }

    private Outcome inOne(
            List<Reading> readings,
            Atmosphere atmosphere,
            Optional<String> conditions,
            Place place,
            List<Reason> reasons) {
        boolean someSuit = false;
        boolean someDoNot = false;
        boolean someUndecided = false;
        for (Reading reading : readings) {
            Outcome one;
            if (reading instanceof Mark mark) {
                if (mark.atmosphere() != atmosphere) {
                    continue;
                }
                one = ofMark(mark, conditions, place, readings.size() > 1, reasons);
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

    private Outcome ofMark(
            Mark mark, Optional<String> conditions, Place place, boolean severalMarks, List<Reason> all) {
        var reasons = new ArrayList<Reason>();
        kindOfMark(mark, conditions, reasons);
        if (mark.atmosphere() == Atmosphere.GAS) {
            gasRules.ask(mark, place.gas().orElseThrow(), reasons);
        } else {
            dustRules.ask(mark, place.dust().orElseThrow(), reasons);
        }
        for (Reason reason : reasons) {
            all.add(severalMarks ? aboutMark(mark, reason) : reason);
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
