/**
 * The mathematics of the ledger: an append-only Merkle tree as in RFC 9162, section 2.1, its proofs, and the signed
 * checkpoint that states its head. Pure functions over stored nodes; where the nodes lie is the engine's affair. The hash is
 * a parameter, SM3 in production, so that published SHA-256 results can test the same code.
 */
package org.teshema.trust.merkle;
