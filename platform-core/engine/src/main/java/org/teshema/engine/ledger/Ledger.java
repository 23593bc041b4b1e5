package org.teshema.engine.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.trust.merkle.Merkle;
import org.teshema.trust.merkle.SignedCheckpoint;

/**
 * Answers from the ledger: its signed head, leaves, and proofs that anybody can check without trusting the platform. It is
 * open to everybody, as its leaves hold no personal data and an event's content only as a salted digest. Thread-safe.
 */
@Component(service = Ledger.class)
public final class Ledger {
    private static final int MOST_PENDING = 100_000;

    private final Database database;
    private final CheckpointSigner signer;
    private final Sequencer sequencer;

    /** The ledger of that database. */
    @Activate
    public Ledger(@Reference Database database, @Reference CheckpointSigner signer, @Reference Sequencer sequencer) {
        this.database = database;
        this.signer = signer;
        this.sequencer = sequencer;
    }

    /** The newest signed checkpoint; {@link ProblemType#NOT_FOUND} in the first second of a new city. */
    public SignedCheckpoint head() {
        return database.read(Ledger::head);
    }

    /** The leaf at this place, once it is signed. */
    public Leaf leaf(long index) {
        return database.read(connection -> leaf(connection, index, head(connection)));
    }

    /** What the ledger knows of a subject, oldest first. */
    public Page<Leaf> ofSubject(String subject, Cursor cursor) {
        return database.read(connection -> cursor.page(
                LedgerRows.leaves(
                        connection,
                        "where subject = ? and leaf_index >= ? order by leaf_index limit ?",
                        subject,
                        cursor.after(),
                        cursor.fetch()),
                leaf -> leaf.index() + 1));
    }

    /**
     * Proves that a leaf is in the tree.
     *
     * @param index of the leaf
     * @param size of a signed checkpoint that contains it; empty for the newest
     */
    public InclusionProof inclusion(long index, Optional<Long> size) {
        return database.read(connection -> {
            SignedCheckpoint to = size.isPresent() ? ofSize(connection, "size", size.get()) : head(connection);
            Leaf leaf = leaf(connection, index, to);
            List<byte[]> path = Merkle.SM3.inclusionProof(
                    index, to.checkpoint().size(), new TileNodes(LedgerRows.tiles(connection)));
            return new InclusionProof(leaf, path, to);
        });
    }

    /**
     * Proves that one signed checkpoint is the beginning of another.
     *
     * @param from size of the older one, at least 1: an empty tree is the beginning of every tree
     * @param to size of the newer one; empty for the newest
     */
    public ConsistencyProof consistency(long from, Optional<Long> to) {
        return database.read(connection -> {
            if (from < 1) {
                throw Problem.inField(
                        ProblemType.INVALID,
                        "from",
                        "一致性证明从 1 条起：空账本是任何账本的开头，无需证明。",
                        "A consistency proof begins at size 1: an empty ledger is the beginning of every ledger.");
            }
            SignedCheckpoint newer = to.isPresent() ? ofSize(connection, "to", to.get()) : head(connection);
            SignedCheckpoint older = ofSize(connection, "from", from);
            if (from > newer.checkpoint().size()) {
                throw Problem.inField(
                        ProblemType.INVALID,
                        "from",
                        "from 不应大于 to（" + newer.checkpoint().size() + "）。",
                        "\"from\" is not larger than \"to\" ("
                                + newer.checkpoint().size() + ").");
            }
            List<byte[]> path = Merkle.SM3.consistencyProof(
                    from, newer.checkpoint().size(), new TileNodes(LedgerRows.tiles(connection)));
            return new ConsistencyProof(older, newer, path);
        });
    }

    /**
     * A row of the tree: up to 256 hashes of 32 bytes, for those who keep a copy.
     *
     * @param level 0 for the hashes of leaves; a hash of each level above stands for 256 of the one below
     * @param tile counted from 0
     */
    public byte[] tile(int level, long tile) {
        return database.read(connection -> {
            byte[] row = LedgerRows.tiles(connection).apply(new TileId(level, tile));
            if (row.length == 0) {
                throw Problem.of(
                        ProblemType.NOT_FOUND,
                        "账本没有第 " + level + " 层第 " + tile + " 块。",
                        "The ledger has no tile " + tile + " of level " + level + ".");
            }
            return row;
        });
    }

    /** How it is. */
    public LedgerStatus status() {
        return database.read(connection ->
                new LedgerStatus(LedgerRows.newest(connection), pending(connection), sequencer.objection()));
    }

    /** Hashes every leaf again and compares tree, checkpoints and signatures; takes about a second per 100,000 leaves. */
    public AuditReport audit() {
        return new Audit(database, signer).run();
    }

    private static long pending(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select count(*) from (select 1 as one from ledger_pending limit "
                        + MOST_PENDING + ") counted");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static SignedCheckpoint head(Connection connection) throws SQLException {
        return LedgerRows.newest(connection)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "账本还没有检查点，请稍后再试。",
                        "The ledger has no checkpoint yet. Please try again in a moment."));
    }

    private static SignedCheckpoint ofSize(Connection connection, String field, long size) throws SQLException {
        return LedgerRows.ofSize(connection, size)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.NOT_FOUND,
                        field,
                        "没有大小为 " + size + " 的检查点；请使用已发布检查点的大小。",
                        "There is no checkpoint of size " + size + ". Use the size of a published checkpoint."));
    }

    private static Leaf leaf(Connection connection, long index, SignedCheckpoint within) throws SQLException {
        long size = within.checkpoint().size();
        Optional<Leaf> leaf = index < 0 || index >= size
                ? Optional.empty()
                : LedgerRows.leaves(connection, "where leaf_index = ?", index).stream()
                        .findFirst();
        return leaf.orElseThrow(() -> Problem.inField(
                ProblemType.NOT_FOUND,
                "index",
                "该检查点有 " + size + " 条，序号应在 0 到 " + (size - 1) + " 之间，而不是 " + index + "。",
                "The checkpoint has " + size + " leaves; the index is 0 to " + (size - 1) + ", not " + index + "."));
    }
}
