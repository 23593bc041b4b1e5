package org.teshema.engine.codes;

import java.util.Objects;

/**
 * The holders of one district together.
 *
 * @param district six characters; 310000 for the city's own organisations
 * @param made codes made by them
 * @param received codes that they accepted, also from one another
 * @param handedOn codes accepted from them, also by one another
 * @param codes where the codes are that they hold or gave out
 */
public record DistrictBalance(String district, long made, long received, long handedOn, Counts codes) {
    public DistrictBalance {
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(codes, "codes");
    }

    /** Whether both sides agree. */
    public boolean balances() {
        return made + received - handedOn == codes.total();
    }

    DistrictBalance plus(HolderBalance holder) {
        return new DistrictBalance(
                district,
                made + holder.made(),
                received + holder.received(),
                handedOn + holder.handedOn(),
                codes.plus(holder.codes()));
    }
}
