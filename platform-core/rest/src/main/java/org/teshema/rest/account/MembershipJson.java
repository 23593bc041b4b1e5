package org.teshema.rest.account;

import java.time.LocalDate;
import java.util.Optional;
import org.teshema.engine.account.Membership;
import org.teshema.engine.account.MembershipRole;

/**
 * That a person acts for an organisation.
 *
 * @param id its id
 * @param account id of the person's account
 * @param login its login name
 * @param organisation for whom
 * @param role what they are there
 * @param from the first day; missing for ever since
 * @param until the last day; missing for no end
 * @param version to be sent along with a change
 */
public record MembershipJson(
        String id,
        String account,
        String login,
        OrganisationJson organisation,
        MembershipRole role,
        Optional<LocalDate> from,
        Optional<LocalDate> until,
        int version) {
    static MembershipJson of(Membership membership) {
        return new MembershipJson(
                Long.toString(membership.id()),
                Long.toString(membership.accountId()),
                membership.login(),
                OrganisationJson.of(membership.organisation()),
                membership.role(),
                membership.from(),
                membership.until(),
                membership.version());
    }
}
