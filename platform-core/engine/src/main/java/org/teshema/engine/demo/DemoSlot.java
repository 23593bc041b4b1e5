package org.teshema.engine.demo;

import java.util.Optional;
import org.teshema.api.device.CatalogueCode;

/**
 * What stands at one place of the plan. Devices that are alike share one, so that a plan stays small.
 *
 * @param turn which of the values in the tables fall to it
 * @param sure whether it is in use and inspected for certain: what a city has at least, and whatever is of a set
 * @param set the set it is mother or child of
 * @param child its number among the children, from 1; 0 of what is no child
 */
record DemoSlot(DemoVariety variety, int turn, boolean sure, Optional<DemoSet> set, int child) {
    CatalogueCode category() {
        return variety.category();
    }

    boolean isChild() {
        return child > 0;
    }

    /** Whether it goes by its mother's certificate: nothing is registered or inspected of it. */
    boolean isPart() {
        return isChild() && !set.orElseThrow().own();
    }

    Optional<String> position() {
        return isChild() ? set.map(DemoSet::position) : variety.position();
    }
}
