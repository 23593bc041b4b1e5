package org.teshema.engine.gate;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.rule.Rule;

/**
 * A dated row that the city added to the rules of a plugin, without a release of it.
 *
 * @param id positive, unique in the city
 * @param plugin name of the plugin whose rules it corrects, present or not
 * @param row the row
 * @param reason why, for people
 * @param author name of the organisation that added it
 * @param at when it was added
 * @param withdrawn who took it back, when and why; empty while it counts
 */
public record Correction(
        long id, String plugin, Rule row, String reason, String author, Instant at, Optional<Withdrawal> withdrawn) {
    public Correction {
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(withdrawn, "withdrawn");
    }

    /**
     * That a correction counts no longer.
     *
     * @param author name of the organisation that withdrew it
     * @param at when
     * @param reason why, for people
     */
    public record Withdrawal(String author, Instant at, String reason) {
        public Withdrawal {
            Objects.requireNonNull(author, "author");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Whether it counted at that instant. */
    public boolean countedAt(Instant instant) {
        return !at.isAfter(instant)
                && withdrawn.filter(taken -> !taken.at().isAfter(instant)).isEmpty();
    }
}
