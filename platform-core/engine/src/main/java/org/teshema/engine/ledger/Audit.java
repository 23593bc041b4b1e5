package org.teshema.engine.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.trust.merkle.Checkpoint;
import org.teshema.trust.merkle.Merkle;
import org.teshema.trust.merkle.SignedCheckpoint;

/**
 * Builds the whole tree again from the leaves' texts and compares everything stored with it. The ledger may grow meanwhile:
 * what came after the audit began is left for the next one. Belongs to one thread.
 */
final class Audit {
    private static final int PAGE = 10_000;

    private final Database database;
    private final CheckpointSigner signer;
    private final List<String> findings = new ArrayList<>();
    private long tiles;
    private long checkpoints;

    Audit(Database database, CheckpointSigner signer) {
        this.database = database;
        this.signer = signer;
    }

    AuditReport run() {
        long size = database.read(LedgerRows::signedSize);
        var tree = new GrowingTiles(0, id -> new byte[0]);
        List<CheckpointRow> signed = database.read(c -> checkpoints(c, -1));
        long index = 0;
        while (true) {
            while (!signed.isEmpty() && signed.get(0).size() == tree.size()) {
                check(signed.get(0), tree);
                long done = signed.get(0).size();
                signed =
                        signed.size() > 1 ? signed.subList(1, signed.size()) : database.read(c -> checkpoints(c, done));
            }
            if (index >= size || isFull()) {
                break;
            }
            long from = index;
            long to = Math.min(
                    size,
                    signed.isEmpty() ? size : Math.max(from + 1, signed.get(0).size()));
            index = hash(tree, from, Math.min(to, from + PAGE));
            compareFull(tree, size);
        }
        for (CheckpointRow later : signed) {
            checkNote(later);
        }
        compareRest(tree, size);
        checkBeyond(size);
        checkPending();
        return new AuditReport(size, tiles, checkpoints, findings);
    }

    @SuppressWarnings("ArrayRecordComponent") // read and compared, never kept
    private record CheckpointRow(long size, byte[] root, String note) {
        String name() {
            return "checkpoint of size " + size;
        }
    }

    /** Appends what the leaves' texts hash to; a leaf that is not there leaves a hole that no root can hide. */
    private long hash(GrowingTiles tree, long from, long to) {
        List<Leaf> page = database.read(c -> LedgerRows.leaves(c, from, (int) (to - from)));
        long expected = from;
        for (Leaf leaf : page) {
            if (leaf.index() >= to) {
                break;
            }
            while (expected < leaf.index() && !isFull()) {
                missing(tree, expected++);
            }
            byte[] hash = Merkle.SM3.leafHash(leaf.body().getBytes(StandardCharsets.UTF_8));
            if (!Arrays.equals(hash, leaf.hash())) {
                find("leaf " + expected + ": its stored hash is not the hash of its text");
            }
            if (!leaf.body().contains(" " + leaf.subject() + " ")) {
                find("leaf " + expected + ": its subject is not the one in its text");
            }
            tree.append(hash);
            expected++;
        }
        while (expected < to && !isFull()) {
            missing(tree, expected++);
        }
        return to;
    }

    private void missing(GrowingTiles tree, long index) {
        find("leaf " + index + " is missing");
        tree.append(new byte[TileId.HASH]);
    }

    private void compareFull(GrowingTiles tree, long size) {
        for (GrowingTiles.Changed row : tree.takeFull()) {
            compare(row.id(), row.hashes(), size);
        }
    }

    private void compareRest(GrowingTiles tree, long size) {
        for (GrowingTiles.Changed row : tree.changed()) {
            compare(row.id(), row.hashes(), size);
        }
    }

    /** What is stored begins with what was computed; it may be longer where the ledger has grown since. */
    private void compare(TileId id, byte[] computed, long size) {
        tiles++;
        byte[] stored = database.read(c -> LedgerRows.tiles(c).apply(id));
        boolean same = stored.length >= computed.length
                && Arrays.equals(stored, 0, computed.length, computed, 0, computed.length);
        if (!same) {
            find("tile " + id.tile() + " of level " + id.level() + " is not what the leaves hash to");
        } else if (stored.length != computed.length && database.read(LedgerRows::signedSize) == size) {
            find("tile " + id.tile() + " of level " + id.level() + " has more hashes than the signed tree");
        }
    }

    private void check(CheckpointRow row, GrowingTiles tree) {
        checkpoints++;
        checkNote(row);
        if (!Arrays.equals(Merkle.SM3.root(tree.size(), new TileNodes(tree::row)), row.root())) {
            find(row.name() + ": its root is not the root of the leaves");
        }
    }

    private void checkNote(CheckpointRow row) {
        try {
            SignedCheckpoint signed = SignedCheckpoint.parse(row.note());
            Checkpoint stated = signed.checkpoint();
            if (stated.size() != row.size()
                    || !Arrays.equals(stated.root(), row.root())
                    || !stated.origin().equals(signer.origin())) {
                find(row.name() + ": its row and its note differ");
            }
            if (!signed.verify(signer.signer().publicKey())) {
                find(row.name() + ": its signature is not the ledger key's");
            }
        } catch (IllegalArgumentException e) {
            find(row.name() + ": its note cannot be read");
        }
    }

    /** Nothing lies outside of what is signed: no leaf, no row of the tree. */
    private void checkBeyond(long audited) {
        database.read(connection -> {
            long size = LedgerRows.signedSize(connection);
            if (size < audited) {
                find("the ledger shrank from " + audited + " to " + size + " leaves during the audit");
            }
            count(connection, "select count(*) from ledger_leaf where leaf_index < 0 or leaf_index >= ?", size)
                    .ifPresent(n -> find(n + " leaves lie outside of the signed tree"));
            long width = size;
            int level = 0;
            for (; width > 0; level++, width /= TileId.WIDTH) {
                long rows = (width + TileId.WIDTH - 1) / TileId.WIDTH;
                int at = level;
                count(
                                connection,
                                "select count(*) from ledger_tile where level = ? and (tile < 0 or tile >= ?)",
                                at,
                                rows)
                        .ifPresent(n -> find(n + " tiles of level " + at + " lie outside of the signed tree"));
            }
            count(connection, "select count(*) from ledger_tile where level < 0 or level >= ?", level)
                    .ifPresent(n -> find(n + " tiles of levels that the signed tree does not have"));
            return size;
        });
    }

    private void checkPending() {
        List<Leaf> pending = database.read(connection -> {
            List<Leaf> waiting = new ArrayList<>();
            try (var select = connection.prepareStatement(
                            "select id, subject, body, leaf_hash from ledger_pending order by id limit " + PAGE);
                    var row = select.executeQuery()) {
                while (row.next()) {
                    waiting.add(new Leaf(row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4)));
                }
            }
            return waiting;
        });
        for (Leaf leaf : pending) {
            if (!Arrays.equals(Merkle.SM3.leafHash(leaf.body().getBytes(StandardCharsets.UTF_8)), leaf.hash())) {
                find("pending leaf " + leaf.index() + ": its stored hash is not the hash of its text");
            }
        }
    }

    private static Optional<Long> count(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            Sql.bind(select, parameters);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1) == 0 ? Optional.empty() : Optional.of(row.getLong(1));
            }
        }
    }

    private static List<CheckpointRow> checkpoints(Connection connection, long after) throws SQLException {
        try (var select = connection.prepareStatement(
                "select size, root, note from ledger_checkpoint where size > ? order by size limit 1000")) {
            Sql.bind(select, after);
            try (var row = select.executeQuery()) {
                List<CheckpointRow> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(new CheckpointRow(row.getLong(1), row.getBytes(2), row.getString(3)));
                }
                return rows;
            }
        }
    }

    private boolean isFull() {
        return findings.size() >= AuditReport.MOST;
    }

    private void find(String what) {
        if (!isFull()) {
            findings.add(what);
        }
    }
}
