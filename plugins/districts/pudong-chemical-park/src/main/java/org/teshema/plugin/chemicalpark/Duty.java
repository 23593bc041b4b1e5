package org.teshema.plugin.chemicalpark;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;

/**
 * How a device is to be patrolled.
 *
 * @param every days from one round to the next, at most
 * @param atPosts whether a round names the code post where it was
 */
record Duty(int every, boolean atPosts) {
    /** What the rules on intervals are about. */
    static final String TOPIC = "patrol";

    private static final String AREA = "patrol-area";

    /** What the rules ask for that device on that day; empty where it is not patrolled, or a rule gives no interval. */
    static Optional<Duty> of(Rulebook rules, Device device, LocalDate day) {
        if (device.status() != DeviceStatus.IN_USE
                || device.membership().isPresent()
                || !isInArea(rules, device, day)) {
            return Optional.empty();
        }
        return rules.governing(TOPIC, device.category(), day).flatMap(Duty::of);
    }

    private static Optional<Duty> of(Rule rule) {
        return Optional.ofNullable(rule.parameters().get("every"))
                .filter(every -> every.matches("[1-9][0-9]{0,3}"))
                .map(every -> new Duty(
                        Integer.parseInt(every),
                        rule.parameters().getOrDefault("post", "no").equals("yes")));
    }

    private static boolean isInArea(Rulebook rules, Device device, LocalDate day) {
        return rules.governing(AREA, device.category(), day)
                .map(rule -> rule.parameters().getOrDefault("districts", "").split(" ", -1))
                .filter(districts -> List.of(districts).contains(device.district()))
                .isPresent();
    }

    /** The last day for the next round; without a round before, none. */
    Optional<LocalDate> due(Optional<LocalDate> last) {
        return last.map(day -> day.plusDays(every));
    }

    /** Whether a round is missing on that day. */
    boolean isOverdue(Optional<LocalDate> last, LocalDate today) {
        return due(last).map(day -> day.isBefore(today)).orElse(true);
    }
}
