package org.teshema.plugin.explosionproof;

import java.util.Map;
import java.util.Optional;

/**
 * One type of protection 防爆型式 from the table.
 *
 * @param symbol as printed, such as {@code db}
 * @param levels for each atmosphere it is made for, the level it gives; empty where only the mark can tell
 * @param legacy whether marks of today are no longer written so
 * @param byZone whether a zone number follows it, which gives the level, as in tD A21
 */
record Protection(String symbol, Map<Atmosphere, Optional<Epl>> levels, boolean legacy, boolean byZone) {
    Protection {
        levels = Map.copyOf(levels);
    }
}
