package org.teshema.engine.account;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.device.Organisation;

/**
 * That a person acts for an organisation.
 *
 * @param id positive
 * @param accountId the person's account
 * @param login its login name
 * @param organisation for whom
 * @param role what they are there
 * @param from the first day; empty for ever since
 * @param until the last day; empty for no end
 * @param version counts its changes from 0
 */
public record Membership(
        long id,
        long accountId,
        String login,
        Organisation organisation,
        MembershipRole role,
        Optional<LocalDate> from,
        Optional<LocalDate> until,
        int version) {
    public Membership {
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(organisation, "organisation");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
    }
}
