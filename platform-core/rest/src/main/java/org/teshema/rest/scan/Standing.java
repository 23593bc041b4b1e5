package org.teshema.rest.scan;

import java.util.List;
import java.util.Optional;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.rest.page.DueWords;
import org.teshema.rest.page.StatusWords;
import org.teshema.web.ScanPage;

/**
 * How a device stands where that is not good, in one line: a genuine code says nothing about the device it hangs on. The worst of its
 * status and its clocks is told, in the words the page tells each with.
 */
final class Standing {
    private Standing() {}

    /** The line; empty for a device that is in use and in date. */
    static Optional<ScanPage.Badge> of(DeviceStatus status, List<ClockReading> clocks) {
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
                new Text("设备" + word.zh(), "Device: " + word.en()), ScanPages.tone(StatusWords.tone(status)));
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
                            ScanPages.tone(tone));
                });
    }
}
