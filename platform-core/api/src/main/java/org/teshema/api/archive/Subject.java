package org.teshema.api.archive;

import java.util.Objects;
import org.teshema.api.device.DeviceId;

/**
 * What an archive is kept about.
 *
 * @param type device, segment of a device, organisation, person or district
 * @param id identity within the type; of a segment the device's, a slash and the segment's number
 */
public record Subject(Type type, String id) {
    /** The types of subject. */
    public enum Type {
        DEVICE,
        SEGMENT,
        ORGANISATION,
        PERSON,
        DISTRICT
    }

    public Subject {
        Objects.requireNonNull(type, "type");
        if (id == null || id.isBlank() || id.length() > 80) {
            throw new IllegalArgumentException("A subject id has 1 to 80 characters, not \"" + id + "\"");
        }
    }

    /** The archive of a device. */
    public static Subject of(DeviceId device) {
        return new Subject(Type.DEVICE, device.toString());
    }

    /** The archive of one segment 登记单元 of a device. */
    public static Subject of(DeviceId device, String number) {
        return new Subject(Type.SEGMENT, device + "/" + number);
    }
}
