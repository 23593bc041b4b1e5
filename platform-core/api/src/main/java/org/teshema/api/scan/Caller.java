package org.teshema.api.scan;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.archive.Audience;
import org.teshema.api.device.Organisation;
import org.teshema.api.text.Language;

/**
 * Who scans, towards the scanned device.
 *
 * @param side the side they are on
 * @param audience what they are towards this device; PUBLIC for strangers, logged in or not
 * @param organisation for whom they act, empty for the public
 * @param language the language they read
 */
public record Caller(Side side, Audience audience, Optional<Organisation> organisation, Language language) {
    public Caller {
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(audience, "audience");
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(language, "language");
    }

    /** Somebody who is not logged in. */
    public static Caller anonymous(Language language) {
        return new Caller(Side.PUBLIC, Audience.PUBLIC, Optional.empty(), language);
    }
}
