package org.teshema.engine.codes;

import java.util.Objects;
import java.util.Optional;
import org.teshema.trust.code.CodeId;

/**
 * A code about to be stored for the first time.
 *
 * @param id its identity
 * @param serial its place in the batch, from 1
 * @param number its short number for people, as one number of 13 digits
 * @param signature r and s, 64 bytes; empty bytes for a code issued elsewhere
 * @param foreignText the text of a code issued elsewhere
 */
@SuppressWarnings("ArrayRecordComponent") // stays in this package, written once and never changed
record NewCode(CodeId id, int serial, long number, byte[] signature, Optional<String> foreignText) {
    NewCode {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(foreignText, "foreignText");
    }

    /** The same code under another short number. */
    NewCode renumbered(long other) {
        return new NewCode(id, serial, other, signature, foreignText);
    }
}
