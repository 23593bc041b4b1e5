package org.teshema.api.scan;

import java.util.Objects;
import java.util.regex.Pattern;
import org.teshema.api.device.DeviceStatus;

/**
 * What an entry does to the register of devices, in the transaction that appends it: both stand, or neither. Sealed, because the core
 * carries each out. It does so only for plugins of the city's own, and only where whoever takes the action may change the register of
 * that device themselves; the form says what will happen.
 */
public sealed interface Effect {
    /** From then on the device stands like that; the whole set where it is the mother of one. */
    record Becomes(DeviceStatus status) implements Effect {
        public Becomes {
            Objects.requireNonNull(status, "status");
        }
    }

    /**
     * From then on that unit uses the device: a transfer 过户, with all that goes along.
     *
     * @param creditCode unified social credit code of a using unit that the city knows
     */
    record GoesTo(String creditCode) implements Effect {
        private static final Pattern CODE = Pattern.compile("[0-9A-Z]{18}");

        public GoesTo {
            if (creditCode == null || !CODE.matcher(creditCode).matches()) {
                throw new IllegalArgumentException("A credit code has 18 characters, not \"" + creditCode + "\"");
            }
        }
    }
}
