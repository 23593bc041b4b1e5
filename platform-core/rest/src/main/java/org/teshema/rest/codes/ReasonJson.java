package org.teshema.rest.codes;

import java.util.Optional;
import org.teshema.engine.device.Reach;

/**
 * A step that must be explained.
 *
 * @param version the version the thing was read with
 * @param reason why, 1 to 400 characters
 * @param reach WHOLE for a set with all its children, ONE for this code alone; must be said of a mother code
 */
public record ReasonJson(int version, String reason, Optional<Reach> reach) {}
