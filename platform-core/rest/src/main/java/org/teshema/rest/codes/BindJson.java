package org.teshema.rest.codes;

import java.util.Base64;
import java.util.Optional;
import org.teshema.engine.codes.BindOrder;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.archive.Ids;

/**
 * What a using unit says when it has posted a label.
 *
 * @param code the text of the symbol, or the short number
 * @param device id of the device it hangs on
 * @param position name of the position, one of those permitted for the device
 * @param place where that is, in words, at most 300 characters
 * @param longitude degrees east (WGS 84), given together with the latitude or not at all
 * @param latitude degrees north (WGS 84)
 * @param post number of the code post along a line that bears the label, from 1 on; left out for the device's own code
 * @param photo JPEG or PNG of the posted label in Base64, at most 4 MiB before encoding
 */
public record BindJson(
        String code,
        String device,
        String position,
        String place,
        Optional<Double> longitude,
        Optional<Double> latitude,
        Optional<Integer> post,
        String photo) {
    BindOrder toOrder() {
        return new BindOrder(
                code,
                Ids.field("device", device),
                position,
                place,
                longitude,
                latitude,
                post.orElse(0),
                picture(photo));
    }

    static byte[] picture(String photo) {
        try {
            return Base64.getDecoder().decode(photo);
        } catch (IllegalArgumentException e) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "photo",
                    "照片应为 Base64 编码的 JPEG 或 PNG。",
                    "The photo is a JPEG or PNG in Base64.");
        }
    }
}
