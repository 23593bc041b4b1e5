package org.teshema.engine.ledger;

/**
 * Which row of hashes.
 *
 * @param level 0 for leaves; a hash of level n stands for 256 of level n - 1
 * @param tile counted from 0 within the level
 */
record TileId(int level, long tile) {
    /** Hashes in a full row. */
    static final int WIDTH = 256;

    /** Levels of the binary tree that lie within one row. */
    static final int LEVELS = 8;

    /** Bytes of a hash. */
    static final int HASH = 32;
}
