package org.teshema.engine.codes;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.code.CodeState;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.ShortNumber;
import org.teshema.trust.keys.CodeClass;

/**
 * A code as those who hold, use or supervise it see it.
 *
 * @param id its identity
 * @param number its number for people
 * @param url what its symbol says
 * @param batch the batch it was made in
 * @param serial its place in the batch
 * @param title printed on its label
 * @param codeClass the occasion it was made for
 * @param state where it stands
 * @param holder who holds it; from the claim on the using unit
 * @param claimedFrom who gave it out
 * @param district the district that holds or supervises it
 * @param device the device of its newest binding
 * @param replacedBy number of the code that took its place
 * @param changedAt when it last changed
 * @param version optimistic-lock version
 */
public record Code(
        CodeId id,
        ShortNumber number,
        String url,
        long batch,
        int serial,
        String title,
        CodeClass codeClass,
        CodeState state,
        Party holder,
        Optional<Party> claimedFrom,
        String district,
        Optional<Long> device,
        Optional<ShortNumber> replacedBy,
        Instant changedAt,
        int version) {
    public Code {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(holder, "holder");
    }
}
