package org.teshema.engine.codes;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.teshema.trust.code.ShortNumber;

/**
 * A label that was posted on a device: from then on its code stands for the device.
 *
 * @param id its number
 * @param number the code
 * @param device the device
 * @param district district of the device
 * @param unit the using unit that posted it
 * @param position name of the position
 * @param place where that is, in words
 * @param longitude degrees east, where given
 * @param latitude degrees north, where given
 * @param photo digest of the photo
 * @param boundAt when it was bound
 * @param endedAt when it was replaced or revoked
 * @param endReason why
 */
public record Binding(
        long id,
        ShortNumber number,
        long device,
        String district,
        Party unit,
        String position,
        String place,
        Optional<Double> longitude,
        Optional<Double> latitude,
        String photo,
        Instant boundAt,
        Optional<Instant> endedAt,
        Optional<String> endReason) {
    public Binding {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(photo, "photo");
        Objects.requireNonNull(boundAt, "boundAt");
    }
}
