package org.teshema.rest.codes;

import java.time.Instant;
import java.util.Optional;
import org.teshema.api.code.CodeState;
import org.teshema.engine.codes.Code;
import org.teshema.trust.code.ShortNumber;
import org.teshema.trust.keys.CodeClass;

/**
 * A code as those who hold, use or supervise it see it.
 *
 * @param id its ten bytes in hexadecimal
 * @param number its number for people
 * @param url what its symbol says
 * @param batch id of the batch it was made in
 * @param serial its place in the batch
 * @param title printed on its label
 * @param codeClass the occasion it was made for
 * @param state where it stands
 * @param holder who holds it; from the claim on the using unit
 * @param claimedFrom who gave it out
 * @param district the district that holds or supervises it
 * @param device id of the device of its newest binding
 * @param replacedBy number of the code that took its place
 * @param changedAt when it last changed
 * @param version to be sent with the next step
 */
public record CodeJson(
        String id,
        String number,
        String url,
        String batch,
        int serial,
        String title,
        CodeClass codeClass,
        CodeState state,
        PartyJson holder,
        Optional<PartyJson> claimedFrom,
        String district,
        Optional<String> device,
        Optional<String> replacedBy,
        Instant changedAt,
        int version) {
    static CodeJson of(Code code) {
        return new CodeJson(
                code.id().hex(),
                code.number().digits(),
                code.url(),
                Long.toString(code.batch()),
                code.serial(),
                code.title(),
                code.codeClass(),
                code.state(),
                PartyJson.of(code.holder()),
                code.claimedFrom().map(PartyJson::of),
                code.district(),
                code.device().map(id -> Long.toString(id)),
                code.replacedBy().map(ShortNumber::digits),
                code.changedAt(),
                code.version());
    }
}
