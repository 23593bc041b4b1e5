package org.teshema.rest.codes;

import java.time.Instant;
import java.util.Optional;
import org.teshema.engine.codes.Binding;

/**
 * A posted label.
 *
 * @param id its id
 * @param number the code's number
 * @param device id of the device
 * @param district district of the device
 * @param unit the using unit that posted it
 * @param position name of the position
 * @param place where that is, in words
 * @param longitude degrees east
 * @param latitude degrees north
 * @param photo digest of the photo, its name under /api/v1/photos
 * @param boundAt when it was bound
 * @param endedAt when it was replaced or revoked
 * @param endReason why
 */
public record BindingJson(
        String id,
        String number,
        String device,
        String district,
        PartyJson unit,
        String position,
        String place,
        Optional<Double> longitude,
        Optional<Double> latitude,
        String photo,
        Instant boundAt,
        Optional<Instant> endedAt,
        Optional<String> endReason) {
    static BindingJson of(Binding binding) {
        return new BindingJson(
                Long.toString(binding.id()),
                binding.number().digits(),
                Long.toString(binding.device()),
                binding.district(),
                PartyJson.of(binding.unit()),
                binding.position(),
                binding.place(),
                binding.longitude(),
                binding.latitude(),
                binding.photo(),
                binding.boundAt(),
                binding.endedAt(),
                binding.endReason());
    }
}
