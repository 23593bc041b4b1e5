package org.teshema.engine.account;

import java.util.Objects;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Side;

/**
 * Somebody logged in, acting for an organisation. The kind of the organisation is the role.
 *
 * @param accountId positive id of the account
 * @param login the account's login name, for messages to its owner only
 * @param organisation for whom they act
 */
public record Actor(long accountId, String login, Organisation organisation) {
    public Actor {
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(organisation, "organisation");
    }

    /** The role: the kind of organisation acted for. */
    public OrganisationKind role() {
        return organisation.kind();
    }

    /** The district of the organisation acted for; 310000 for the city. */
    public String district() {
        return organisation.district();
    }

    /** Which of the four sides they are on. */
    public Side side() {
        return switch (role()) {
            case CITY_BUREAU, DISTRICT, STATION -> Side.GOVERNMENT;
            case INSPECTION_BODY -> Side.INSPECTION;
            case USING_UNIT, MAINTENANCE_UNIT -> Side.ENTERPRISE;
        };
    }
}
