package org.teshema.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.teshema.api.text.Text;

/**
 * Where a device is: a point in a frame of degrees, among a few places that everybody knows. It is drawn from numbers alone and loads
 * nothing from anywhere. A degree of longitude is drawn as long as it is at this latitude.
 *
 * @param title what it shows
 * @param words the same in words, for who does not see it
 * @param longitude of the device
 * @param latitude of the device
 * @param spots places to go by
 */
public record CityMap(Text title, Text words, double longitude, double latitude, List<Spot> spots) {
    /** How wide it is drawn. */
    static final int WIDTH = 330;

    /** How high it is drawn. */
    static final int HEIGHT = 380;

    private static final double WEST = 120.80;
    private static final double EAST = 122.05;
    private static final double SOUTH = 30.62;
    private static final double NORTH = SOUTH + (EAST - WEST) * HEIGHT / WIDTH * Math.cos(Math.toRadians(31.2));

    /** What a line needs beside it for its words. */
    private static final int ROOM = 25;

    /** Lines are this far apart, in hundredths of a degree. */
    private static final int STEP = 25;

    public CityMap {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(words, "words");
        spots = List.copyOf(spots);
    }

    /**
     * A place to go by.
     *
     * @param name what it is called
     * @param longitude in degrees
     * @param latitude in degrees
     * @param side on which side of its dot the name stands: start, end, middle for below it, or empty for a dot without a name
     */
    public record Spot(Text name, double longitude, double latitude, String side) {}

    /** Whether the frame holds that point. */
    public static boolean holds(double longitude, double latitude) {
        return longitude > WEST && longitude < EAST && latitude > SOUTH && latitude < NORTH;
    }

    long x(double at) {
        return Math.round((at - WEST) / (EAST - WEST) * WIDTH);
    }

    long y(double at) {
        return Math.round((NORTH - at) / (NORTH - SOUTH) * HEIGHT);
    }

    /** The lines of longitude in the frame. */
    List<Map<String, String>> meridians() {
        return lines(WEST, EAST).map(one -> line(one, x(one / 100.0), "E")).toList();
    }

    /** The lines of latitude in the frame. */
    List<Map<String, String>> parallels() {
        return lines(SOUTH, NORTH).map(one -> line(one, y(one / 100.0), "N")).toList();
    }

    private static Stream<Integer> lines(double from, double to) {
        int first = (int) Math.ceil(from * 100 / STEP) * STEP;
        return IntStream.iterate(first, one -> one < to * 100, one -> one + STEP)
                .boxed();
    }

    private static Map<String, String> line(int hundredths, long at, String side) {
        return Map.of(
                "at",
                Long.toString(at),
                "words",
                hundredths % 50 == 0 && at < WIDTH - ROOM
                        ? String.format(Locale.ROOT, "%.1f°%s", hundredths / 100.0, side)
                        : "");
    }
}
