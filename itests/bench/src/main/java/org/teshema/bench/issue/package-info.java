/**
 * What a code costs to make. The platform's whole way, from order to committed rows and ledger leaves, stands against the
 * two things nobody can leave out: one SM2 signature and one row copied into the same tables. CPU time of this process and
 * of PostgreSQL together is what counts.
 */
package org.teshema.bench.issue;
