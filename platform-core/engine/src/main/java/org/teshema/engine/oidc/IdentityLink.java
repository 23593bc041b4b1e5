package org.teshema.engine.oidc;

import java.time.Instant;

/**
 * That a subject of a provider is an account.
 *
 * @param id positive
 * @param issuer the provider
 * @param subject how it calls the person
 * @param accountId the account
 * @param login its login name
 * @param linkedAt since when
 */
public record IdentityLink(long id, String issuer, String subject, long accountId, String login, Instant linkedAt) {}
