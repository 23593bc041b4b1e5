package org.teshema.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.merkle.SignedCheckpoint;

class AuditTest {
    private static final CityClock CLOCK = new CityClock(InstantSource.system());
    private static final TestSigner SIGNER = TestSigner.fresh();

    private record Edit(String what, String sql) {}

    /** What somebody with the database's password may try. */
    private static final List<Edit> EDITS = List.of(
            new Edit(
                    "the text of a leaf",
                    "update ledger_leaf set body = replace(body, 'CITY_BUREAU', 'DISTRICT') where leaf_index = 17"),
            new Edit(
                    "the hash of a leaf",
                    "update ledger_leaf set leaf_hash = (select leaf_hash from ledger_leaf where leaf_index = 3) where leaf_index = 17"),
            new Edit(
                    "text and hash of a leaf, taken from another",
                    "update ledger_leaf set body = (select body from ledger_leaf where leaf_index = 3),"
                            + " leaf_hash = (select leaf_hash from ledger_leaf where leaf_index = 3),"
                            + " subject = (select subject from ledger_leaf where leaf_index = 3) where leaf_index = 17"),
            new Edit("the subject of a leaf", "update ledger_leaf set subject = 'code:other' where leaf_index = 17"),
            new Edit("a leaf is deleted in the middle", "delete from ledger_leaf where leaf_index = 17"),
            new Edit("the last leaf is deleted", "delete from ledger_leaf where leaf_index = 699"),
            new Edit(
                    "a leaf is added behind",
                    "insert into ledger_leaf select 700, 999999, subject, body, leaf_hash from ledger_leaf where leaf_index = 3"),
            new Edit(
                    "a leaf is added before",
                    "insert into ledger_leaf select -1, 999999, subject, body, leaf_hash from ledger_leaf where leaf_index = 3"),
            new Edit("a leaf is moved", "update ledger_leaf set leaf_index = 700 where leaf_index = 17"),
            new Edit(
                    "a full row of the tree",
                    "update ledger_tile set hashes = (select hashes from ledger_tile where level = 0 and tile = 1) where level = 0 and tile = 0"),
            new Edit(
                    "the row of the tree at the edge",
                    "update ledger_tile set hashes = (select leaf_hash from ledger_leaf where leaf_index = 3) where level = 0 and tile = 2"),
            new Edit(
                    "the row of roots",
                    "update ledger_tile set hashes = (select root from ledger_checkpoint where size = 400) where level = 1 and tile = 0"),
            new Edit("a row of the tree is deleted", "delete from ledger_tile where level = 0 and tile = 1"),
            new Edit(
                    "a row of the tree is added",
                    "insert into ledger_tile select 0, 3, hashes from ledger_tile where level = 0 and tile = 1"),
            new Edit(
                    "a row of the tree is added above",
                    "insert into ledger_tile select 2, 0, hashes from ledger_tile where level = 0 and tile = 1"),
            new Edit(
                    "a row of the tree grows",
                    "update ledger_tile set hashes = (select hashes from ledger_tile where level = 0 and tile = 1) where level = 0 and tile = 2"),
            new Edit(
                    "the root in a checkpoint's row",
                    "update ledger_checkpoint set root = (select root from ledger_checkpoint where size = 300) where size = 400"),
            new Edit("the size in a checkpoint's row", "update ledger_checkpoint set size = 401 where size = 400"),
            new Edit(
                    "the size in the newest checkpoint's row",
                    "update ledger_checkpoint set size = 900 where size = 700"),
            new Edit(
                    "the size in the newest checkpoint's row, far out",
                    "update ledger_checkpoint set size = 900000000000 where size = 700"),
            new Edit(
                    "the note of a checkpoint, taken from another",
                    "update ledger_checkpoint set note = (select note from ledger_checkpoint where size = 300) where size = 400"),
            new Edit(
                    "the time in a note",
                    "update ledger_checkpoint set note = replace(note, 'time 20', 'time 19') where size = 400"),
            new Edit("an unreadable note", "update ledger_checkpoint set note = 'gone' where size = 400"),
            new Edit("an unreadable newest note", "update ledger_checkpoint set note = 'gone' where size = 700"),
            new Edit("the newest checkpoint is deleted", "delete from ledger_checkpoint where size = 700"),
            new Edit("all checkpoints are deleted", "delete from ledger_checkpoint"),
            new Edit(
                    "the text of a pending leaf",
                    "update ledger_pending set body = replace(body, 'CITY_BUREAU', 'DISTRICT')"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void every_edit_behind_the_ledgers_back_is_found(Database database) {
        try (database) {
            var ledger = filled(database);
            assertEquals(new AuditReport(700, 4, 4, List.of()), ledger.audit());
            List<String> unseen = new ArrayList<>();
            for (Edit edit : EDITS) {
                Map<String, List<List<Object>>> before = Snapshot.of(database);
                int changed = database.write(unit -> unit.update(edit.sql()));
                assertTrue(changed > 0, edit.what());
                if (ledger.audit().holds()) {
                    unseen.add(edit.what());
                }
                Snapshot.restore(database, before);
            }
            assertEquals(List.of(), unseen);
            assertTrue(ledger.audit().holds(), "undone");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_history_rewritten_whole_lacks_the_signature(Database database) {
        try (database) {
            var ledger = filled(database);
            SignedCheckpoint genuine = ledger.head();
            var forger = TestSigner.fresh();
            database.write(unit -> unit.update("delete from ledger_leaf")
                    + unit.update("delete from ledger_tile")
                    + unit.update("delete from ledger_checkpoint"));
            LedgerTest.append(database, 5_000, 693);
            var forged = Sequencer.of(database, forger, CLOCK, folder.resolve("forged-head"));
            assertEquals(700, forged.run());
            AuditReport report = ledger.audit();
            assertFalse(report.holds());
            assertTrue(report.findings().get(0).contains("signature"), report.findings()::toString);
            assertFalse(ledger.head().verify(SIGNER.signer().publicKey()));
            assertTrue(genuine.verify(SIGNER.signer().publicKey()));
        }
    }

    /** 700 leaves under checkpoints of 0, 300, 400 and 700, and seven that wait. */
    private Ledger filled(Database database) {
        var sequencer = Sequencer.of(database, SIGNER, CLOCK, folder.resolve("ledger-head"));
        sequencer.run();
        for (int batch : new int[] {300, 100, 300}) {
            LedgerTest.append(database, 0, batch);
            sequencer.run();
        }
        LedgerTest.append(database, 0, 7);
        var ledger = new Ledger(database, SIGNER, sequencer);
        assertEquals(
                Optional.of(700L),
                ledger.status().head().map(h -> h.checkpoint().size()));
        assertEquals(7, ledger.status().pending());
        return ledger;
    }
}
