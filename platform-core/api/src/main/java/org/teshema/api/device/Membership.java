package org.teshema.api.device;

import java.util.Objects;

/**
 * The place of a device in a set 成套.
 *
 * @param mother the device whose code is the mother code 母码
 * @param role name of the role it has there, such as {@code car}
 */
public record Membership(DeviceId mother, String role) {
    public Membership {
        Objects.requireNonNull(mother, "mother");
        Objects.requireNonNull(role, "role");
    }
}
