package org.teshema.api.app;

import java.util.Objects;
import org.teshema.api.archive.Entry;

/**
 * An entry and the device it is about.
 *
 * @param device the device
 * @param entry the entry, masked
 */
public record KnownEntry(KnownDevice device, Entry entry) {
    public KnownEntry {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(entry, "entry");
    }
}
