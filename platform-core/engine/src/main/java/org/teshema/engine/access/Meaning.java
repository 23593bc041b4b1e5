package org.teshema.engine.access;

import static org.teshema.engine.access.Condition.Is.ADMINISTRATOR;
import static org.teshema.engine.access.Condition.Is.ALIVE;
import static org.teshema.engine.access.Condition.Is.BEGUN;
import static org.teshema.engine.access.Condition.Is.INSTALLING;
import static org.teshema.engine.access.Condition.Is.ME;
import static org.teshema.engine.access.Condition.Is.MISSING;
import static org.teshema.engine.access.Condition.Is.MYSELF;
import static org.teshema.engine.access.Condition.Is.MY_DISTRICT;
import static org.teshema.engine.access.Condition.Is.NOT_OVER;
import static org.teshema.engine.access.Condition.Is.NO_USING_UNIT;

import java.util.Map;

/** What each tie means of each kind of object: conditions over the columns of its table. */
final class Meaning {
    private static final Condition MAINTAINED =
            Condition.of("maintenance_unit_id", ME).and("contract_from", BEGUN).and("contract_until", NOT_OVER);
    private static final Condition RIGHT_UNDER = Condition.of("parent_id", ME);

    private static final Condition ADMINISTERED = Condition.of("account_id", MYSELF)
            .and("role", ADMINISTRATOR)
            .and("alive", ALIVE)
            .and("from_day", BEGUN)
            .and("until_day", NOT_OVER);

    private static final Map<Thing, Map<Tie, Condition>> TIES = Map.ofEntries(
            Map.entry(Thing.NONE, Map.of()),
            Map.entry(
                    Thing.DEVICE,
                    Map.of(
                            Tie.DISTRICT, Condition.of("district", MY_DISTRICT),
                            Tie.STATION, Condition.of("station_id", ME),
                            Tie.USER, Condition.of("using_unit_id", ME),
                            Tie.CONTRACT, MAINTAINED,
                            Tie.TASK,
                                    Condition.of("inspection_body_id", ME)
                                            .and("task_from", BEGUN)
                                            .and("task_until", NOT_OVER),
                            Tie.NEW, Condition.of("status", INSTALLING))),
            Map.entry(
                    Thing.CODE,
                    Map.of(
                            Tie.DISTRICT, Condition.of("district", MY_DISTRICT),
                            Tie.HOLDER, Condition.of("holder_id", ME),
                            Tie.GIVER, Condition.of("claimed_from", ME),
                            Tie.UNIT, Condition.of("unit_id", ME),
                            Tie.CONTRACT, Condition.of("device", "id", "bound_device_id", MAINTAINED))),
            Map.entry(
                    Thing.BATCH,
                    Map.of(
                            Tie.DISTRICT, Condition.of("district", MY_DISTRICT),
                            Tie.HOLDER, Condition.of("made_by", ME))),
            Map.entry(
                    Thing.CLAIM,
                    Map.of(
                            Tie.DISTRICT, Condition.of("district", MY_DISTRICT),
                            Tie.GIVER, Condition.of("from_id", ME),
                            Tie.UNIT, Condition.of("unit_id", ME))),
            Map.entry(
                    Thing.HAND_OVER,
                    Map.of(
                            Tie.DISTRICT, Condition.of("district", MY_DISTRICT),
                            Tie.HOLDER, Condition.of("from_id", ME),
                            Tie.GIVER, Condition.of("from_id", ME),
                            Tie.RECEIVER, Condition.of("to_id", ME))),
            Map.entry(
                    Thing.ORGANISATION,
                    Map.of(
                            Tie.DISTRICT, Condition.of("district", MY_DISTRICT),
                            Tie.OWN, Condition.of("id", ME),
                            Tie.UNDER, RIGHT_UNDER,
                            Tie.ADMINISTRATOR, Condition.of("membership", "organisation_id", "id", ADMINISTERED),
                            Tie.OPEN, Condition.of("kind", NO_USING_UNIT),
                            Tie.CONTRACT, Condition.of("device", "using_unit_id", "id", MAINTAINED))),
            Map.entry(
                    Thing.ACCOUNT,
                    Map.of(
                            Tie.OWN, Condition.of("organisation_id", ME),
                            Tie.UNDER, Condition.of("organisation", "id", "organisation_id", RIGHT_UNDER))),
            Map.entry(
                    Thing.MEMBERSHIP,
                    Map.of(
                            Tie.OWN, Condition.of("organisation_id", ME),
                            Tie.UNDER, Condition.of("organisation", "id", "organisation_id", RIGHT_UNDER))),
            Map.entry(Thing.INBOX_ITEM, Map.of(Tie.OWN, Condition.of("organisation_id", ME))),
            Map.entry(Thing.SUSPECT_LABEL, Map.of(Tie.DISTRICT, Condition.of("district", MY_DISTRICT))),
            Map.entry(Thing.PHOTO, Map.of(Tie.OWN, Condition.of("stored_by", ME))),
            Map.entry(
                    Thing.PLUGIN,
                    Map.of(
                            Tie.DISTRICT, Condition.of("district", MY_DISTRICT),
                            Tie.OPEN, Condition.of("district", MISSING))));

    private Meaning() {}

    /** What that tie means of an object of that kind. */
    static Condition of(Thing thing, Tie tie) {
        Condition condition = TIES.get(thing).get(tie);
        if (condition == null) {
            throw new IllegalArgumentException("nobody is tied to " + thing + " by " + tie);
        }
        return condition;
    }

    /** That a task holds today, whosever it is. */
    static Condition taskHolds() {
        return Condition.of("task_from", BEGUN).and("task_until", NOT_OVER);
    }

    /** That a contract holds today, whosever it is. */
    static Condition contractHolds() {
        return Condition.of("contract_from", BEGUN).and("contract_until", NOT_OVER);
    }
}
