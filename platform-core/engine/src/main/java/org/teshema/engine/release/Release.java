package org.teshema.engine.release;

import java.time.Instant;
import java.time.LocalDate;
import org.teshema.engine.gate.ReleaseOrigin;

/**
 * A release that passed the gate and is kept.
 *
 * @param id its number
 * @param origin whose it is, its plugin's name and version
 * @param api versions of the API it was built for
 * @param permissions what it asks for, words with commas between them; empty for nothing
 * @param signed when its district signed it
 * @param expires last day on which it may be installed
 * @param keyId the key that signed for the district
 * @param digest SM3 of the jar as it is kept, 64 hexadecimal digits
 * @param author who brought it
 * @param storedAt when
 */
public record Release(
        long id,
        ReleaseOrigin origin,
        String api,
        String permissions,
        LocalDate signed,
        LocalDate expires,
        String keyId,
        String digest,
        String author,
        Instant storedAt) {}
