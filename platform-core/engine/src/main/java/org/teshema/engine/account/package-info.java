/**
 * Who acts: organisations, their accounts, log-in with a memory-hard password hash, and short-lived bearer tokens kept
 * as digests. An account acts for one organisation, and what kind of organisation it is decides its role. Every service
 * of the engine takes the actor as its first argument and asks {@link org.teshema.engine.access.Access} what it may see.
 */
package org.teshema.engine.account;
