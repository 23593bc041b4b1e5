package org.teshema.api.archive;

import java.util.Objects;
import org.teshema.api.device.DeviceId;

/**
 * What an archive is kept about.
 *
 * @param type device, organisation, person or district
 * @param id identity within the type
 */
public record Subject(Type type, String id) {
    /** The types of subject. */
    public enum Type {
        DEVICE,
        ORGANISATION,
        PERSON,
        DISTRICT
    }

    public Subject {
        Objects.requireNonNull(type, "type");
        if (id == null || id.isBlank() || id.length() > 40) {
            throw new IllegalArgumentException("A subject id has 1 to 40 characters, not \"" + id + "\"");
        }
    }

    /** The archive of a device. */
    public static Subject of(DeviceId device) {
        return new Subject(Type.DEVICE, device.toString());
    }
}
