package org.teshema.rest.read;

import org.teshema.api.device.OrganisationKind;

/**
 * What somebody reads personal data for. Whoever opens a page says nothing: it follows from the role by which it is shown to them. What a
 * file is taken along for is asked.
 */
public enum Duty {
    /** An authority supervises the devices of its district. */
    SUPERVISION,
    /** An inspection body inspects by a task. */
    INSPECTION,
    /** A using unit answers for its devices. */
    USE,
    /** A maintenance unit maintains by a contract. */
    MAINTENANCE,
    /** Accounts of the own organisation, and of those under it, are looked after. */
    ACCOUNTS;

    static Duty of(OrganisationKind role) {
        return switch (role) {
            case CITY_BUREAU, DISTRICT, STATION -> SUPERVISION;
            case INSPECTION_BODY -> INSPECTION;
            case USING_UNIT -> USE;
            case MAINTENANCE_UNIT -> MAINTENANCE;
        };
    }
}
