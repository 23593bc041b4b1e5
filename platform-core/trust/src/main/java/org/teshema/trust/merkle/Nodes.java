package org.teshema.trust.merkle;

/** Where the nodes of complete subtrees are kept; everything else of a tree is computed from them. */
@FunctionalInterface
public interface Nodes {
    /**
     * The root of the complete subtree over leaves {@code index << level} to {@code ((index + 1) << level) - 1}.
     *
     * @param level 0 for leaves
     * @param index counted from 0 within the level
     * @return the hash; MUST be there for every complete subtree of the size that is being asked about
     */
    byte[] node(int level, long index);
}
