package org.teshema.rest.plugin;

import java.time.Instant;
import org.teshema.engine.host.Tiers;

/**
 * Where a plugin is to run.
 *
 * @param plugin the plugin's name
 * @param tier IN_PROCESS or DISTRICT_HOST
 * @param reason why
 * @param author who wanted it so
 * @param changedAt since when
 */
public record TierJson(String plugin, String tier, String reason, String author, Instant changedAt) {
    static TierJson of(Tiers.Choice choice) {
        return new TierJson(
                choice.plugin(), choice.tier().name(), choice.reason(), choice.author(), choice.changedAt());
    }
}
