package org.teshema.engine.account;

import java.util.List;

/**
 * What an actor may see of devices, as one condition: the same rule narrows single objects, lists, counts and exports,
 * because it stands in the query. The condition is over the columns of table {@code device} under the alias given.
 *
 * @param sql a condition with {@code ?} parameters
 * @param parameters their values, in order
 */
public record Scope(String sql, List<Object> parameters) {
    public Scope {
        parameters = List.copyOf(parameters);
    }

    /** The devices this actor answers for or is responsible for: deny by default. */
    public static Scope ofDevices(Actor actor, String alias) {
        long organisation = actor.organisation().id();
        return switch (actor.role()) {
            case CITY_BUREAU -> new Scope("1 = 1", List.of());
            case DISTRICT -> new Scope(alias + ".district = ?", List.of(actor.district()));
            case STATION -> new Scope(alias + ".station_id = ?", List.of(organisation));
            case INSPECTION_BODY -> new Scope(alias + ".inspection_body_id = ?", List.of(organisation));
            case USING_UNIT -> new Scope(alias + ".using_unit_id = ?", List.of(organisation));
            case MAINTENANCE_UNIT -> new Scope(alias + ".maintenance_unit_id = ?", List.of(organisation));
        };
    }
}
