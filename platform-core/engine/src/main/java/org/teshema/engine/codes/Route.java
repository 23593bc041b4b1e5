package org.teshema.engine.codes;

import java.util.Objects;
import org.teshema.api.device.OrganisationKind;

/**
 * A way of custody: who hands blank codes over to whom. One row of {@link LifeCycle#routes()}.
 *
 * @param giver role of the giver
 * @param receiver role of the receiver
 * @param sameDistrict whether both must be of one district
 */
public record Route(OrganisationKind giver, OrganisationKind receiver, boolean sameDistrict) {
    public Route {
        Objects.requireNonNull(giver, "giver");
        Objects.requireNonNull(receiver, "receiver");
    }
}
