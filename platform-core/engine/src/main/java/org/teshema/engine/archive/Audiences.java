package org.teshema.engine.archive;

import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Values;
import org.teshema.engine.account.Actor;

/** Who a reader is towards a device, and what is left of an entry for them. Stateless. */
public final class Audiences {
    private Audiences() {}

    /**
     * The parties of a device, as they stand in its row.
     *
     * @param district its district
     * @param usingUnit id of the unit that uses it
     * @param maintenanceUnit id of the unit that maintains it
     * @param inspectionBody id of the body that inspects it
     * @param station id of the station that supervises it
     */
    public record Parties(
            String district,
            OptionalLong usingUnit,
            OptionalLong maintenanceUnit,
            OptionalLong inspectionBody,
            OptionalLong station) {}

    /**
     * What the reader is towards that device. It is the same rule as {@link org.teshema.engine.account.Scope}: whoever is
     * not PUBLIC here finds the device in their lists, and nobody else.
     *
     * @param actor who reads, empty for somebody not logged in
     */
    public static Audience of(Optional<Actor> actor, Parties device) {
        return actor.map(a -> of(a, device)).orElse(Audience.PUBLIC);
    }

    private static Audience of(Actor actor, Parties device) {
        long own = actor.organisation().id();
        return switch (actor.role()) {
            case CITY_BUREAU -> Audience.GOVERNMENT;
            case DISTRICT -> when(actor.district().equals(device.district()), Audience.GOVERNMENT);
            case STATION -> when(is(device.station(), own), Audience.GOVERNMENT);
            case INSPECTION_BODY -> when(is(device.inspectionBody(), own), Audience.INSPECTION_BODY);
            case USING_UNIT -> when(is(device.usingUnit(), own), Audience.USING_UNIT);
            case MAINTENANCE_UNIT -> when(is(device.maintenanceUnit(), own), Audience.MAINTENANCE_UNIT);
        };
    }

    /** What an actor is towards every device of its scope: within it, a reader is always the same audience. */
    public static Audience within(Actor actor) {
        return switch (actor.role()) {
            case CITY_BUREAU, DISTRICT, STATION -> Audience.GOVERNMENT;
            case INSPECTION_BODY -> Audience.INSPECTION_BODY;
            case USING_UNIT -> Audience.USING_UNIT;
            case MAINTENANCE_UNIT -> Audience.MAINTENANCE_UNIT;
        };
    }

    /** The entry with the fields this audience may see. */
    public static Entry mask(Entry entry, EntryKind kind, Audience audience) {
        Values seen = mask(entry.values(), kind, audience);
        return seen.byName().size() == entry.values().byName().size() ? entry : with(entry, seen);
    }

    /** The fields this audience may see; the very same values where nothing is hidden. */
    public static Values mask(Values values, EntryKind kind, Audience audience) {
        var seen = new HashMap<String, Object>();
        for (Field field : kind.fields()) {
            Object value = values.byName().get(field.name());
            if (value != null && field.readableBy(audience)) {
                seen.put(field.name(), value);
            }
        }
        // Nothing hidden, nothing to copy: the usual case of an authority.
        return seen.size() == values.byName().size() ? values : new Values(seen);
    }

    /**
     * The entry of a kind nobody declares any more: an authority sees its fields, everybody else only that there is one.
     */
    public static Entry maskUnknown(Entry entry, Audience audience) {
        return audience == Audience.GOVERNMENT ? entry : with(entry, Values.none());
    }

    private static Entry with(Entry entry, Values values) {
        return new Entry(
                entry.id(),
                entry.subject(),
                entry.kind(),
                entry.schemaVersion(),
                values,
                entry.happenedAt(),
                entry.recordedAt(),
                entry.author(),
                entry.source(),
                entry.supersedes());
    }

    private static Audience when(boolean related, Audience audience) {
        return related ? audience : Audience.PUBLIC;
    }

    private static boolean is(OptionalLong id, long own) {
        return id.isPresent() && id.getAsLong() == own;
    }
}
