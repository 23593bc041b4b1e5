package org.teshema.trust.keys;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.teshema.trust.sm.Sm2PublicKey;

/** A fixed set of public issuing keys, each vouched for by the root; all that a verifier without private keys needs. */
public final class TrustedKeys implements VerificationKeys {
    private final Map<Integer, IssuingKey> byIndex;

    private TrustedKeys(Map<Integer, IssuingKey> byIndex) {
        this.byIndex = byIndex;
    }

    /**
     * The keys, after the root's signature of each is checked.
     *
     * @param root the city's root key, known from somewhere else than the keys themselves
     * @throws IllegalArgumentException when a key is not certified by this root, or an index comes twice
     */
    public static TrustedKeys of(Sm2PublicKey root, Collection<IssuingKey> keys) {
        Map<Integer, IssuingKey> byIndex = new TreeMap<>();
        for (IssuingKey key : keys) {
            if (!key.certifiedBy(root)) {
                throw new IllegalArgumentException(
                        key + " 未经根密钥 " + root.keyId() + " 认证 / is not certified by root key " + root.keyId());
            }
            if (byIndex.put(key.index(), key) != null) {
                throw new IllegalArgumentException("签发密钥序号重复 / two issuing keys have index " + key.index());
            }
        }
        return new TrustedKeys(Map.copyOf(byIndex));
    }

    @Override
    public Optional<IssuingKey> find(int index) {
        return Optional.ofNullable(byIndex.get(index));
    }
}
