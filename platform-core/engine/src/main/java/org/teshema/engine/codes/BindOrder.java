package org.teshema.engine.codes;

import java.util.Objects;
import java.util.Optional;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * What a using unit says when it has posted a label.
 *
 * @param code the text of the symbol, or the short number
 * @param device the device it hangs on
 * @param position name of the position, one of those permitted for the device
 * @param place where that is, in words, at most 300 characters
 * @param longitude degrees east (WGS 84), given together with the latitude or not at all
 * @param latitude degrees north (WGS 84)
 * @param post the number of the code post along a line that bears the label, from 1 on; 0 for the device's own code
 * @param photo JPEG or PNG of the posted label, at most 4 MiB
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record BindOrder(
        String code,
        long device,
        String position,
        String place,
        Optional<Double> longitude,
        Optional<Double> latitude,
        int post,
        byte[] photo) {
    public BindOrder {
        code = Given.text(code, "code", 600);
        Given.id(device, "device");
        position = Given.text(position, "position", 40);
        place = Given.text(place, "place", 300);
        Objects.requireNonNull(longitude, "longitude");
        Objects.requireNonNull(latitude, "latitude");
        degrees(longitude, "longitude", 180);
        degrees(latitude, "latitude", 90);
        if (longitude.isPresent() != latitude.isPresent()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    longitude.isPresent() ? "latitude" : "longitude",
                    "经度和纬度应同时填写或同时不填。",
                    "Give longitude and latitude together or neither.");
        }
        Given.within(post, "post", 0, 1_000_000);
        photo = photo == null ? new byte[0] : photo.clone();
    }

    /** The device's own code. */
    public BindOrder(
            String code,
            long device,
            String position,
            String place,
            Optional<Double> longitude,
            Optional<Double> latitude,
            byte[] photo) {
        this(code, device, position, place, longitude, latitude, 0, photo);
    }

    @Override
    public byte[] photo() {
        return photo.clone();
    }

    /** All but the photo, and its digest in its place: what makes two requests the same. */
    String text(Photo kept) {
        return String.join(
                "\n",
                code,
                Long.toString(device),
                position,
                place,
                longitude.map(String::valueOf).orElse("-"),
                latitude.map(String::valueOf).orElse("-"),
                Integer.toString(post),
                kept.digest());
    }

    private static void degrees(Optional<Double> value, String field, int most) {
        if (value.isPresent() && !(Math.abs(value.get()) <= most)) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    field,
                    "“" + field + "”应为 -" + most + " 到 " + most + " 之间的度数。",
                    "\"" + field + "\" is a number of degrees from -" + most + " to " + most + ".");
        }
    }
}
