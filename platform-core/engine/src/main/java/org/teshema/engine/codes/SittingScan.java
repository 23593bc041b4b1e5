package org.teshema.engine.codes;

import java.util.Objects;
import java.util.Optional;

/**
 * One label of a sitting.
 *
 * @param code the text of the symbol, or the short number
 * @param device the child it hangs on; where left out, the set's next child in that role without a code, or a new one where
 *     children go by their mother's certificate
 * @param name what a new child is called, at most 120 characters; where left out, the role and the next number
 * @param photo JPEG or PNG of the posted label, at most 4 MiB
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record SittingScan(String code, Optional<Long> device, Optional<String> name, byte[] photo) {
    public SittingScan {
        code = Given.text(code, "code", 600);
        device.ifPresent(id -> Given.id(id, "device"));
        name = name.filter(text -> !text.isBlank()).map(text -> Given.text(text, "name", 120));
        Objects.requireNonNull(device, "device");
        photo = photo == null ? new byte[0] : photo.clone();
    }

    @Override
    public byte[] photo() {
        return photo.clone();
    }

    /** All but the photo, and its digest in its place: what makes two requests the same. */
    String text(Photo kept) {
        return String.join("\n", code, device.map(String::valueOf).orElse("-"), name.orElse("-"), kept.digest());
    }
}
