package org.teshema.engine.ledger;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.teshema.trust.merkle.Merkle;
import org.teshema.trust.merkle.Nodes;

/** The nodes of the tree, found in rows or computed from them; remembers the rows it has read. Belongs to one thread. */
final class TileNodes implements Nodes {
    private final Function<TileId, byte[]> rows;
    private final Map<TileId, byte[]> read = new HashMap<>();

    /** Nodes of rows that are read one by one; a row that is not there is empty. */
    TileNodes(Function<TileId, byte[]> rows) {
        this.rows = rows;
    }

    @Override
    public byte[] node(int level, long index) {
        int within = level % TileId.LEVELS;
        long first = index << within;
        var id = new TileId(level / TileId.LEVELS, first / TileId.WIDTH);
        byte[] row = read.computeIfAbsent(id, rows);
        int from = (int) (first % TileId.WIDTH) * TileId.HASH;
        int length = TileId.HASH << within;
        if (row.length < from + length) {
            throw new LedgerDamage("level " + id.level() + ", tile " + id.tile() + " has " + row.length / TileId.HASH
                    + " hashes, " + (from + length) / TileId.HASH + " are needed");
        }
        return rootOf(row, from, length);
    }

    /** The root over a power of two of hashes that lie one after the other. */
    static byte[] rootOf(byte[] hashes, int from, int length) {
        if (length == TileId.HASH) {
            return Arrays.copyOfRange(hashes, from, from + length);
        }
        int half = length / 2;
        return Merkle.SM3.nodeHash(rootOf(hashes, from, half), rootOf(hashes, from + half, half));
    }
}
