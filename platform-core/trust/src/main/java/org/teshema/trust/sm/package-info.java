/**
 * SM2 signatures and the SM3 hash (GB/T 32918, GB/T 32905), told in plain byte arrays. Everything that Bouncy Castle
 * does for the platform happens behind these few types, so that no other package ever sees one of its classes. Private
 * keys appear only as a {@link org.teshema.trust.sm.Signer}, whose place a certified device can take.
 */
package org.teshema.trust.sm;
