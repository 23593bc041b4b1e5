/**
 * What scene apps keep in tables of their own. Each app has a schema and a database role that has rights there and nowhere else, so that it
 * is the database that keeps it out of everything that is not its own. Its migrations are applied before it starts, all or none of
 * them, and what it keeps stays when it leaves.
 */
package org.teshema.engine.tables;
