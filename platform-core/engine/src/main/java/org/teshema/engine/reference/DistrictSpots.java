package org.teshema.engine.reference;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** One point of each district to go by on a map, coarse and of our own making: to a hundredth of a degree. Thread-safe. */
@Component(service = DistrictSpots.class)
public final class DistrictSpots {
    private final ReferenceTable<List<Spot>> table;

    /**
     * A point in a district.
     *
     * @param district id of the district
     * @param longitude in degrees
     * @param latitude in degrees
     * @param side on which side of the point the name is written: start, end, or empty where there is no room for it
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
                        line.maybe("side").orElse("")))
                .toList();
    }

    private static double within(String value, int from, int to) {
        double degrees = Double.parseDouble(value);
        if (!(degrees >= from && degrees <= to)) {
            throw new IllegalArgumentException();
        }
        return degrees;
    }
}
