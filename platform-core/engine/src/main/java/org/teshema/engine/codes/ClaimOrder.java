package org.teshema.engine.codes;

import java.util.Objects;
import java.util.Optional;

/**
 * Codes to be given out.
 *
 * @param range which codes
 * @param unit the using unit that gets them
 * @param device the device they are for: needed at a supervision inspection, one code at a time
 * @param reason why it is done this way, where the rule asks for a reason; at most 400 characters
 */
public record ClaimOrder(SerialRange range, long unit, Optional<Long> device, Optional<String> reason) {
    public ClaimOrder {
        Objects.requireNonNull(range, "range");
        Given.id(unit, "unit");
        device.ifPresent(id -> Given.id(id, "device"));
        reason = reason.filter(text -> !text.isBlank()).map(text -> Given.text(text, "reason", 400));
    }
}
