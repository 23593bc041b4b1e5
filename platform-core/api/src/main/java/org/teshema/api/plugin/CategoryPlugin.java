package org.teshema.api.plugin;

import java.util.List;
import java.util.Set;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;

/**
 * The strategy of one kind of equipment 一类设备一种贴码策略. Exactly one category plugin wins for a device: the one
 * serving the most specific catalogue node, a district's before the city's, the higher version on a tie; ties are shown.
 */
public non-sealed interface CategoryPlugin extends Plugin {
    /** The catalogue nodes it serves, with everything below them. Called once, at the gate; never empty. */
    Set<CatalogueCode> serves();

    /**
     * What a code of this category stands for. Asked seldom, the answer is kept as long as the plugin serves.
     *
     * @param category a node at or below those it serves
     */
    default Structure structure(CatalogueCode category) {
        return new Structure.Single();
    }

    /**
     * What is wrong with the segments 登记单元 of the context as a whole, such as a sum that contradicts what the unit declares.
     * Asked before a new table is taken in, with that table in the context; each row was {@linkplain #check checked} before.
     * Empty when nothing is; a finding is about a field of the segments' kind.
     */
    default List<Finding> checkSegments(ScanContext context) {
        return List.of();
    }

    /** How the label of this device is posted. */
    Posting posting(Device device);

    /**
     * What the statutory clocks of the scanned device show on the context's day under the context's rules, the weightiest
     * first. A reading that names a rule names one of the context's whose topic is the clock. A child that goes by its set's
     * certificate has none: what is due of the set is read of the mother.
     *
     * <p>It is asked not only in scans but also for past days, for all devices at once and for rules on trial. Then the code is a
     * stand-in and the device may come without its units: a reading MUST follow from category, status, entries, day and rules alone.
     */
    List<ClockReading> clocks(ScanContext context);
}
