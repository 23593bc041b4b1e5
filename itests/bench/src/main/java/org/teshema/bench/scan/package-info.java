/**
 * What a scan costs and how long it takes: server CPU beside a resource that answers a constant of the same size from the
 * same server, database CPU beside the bare select, waiting times in a small and in a large city, and just after a start.
 * Two platforms run on one PostgreSQL, and all sides are measured in turn.
 */
package org.teshema.bench.scan;
