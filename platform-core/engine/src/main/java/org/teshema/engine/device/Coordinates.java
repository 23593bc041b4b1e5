package org.teshema.engine.device;

import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * A point on the map, in degrees as a phone gives them.
 *
 * @param longitude -180 to 180
 * @param latitude -90 to 90
 */
public record Coordinates(double longitude, double latitude) {
    public Coordinates {
        // Written so that NaN is refused too.
        if (!(longitude >= -180 && longitude <= 180) || !(latitude >= -90 && latitude <= 90)) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "coordinates",
                    "经度应在 -180 到 180 之间，纬度应在 -90 到 90 之间。",
                    "The longitude must be -180 to 180, the latitude -90 to 90 degrees.");
        }
    }
}
