package org.teshema.engine.account;

import java.time.Instant;
import org.teshema.api.device.Organisation;

/**
 * An account, without anything of its password.
 *
 * @param id positive
 * @param login its login name
 * @param organisation for whom its owner acts
 * @param active whether it can log in
 * @param createdAt when it was made
 * @param version counts its changes from 0
 */
public record Account(
        long id, String login, Organisation organisation, boolean active, Instant createdAt, int version) {}
