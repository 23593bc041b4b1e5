package org.teshema.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.teshema.api.text.Text;
import org.teshema.trust.merkle.Checkpoint;
import org.teshema.trust.merkle.Merkle;
import org.teshema.trust.merkle.Nodes;
import org.teshema.trust.merkle.SignedCheckpoint;

/**
 * Remembers, outside the database, the last checkpoint signed, and objects to a database that does not contain it: one
 * restored from an old backup, failed over to a stale copy, or rewritten. Used by one thread at a time.
 */
final class RollbackGuard {
    private static final long LONGEST = 4_096;

    private final Path file;
    private Optional<Checkpoint> last = Optional.empty();
    private boolean read;

    /** A guard whose memory is this file; its folder is made when missing. */
    RollbackGuard(Path file) {
        this.file = file;
    }

    /**
     * What is wrong with a database whose newest checkpoint is this one; empty where it contains the last one signed.
     *
     * @param head the newest checkpoint in the database
     * @param nodes the database's tree
     */
    Optional<Text> objection(Optional<Checkpoint> head, Nodes nodes) {
        try {
            if (!read) {
                last = stored();
                read = true;
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(new Text(
                    "账本守护文件 " + file + " 无法读取：" + e.getMessage() + "。在查明原因之前账本不再签名。",
                    "The ledger's guard file " + file + " cannot be read: " + e.getMessage()
                            + ". The ledger signs nothing until this is understood."));
        }
        return last.filter(known -> !contains(head, known, nodes)).map(known -> missing(head, known));
    }

    /** Whether nothing was ever signed here, or whoever moved the platform left the memory behind. */
    boolean isNew() {
        return last.isEmpty();
    }

    /** Whether this checkpoint is the one remembered. */
    boolean remembers(Checkpoint checkpoint) {
        return last.filter(checkpoint::equals).isPresent();
    }

    /** Remembers a checkpoint that has been committed; it is on the disk when this returns. */
    void remember(SignedCheckpoint signed) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (var out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer content = ByteBuffer.wrap(signed.note().getBytes(StandardCharsets.UTF_8));
            while (content.hasRemaining()) {
                out.write(content);
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        last = Optional.of(signed.checkpoint());
        read = true;
    }

    private Optional<Checkpoint> stored() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > LONGEST) {
            throw new IOException("it has " + Files.size(file) + " bytes");
        }
        return Optional.of(SignedCheckpoint.parse(Files.readString(file, StandardCharsets.UTF_8))
                .checkpoint());
    }

    private static boolean contains(Optional<Checkpoint> head, Checkpoint known, Nodes nodes) {
        if (head.isEmpty()
                || head.get().size() < known.size()
                || !head.get().origin().equals(known.origin())) {
            return false;
        }
        if (head.get().size() == known.size()) {
            return Arrays.equals(head.get().root(), known.root());
        }
        try {
            return Arrays.equals(Merkle.SM3.root(known.size(), nodes), known.root());
        } catch (LedgerDamage e) {
            return false;
        }
    }

    private Text missing(Optional<Checkpoint> head, Checkpoint known) {
        long size = head.map(Checkpoint::size).orElse(0L);
        String at = file + "";
        return new Text(
                "数据库中的账本（" + size + " 条）不包含已签名的检查点（" + known.size() + " 条，" + known.time()
                        + "）：数据库可能被回滚或改写。账本停止签名。请恢复完整的数据库；若确知数据已丢失并接受，移走 " + at + " 后重启。",
                "The ledger in the database (" + size + " leaves) does not contain the checkpoint that was signed at "
                        + known.time() + " (" + known.size()
                        + " leaves): the database was rolled back or rewritten. The"
                        + " ledger signs nothing more. Restore the whole database; if the loss is known and accepted,"
                        + " move " + at + " away and start again.");
    }
}
