/**
 * The ledger: an append-only Merkle log that shows, to anybody, that history was not rewritten. A business transaction
 * writes its leaf as pending; the {@link org.teshema.engine.ledger.Sequencer} gives pending leaves their place in the tree,
 * in batches, and signs a checkpoint; {@link org.teshema.engine.ledger.Ledger} answers with leaves and proofs and can
 * recompute the whole. A database that went back behind a checkpoint once signed is noticed, and signing stops.
 */
package org.teshema.engine.ledger;
