package org.teshema.engine.proposal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * A proposed correction as one reader sees it.
 *
 * @param id its entry
 * @param entry the entry it is about
 * @param kind what that is an entry of
 * @param field the field, and what it is called
 * @param was what it says; empty where it says nothing, or the reader may not see the field
 * @param proposed what it should say; empty where the reader may not see the field
 * @param reason why; empty likewise
 * @param by who proposed it
 * @param at when
 * @param decided what became of it
 * @param may what this reader may decide
 */
public record Proposal(
        long id,
        long entry,
        Text kind,
        Text field,
        Optional<Text> was,
        Optional<Text> proposed,
        Optional<String> reason,
        String by,
        Instant at,
        Optional<Decided> decided,
        List<Decision> may) {
    /** What became of it, who said so, and why. */
    public record Decided(Decision decision, String by, Optional<String> reason) {}

    public Proposal {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(field, "field");
        may = List.copyOf(may);
    }
}
