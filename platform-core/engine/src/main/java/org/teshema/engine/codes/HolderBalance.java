package org.teshema.engine.codes;

import java.util.Objects;
import org.teshema.api.device.OrganisationKind;

/**
 * What one organisation has to answer for. The left side is counted from batches and hand-overs, the right side from the
 * codes themselves: made + received − handed on = what is where.
 *
 * @param holder the organisation
 * @param kind what it is
 * @param district its district
 * @param made codes it made
 * @param received codes it accepted in hand-overs, for a using unit those given out to it
 * @param handedOn codes that others accepted from it
 * @param codes where the codes are that it holds or gave out
 */
public record HolderBalance(
        Party holder, OrganisationKind kind, String district, long made, long received, long handedOn, Counts codes) {
    public HolderBalance {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(codes, "codes");
    }

    /** Whether both sides agree. */
    public boolean balances() {
        return made + received - handedOn == codes.total();
    }
}
