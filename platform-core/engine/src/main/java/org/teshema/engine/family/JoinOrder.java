package org.teshema.engine.family;

import java.util.Objects;
import java.util.Optional;

/**
 * What is said when a device becomes a child of a set.
 *
 * @param child id of the device
 * @param role name of the role it takes
 * @param version the child's version as the asker saw it
 * @param reason why, at most 400 characters
 */
public record JoinOrder(long child, String role, int version, Optional<String> reason) {
    public JoinOrder {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(reason, "reason");
    }
}
