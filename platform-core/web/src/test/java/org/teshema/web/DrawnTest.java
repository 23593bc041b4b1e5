package org.teshema.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;

class DrawnTest {
    private static Chart.Bar bar(String label, long... values) {
        return new Chart.Bar(
                Text.same(label),
                Arrays.stream(values)
                        .mapToObj(value -> new Chart.Figure(value, Optional.empty()))
                        .toList());
    }

    private static Chart chart(Chart.Bar... bars) {
        return new Chart(
                new Text("历年", "Years"), new Text("年", "Year"), List.of(Text.same("a"), Text.same("b")), List.of(bars));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, String>> parts(Chart chart, int bar) {
        var bars = (List<Map<String, Object>>) Drawn.chart(chart, Language.ZH).get("bars");
        return (List<Map<String, String>>) bars.get(bar).get("parts");
    }

    @Test
    void the_longest_bar_fills_its_place_and_its_parts_lie_side_by_side() {
        Chart chart = chart(bar("2026", 3, 1), bar("2025", 0, 2), bar("2024", 0, 0));
        assertEquals(
                List.of(
                        Map.of("series", "1", "x", "0", "width", "750"),
                        Map.of("series", "2", "x", "750", "width", "250")),
                parts(chart, 0));
        assertEquals(List.of(Map.of("series", "2", "x", "0", "width", "500")), parts(chart, 1));
        assertEquals(List.of(), parts(chart, 2));
        assertEquals(List.of(), parts(chart(bar("2026", 0, 0)), 0), "nothing at all is no division by nothing");
    }

    @Test
    void a_chart_whose_numbers_do_not_fit_is_none() {
        assertThrows(IllegalArgumentException.class, () -> chart(bar("2026", 1)));
        assertThrows(IllegalArgumentException.class, () -> bar("2026", -1));
    }

    @Test
    void a_map_has_north_above_and_east_at_the_right() {
        var map = new CityMap(Text.same("m"), Text.same("m"), 121.5, 31.2, List.of());
        assertTrue(map.x(121.6) > map.x(121.5));
        assertTrue(map.y(31.3) < map.y(31.2));
        assertTrue(map.x(121.9) < CityMap.WIDTH && map.y(30.7) < CityMap.HEIGHT && map.y(31.8) > 0);
        // As long on paper as on the ground: a degree of longitude is shorter by the cosine of the latitude.
        double ratio = (map.x(121.9) - map.x(121.0)) / 0.9 / ((map.y(30.8) - map.y(31.6)) / 0.8);
        assertEquals(Math.cos(Math.toRadians(31.2)), ratio, 0.01);
        assertTrue(CityMap.holds(121.47, 31.23));
        assertFalse(CityMap.holds(116.4, 39.9));
    }

    @Test
    void every_colour_of_a_series_is_in_the_style_sheet() {
        String css = Assets.text("teshema.css");
        for (int i = 1; i <= Chart.MOST_SERIES; i++) {
            assertTrue(css.contains(".s" + i + " {"), "series " + i);
        }
    }
}
