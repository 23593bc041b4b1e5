package org.teshema.rest.plugin;

import java.time.Instant;
import java.time.LocalDate;
import org.teshema.engine.release.Release;

/**
 * A release that passed the gate and is kept.
 *
 * @param id its number
 * @param name the plugin's name
 * @param version its version
 * @param district its district; 310000 for the city's own
 * @param api versions of the API it was built for
 * @param permissions what it asks for, words with commas between them; empty for nothing
 * @param signed when its district signed it
 * @param expires last day on which it may be installed
 * @param keyId the key that signed for the district
 * @param digest SM3 of the jar with both signatures, 64 hexadecimal digits
 * @param author who brought it
 * @param storedAt when
 */
public record ReleaseJson(
        String id,
        String name,
        String version,
        String district,
        String api,
        String permissions,
        LocalDate signed,
        LocalDate expires,
        String keyId,
        String digest,
        String author,
        Instant storedAt) {
    static ReleaseJson of(Release release) {
        return new ReleaseJson(
                Long.toString(release.id()),
                release.origin().name(),
                release.origin().version(),
                release.origin().district(),
                release.api(),
                release.permissions(),
                release.signed(),
                release.expires(),
                release.keyId(),
                release.digest(),
                release.author(),
                release.storedAt());
    }
}
