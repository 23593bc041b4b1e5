package org.teshema.plugin.explosionproof;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.teshema.api.text.Text;
import org.teshema.plugin.explosionproof.Decision.Reason;

/** What a gas zone asks of a gas mark: level, group, surface temperature. */
final class GasRules {
    private final ExTables tables;
    private final LevelRule levels;

    GasRules(ExTables tables, LevelRule levels) {
        this.tables = tables;
        this.levels = levels;
    }

    void ask(Mark mark, Place.GasZone place, List<Reason> reasons) {
        reasons.add(levels.ask(mark, place.zone()));
        reasons.add(group(mark.group().orElseThrow(), place));
        reasons.add(temperature(mark, place));
    }

    private static Reason group(Group mark, Place.GasZone place) {
        if (mark.only().isPresent()) {
            return named(mark, mark.only().get(), place);
        }
        if (place.subgroup().isEmpty()) {
            return group(Outcome.NEEDS_A_PERSON, "没有登记场所的气体级别。", "The gas group of the place is not recorded.");
        }
        String needed = "II" + Group.letter(place.subgroup().getAsInt());
        if (mark.subgroup() == 0 || mark.subgroup() >= place.subgroup().getAsInt()) {
            return group(
                    Outcome.SUITABLE, mark.symbol() + " 覆盖 " + needed + "。", mark.symbol() + " covers " + needed + ".");
        }
        return mark.besides().isPresent()
                ? named(mark, mark.besides().get(), place)
                : group(
                        Outcome.UNSUITABLE,
                        mark.symbol() + " 不覆盖 " + needed + "。",
                        mark.symbol() + " does not cover " + needed + ".");
    }

    /** Where only the name of the gas can decide. */
    private static Reason named(Group mark, Gas allowed, Place.GasZone place) {
        if (place.gas().isEmpty()) {
            return group(
                    Outcome.NEEDS_A_PERSON,
                    mark.symbol() + " 指明气体 " + allowed.name() + "，但没有登记场所的气体。",
                    mark.symbol() + " names " + allowed.name() + ", but the gas of the place is not recorded.");
        }
        Gas there = place.gas().get();
        if (there.equals(allowed)) {
            return group(
                    Outcome.SUITABLE,
                    mark.symbol() + " 覆盖 " + there.name() + "。",
                    mark.symbol() + " covers " + there.name() + ".");
        }
        return there.known() && allowed.known()
                ? group(
                        Outcome.UNSUITABLE,
                        mark.symbol() + " 不覆盖 " + there.name() + "。",
                        mark.symbol() + " does not cover " + there.name() + ".")
                : group(
                        Outcome.NEEDS_A_PERSON,
                        "不能确认 " + there.name() + " 与标志中的 " + allowed.name() + " 是否相同。",
                        "Whether " + there.name() + " is the " + allowed.name() + " of the mark cannot be told.");
    }

    private static Reason group(Outcome says, String zh, String en) {
        return new Reason("group", says, new Text(zh, en));
    }

    private Reason temperature(Mark mark, Place.GasZone place) {
        Optional<BigDecimal> ofClass = place.temperatureClass().isPresent()
                ? Optional.of(BigDecimal.valueOf(
                        tables.celsius(place.temperatureClass().getAsInt())))
                : Optional.empty();
        Optional<BigDecimal> allowed = ofClass.isPresent() && place.ignition().isPresent()
                ? Optional.of(ofClass.get().min(place.ignition().get()))
                : ofClass.or(place::ignition);
        if (allowed.isEmpty()) {
            return SurfaceRule.missing(
                    "没有登记场所的温度组别或引燃温度。",
                    "Neither temperature class nor ignition temperature of the place is recorded.");
        }
        return SurfaceRule.ask(mark.temperature(), allowed.get());
    }
}
