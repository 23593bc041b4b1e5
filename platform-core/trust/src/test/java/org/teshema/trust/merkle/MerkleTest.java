package org.teshema.trust.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every tree up to 130 leaves, every index and every pair of sizes, against the definitions written a second time. */
class MerkleTest {
    private static final int LARGEST = 130;

    /** Damaged proofs are tried on all trees up to this size; each good proof has dozens of damaged ones. */
    private static final int LARGEST_DAMAGED = 70;

    static Stream<TestTree> trees() {
        return Stream.of(new TestTree(TreeHash.SM3, LARGEST), new TestTree(TestTree.SHA_256, LARGEST));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void rootsAreTheOnesOfTheDefinition(TestTree tree) {
        for (int n = 0; n <= LARGEST; n++) {
            assertArrayEquals(tree.mth(0, n), tree.merkle().root(n, tree), "size " + n);
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void everyInclusionProofIsTheOneOfTheDefinitionAndVerifies(TestTree tree) {
        Merkle merkle = tree.merkle();
        for (int n = 1; n <= LARGEST; n++) {
            byte[] root = tree.mth(0, n);
            for (int m = 0; m < n; m++) {
                List<byte[]> proof = merkle.inclusionProof(m, n, tree);
                assertSame(tree.path(m, 0, n), proof);
                assertTrue(merkle.verifyInclusion(tree.leaf(m), m, n, proof, root), m + " of " + n);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void everyConsistencyProofIsTheOneOfTheDefinitionAndVerifies(TestTree tree) {
        Merkle merkle = tree.merkle();
        for (int n = 1; n <= LARGEST; n++) {
            for (int m = 1; m <= n; m++) {
                List<byte[]> proof = merkle.consistencyProof(m, n, tree);
                assertSame(tree.subproof(m, 0, n, true), proof);
                assertTrue(merkle.verifyConsistency(m, tree.mth(0, m), n, tree.mth(0, n), proof), m + " to " + n);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void noOtherIndexSizeOrProofShowsInclusion(TestTree tree) {
        Merkle merkle = tree.merkle();
        int refused = 0;
        for (int n = 1; n <= LARGEST_DAMAGED; n++) {
            byte[] root = tree.mth(0, n);
            for (int m = 0; m < n; m++) {
                List<byte[]> proof = merkle.inclusionProof(m, n, tree);
                byte[] leaf = tree.leaf(m);
                for (long index :
                        new long[] {m - 1, m + 1, m ^ 1, m ^ 2, n, n + m, ~m, m + (1L << 32), Long.MAX_VALUE}) {
                    assertFalse(index != m && merkle.verifyInclusion(leaf, index, n, proof, root), m + " as " + index);
                    refused++;
                }
                for (List<byte[]> bad : damaged(proof, leaf)) {
                    assertFalse(merkle.verifyInclusion(leaf, m, n, bad, root), m + " of " + n);
                    refused++;
                }
                assertFalse(merkle.verifyInclusion(flipped(leaf, m % 256), m, n, proof, root));
                assertFalse(merkle.verifyInclusion(leaf, m, n, proof, flipped(root, n % 256)));
                assertFalse(merkle.verifyInclusion(leaf, m, n, proof, new byte[0]));
                assertFalse(merkle.verifyInclusion(new byte[0], m, n, proof, root));
                assertFalse(merkle.verifyInclusion(leaf, m, 0, proof, root));
                assertFalse(merkle.verifyInclusion(leaf, m, -n, proof, root));
                assertFalse(merkle.verifyInclusion(leaf, m, Long.MAX_VALUE, proof, root));
            }
        }
        assertTrue(refused > 50_000, "refused " + refused);
    }

    /** A proof may fit several sizes only when the path has the same shape in them; the root then tells. */
    @ParameterizedTest
    @MethodSource("trees")
    void theSizeBelongsToTheRoot(TestTree tree) {
        Merkle merkle = tree.merkle();
        for (int n = 1; n <= LARGEST_DAMAGED; n++) {
            for (int m = 0; m < n; m++) {
                List<byte[]> proof = merkle.inclusionProof(m, n, tree);
                for (int other = m + 1; other <= LARGEST_DAMAGED; other++) {
                    boolean fits = merkle.verifyInclusion(tree.leaf(m), m, other, proof, tree.mth(0, other));
                    assertEquals(other == n, fits, m + " of " + n + " as " + other);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void noOtherSizeRootOrProofShowsConsistency(TestTree tree) {
        Merkle merkle = tree.merkle();
        for (int n = 1; n <= LARGEST_DAMAGED; n++) {
            byte[] newRoot = tree.mth(0, n);
            for (int m = 1; m <= n; m++) {
                byte[] oldRoot = tree.mth(0, m);
                List<byte[]> proof = merkle.consistencyProof(m, n, tree);
                for (List<byte[]> bad : damaged(proof, newRoot)) {
                    assertFalse(merkle.verifyConsistency(m, oldRoot, n, newRoot, bad), m + " to " + n);
                }
                assertFalse(merkle.verifyConsistency(m, flipped(oldRoot, 9), n, newRoot, proof));
                assertFalse(merkle.verifyConsistency(m, oldRoot, n, flipped(newRoot, 200), proof));
                assertFalse(m != n && merkle.verifyConsistency(m, newRoot, n, oldRoot, proof));
                assertFalse(m != n && merkle.verifyConsistency(n, newRoot, m, oldRoot, proof));
                for (long size : new long[] {0, -1, m - 1, m + 1, n + 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
                    boolean accepted = merkle.verifyConsistency(size, oldRoot, n, newRoot, proof);
                    assertFalse(accepted, m + " as " + size + " to " + n);
                }
                assertFalse(merkle.verifyConsistency(m, oldRoot, 0, newRoot, proof));
                assertFalse(merkle.verifyConsistency(m, oldRoot, Long.MAX_VALUE, newRoot, proof));
            }
        }
    }

    @Test
    void fromAnEmptyTreeNothingIsProven() {
        TestTree tree = new TestTree(TreeHash.SM3, 5);
        Merkle merkle = tree.merkle();
        byte[] empty = merkle.root(0, tree);
        assertFalse(merkle.verifyConsistency(0, empty, 5, tree.mth(0, 5), List.of()));
        assertFalse(merkle.verifyConsistency(0, empty, 0, empty, List.of()));
        assertThrows(IllegalArgumentException.class, () -> merkle.consistencyProof(0, 5, tree));
    }

    @Test
    void nullsAreRefusedAndNotThrown() {
        TestTree tree = new TestTree(TreeHash.SM3, 4);
        Merkle merkle = tree.merkle();
        byte[] root = tree.mth(0, 4);
        List<byte[]> hole = new ArrayList<>(merkle.inclusionProof(1, 4, tree));
        hole.set(0, null);
        assertFalse(merkle.verifyInclusion(tree.leaf(1), 1, 4, hole, root));
        assertFalse(merkle.verifyInclusion(tree.leaf(1), 1, 4, null, root));
        assertFalse(merkle.verifyInclusion(null, 1, 4, List.of(), root));
        assertFalse(merkle.verifyConsistency(2, null, 4, root, List.of()));
    }

    @Test
    void askingForWhatCannotBeIsAnError() {
        TestTree tree = new TestTree(TreeHash.SM3, 4);
        Merkle merkle = tree.merkle();
        assertThrows(IllegalArgumentException.class, () -> merkle.inclusionProof(4, 4, tree));
        assertThrows(IllegalArgumentException.class, () -> merkle.inclusionProof(-1, 4, tree));
        assertThrows(IllegalArgumentException.class, () -> merkle.inclusionProof(0, 0, tree));
        assertThrows(IllegalArgumentException.class, () -> merkle.consistencyProof(5, 4, tree));
        assertThrows(IllegalArgumentException.class, () -> merkle.root(-1, tree));
    }

    @Test
    void leavesMayComeOneByOneOrInAnyPortions() {
        TestTree whole = new TestTree(TreeHash.SM3, LARGEST);
        for (int step = 1; step <= 17; step++) {
            TestTree grown = new TestTree(TreeHash.SM3, 0);
            int size = 0;
            while (size < LARGEST) {
                int more = Math.min(step, LARGEST - size);
                grown.grow(more);
                size += more;
                assertArrayEquals(whole.mth(0, size), grown.merkle().root(size, grown));
            }
            assertEquals(whole.nodeCount(), grown.nodeCount());
        }
    }

    @Test
    void nodesComeAfterTheirChildren() {
        TestTree tree = new TestTree(TreeHash.SM3, 7);
        List<byte[]> leaves = List.of(tree.leaf(0), tree.leaf(1));
        List<NewNode> made = Merkle.SM3.append(7, leaves, tree);
        assertEquals(
                List.of("0/7", "1/3", "2/1", "3/0", "0/8"),
                made.stream().map(node -> node.level() + "/" + node.index()).toList());
        assertTrue(Merkle.SM3.append(7, List.of(), tree).isEmpty());
    }

    /** Published values: an empty leaf and an empty tree under SHA-256, as RFC 9162 and RFC 6962 define them. */
    @Test
    void knownSha256ValuesComeOut() {
        Merkle sha = new Merkle(TestTree.SHA_256);
        Nodes none = (level, index) -> new byte[0];
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                HexFormat.of().formatHex(sha.root(0, none)));
        assertEquals(
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                HexFormat.of().formatHex(sha.leafHash(new byte[0])));
    }

    @Test
    void leavesAndNodesCannotBeMistakenForOneAnother() {
        byte[] left = Merkle.SM3.leafHash("a".getBytes(StandardCharsets.US_ASCII));
        byte[] right = Merkle.SM3.leafHash("b".getBytes(StandardCharsets.US_ASCII));
        byte[] both = Arrays.copyOf(left, 64);
        System.arraycopy(right, 0, both, 32, 32);
        assertFalse(Arrays.equals(Merkle.SM3.leafHash(both), Merkle.SM3.nodeHash(left, right)));
    }

    private static List<List<byte[]>> damaged(List<byte[]> proof, byte[] more) {
        List<List<byte[]>> out = new ArrayList<>();
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(more);
        out.add(longer);
        List<byte[]> before = new ArrayList<>(proof);
        before.add(0, more);
        out.add(before);
        if (!proof.isEmpty()) {
            out.add(proof.subList(0, proof.size() - 1));
            out.add(proof.subList(1, proof.size()));
            out.add(List.of());
            List<byte[]> shortHash = new ArrayList<>(proof);
            shortHash.set(0, Arrays.copyOf(proof.get(0), 31));
            out.add(shortHash);
        }
        for (int i = 0; i < proof.size(); i++) {
            List<byte[]> flip = new ArrayList<>(proof);
            flip.set(i, flipped(proof.get(i), 37 * i % 256));
            out.add(flip);
        }
        for (int i = 0; i + 1 < proof.size(); i++) {
            List<byte[]> swapped = new ArrayList<>(proof);
            swapped.set(i, proof.get(i + 1));
            swapped.set(i + 1, proof.get(i));
            out.add(swapped);
        }
        return out;
    }

    private static void assertSame(List<byte[]> expected, List<byte[]> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i));
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] out = bytes.clone();
        out[bit / 8] ^= (byte) (1 << (bit % 8));
        return out;
    }
}
