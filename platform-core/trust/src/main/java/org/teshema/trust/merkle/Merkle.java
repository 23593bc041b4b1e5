package org.teshema.trust.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The tree of RFC 9162, section 2.1: hashes of leaves and nodes, roots, inclusion and consistency proofs and their checks.
 *
 * <p>No state but the hash function; safe for use by many threads. Sizes and indexes are 0 to 2^62. Checks answer false to
 * anything that does not fit, whatever it is; the builders throw {@link IllegalArgumentException} for sizes and indexes
 * that cannot be.
 */
public final class Merkle {
    /** The tree of the ledger. */
    public static final Merkle SM3 = new Merkle(TreeHash.SM3);

    /** The largest tree, far beyond any ledger; keeps all arithmetic within a long. */
    public static final long LARGEST = 1L << 62;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final TreeHash hash;

    /** A tree over the given hash. */
    public Merkle(TreeHash hash) {
        this.hash = Objects.requireNonNull(hash, "hash");
    }

    /** The hash of a leaf with this content. */
    public byte[] leafHash(byte[] content) {
        return hash.hash(LEAF, content);
    }

    /** The hash of a node over two others. */
    public byte[] nodeHash(byte[] left, byte[] right) {
        return hash.hash(NODE, left, right);
    }

    /** The root of the first {@code size} leaves; of none, the hash of nothing. */
    public byte[] root(long size, Nodes nodes) {
        require(size >= 0 && size <= LARGEST, size);
        return size == 0 ? hash.hash() : subtree(0, size, nodes);
    }

    /**
     * The nodes that come to be when leaves are appended: the leaves themselves and every subtree they complete.
     *
     * @param size of the tree before
     * @param leafHashes of the new leaves, in order
     * @param nodes of the tree before
     * @return in an order in which every node comes after its children; store them all, then the size
     */
    public List<NewNode> append(long size, List<byte[]> leafHashes, Nodes nodes) {
        require(size >= 0 && size <= LARGEST - leafHashes.size(), size);
        List<NewNode> made = new ArrayList<>(2 * leafHashes.size() + 1);
        Map<Integer, byte[]> lastOfLevel = new HashMap<>();
        long index = size;
        for (byte[] leaf : leafHashes) {
            byte[] at = leaf;
            long i = index;
            int level = 0;
            made.add(new NewNode(level, i, at));
            while ((i & 1) == 1) {
                byte[] before = lastOfLevel.get(level);
                byte[] left = before != null ? before : nodes.node(level, i - 1);
                at = nodeHash(left, at);
                lastOfLevel.remove(level);
                i >>= 1;
                level++;
                made.add(new NewNode(level, i, at));
            }
            lastOfLevel.put(level, at);
            index++;
        }
        return made;
    }

    /**
     * The proof that a leaf is in the tree, RFC 9162 section 2.1.3.1.
     *
     * @param index of the leaf, below the size
     * @param size of the tree the proof is for
     */
    public List<byte[]> inclusionProof(long index, long size, Nodes nodes) {
        require(size <= LARGEST && index >= 0 && index < size, index);
        List<byte[]> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + split(to - from);
            if (index < middle) {
                path.add(subtree(middle, to, nodes));
                to = middle;
            } else {
                path.add(subtree(from, middle, nodes));
                from = middle;
            }
        }
        return reversed(path);
    }

    /**
     * The proof that a tree is the beginning of another, RFC 9162 section 2.1.4.1.
     *
     * @param oldSize at least 1
     * @param newSize at least the old one; for equal sizes the proof is empty
     */
    public List<byte[]> consistencyProof(long oldSize, long newSize, Nodes nodes) {
        require(newSize <= LARGEST && oldSize > 0 && oldSize <= newSize, oldSize);
        List<byte[]> path = new ArrayList<>();
        long from = 0;
        long to = newSize;
        boolean known = true;
        while (oldSize < to) {
            long middle = from + split(to - from);
            if (oldSize <= middle) {
                path.add(subtree(middle, to, nodes));
                to = middle;
            } else {
                path.add(subtree(from, middle, nodes));
                from = middle;
                known = false;
            }
        }
        if (!known) {
            path.add(subtree(from, to, nodes));
        }
        return reversed(path);
    }

    /** Whether the proof shows that a leaf with this hash stands at this index in the tree of this size and root. */
    public boolean verifyInclusion(byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size || size > LARGEST || !hashes(proof, leafHash, root)) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] computed = leafHash;
        for (byte[] sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                computed = nodeHash(sibling, computed);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                computed = nodeHash(computed, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(computed, root);
    }

    /**
     * Whether the proof shows that the old tree is the beginning of the new one. An empty old tree is the beginning of every
     * tree and nothing can prove it: the answer is false, and callers that start from nothing must say so themselves.
     */
    public boolean verifyConsistency(long oldSize, byte[] oldRoot, long newSize, byte[] newRoot, List<byte[]> proof) {
        if (oldSize < 1 || oldSize > newSize || newSize > LARGEST || !hashes(proof, oldRoot, newRoot)) {
            return false;
        }
        if (oldSize == newSize) {
            return proof.isEmpty() && Arrays.equals(oldRoot, newRoot);
        }
        long node = oldSize - 1;
        long last = newSize - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        int next = 0;
        byte[] start = oldRoot;
        if (node != 0) {
            if (proof.isEmpty()) {
                return false;
            }
            start = proof.get(next++);
        }
        byte[] computedOld = start;
        byte[] computedNew = start;
        while (next < proof.size()) {
            byte[] sibling = proof.get(next++);
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                computedOld = nodeHash(sibling, computedOld);
                computedNew = nodeHash(sibling, computedNew);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                computedNew = nodeHash(computedNew, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(computedOld, oldRoot) && Arrays.equals(computedNew, newRoot);
    }

    /** The hash over leaves {@code from} to {@code to - 1}; {@code from} is a multiple of every power of two within. */
    private byte[] subtree(long from, long to, Nodes nodes) {
        long width = to - from;
        if (Long.bitCount(width) == 1) {
            int level = Long.numberOfTrailingZeros(width);
            return nodes.node(level, from >> level);
        }
        // Complete subtrees from left to right, each smaller than the one before; joined from the right.
        List<byte[]> complete = new ArrayList<>();
        long at = from;
        for (long rest = width; rest > 0; rest -= Long.highestOneBit(rest)) {
            long part = Long.highestOneBit(rest);
            int level = Long.numberOfTrailingZeros(part);
            complete.add(nodes.node(level, at >> level));
            at += part;
        }
        byte[] joined = complete.get(complete.size() - 1);
        for (int i = complete.size() - 2; i >= 0; i--) {
            joined = nodeHash(complete.get(i), joined);
        }
        return joined;
    }

    /** The largest power of two below the width. */
    private static long split(long width) {
        return Long.highestOneBit(width - 1);
    }

    private static List<byte[]> reversed(List<byte[]> path) {
        Collections.reverse(path);
        return List.copyOf(path);
    }

    private static boolean hashes(List<byte[]> proof, byte[] one, byte[] other) {
        return proof != null
                && one != null
                && other != null
                && proof.size() <= 2 * Long.SIZE
                && one.length == other.length
                && proof.stream().allMatch(h -> h != null && h.length == one.length);
    }

    private static void require(boolean holds, long was) {
        if (!holds) {
            throw new IllegalArgumentException("账本大小或序号超出范围 / ledger size or index out of range: " + was);
        }
    }
}
