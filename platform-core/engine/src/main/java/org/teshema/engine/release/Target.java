package org.teshema.engine.release;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What is to run of one plugin, on every node.
 *
 * @param plugin the plugin's name
 * @param live the release that is to run; empty after it was stopped
 * @param previous the release that was live before, to which one step leads back
 * @param highest the highest version that ever was live
 * @param reason why it is so
 * @param author who wanted it so
 * @param changedAt since when
 */
public record Target(
        String plugin,
        OptionalLong live,
        OptionalLong previous,
        String highest,
        String reason,
        String author,
        Instant changedAt) {}
