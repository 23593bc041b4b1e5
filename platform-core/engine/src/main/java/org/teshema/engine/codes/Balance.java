package org.teshema.engine.codes;

import java.util.List;
import java.util.Objects;

/**
 * Where all codes are, at one moment: made = in stock + in transit + claimed + bound + replaced + revoked + spoiled.
 *
 * @param made codes made, within what the asker may see
 * @param codes where they are
 * @param districts by district of the holder
 * @param holders by holder: an organisation answers for what it holds and for what it gave out
 */
public record Balance(long made, Counts codes, List<DistrictBalance> districts, List<HolderBalance> holders) {
    public Balance {
        Objects.requireNonNull(codes, "codes");
        districts = List.copyOf(districts);
        holders = List.copyOf(holders);
    }

    /** Whether the sums agree for every holder and every district. */
    public boolean balances() {
        return holders.stream().allMatch(HolderBalance::balances)
                && districts.stream().allMatch(DistrictBalance::balances);
    }
}
