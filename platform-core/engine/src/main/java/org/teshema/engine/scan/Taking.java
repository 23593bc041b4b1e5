package org.teshema.engine.scan;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.scan.Draft;
import org.teshema.engine.account.Actor;

/**
 * An action that somebody takes.
 *
 * @param actor who was offered it; empty for somebody not logged in
 * @param code id of the scanned code, 20 hexadecimal digits
 * @param kind name of the entry kind
 * @param draft how its form would open now
 * @param token as it was offered
 * @param raw field values as they came from a form or JSON
 * @param source where the entry comes from, at most 20 characters
 * @param signer who proved to be the one whose deed it is, where the draft wants somebody beside the actor
 * @param crowded whether too much came lately from where this comes. For a kind that is urgent it is then one with what others write
 *     about the device in the same ten seconds, and so it is when the public has written as much about it as it may in a day
 */
public record Taking(
        Optional<Actor> actor,
        String code,
        String kind,
        Draft draft,
        String token,
        Map<String, ?> raw,
        String source,
        Optional<Actor> signer,
        boolean crowded) {
    /** The symbol itself was scanned. */
    public static final String SCAN = "scan";

    /** The number below it was typed. */
    public static final String NUMBER = "number";

    public Taking {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(draft, "draft");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(raw, "raw");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(signer, "signer");
    }

    /** An action that nobody else was in the way of. */
    public Taking(
            Optional<Actor> actor,
            String code,
            String kind,
            Draft draft,
            String token,
            Map<String, ?> raw,
            String source,
            Optional<Actor> signer) {
        this(actor, code, kind, draft, token, raw, source, signer, false);
    }

    /** The same from where too much came lately. */
    public Taking inACrowd() {
        return new Taking(actor, code, kind, draft, token, raw, source, signer, true);
    }

    /** Whose deed it is. */
    Optional<Actor> author() {
        return draft.signer().isPresent() ? signer : actor;
    }
}
