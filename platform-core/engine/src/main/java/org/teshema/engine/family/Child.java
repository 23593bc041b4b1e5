package org.teshema.engine.family;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;

/**
 * A child of a set, as the register has it.
 *
 * @param device the child; without its units, which are its mother's
 * @param number number of the code it bears, where it bears one
 * @param code where that code stands
 * @param entries its current entries as they stand on its row
 */
public record Child(Device device, Optional<Long> number, Optional<CodeState> code, String entries) {
    public Child {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(entries, "entries");
    }

    /** Name of the role it has. */
    public String role() {
        return device.membership().orElseThrow().role();
    }
}
