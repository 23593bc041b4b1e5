package org.teshema.trust.merkle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree in memory for tests, built by {@link Merkle#append}, beside the definitions of RFC 9162 written down a second time
 * as they stand there: recursive, slow, and without a line in common.
 */
final class TestTree implements Nodes {
    static final TreeHash SHA_256 = parts -> {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    };

    private final Map<String, byte[]> nodes = new HashMap<>();
    private final TreeHash hash;
    private final Merkle merkle;
    private final List<byte[]> contents = new ArrayList<>();
    private final Map<String, byte[]> naive = new HashMap<>();

    TestTree(TreeHash hash, int size) {
        this.hash = hash;
        this.merkle = new Merkle(hash);
        grow(size);
    }

    /** Appends leaves "leaf 0", "leaf 1" and so on, all in one call. */
    void grow(int count) {
        List<byte[]> leaves = new ArrayList<>();
        long before = contents.size();
        for (int i = 0; i < count; i++) {
            byte[] content = ("leaf " + contents.size()).getBytes(StandardCharsets.US_ASCII);
            contents.add(content);
            leaves.add(merkle.leafHash(content));
        }
        for (NewNode node : merkle.append(before, leaves, this)) {
            if (nodes.put(node.level() + "/" + node.index(), node.hash()) != null) {
                throw new IllegalStateException("node written twice: " + node);
            }
        }
    }

    Merkle merkle() {
        return merkle;
    }

    byte[] leaf(long index) {
        return node(0, index);
    }

    int nodeCount() {
        return nodes.size();
    }

    @Override
    public byte[] node(int level, long index) {
        byte[] found = nodes.get(level + "/" + index);
        if (found == null) {
            throw new IllegalStateException("no complete subtree at level " + level + ", index " + index);
        }
        return found;
    }

    /** MTH of RFC 9162, section 2.1.1, over D[from:to]. */
    byte[] mth(int from, int to) {
        if (from == to) {
            return hash.hash();
        }
        String name = from + "-" + to;
        byte[] known = naive.get(name);
        if (known != null) {
            return known;
        }
        byte[] made;
        if (to - from == 1) {
            made = hash.hash(new byte[] {0}, contents.get(from));
        } else {
            int k = powerBelow(to - from);
            made = hash.hash(new byte[] {1}, mth(from, from + k), mth(from + k, to));
        }
        naive.put(name, made);
        return made;
    }

    /** PATH of section 2.1.3.1. */
    List<byte[]> path(int m, int from, int to) {
        List<byte[]> out = new ArrayList<>();
        if (to - from > 1) {
            int k = powerBelow(to - from);
            if (m < k) {
                out.addAll(path(m, from, from + k));
                out.add(mth(from + k, to));
            } else {
                out.addAll(path(m - k, from + k, to));
                out.add(mth(from, from + k));
            }
        }
        return out;
    }

    /** SUBPROOF of section 2.1.4.1. */
    List<byte[]> subproof(int m, int from, int to, boolean complete) {
        List<byte[]> out = new ArrayList<>();
        if (m == to - from) {
            if (!complete) {
                out.add(mth(from, to));
            }
            return out;
        }
        int k = powerBelow(to - from);
        if (m <= k) {
            out.addAll(subproof(m, from, from + k, complete));
            out.add(mth(from + k, to));
        } else {
            out.addAll(subproof(m - k, from + k, to, false));
            out.add(mth(from, from + k));
        }
        return out;
    }

    private static int powerBelow(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }
}
