package org.teshema.rest.rule;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.text.Language;
import org.teshema.engine.rule.DayClocks;

/**
 * What the clocks of a device showed on a day.
 *
 * @param device id of the device
 * @param on the day in the city
 * @param status the device's on that day
 * @param statusRecorded whether the register's entries tell that status; if not, it is the nearest they tell, or today's
 * @param plugin the plugin that read the clocks; missing where none serves the category
 * @param clocks the readings, the weightiest first
 * @param gap why there are none though a plugin serves
 */
public record ClocksJson(
        String device,
        LocalDate on,
        DeviceStatus status,
        boolean statusRecorded,
        Optional<String> plugin,
        List<ClockJson> clocks,
        Optional<String> gap) {

    /**
     * What one clock showed.
     *
     * @param clock its stable name, such as {@code inspection}
     * @param title what it is called
     * @param status UNKNOWN where the archive does not hold what the rule needs
     * @param due the next day something is due, where one can be given
     * @param basis the rule and the facts that gave the answer
     * @param rule id of the rule applied
     */
    public record ClockJson(
            String clock,
            String title,
            DueStatus status,
            Optional<LocalDate> due,
            String basis,
            Optional<String> rule) {
        static ClockJson of(ClockReading reading, Language language) {
            return new ClockJson(
                    reading.clock(),
                    reading.title().in(language),
                    reading.status(),
                    reading.due(),
                    reading.basis().in(language),
                    reading.rule());
        }
    }

    static ClocksJson of(DayClocks clocks, Language language) {
        return new ClocksJson(
                Long.toString(clocks.device()),
                clocks.on(),
                clocks.status(),
                clocks.statusRecorded(),
                clocks.plugin(),
                clocks.readings().stream()
                        .map(one -> ClockJson.of(one, language))
                        .toList(),
                clocks.gap().map(one -> one.words().in(language)));
    }
}
