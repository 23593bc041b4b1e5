package org.teshema.plugin.explosionproof;

import java.util.List;
import java.util.Optional;

/**
 * One explosion-protection mark 防爆标志, read.
 *
 * @param text as written
 * @param atmosphere what it protects in
 * @param types types of protection, in order; empty for apparatus that only feeds others in the area
 * @param associated parts in brackets, which protect circuits elsewhere
 * @param group equipment group; missing in marks of the withdrawn dust standards only
 * @param temperature highest surface temperature, where stated
 * @param given levels written in the mark: none, one, or two for a device in a boundary wall (Ga/Gb)
 * @param inferred the level of its weakest type, where the types tell
 * @param special X: special conditions for safe use
 * @param component U: a component, never sufficient alone
 * @param ingress IP code, where stated
 * @param legacy whether it is written after an older standard
 */
record Mark(
        String text,
        Atmosphere atmosphere,
        List<Protection> types,
        List<Associated> associated,
        Optional<Group> group,
        Optional<Temperature> temperature,
        List<Epl> given,
        Optional<Epl> inferred,
        boolean special,
        boolean component,
        Optional<String> ingress,
        boolean legacy)
        implements Reading {
    Mark {
        types = List.copyOf(types);
        associated = List.copyOf(associated);
        given = List.copyOf(given);
    }

    /** A part in brackets: intrinsically safe outputs, mostly. */
    record Associated(List<Protection> types, Optional<Group> group, Optional<Epl> level) {
        Associated {
            types = List.copyOf(types);
        }
    }

    /** Whether it stands outside the area and only its circuits reach in, as in [Ex ia Ga] IIC. */
    boolean onlyAssociated() {
        return types.isEmpty();
    }
}
