/**
 * The one database: connection pool, migrations, Hibernate session factory, and the unit of work. Business rows, archive
 * entry, ledger leaf, outbox row and idempotency row commit together or not at all. Nothing outside the engine sees this
 * package.
 */
package org.teshema.engine.store;
