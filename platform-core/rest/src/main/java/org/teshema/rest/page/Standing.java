package org.teshema.rest.page;

import java.util.List;
import java.util.Optional;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.web.ScanPage;
import org.teshema.web.Tone;

/**
 * How a device stands where that is not good, in one line: a genuine code says nothing about the device it hangs on. The worst of its
 * status and its clocks is told, in the words the page tells each with.
 */
public final class Standing {
    private Standing() {}

    /** The line; empty for a device that is in use and in date. */
    public static Optional<ScanPage.Badge> of(DeviceStatus status, List<ClockReading> clocks) {
        if (status == DeviceStatus.SCRAPPED) {
            return Optional.of(line(status));
        }
        return first(clocks, DueStatus.FAILED)
                .or(() -> first(clocks, DueStatus.OVERDUE))
                .or(() -> status == DeviceStatus.STOPPED ? Optional.of(line(status)) : Optional.empty());
    }

    private static ScanPage.Badge line(DeviceStatus status) {
        Text word = StatusWords.of(status);
        return new ScanPage.Badge(
                new Text("设备" + word.zh(), "Device: " + word.en()),
                Tone.valueOf(StatusWords.tone(status).name()));
    }

    private static Optional<ScanPage.Badge> first(List<ClockReading> clocks, DueStatus status) {
        Section.Tone tone = DueWords.tone(status);
        return clocks.stream()
                .filter(clock -> clock.status() == status)
                .findFirst()
                .map(clock -> {
                    Text word = DueWords.of(clock);
                    return new ScanPage.Badge(
                            new Text(
                                    clock.title().zh() + "：" + word.zh(),
                                    clock.title().en() + ": " + word.en()),
                            Tone.valueOf(tone.name()));
                });
    }
}
