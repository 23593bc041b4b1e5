package org.teshema.plugin.explosionproof;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.teshema.api.text.Text;
import org.teshema.plugin.explosionproof.Decision.Reason;

/**
 * What a dust zone asks of a dust mark: level, group, and a surface at most two thirds as hot as the cloud's ignition
 * temperature and 75 K below that of a layer of 5 mm (GB/T 3836.15).
 */
final class DustRules {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal THREE = BigDecimal.valueOf(3);
    private static final BigDecimal BELOW_LAYER = BigDecimal.valueOf(75);
    private static final BigDecimal RULED_LAYER_MM = BigDecimal.valueOf(5);

    private final LevelRule levels;

    DustRules(LevelRule levels) {
        this.levels = levels;
    }

    void ask(Mark mark, Place.DustZone place, List<Reason> reasons) {
        reasons.add(levels.ask(mark, place.zone()));
        reasons.add(group(mark, place));
        if (mark.temperature()
                .filter(t -> t.hottest().classNumber().isPresent())
                .isPresent()) {
            reasons.add(SurfaceRule.missing(
                    "粉尘标志应以℃写明最高表面温度，而不是温度组别。",
                    "A dust mark states its surface temperature in degrees, not as a class."));
        }
        if (place.cloud().isPresent()) {
            // Rounded down: a little stricter than the thirds of a degree.
            reasons.add(SurfaceRule.ask(
                    mark.temperature(), place.cloud().get().multiply(TWO).divide(THREE, 2, RoundingMode.FLOOR)));
        } else {
            reasons.add(
                    SurfaceRule.missing("没有登记粉尘云引燃温度。", "The ignition temperature of the dust cloud is not recorded."));
        }
        if (place.layer().isPresent()) {
            reasons.add(SurfaceRule.ask(mark.temperature(), place.layer().get().subtract(BELOW_LAYER)));
        } else {
            reasons.add(SurfaceRule.missing(
                    "没有登记 5 mm 粉尘层引燃温度。", "The ignition temperature of a dust layer of 5 mm is not recorded."));
        }
        if (place.layerMm().filter(mm -> mm.compareTo(RULED_LAYER_MM) > 0).isPresent()) {
            reasons.add(SurfaceRule.missing(
                    "粉尘层厚于 5 mm，须按实际厚度确认允许温度。",
                    "Layers are thicker than 5 mm; the allowed temperature depends on the thickness."));
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
