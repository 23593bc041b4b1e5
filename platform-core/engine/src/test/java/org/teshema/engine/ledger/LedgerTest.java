package org.teshema.engine.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.merkle.Merkle;
import org.teshema.trust.merkle.SignedCheckpoint;
import org.teshema.trust.sm.Sm3;

class LedgerTest {
    private static final CityClock CLOCK = new CityClock(InstantSource.system());
    private static final TestSigner SIGNER = TestSigner.fresh();

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_new_city_has_a_signed_head_of_an_empty_ledger(Database database) {
        try (database) {
            var sequencer = sequencer(database);
            assertEquals(0, sequencer.run());
            SignedCheckpoint head = ledger(database, sequencer).head();
            assertEquals(0, head.checkpoint().size());
            assertArrayEquals(Sm3.hash(), head.checkpoint().root());
            assertTrue(head.verify(SIGNER.signer().publicKey()));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void every_leaf_is_proven_in_every_checkpoint_that_contains_it(Database database) {
        try (database) {
            var sequencer = sequencer(database);
            var ledger = ledger(database, sequencer);
            List<byte[]> hashes = new ArrayList<>();
            List<SignedCheckpoint> heads = new ArrayList<>();
            for (int batch : new int[] {1, 1, 5, 249, 1, 600, 3}) {
                for (LedgerLeaf leaf : append(database, hashes.size(), batch)) {
                    hashes.add(leaf.hash());
                }
                assertEquals(batch, sequencer.run());
                heads.add(ledger.head());
            }
            for (SignedCheckpoint head : heads) {
                long size = head.checkpoint().size();
                assertArrayEquals(
                        reference(hashes.subList(0, (int) size)),
                        head.checkpoint().root());
                for (long index = 0; index < size; index += 1 + size / 20) {
                    InclusionProof proof = ledger.inclusion(index, Optional.of(size));
                    assertTrue(proof.holds(), () -> "size " + size);
                    assertArrayEquals(
                            hashes.get((int) index),
                            Merkle.SM3.leafHash(proof.leaf().body().getBytes(StandardCharsets.UTF_8)));
                }
            }
            for (int i = 0; i < heads.size(); i++) {
                for (int j = i; j < heads.size(); j++) {
                    assertTrue(ledger.consistency(
                                    heads.get(i).checkpoint().size(),
                                    Optional.of(heads.get(j).checkpoint().size()))
                            .holds());
                }
            }
            assertEquals(List.of(), ledger.audit().findings());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_happened_to_one_thing_is_found_in_order(Database database) {
        try (database) {
            var sequencer = sequencer(database);
            var ledger = ledger(database, sequencer);
            append(database, 0, 30);
            sequencer.run();
            append(database, 0, 30);
            sequencer.run();
            var first = ledger.ofSubject("code:7", new Cursor(0, 1));
            assertEquals(List.of(7L), first.items().stream().map(Leaf::index).toList());
            var second = ledger.ofSubject("code:7", Cursor.of(first.next(), Optional.of(1)));
            assertEquals(List.of(37L), second.items().stream().map(Leaf::index).toList());
            assertEquals(Optional.empty(), second.next());
            assertEquals(List.of(), ledger.ofSubject("code:77", Cursor.first()).items());
        }
    }

    /** On PostgreSQL only: on H2 one transaction writes at a time. */
    @Test
    void a_leaf_that_commits_late_under_an_earlier_number_is_not_lost() throws Exception {
        try (var database = TestDatabases.postgres()) {
            var sequencer = sequencer(database);
            var other = new CompletableFuture<Void>();
            var written = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            var late = new Thread(() -> {
                try {
                    database.write(unit -> {
                        unit.leaf(leaf(1));
                        written.countDown();
                        return await(go);
                    });
                    other.complete(null);
                } catch (RuntimeException e) {
                    other.completeExceptionally(e);
                }
            });
            late.start();
            written.await();
            append(database, 2, 1);
            assertEquals(1, sequencer.run());
            go.countDown();
            other.get();
            assertEquals(1, sequencer.run());
            var ledger = ledger(database, sequencer);
            assertEquals("code:2", ledger.leaf(0).subject());
            assertEquals("code:1", ledger.leaf(1).subject());
            assertTrue(ledger.audit().holds());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void questions_that_have_no_answer_are_told_so(Database database) {
        try (database) {
            var sequencer = sequencer(database);
            var ledger = ledger(database, sequencer);
            assertEquals(ProblemType.NOT_FOUND, problem(ledger::head));
            append(database, 0, 3);
            sequencer.run();
            assertEquals(ProblemType.NOT_FOUND, problem(() -> ledger.leaf(3)));
            assertEquals(ProblemType.NOT_FOUND, problem(() -> ledger.leaf(-1)));
            assertEquals(ProblemType.NOT_FOUND, problem(() -> ledger.inclusion(0, Optional.of(2L))));
            assertEquals(ProblemType.INVALID, problem(() -> ledger.consistency(0, Optional.empty())));
            assertEquals(ProblemType.NOT_FOUND, problem(() -> ledger.consistency(4, Optional.empty())));
            assertEquals(ProblemType.NOT_FOUND, problem(() -> ledger.tile(0, 1)));
            assertEquals(3 * 32, ledger.tile(0, 0).length);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void many_sequencers_at_once_give_each_leaf_one_place(Database database) throws Exception {
        try (database) {
            append(database, 0, 300);
            var threads = Executors.newFixedThreadPool(3);
            try {
                List<Callable<Long>> runs = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    var own = Sequencer.of(database, SIGNER, CLOCK, folder.resolve("head-" + i));
                    runs.add(own::run);
                }
                long placed = 0;
                for (var run : threads.invokeAll(runs)) {
                    placed += run.get();
                }
                assertEquals(300, placed);
            } finally {
                threads.shutdownNow();
            }
            var ledger = ledger(database, sequencer(database));
            assertEquals(300, ledger.head().checkpoint().size());
            assertTrue(ledger.audit().holds());
            assertFalse(ledger.status().pending() > 0);
        }
    }

    private Sequencer sequencer(Database database) {
        return Sequencer.of(database, SIGNER, CLOCK, folder.resolve("ledger-head"));
    }

    private static Ledger ledger(Database database, Sequencer sequencer) {
        return new Ledger(database, SIGNER, sequencer);
    }

    private static ProblemType problem(Executable question) {
        return assertThrows(Problem.class, question).type();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static LedgerLeaf leaf(int number) {
        return new LedgerLeaf(
                "code.made",
                "code:" + number,
                "310104",
                "CITY_BUREAU",
                Instant.parse("2026-03-01T08:00:00.123Z"),
                Sm3.hash(("content " + number).getBytes(StandardCharsets.UTF_8)));
    }

    static List<LedgerLeaf> append(Database database, int first, int count) {
        List<LedgerLeaf> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(leaf(first + i));
        }
        return database.write(unit -> {
            if (count == 1) {
                unit.leaf(leaves.get(0));
            } else {
                unit.leaves(leaves);
            }
            return leaves;
        });
    }

    /** The root by the definition of RFC 9162, section 2.1.1, and nothing else. */
    private static byte[] reference(List<byte[]> leafHashes) {
        if (leafHashes.isEmpty()) {
            return Sm3.hash();
        }
        if (leafHashes.size() == 1) {
            return leafHashes.get(0);
        }
        int left = Integer.highestOneBit(leafHashes.size() - 1);
        return Sm3.hash(
                new byte[] {1},
                reference(leafHashes.subList(0, left)),
                reference(leafHashes.subList(left, leafHashes.size())));
    }
}
