package org.teshema.engine.rule;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;

/**
 * What is to be tried on history.
 *
 * @param plugin name of a plugin that serves
 * @param row the row proposed for its rules
 * @param from first day of the period
 * @param until last day of it, today at the latest
 * @param category only devices of that category
 * @param district only devices of that district
 * @param most how many firings are listed; all are counted
 */
public record ReplayOrder(
        String plugin,
        ProposedRow row,
        LocalDate from,
        LocalDate until,
        Optional<CatalogueCode> category,
        Optional<String> district,
        int most) {
    /** Firings listed where the asker does not say. */
    public static final int USUAL = 200;

    /** Most firings listed. */
    public static final int MOST = 5_000;

    private static final int MOST_YEARS = 5;

    public ReplayOrder {
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(district, "district");
        if (most < 0 || most > MOST) {
            throw ProposedRow.wrong(
                    "limit", "列出的条数为 0 至 " + MOST + "。", "Between 0 and " + MOST + " firings are listed.");
        }
        if (until.isBefore(from)) {
            throw ProposedRow.wrong("until", "末日不能早于首日。", "The last day cannot be before the first.");
        }
        if (until.isAfter(from.plusYears(MOST_YEARS))) {
            throw ProposedRow.wrong(
                    "from", "时段不超过 " + MOST_YEARS + " 年。", "The period is at most " + MOST_YEARS + " years.");
        }
    }
}
