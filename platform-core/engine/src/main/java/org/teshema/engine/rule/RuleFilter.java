package org.teshema.engine.rule;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;

/**
 * Which rules are asked for; what is empty does not narrow.
 *
 * @param topic on that topic
 * @param category for devices of that category
 * @param on that hold on that day
 * @param plugin of that plugin
 */
public record RuleFilter(
        Optional<String> topic, Optional<CatalogueCode> category, Optional<LocalDate> on, Optional<String> plugin) {
    public RuleFilter {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(on, "on");
        Objects.requireNonNull(plugin, "plugin");
    }

    /** All rules. */
    public static RuleFilter none() {
        return new RuleFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    boolean asksFor(StatedRule rule) {
        return topic.filter(wanted -> !wanted.equals(rule.row().topic())).isEmpty()
                && category.filter(wanted -> !rule.row().isFor(wanted)).isEmpty()
                && on.filter(day -> !rule.row().holdsOn(day)).isEmpty()
                && plugin.filter(wanted -> !wanted.equals(rule.plugin())).isEmpty();
    }
}
