package org.teshema.plugin.explosionproof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Readings as the corpus writes them: atmosphere, types, group, temperature, level written, level inferred, flags (L older
 * standard, X, U, IP code), parts in brackets as type/group/level; or a question mark, the rule broken, the character.
 */
final class Notation {
    private Notation() {}

    static String of(List<Reading> readings) {
        return readings.stream().map(Notation::of).collect(Collectors.joining(" | "));
    }

    private static String of(Reading reading) {
        if (reading instanceof Reading.Unreadable unreadable) {
            return "? " + unreadable.rule() + " " + (unreadable.position() + 1);
        }
        Mark mark = (Mark) reading;
        String associated = mark.associated().stream()
                .map(part -> String.join(
                        "/",
                        types(part.types()),
                        part.group().map(Group::symbol).orElse("-"),
                        part.level().map(Epl::symbol).orElse("-")))
                .collect(Collectors.joining(" "));
        return String.join(
                " ",
                mark.atmosphere().name().substring(0, 1),
                types(mark.types()),
                mark.group().map(Group::symbol).orElse("-"),
                mark.temperature().map(Notation::of).orElse("-"),
                dash(mark.given().stream().map(Epl::symbol).collect(Collectors.joining("/"))),
                mark.inferred().map(Epl::symbol).orElse("-"),
                flags(mark),
                dash(associated));
    }

    private static String types(List<Protection> types) {
        return dash(types.stream().map(type -> type.symbol().replace(' ', '_')).collect(Collectors.joining(",")));
    }

    private static String of(Temperature temperature) {
        String layer = temperature.layerMm().isPresent() ? temperature.layerMm().getAsInt() + ":" : "";
        String range = temperature.isRange() ? ".." + of(temperature.coolest()) : "";
        return layer + of(temperature.hottest()) + range;
    }

    private static String of(Temperature.Figure figure) {
        if (figure.classNumber().isEmpty()) {
            return Integer.toString(figure.celsius());
        }
        int number = figure.classNumber().getAsInt();
        int ofClass = List.of(450, 300, 200, 135, 100, 85).get(number - 1);
        return "T" + number + (ofClass == figure.celsius() ? "" : "(" + figure.celsius() + ")");
    }

    private static String flags(Mark mark) {
        var flags = new ArrayList<String>();
        if (mark.legacy()) {
            flags.add("L");
        }
        mark.ingress().ifPresent(code -> flags.add(code.replace(" ", "")));
        if (mark.special()) {
            flags.add("X");
        }
        if (mark.component()) {
            flags.add("U");
        }
        return dash(String.join("+", flags));
    }

    private static String dash(String words) {
        return words.isEmpty() ? "-" : words;
    }
}
