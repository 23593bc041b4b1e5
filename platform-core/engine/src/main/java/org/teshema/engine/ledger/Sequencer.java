package org.teshema.engine.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.DataFolder;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.Beat;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.merkle.Checkpoint;
import org.teshema.trust.merkle.Merkle;
import org.teshema.trust.merkle.SignedCheckpoint;

/**
 * Gives pending leaves their place in the tree and signs the new head: leaves, tree and checkpoint commit together, or
 * nothing does. One sequencer works at a time, however many processes share the database. Works every second and when told;
 * thread-safe.
 */
@Component(service = Sequencer.class, configurationPid = "org.teshema.ledger", immediate = true)
public final class Sequencer implements AutoCloseable {
    /** Most leaves of one checkpoint. */
    public static final int BATCH = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

    private final Database database;
    private final CheckpointSigner signer;
    private final CityClock clock;
    private final RollbackGuard guard;
    private final Optional<Beat> beat;
    private volatile Optional<Text> objection = Optional.empty();
    private volatile String told = "";

    /** Configuration {@code org.teshema.ledger}. */
    public @interface Config {
        /** Folder of the guard file; empty for {@code keys} in the data directory. */
        String folder() default "";

        /** Milliseconds between two looks for pending leaves. */
        long interval_millis() default 1_000;
    }

    /** The sequencer at work. */
    @Activate
    public Sequencer(
            Config config,
            @Reference Database database,
            @Reference CheckpointSigner signer,
            @Reference CityClock clock) {
        this(
                database,
                signer,
                clock,
                DataFolder.of(config.folder(), "keys").resolve("ledger-head"),
                Optional.of(Duration.ofMillis(config.interval_millis())));
    }

    /**
     * A sequencer that works when told.
     *
     * @param guardFile where the last signed checkpoint is remembered, outside the database
     */
    public static Sequencer of(Database database, CheckpointSigner signer, CityClock clock, Path guardFile) {
        return new Sequencer(database, signer, clock, guardFile);
    }

    private Sequencer(Database database, CheckpointSigner signer, CityClock clock, Path guardFile) {
        this(database, signer, clock, guardFile, Optional.empty());
    }

    private Sequencer(
            Database database, CheckpointSigner signer, CityClock clock, Path guardFile, Optional<Duration> pause) {
        this.database = database;
        this.signer = signer;
        this.clock = clock;
        this.guard = new RollbackGuard(guardFile);
        this.beat = pause.map(p -> Beat.every(p, "teshema-ledger", this::runQuietly));
    }

    /**
     * Places all leaves that are pending by now.
     *
     * @return how many were placed; 0 as well while the ledger refuses to sign
     * @throws Problem while the database is away
     */
    public synchronized long run() {
        long placed = 0;
        while (true) {
            Round round = hasWork() ? database.write(this::round) : Round.IDLE;
            objection = round.objection();
            round.signed().ifPresent(signed -> remember(round, signed));
            placed += round.placed();
            if (round.placed() < BATCH) {
                return placed;
            }
        }
    }

    /** Works soon, on the sequencer's own thread, without waiting for the next second. */
    public void wake() {
        beat.ifPresent(Beat::now);
    }

    /** Why the ledger refuses to sign, where it does. */
    public Optional<Text> objection() {
        return objection;
    }

    @Override
    @Deactivate
    public void close() {
        beat.ifPresent(Beat::close);
    }

    private record Round(long placed, Optional<SignedCheckpoint> signed, Optional<Text> objection) {
        static final Round IDLE = new Round(0, Optional.empty(), Optional.empty());
    }

    /** One look without a transaction; also true until the head in the database is the one remembered. */
    private boolean hasWork() {
        return database.read(connection -> {
            Optional<SignedCheckpoint> newest = LedgerRows.newest(connection);
            if (newest.isEmpty() || !guard.remembers(newest.get().checkpoint())) {
                return true;
            }
            try (var select = connection.prepareStatement("select 1 from ledger_pending limit 1");
                    var row = select.executeQuery()) {
                return row.next();
            }
        });
    }

    private Round round(UnitOfWork unit) {
        unit.jdbc(Sequencer::lock);
        Optional<SignedCheckpoint> newest = unit.jdbc(LedgerRows::newest);
        Optional<Checkpoint> head = newest.map(SignedCheckpoint::checkpoint);
        Optional<Text> wrong = unit.jdbc(c -> guard.objection(head, new TileNodes(LedgerRows.tiles(c))));
        if (wrong.isPresent()) {
            return new Round(0, Optional.empty(), wrong);
        }
        long size = head.map(Checkpoint::size).orElse(0L);
        List<Placed> placed = unit.jdbc(c -> place(c, size));
        if (placed.isEmpty() && head.isPresent()) {
            return new Round(0, newest, Optional.empty());
        }
        SignedCheckpoint signed = SignedCheckpoint.sign(
                new Checkpoint(
                        signer.origin(),
                        size + placed.size(),
                        unit.jdbc(c -> grow(c, size, placed)),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS)),
                signer.signer());
        unit.jdbc(c -> LedgerRows.insert(c, signed, clock.instant()));
        return new Round(placed.size(), Optional.of(signed), Optional.empty());
    }

    /** A leaf on its way: the id it was pending under and its hash. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not kept
    private record Placed(long id, byte[] hash) {}

    private static boolean lock(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select id from ledger_sequencer where id = 1 for update");
                var row = select.executeQuery()) {
            return row.next();
        }
    }

    /** Gives the oldest pending leaves the indexes from this size on; those that commit meanwhile wait for the next round. */
    private static List<Placed> place(Connection connection, long size) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into ledger_leaf (leaf_index, event_id, subject, body, leaf_hash)"
                        + " select cast(? as bigint) + row_number() over (order by id) - 1, id, subject, body, leaf_hash"
                        + " from (select id, subject, body, leaf_hash from ledger_pending order by id limit ?) oldest")) {
            Sql.bind(insert, size, BATCH);
            if (insert.executeUpdate() == 0) {
                return List.of();
            }
        }
        List<Placed> placed = placed(connection, size);
        // By what was placed, not by a range: a smaller id may have committed since.
        try (var delete = connection.prepareStatement("delete from ledger_pending where id = any (?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", placed.stream().map(Placed::id).toArray()));
            if (delete.executeUpdate() != placed.size()) {
                throw new LedgerDamage("leaves beyond the signed head");
            }
        }
        return placed;
    }

    private static List<Placed> placed(Connection connection, long size) throws SQLException {
        try (var select = connection.prepareStatement(
                "select event_id, leaf_hash from ledger_leaf where leaf_index >= ? order by leaf_index")) {
            Sql.bind(select, size);
            try (var row = select.executeQuery()) {
                List<Placed> placed = new ArrayList<>();
                while (row.next()) {
                    placed.add(new Placed(row.getLong(1), row.getBytes(2)));
                }
                return placed;
            }
        }
    }

    /** Stores the rows of the tree that grew and computes the new root. */
    private static byte[] grow(Connection connection, long size, List<Placed> placed) throws SQLException {
        var tiles = new GrowingTiles(size, LedgerRows.tiles(connection));
        placed.forEach(leaf -> tiles.append(leaf.hash()));
        List<GrowingTiles.Changed> changed = tiles.changed();
        store(
                connection,
                "insert into ledger_tile (hashes, level, tile) values (?, ?, ?)",
                changed.stream().filter(GrowingTiles.Changed::isNew).toList());
        store(
                connection,
                "update ledger_tile set hashes = ? where level = ? and tile = ?",
                changed.stream().filter(row -> !row.isNew()).toList());
        return Merkle.SM3.root(tiles.size(), new TileNodes(tiles::row));
    }

    private static int store(Connection connection, String sql, List<GrowingTiles.Changed> rows) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (GrowingTiles.Changed row : rows) {
                Sql.bind(statement, row.hashes(), row.id().level(), row.id().tile());
                statement.addBatch();
            }
            return statement.executeBatch().length;
        }
    }

    private void remember(Round round, SignedCheckpoint signed) {
        if (guard.remembers(signed.checkpoint())) {
            return;
        }
        long before = signed.checkpoint().size() - round.placed();
        if (guard.isNew() && before > 0) {
            LOG.info(
                    "账本已有 {} 条而守护文件是新的，从这里开始守护 / the ledger has {} leaves and its guard file is new: it is guarded"
                            + " from here on",
                    before,
                    before);
        }
        try {
            guard.remember(signed);
        } catch (IOException e) {
            tell("账本守护文件无法写入 / the ledger's guard file cannot be written: " + e);
        }
    }

    private void runQuietly() {
        try {
            run();
            objection.ifPresentOrElse(o -> tell(o.zh() + " / " + o.en()), () -> told = "");
        } catch (Problem e) {
            LOG.debug("The ledger waits: {}", e.getMessage());
        } catch (RuntimeException e) {
            tell("账本暂停 / the ledger pauses: " + e.getMessage());
            LOG.debug("The ledger pauses", e);
        }
    }

    /** Says a thing once, not every second. */
    private void tell(String message) {
        if (!message.equals(told)) {
            told = message;
            LOG.error(message);
        }
    }
}
