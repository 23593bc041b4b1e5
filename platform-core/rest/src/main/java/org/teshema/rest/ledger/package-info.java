/**
 * The ledger over HTTP, open to everybody: the signed checkpoint, leaves, and the proofs that the stand-alone verifier reads. Nothing here
 * has to be trusted, as whoever has the ledger's public key checks every answer alone.
 */
package org.teshema.rest.ledger;
