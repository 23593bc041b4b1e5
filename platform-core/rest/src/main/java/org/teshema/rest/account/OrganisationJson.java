package org.teshema.rest.account;

import java.util.Optional;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;

/**
 * An organisation.
 *
 * @param id its id
 * @param kind what it is
 * @param name its full name
 * @param creditCode its unified social credit code
 * @param district six-character district id
 * @param phone a telephone people may call
 */
public record OrganisationJson(
        String id,
        OrganisationKind kind,
        String name,
        Optional<String> creditCode,
        String district,
        Optional<String> phone) {
    /** The shape of an organisation. */
    public static OrganisationJson of(Organisation organisation) {
        return new OrganisationJson(
                Long.toString(organisation.id()),
                organisation.kind(),
                organisation.name(),
                organisation.creditCode(),
                organisation.district(),
                organisation.phone());
    }
}
