package org.teshema.engine.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The rows at the right edge of the tree while leaves are appended. Belongs to one thread. */
final class GrowingTiles {
    private final Function<TileId, byte[]> stored;
    private final Map<TileId, Row> rows = new LinkedHashMap<>();
    private long size;

    /**
     * The edge of a tree.
     *
     * @param size leaves so far
     * @param stored reads a row of that tree
     */
    GrowingTiles(long size, Function<TileId, byte[]> stored) {
        this.size = size;
        this.stored = stored;
    }

    private static final class Row {
        private final byte[] hashes = new byte[TileId.WIDTH * TileId.HASH];
        private final int before;
        private int filled;

        Row(byte[] stored) {
            System.arraycopy(stored, 0, hashes, 0, stored.length);
            before = stored.length;
            filled = stored.length;
        }

        byte[] content() {
            return Arrays.copyOf(hashes, filled);
        }
    }

    /** A row that is new or longer than it was. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not kept
    record Changed(TileId id, byte[] hashes, boolean isNew) {}

    void append(byte[] leafHash) {
        append(0, size, leafHash);
        size++;
    }

    /** Leaves by now. */
    long size() {
        return size;
    }

    /** The row as it is by now, wherever it lies. */
    byte[] row(TileId id) {
        Row row = rows.get(id);
        return row == null ? stored.apply(id) : row.content();
    }

    /** What has to be stored, in the order it came to be. */
    List<Changed> changed() {
        List<Changed> changed = new ArrayList<>();
        rows.forEach((id, row) -> {
            if (row.filled > row.before) {
                changed.add(new Changed(id, row.content(), row.before == 0));
            }
        });
        return changed;
    }

    /** The full rows, which are forgotten: nothing above or beside them needs them any more. */
    List<Changed> takeFull() {
        List<Changed> full = changed().stream()
                .filter(row -> row.hashes().length == TileId.WIDTH * TileId.HASH)
                .toList();
        full.forEach(row -> rows.remove(row.id()));
        return full;
    }

    private void append(int level, long position, byte[] hash) {
        var id = new TileId(level, position / TileId.WIDTH);
        int at = (int) (position % TileId.WIDTH) * TileId.HASH;
        Row row = rows.computeIfAbsent(id, edge -> new Row(at == 0 ? new byte[0] : stored.apply(edge)));
        if (row.filled != at) {
            throw new LedgerDamage("level " + level + ", tile " + id.tile() + " has " + row.filled / TileId.HASH
                    + " hashes instead of " + at / TileId.HASH);
        }
        System.arraycopy(hash, 0, row.hashes, at, TileId.HASH);
        row.filled += TileId.HASH;
        if (row.filled == row.hashes.length) {
            append(level + 1, id.tile(), TileNodes.rootOf(row.hashes, 0, row.hashes.length));
        }
    }
}
