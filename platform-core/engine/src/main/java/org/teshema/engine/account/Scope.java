package org.teshema.engine.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.OrganisationKind;

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

    /** Everything: for who may see all. */
    public static Scope all() {
        return new Scope("1 = 1", List.of());
    }

    /** Nothing: for whose business it is not. */
    public static Scope none() {
        return new Scope("1 = 0", List.of());
    }

    /** The same, narrowed by a further condition. */
    public Scope and(String condition, Object... more) {
        List<Object> both = new ArrayList<>(parameters);
        both.addAll(List.of(more));
        return new Scope(sql + " and " + condition, both);
    }

    /** The same, narrowed by a condition with one parameter where its value is given. */
    public Scope and(String condition, Optional<?> value) {
        return value.isPresent() ? and(condition, value.get()) : this;
    }

    /** The devices this actor answers for or is responsible for: deny by default. */
    public static Scope ofDevices(Actor actor, String alias) {
        long organisation = actor.organisation().id();
        return switch (actor.role()) {
            case CITY_BUREAU -> all();
            case DISTRICT -> new Scope(alias + ".district = ?", List.of(actor.district()));
            case STATION -> new Scope(alias + ".station_id = ?", List.of(organisation));
            case INSPECTION_BODY -> new Scope(alias + ".inspection_body_id = ?", List.of(organisation));
            case USING_UNIT -> new Scope(alias + ".using_unit_id = ?", List.of(organisation));
            case MAINTENANCE_UNIT -> new Scope(alias + ".maintenance_unit_id = ?", List.of(organisation));
        };
    }

    /**
     * The organisations this actor may know of: its own, the authorities, inspection bodies and maintenance units, which
     * are public; and of the using units, whose business a device is, those it answers for.
     *
     * @param alias alias of table {@code organisation}
     */
    public static Scope ofOrganisations(Actor actor, String alias) {
        String open = "(" + alias + ".kind <> 'USING_UNIT' or " + alias + ".id = ?";
        long own = actor.organisation().id();
        return switch (actor.role()) {
            case CITY_BUREAU, INSPECTION_BODY -> all();
            case DISTRICT, STATION ->
                new Scope(open + " or " + alias + ".district = ?)", List.of(own, actor.district()));
            case USING_UNIT -> new Scope(open + ")", List.of(own));
            case MAINTENANCE_UNIT ->
                new Scope(
                        open + " or exists (select 1 from device md where md.using_unit_id = " + alias
                                + ".id and md.maintenance_unit_id = ?))",
                        List.of(own, own));
        };
    }

    /**
     * The accounts this actor may know of: those of its own organisation and of the organisations right under it; all of
     * them for the city.
     *
     * @param account alias of table {@code account}
     * @param organisation alias of the account's row of table {@code organisation}
     */
    public static Scope ofAccounts(Actor actor, String account, String organisation) {
        long own = actor.organisation().id();
        return actor.role() == OrganisationKind.CITY_BUREAU
                ? all()
                : new Scope(
                        "(" + account + ".organisation_id = ? or " + organisation + ".parent_id = ?)",
                        List.of(own, own));
    }
}
