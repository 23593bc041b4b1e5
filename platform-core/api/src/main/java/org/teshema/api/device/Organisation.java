package org.teshema.api.device;

import java.util.Objects;
import java.util.Optional;

/**
 * A unit, body or authority that takes part.
 *
 * @param id positive internal identity
 * @param kind what it is
 * @param name full registered name
 * @param creditCode unified social credit code (GB 32100-2015), where it has one
 * @param district six-character district id; the city bureau has the city's own, 310000
 * @param phone a telephone people may call, for a maintenance unit the 24-hour one
 */
public record Organisation(
        long id,
        OrganisationKind kind,
        String name,
        Optional<String> creditCode,
        String district,
        Optional<String> phone) {
    public Organisation {
        if (id <= 0) {
            throw new IllegalArgumentException("An organisation id is positive, not " + id);
        }
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(creditCode, "creditCode");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(phone, "phone");
    }
}
