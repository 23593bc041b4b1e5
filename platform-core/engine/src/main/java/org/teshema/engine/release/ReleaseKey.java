package org.teshema.engine.release;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.teshema.trust.sm.Sm2PublicKey;

/**
 * A key that signs releases for a district, as the city registered it.
 *
 * @param id number of the registration
 * @param district the district it signs for; 310000 for the city's own plugins
 * @param holder who keeps the private half
 * @param key the public half
 * @param validFrom first day on which releases of it are taken
 * @param validUntil last such day
 * @param author who registered it
 * @param addedAt when
 * @param revoked that it no longer counts
 */
public record ReleaseKey(
        long id,
        String district,
        String holder,
        Sm2PublicKey key,
        LocalDate validFrom,
        LocalDate validUntil,
        String author,
        Instant addedAt,
        Optional<Revocation> revoked) {
    /**
     * That a key no longer counts: what it signed is not installed any more, and what is live of it is stopped.
     *
     * @param by who revoked it
     * @param at when
     * @param reason why
     */
    public record Revocation(String by, Instant at, String reason) {}

    /** Its id, as signatures name it. */
    public String keyId() {
        return key.keyId();
    }

    /** Whether releases signed by it are taken on that day. */
    public boolean takenOn(LocalDate day) {
        return revoked.isEmpty() && !day.isBefore(validFrom) && !day.isAfter(validUntil);
    }
}
