package org.teshema.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.merkle.SignedCheckpoint;

class RollbackGuardTest {
    private static final CityClock CLOCK = new CityClock(InstantSource.system());
    private static final TestSigner SIGNER = TestSigner.fresh();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("keys").resolve("ledger-head");
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_database_that_went_back_stops_the_signing_until_it_is_whole_again(Database database) {
        try (database) {
            LedgerTest.append(database, 0, 10);
            started(database).run();
            var old = Snapshot.of(database);
            LedgerTest.append(database, 10, 10);
            started(database).run();
            var whole = Snapshot.of(database);

            Snapshot.restore(database, old);
            var sequencer = started(database);
            LedgerTest.append(database, 20, 5);
            assertEquals(0, sequencer.run());
            assertTrue(sequencer.objection().orElseThrow().en().contains("rolled back"));
            assertFalse(new Ledger(database, SIGNER, sequencer).status().isWell());
            assertEquals(10, head(database, sequencer).checkpoint().size(), "nothing was signed");

            Snapshot.restore(database, whole);
            assertEquals(0, sequencer.run());
            assertTrue(sequencer.objection().isEmpty());
            LedgerTest.append(database, 20, 5);
            assertEquals(5, sequencer.run());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_history_that_went_another_way_stops_the_signing_however_long_it_is(Database database) throws IOException {
        try (database) {
            LedgerTest.append(database, 0, 10);
            started(database).run();
            var common = Snapshot.of(database);
            LedgerTest.append(database, 10, 10);
            started(database).run();
            Path ours = Files.copy(file, folder.resolve("ours"));

            Snapshot.restore(database, common);
            Files.delete(file);
            LedgerTest.append(database, 100, 300);
            started(database).run();
            Files.move(ours, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

            var sequencer = started(database);
            LedgerTest.append(database, 20, 5);
            assertEquals(0, sequencer.run());
            assertTrue(sequencer.objection().isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void another_sequencers_checkpoints_are_accepted_as_they_contain_ours(Database database) {
        try (database) {
            var ours = started(database);
            var other = Sequencer.of(database, SIGNER, CLOCK, folder.resolve("other-head"));
            int leaf = 0;
            for (int round = 0; round < 6; round++) {
                LedgerTest.append(database, leaf, 3 + round);
                leaf += 3 + round;
                assertEquals(3 + round, (round % 2 == 0 ? ours : other).run());
            }
            assertEquals(0, ours.run());
            assertTrue(ours.objection().isEmpty());
            assertTrue(other.objection().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_damaged_guard_file_stops_the_signing(Database database) throws IOException {
        try (database) {
            LedgerTest.append(database, 0, 10);
            started(database).run();
            Files.writeString(file, Files.readString(file).substring(1));
            var sequencer = started(database);
            LedgerTest.append(database, 10, 10);
            assertEquals(0, sequencer.run());
            assertTrue(sequencer.objection().orElseThrow().zh().contains("ledger-head"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_crash_between_commit_and_guard_file_is_no_roll_back(Database database) throws IOException {
        try (database) {
            LedgerTest.append(database, 0, 10);
            started(database).run();
            String before = Files.readString(file);
            LedgerTest.append(database, 10, 10);
            started(database).run();
            Files.writeString(file, before);
            var sequencer = started(database);
            LedgerTest.append(database, 20, 1);
            assertEquals(1, sequencer.run());
            assertEquals(SignedCheckpoint.parse(Files.readString(file)), head(database, sequencer));
        }
    }

    private Sequencer started(Database database) {
        return Sequencer.of(database, SIGNER, CLOCK, file);
    }

    private static SignedCheckpoint head(Database database, Sequencer sequencer) {
        return new Ledger(database, SIGNER, sequencer).head();
    }
}
