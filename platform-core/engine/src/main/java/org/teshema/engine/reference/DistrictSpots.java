package org.teshema.engine.reference;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** One point of each district to go by on a map, coarse and of our own making: to a hundredth of a degree. Thread-safe. */
@Component(service = DistrictSpots.class)
public final class DistrictSpots {
    /** There is no room for the name on any side, not even where it is the only one that counts. */
    public static final String NOWHERE = "none";

    private static final Set<String> SIDES = Set.of("", "start", "end", "middle", NOWHERE);

    private final ReferenceTable<List<Spot>> table;

    /**
     * A point in a district.
     *
     * @param district id of the district
     * @param longitude in degrees
     * @param latitude in degrees
     * @param side on which side of the point the name is written: start, end, middle for below it; empty where there is room for it only
     *     on the maps of its own devices, and {@value #NOWHERE} where there is none on these either
     */
    public record Spot(String district, double longitude, double latitude, String side) {}

    /** The points in force. */
    @Activate
    public DistrictSpots(@Reference ReferenceFiles files) {
        this.table = files.table("district-spots", DistrictSpots::read);
    }

    /** All of them. */
    public List<Spot> all() {
        return table.now();
    }

    private static List<Spot> read(List<Line> lines) {
        return lines.stream()
                .map(line -> new Spot(
                        line.text("id"),
                        line.read("longitude", "degrees from 120 to 123", value -> within(value, 120, 123)),
                        line.read("latitude", "degrees from 30 to 32", value -> within(value, 30, 32)),
                        line.maybe("side")
                                .map(word -> line.read("side", "start, end, middle or none", DistrictSpots::side))
                                .orElse("")))
                .toList();
    }

    private static String side(String word) {
        if (!SIDES.contains(word)) {
            throw new IllegalArgumentException(word);
        }
        return word;
    }

    private static double within(String value, int from, int to) {
        double degrees = Double.parseDouble(value);
        if (!(degrees >= from && degrees <= to)) {
            throw new IllegalArgumentException();
        }
        return degrees;
    }
}
