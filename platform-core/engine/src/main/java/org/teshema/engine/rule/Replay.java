package org.teshema.engine.rule;

import java.util.List;
import org.teshema.api.device.CatalogueCode;

/**
 * What a proposed row would have done in a period, beside what the rules in force did.
 *
 * @param devices how many devices were looked at
 * @param complete whether these were all; false where the time was over
 * @param proposed how often a clock would have become overdue under the proposed row
 * @param inForce how often one did under the rules in force
 * @param both how often it was the same clock on the same day
 * @param stoodProposed devices overdue on the day before the period under the proposed row
 * @param stoodInForce devices overdue on that day under the rules in force
 * @param unanswered devices the plugin did not answer about
 * @param places the same by district and category, where anything fired
 * @param firings the first of them, by device and day
 */
public record Replay(
        long devices,
        boolean complete,
        long proposed,
        long inForce,
        long both,
        long stoodProposed,
        long stoodInForce,
        long unanswered,
        List<Place> places,
        List<Firing> firings) {
    public Replay {
        places = List.copyOf(places);
        firings = List.copyOf(firings);
    }

    /**
     * What fired in one district of one category.
     *
     * @param district six-character id
     * @param category catalogue node
     * @param proposed under the proposed row
     * @param inForce under the rules in force
     * @param both the same clock on the same day
     */
    public record Place(String district, CatalogueCode category, long proposed, long inForce, long both) {
        Place plus(Firing firing) {
            return new Place(
                    district,
                    category,
                    proposed + (firing.proposed() ? 1 : 0),
                    inForce + (firing.inForce() ? 1 : 0),
                    both + (firing.proposed() && firing.inForce() ? 1 : 0));
        }
    }
}
