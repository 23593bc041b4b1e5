package org.teshema.plugin.explosionproof;

import java.util.Optional;
import java.util.OptionalInt;
import org.teshema.api.archive.Values;

/** Reads a place out of the fields of an entry. */
final class Places {
    private final Gases gases;

    Places(Gases gases) {
        this.gases = gases;
    }

    /** The place the fields tell of; empty where either zone is not among them. */
    Optional<Place> of(Values values) {
        Optional<String> gasZone = values.text(ExKinds.GAS_ZONE);
        Optional<String> dustZone = values.text(ExKinds.DUST_ZONE);
        if (gasZone.isEmpty() || dustZone.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Place(
                gasZone.filter(zone -> !zone.equals(ExKinds.NO_ZONE)).map(zone -> gas(zone, values)),
                dustZone.filter(zone -> !zone.equals(ExKinds.NO_ZONE)).map(zone -> dust(zone, values))));
    }

    private Place.GasZone gas(String zone, Values values) {
        OptionalInt ofClass = values.text(ExKinds.TEMPERATURE_CLASS).stream()
                .mapToInt(t -> t.charAt(1) - '0')
                .findFirst();
        return new Place.GasZone(
                Integer.parseInt(zone),
                subgroup(values, ExKinds.GAS_GROUP),
                values.text(ExKinds.MEDIUM).map(gases::named),
                ofClass,
                values.measure(ExKinds.IGNITION));
    }

    private static Place.DustZone dust(String zone, Values values) {
        return new Place.DustZone(
                Integer.parseInt(zone),
                subgroup(values, ExKinds.DUST_GROUP),
                values.measure(ExKinds.CLOUD),
                values.measure(ExKinds.LAYER),
                values.measure(ExKinds.LAYER_THICKNESS));
    }

    private static OptionalInt subgroup(Values values, String field) {
        return values.text(field).stream()
                .mapToInt(group -> group.charAt(group.length() - 1) - 'A' + 1)
                .findFirst();
    }
}
