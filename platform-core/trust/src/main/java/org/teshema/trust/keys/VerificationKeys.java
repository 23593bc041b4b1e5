package org.teshema.trust.keys;

import java.util.Optional;

/** The public issuing keys that a reader of codes trusts. Implementations are safe for use by many threads. */
public interface VerificationKeys {
    /**
     * The key with this index.
     *
     * @param index as printed in a code; any number may be asked
     * @return empty when no trusted key has it
     */
    Optional<IssuingKey> find(int index);
}
