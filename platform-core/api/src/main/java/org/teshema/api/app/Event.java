package org.teshema.api.app;

import java.util.Objects;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.Device;

/**
 * An entry that was appended to the archive of a device of the app's district, told after it was committed.
 *
 * @param id the same at every delivery: what an app recognises a repetition by
 * @param device the device as it stands now
 * @param entry the entry, with all its fields
 */
public record Event(long id, Device device, Entry entry) {
    public Event {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(entry, "entry");
    }
}
