package org.teshema.api.app;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.Device;

/**
 * A device as its reader may know it.
 *
 * @param device the device
 * @param number the 13 digits of the code it bears; empty while none is bound. Its scan page is {@code /n/{number}}
 * @param currentEntries the current entry of each kind of its archive, by kind name, masked
 */
public record KnownDevice(Device device, Optional<String> number, Map<String, Entry> currentEntries) {
    public KnownDevice {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(number, "number");
        currentEntries = Map.copyOf(currentEntries);
    }

    /**
     * Where it leads from a row of a {@link org.teshema.api.scan.Section.Table}: its scan page; an empty text while it bears no
     * code.
     */
    public String path() {
        return number.map(digits -> "/n/" + digits).orElse("");
    }

    /** The current entry of that kind, if there is one. */
    public Optional<Entry> current(String kind) {
        return Optional.ofNullable(currentEntries.get(kind));
    }
}
