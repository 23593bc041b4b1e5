/**
 * The inbox 收件箱 of an organisation: which entries concern it, since when, from whom, and whether somebody has dealt with them. An entry
 * comes into an inbox because its kind says whom it concerns, in the transaction that appends it; an item holds nothing of what the entry
 * says.
 */
package org.teshema.engine.inbox;
