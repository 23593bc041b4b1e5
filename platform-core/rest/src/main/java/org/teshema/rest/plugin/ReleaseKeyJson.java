package org.teshema.rest.plugin;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.teshema.engine.release.ReleaseKey;

/**
 * A key that signs releases for a district.
 *
 * @param id number of the registration
 * @param keyId its id, as signatures name it
 * @param district the district it signs for; 310000 for the city's own plugins
 * @param holder who keeps the private half
 * @param validFrom first day on which releases of it are taken
 * @param validUntil last such day
 * @param author who registered it
 * @param addedAt when
 * @param revokedBy who revoked it
 * @param revokedAt when
 * @param revokedFor why
 * @param pem the public half
 */
public record ReleaseKeyJson(
        String id,
        String keyId,
        String district,
        String holder,
        LocalDate validFrom,
        LocalDate validUntil,
        String author,
        Instant addedAt,
        Optional<String> revokedBy,
        Optional<Instant> revokedAt,
        Optional<String> revokedFor,
        String pem) {
    static ReleaseKeyJson of(ReleaseKey key) {
        return new ReleaseKeyJson(
                Long.toString(key.id()),
                key.keyId(),
                key.district(),
                key.holder(),
                key.validFrom(),
                key.validUntil(),
                key.author(),
                key.addedAt(),
                key.revoked().map(ReleaseKey.Revocation::by),
                key.revoked().map(ReleaseKey.Revocation::at),
                key.revoked().map(ReleaseKey.Revocation::reason),
                key.key().pem());
    }
}
