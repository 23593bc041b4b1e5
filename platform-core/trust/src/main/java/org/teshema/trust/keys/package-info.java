/**
 * The city's keys: one root key, issuing keys per year and class certified by it, and the ledger's key. A
 * {@link org.teshema.trust.keys.KeyRing} holds the private halves in one encrypted file; a verifier needs only
 * {@link org.teshema.trust.keys.TrustedKeys}, built from the root's public key and the published issuing keys. Keys have
 * dates: codes are signed for one year and answered for fifteen more.
 */
package org.teshema.trust.keys;
