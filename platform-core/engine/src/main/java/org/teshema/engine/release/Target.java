package org.teshema.engine.release;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to run of one plugin, on every node.
 *
 * @param plugin the plugin's name
 * @param live the release that is to run; empty after it was stopped, and while its first release is on trial
 * @param previous the release that was live before, to which one step leads back
 * @param canary the release on trial beside it
 * @param highest the highest version that ever was live
 * @param reason why it is so
 * @param author who wanted it so
 * @param changedAt since when
 */
public record Target(
        String plugin,
        OptionalLong live,
        OptionalLong previous,
        Optional<Canary> canary,
        Optional<String> highest,
        String reason,
        String author,
        Instant changedAt) {
    /** Whether that release is the live one. */
    boolean isLive(long release) {
        return live.equals(OptionalLong.of(release));
    }
}
