package org.teshema.plugin.explosionproof;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a device stands 使用场所: in a zone of gas, of dust, of both or of none. What was not recorded is empty.
 *
 * @param gas the gas zone it is in
 * @param dust the dust zone it is in
 */
record Place(Optional<GasZone> gas, Optional<DustZone> dust) {
    /**
     * A gas zone.
     *
     * @param zone 0, 1 or 2
     * @param subgroup 1 to 3 for IIA to IIC
     * @param gas what may be in the air
     * @param temperatureClass 1 to 6 for T1 to T6
     * @param ignition ignition temperature of the gas, °C
     */
    record GasZone(
            int zone,
            OptionalInt subgroup,
            Optional<Gas> gas,
            OptionalInt temperatureClass,
            Optional<BigDecimal> ignition) {}

    /**
     * A dust zone.
     *
     * @param zone 20, 21 or 22
     * @param subgroup 1 to 3 for IIIA to IIIC
     * @param cloud ignition temperature of the cloud, °C
     * @param layer ignition temperature of a layer of 5 mm, °C
     * @param layerMm how thick a layer may lie there
     */
    record DustZone(
            int zone,
            OptionalInt subgroup,
            Optional<BigDecimal> cloud,
            Optional<BigDecimal> layer,
            Optional<BigDecimal> layerMm) {}

    boolean isHazardous() {
        return gas.isPresent() || dust.isPresent();
    }
}
