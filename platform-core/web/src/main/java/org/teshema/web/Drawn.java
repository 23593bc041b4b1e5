package org.teshema.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teshema.api.text.Language;

/** What the templates draw charts and maps from: numbers of our own and words, never a style. */
final class Drawn {
    /** How far from its dot a name begins or ends, and how far below its middle the line is that it stands on. */
    private static final int BESIDE = 6;

    private static final int ON_A_LINE = 4;

    /** The same for a name that stands below its dot. */
    private static final int BELOW = 20;

    private Drawn() {}

    /** A chart, with each bar in thousandths of the longest. */
    static Map<String, Object> chart(Chart chart, Language language) {
        long most = chart.most();
        return Map.of(
                "title", chart.title().in(language),
                "heading", chart.heading().in(language),
                "series", chart.series().stream().map(one -> one.in(language)).toList(),
                "bars",
                        chart.bars().stream()
                                .map(bar -> Map.of(
                                        "label", bar.label().in(language),
                                        "parts", parts(bar, most),
                                        "figures",
                                                bar.figures().stream()
                                                        .map(figure -> Map.of(
                                                                "value", Pages.thousands(figure.value()),
                                                                "href",
                                                                        figure.href()
                                                                                .orElse("")))
                                                        .toList()))
                                .toList());
    }

    /** The parts of one bar: where each begins and how long it is, in thousandths of the longest bar. */
    private static List<Map<String, String>> parts(Chart.Bar bar, long most) {
        var parts = new ArrayList<Map<String, String>>();
        long before = 0;
        for (int i = 0; i < bar.figures().size(); i++) {
            long value = bar.figures().get(i).value();
            long from = Math.round(1000.0 * before / most);
            long to = Math.round(1000.0 * (before + value) / most);
            if (to > from) {
                parts.add(Map.of(
                        "series", Integer.toString(i + 1),
                        "x", Long.toString(from),
                        "width", Long.toString(to - from)));
            }
            before += value;
        }
        return parts;
    }

    /** A map, with every point where it is drawn. */
    static Map<String, Object> map(CityMap map, Language language) {
        return Map.of(
                "title", map.title().in(language),
                "words", map.words().in(language),
                "spots",
                        map.spots().stream()
                                .map(spot -> spot(map, spot, language))
                                .toList(),
                "meridians", map.meridians(),
                "parallels", map.parallels(),
                "x", Long.toString(map.x(map.longitude())),
                "y", Long.toString(map.y(map.latitude())));
    }

    /** A place to go by: its dot, and its name beside or below that. */
    private static Map<String, String> spot(CityMap map, CityMap.Spot spot, Language language) {
        long x = map.x(spot.longitude());
        long y = map.y(spot.latitude());
        long aside = switch (spot.side()) {
            case "start" -> BESIDE;
            case "end" -> -BESIDE;
            default -> 0;
        };
        return Map.of(
                "name", spot.name().in(language),
                "x", Long.toString(x),
                "y", Long.toString(y),
                "textX", Long.toString(x + aside),
                "textY", Long.toString(y + (aside == 0 ? BELOW : ON_A_LINE)),
                "side", spot.side());
    }
}
