package org.teshema.plugin.explosionproof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.teshema.api.text.Text;

/** A mark while it is being read, with the places its parts began at; what fits no other part is found here. */
final class MarkDraft {
    /** What is wrong with it as a whole, and where. */
    record Objection(Reading.Rule rule, int index, Text reason) {}

    final List<Protection> types = new ArrayList<>();
    final List<Mark.Associated> associated = new ArrayList<>();
    final List<Epl> given = new ArrayList<>();
    Optional<Group> group = Optional.empty();
    Optional<Temperature> temperature = Optional.empty();
    Optional<String> ingress = Optional.empty();
    OptionalInt zone = OptionalInt.empty();
    boolean special;
    boolean component;
    boolean old;
    int typesAt;
    int temperatureAt;
    int levelAt;

    /** What does not go together, when the mark ended at that index. */
    Optional<Objection> objection(int end) {
        if (group.isEmpty() && !isOldDust()) {
            return Optional.of(new Objection(
                    Reading.Rule.GROUP,
                    end,
                    new Text(
                            "缺少设备类别（I、IIA、IIB、IIC、IIIA、IIIB 或 IIIC）",
                            "the equipment group is missing (I, IIA, IIB, IIC, IIIA, IIIB or IIIC)")));
        }
        Atmosphere atmosphere = atmosphere();
        for (Protection type : types) {
            if (!type.levels().containsKey(atmosphere)) {
                return Optional.of(new Objection(
                        Reading.Rule.TYPE,
                        typesAt,
                        new Text(
                                "型式 " + type.symbol() + " 不用于"
                                        + atmosphere.title().zh(),
                                "type " + type.symbol() + " does not protect in "
                                        + atmosphere.title().en())));
            }
        }
        for (Epl level : given) {
            if (level.atmosphere() != atmosphere) {
                return Optional.of(new Objection(
                        Reading.Rule.LEVEL,
                        levelAt,
                        new Text(
                                "保护级别 " + level.symbol() + " 与设备类别不符",
                                "level " + level.symbol() + " does not go with the equipment group")));
            }
        }
        if (atmosphere != Atmosphere.DUST
                && temperature.flatMap(t -> boxed(t.layerMm())).isPresent()) {
            return Optional.of(new Objection(
                    Reading.Rule.TEMPERATURE,
                    temperatureAt,
                    new Text("粉尘层厚度只用于 III 类", "a layer of dust goes with group III only")));
        }
        return Optional.empty();
    }

    Mark finished(String text) {
        return new Mark(
                text,
                atmosphere(),
                types,
                associated,
                group,
                temperature,
                given,
                inferred(),
                special,
                component,
                ingress,
                old || types.stream().anyMatch(Protection::legacy));
    }

    private Atmosphere atmosphere() {
        return group.map(Group::atmosphere).orElse(Atmosphere.DUST);
    }

    private boolean isOldDust() {
        return types.stream().anyMatch(Protection::byZone);
    }

    /** The level of the weakest type; empty as soon as one type does not tell. */
    private Optional<Epl> inferred() {
        Optional<Epl> weakest = Optional.empty();
        for (Protection type : types) {
            Optional<Epl> level = type.byZone() ? ofZone() : type.levels().getOrDefault(atmosphere(), Optional.empty());
            if (level.isEmpty()) {
                return level;
            }
            weakest = Optional.of(weakest.map(level.get()::weaker).orElse(level.get()));
        }
        return weakest;
    }

    private Optional<Epl> ofZone() {
        return switch (zone.orElse(0)) {
            case 20 -> Optional.of(Epl.DA);
            case 21 -> Optional.of(Epl.DB);
            case 22 -> Optional.of(Epl.DC);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
