package org.teshema.rest.account;

import java.time.Instant;
import org.teshema.engine.account.Account;

/**
 * An account.
 *
 * @param id its id
 * @param login its login name
 * @param organisation for whom its owner acts
 * @param active whether it can log in
 * @param createdAt when it was made
 * @param version to be sent along with a change
 */
public record AccountJson(
        String id, String login, OrganisationJson organisation, boolean active, Instant createdAt, int version) {
    static AccountJson of(Account account) {
        return new AccountJson(
                Long.toString(account.id()),
                account.login(),
                OrganisationJson.of(account.organisation()),
                account.active(),
                account.createdAt(),
                account.version());
    }
}
