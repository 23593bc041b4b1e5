/**
 * Who may come in and who takes part, over HTTP: log-in and log-out, one's own account, the accounts under one's organisation,
 * and organisations. A resource here is path, parameters and one call of the engine. No answer ever carries a password or a
 * token but the one that was just issued.
 */
package org.teshema.rest.account;
