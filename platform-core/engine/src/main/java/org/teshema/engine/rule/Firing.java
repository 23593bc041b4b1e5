package org.teshema.engine.rule;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.device.Device;
import org.teshema.api.rule.ClockReading;

/**
 * That a clock of a device became overdue on a day, under a proposed row, under the rules in force, or both.
 *
 * @param device the device
 * @param day the day it was overdue for the first time since it last was not
 * @param proposed whether it fired under the proposed row
 * @param inForce whether it fired under the rules in force
 * @param before what the rules in force showed that day
 * @param after what the proposed row showed that day
 */
public record Firing(
        Device device,
        LocalDate day,
        boolean proposed,
        boolean inForce,
        Optional<ClockReading> before,
        Optional<ClockReading> after) {
    public Firing {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }
}
