package org.teshema.plugin.explosionproof;

import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.teshema.api.text.Text;
import org.teshema.plugin.explosionproof.Decision.Reason;
import org.teshema.plugin.explosionproof.ExRules.DustSurface;

/**
 * What a dust zone asks of a dust mark: level, group, and a surface cool enough for the cloud and for a layer (GB/T
 * 3836.15; the figures are a rule).
 */
final class DustRules {
    private final LevelRule levels;

    DustRules(LevelRule levels) {
        this.levels = levels;
    }

    void ask(Mark mark, Place.DustZone place, Optional<DustSurface> ruled, List<Reason> reasons) {
        reasons.add(levels.ask(mark, place.zone()));
        reasons.add(group(mark, place));
        if (mark.temperature()
                .filter(t -> t.hottest().classNumber().isPresent())
                .isPresent()) {
            reasons.add(SurfaceRule.missing(
                    "粉尘标志应以℃写明最高表面温度，而不是温度组别。",
                    "A dust mark states its surface temperature in degrees, not as a class."));
        }
        if (ruled.isEmpty()) {
            reasons.add(SurfaceRule.missing("没有适用的粉尘表面温度规则。", "No rule on surface temperatures among dust holds."));
            return;
        }
        surface(mark, place, ruled.get(), reasons);
    }

    private static void surface(Mark mark, Place.DustZone place, DustSurface rule, List<Reason> reasons) {
        if (place.cloud().isPresent()) {
            // Rounded down: a little stricter than the thirds of a degree.
            reasons.add(SurfaceRule.ask(
                    mark.temperature(),
                    place.cloud().get().multiply(rule.numerator()).divide(rule.denominator(), 2, RoundingMode.FLOOR)));
        } else {
            reasons.add(
                    SurfaceRule.missing("没有登记粉尘云引燃温度。", "The ignition temperature of the dust cloud is not recorded."));
        }
        if (place.layer().isPresent()) {
            reasons.add(SurfaceRule.ask(mark.temperature(), place.layer().get().subtract(rule.belowLayer())));
        } else {
            reasons.add(SurfaceRule.missing(
                    "没有登记 5 mm 粉尘层引燃温度。", "The ignition temperature of a dust layer of 5 mm is not recorded."));
        }
        if (place.layerMm().filter(mm -> mm.compareTo(rule.layerMm()) > 0).isPresent()) {
            reasons.add(SurfaceRule.missing(
                    "粉尘层厚于 " + rule.layerMm() + " mm，须按实际厚度确认允许温度。",
                    "Layers are thicker than " + rule.layerMm()
                            + " mm; the allowed temperature depends on the thickness."));
        }
    }

    private static Reason group(Mark mark, Place.DustZone place) {
        if (place.subgroup().isEmpty()) {
            return group(Outcome.NEEDS_A_PERSON, "没有登记场所的粉尘级别。", "The dust group of the place is not recorded.");
        }
        String needed = "III" + Group.letter(place.subgroup().getAsInt());
        int marked = mark.group().map(Group::subgroup).orElse(0);
        if (marked == 0) {
            return group(
                    Outcome.NEEDS_A_PERSON,
                    "标志没有写明 IIIA、IIIB 或 IIIC，场所为 " + needed + "。",
                    "The mark does not say IIIA, IIIB or IIIC; the place is " + needed + ".");
        }
        String symbol = mark.group().orElseThrow().symbol();
        return marked >= place.subgroup().getAsInt()
                ? group(Outcome.SUITABLE, symbol + " 覆盖 " + needed + "。", symbol + " covers " + needed + ".")
                : group(
                        Outcome.UNSUITABLE,
                        symbol + " 不覆盖 " + needed + "。",
                        symbol + " does not cover " + needed + ".");
    }

    private static Reason group(Outcome says, String zh, String en) {
        return new Reason("group", says, new Text(zh, en));
    }
}
