package org.teshema.engine.rule;

import java.util.Map;
import java.util.Objects;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.DueStatus;

/**
 * How the devices of one category in one district stand.
 *
 * @param category catalogue node
 * @param district six-character id
 * @param devices how many there are
 * @param statuses how many show each status, by their weightiest clock or by the one asked for
 * @param none how many have no such clock
 * @param unanswered how many the plugin did not answer about
 */
public record DueCount(
        CatalogueCode category,
        String district,
        long devices,
        Map<DueStatus, Long> statuses,
        long none,
        long unanswered) {
    public DueCount {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(district, "district");
        statuses = Map.copyOf(statuses);
    }

    /** How many show that status. */
    public long of(DueStatus status) {
        return statuses.getOrDefault(status, 0L);
    }
}
