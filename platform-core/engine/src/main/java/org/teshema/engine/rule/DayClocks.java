package org.teshema.engine.rule;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.ClockReading;
import org.teshema.engine.gate.Gap;

/**
 * What the clocks of a device showed on a day.
 *
 * @param device id of the device
 * @param on the day
 * @param status the device's on that day
 * @param statusRecorded whether the register's entries tell that status; where they do not, it is the nearest they tell, or today's
 * @param plugin the plugin that read the clocks; empty where none serves the category
 * @param readings the weightiest first
 * @param gap why there are none though a plugin serves; empty where it answered
 */
public record DayClocks(
        long device,
        LocalDate on,
        DeviceStatus status,
        boolean statusRecorded,
        Optional<String> plugin,
        List<ClockReading> readings,
        Optional<Gap> gap) {
    public DayClocks {
        Objects.requireNonNull(on, "on");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(plugin, "plugin");
        readings = List.copyOf(readings);
        Objects.requireNonNull(gap, "gap");
    }
}
