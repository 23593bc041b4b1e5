package org.teshema.engine.rule;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.rule.Rule;
import org.teshema.engine.gate.Correction;

/**
 * One row of a plugin's rules, and where it comes from.
 *
 * @param plugin name of the plugin
 * @param version version of the plugin that serves; empty while none of that name does
 * @param row the row as it counts: a shipped row ends where a correction begins
 * @param correction the city's correction that it is; empty for a shipped row
 * @param misfit why it does not count though it was not withdrawn; empty where it counts
 */
public record StatedRule(
        String plugin, Optional<String> version, Rule row, Optional<Correction> correction, Optional<String> misfit) {
    public StatedRule {
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(correction, "correction");
        Objects.requireNonNull(misfit, "misfit");
    }
}
