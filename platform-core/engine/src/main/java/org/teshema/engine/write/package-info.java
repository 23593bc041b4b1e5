/**
 * How every change of the platform is asked for: under a key the asker chose, so that asking twice does the work once.
 * The key, the business rows and the ledger leaf commit in one transaction. A repeated key gets the reference of what the
 * first request made; the same key for a different request is a problem.
 */
package org.teshema.engine.write;
