package org.teshema.api.device;

/**
 * The platform's own identity of a device: the only thing a code binds to, since every printed identifier can change.
 *
 * @param value positive, never reused
 */
public record DeviceId(long value) {
    public DeviceId {
        if (value <= 0) {
            throw new IllegalArgumentException("A device id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
