package org.teshema.engine.access;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.archive.Audience;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.time.CityClock;

/**
 * The one place that says who may see and do what. It reads it from one table, denies what the table does not allow, and makes of
 * the same row the answer about an object at hand and the condition of every query. Every service of the engine asks it, and none
 * looks at a role by itself. Immutable and thread-safe; made of the clock by whoever asks.
 */
public final class Access {
    private static final AccessTable TABLE = AccessTable.shipped();

    private final CityClock clock;

    /** The one door, with the days of that clock. */
    public Access(CityClock clock) {
        this.clock = clock;
    }

    /** The day in the city, by which contracts and tasks hold or do not. */
    public LocalDate today() {
        return clock.today();
    }

    /** Whether the deed is ever this actor's, whatever the object. */
    public static boolean may(Actor actor, Deed deed) {
        return may(actor.role(), deed);
    }

    /** Whether the deed is ever that role's. */
    public static boolean may(OrganisationKind role, Deed deed) {
        return !TABLE.grant(deed, role).isNever();
    }

    /** The same, where the asker may not be logged in. */
    public static boolean may(Optional<Actor> actor, Deed deed) {
        return actor.map(one -> may(one, deed)).orElseGet(() -> TABLE.row(deed).isPublic());
    }

    /** Whether the deed is this actor's whatever the object: nothing need tie them to it. */
    public static boolean mayAll(Actor actor, Deed deed) {
        return TABLE.grant(deed, actor.role()).isAlways();
    }

    /** Whether the actor may do that to the object of which those facts are. */
    public boolean may(Actor actor, Deed deed, Facts facts) {
        return holds(deed, facts, new Condition.Asker(actor, today()));
    }

    private static boolean holds(Deed deed, Facts facts, Condition.Asker asker) {
        AccessTable.Row row = TABLE.row(deed);
        return row.roles().get(asker.actor().role()).groups().stream()
                .anyMatch(group -> group.stream()
                        .allMatch(tie ->
                                tie == Tie.ALL || Meaning.of(row.thing(), tie).holds(facts, asker)));
    }

    /** Whether the actor may do that to a plugin of that district; one without is the city's and serves everywhere. */
    public static boolean mayInDistrict(Actor actor, Deed deed, Optional<String> district) {
        return holds(deed, Facts.none().and("district", district), new Condition.Asker(actor, LocalDate.EPOCH));
    }

    /** The same of a district that is known. */
    public static boolean mayInDistrict(Actor actor, Deed deed, String district) {
        return mayInDistrict(actor, deed, Optional.of(district));
    }

    /** Refuses who may not do that, whatever the object. */
    public static void require(Actor actor, Deed deed) {
        if (!may(actor, deed)) {
            throw refused(deed);
        }
    }

    /** Refuses who may not do that to the object of which those facts are. */
    public void require(Actor actor, Deed deed, Facts facts) {
        if (!may(actor, deed, facts)) {
            throw refused(deed);
        }
    }

    /**
     * The objects of which the deed is the actor's, as the condition of a query.
     *
     * @param alias alias of the object's table in the query
     */
    public Scope scope(Actor actor, Deed deed, String alias) {
        AccessTable.Row row = TABLE.row(deed);
        AccessTable.Grant grant = row.roles().get(actor.role());
        if (grant.isNever()) {
            return Scope.none();
        }
        if (grant.isAlways()) {
            return Scope.all();
        }
        var asker = new Condition.Asker(actor, today());
        List<Object> parameters = new ArrayList<>();
        List<String> either = new ArrayList<>();
        for (List<Tie> group : grant.groups()) {
            either.add(group.stream()
                    .map(tie -> Meaning.of(row.thing(), tie).sql(alias))
                    .collect(Collectors.joining(" and ")));
            group.forEach(tie -> parameters.addAll(Meaning.of(row.thing(), tie).parameters(asker)));
        }
        return new Scope(
                either.size() == 1 ? either.get(0) : either.stream().collect(Collectors.joining(" or ", "(", ")")),
                parameters);
    }

    /**
     * That the contract of a device holds today, whosever it is.
     *
     * @param alias alias of table {@code device} in the query
     */
    public Scope maintained(String alias) {
        Condition holds = Meaning.contractHolds();
        return new Scope(holds.sql(alias), List.of(today(), today()));
    }

    /**
     * That the task of a device holds today, whosever it is.
     *
     * @param alias alias of table {@code device} in the query
     */
    public Scope tasked(String alias) {
        return new Scope(Meaning.taskHolds().sql(alias), List.of(today(), today()));
    }

    /** The same for somebody who may not be logged in, who then sees none. */
    public Scope scope(Optional<Actor> actor, Deed deed, String alias) {
        return actor.map(one -> scope(one, deed, alias)).orElseGet(Scope::none);
    }

    /**
     * What the reader is towards that device, which is what its fields are masked by. Whoever is not PUBLIC here finds the device in
     * their lists, and nobody else: it is the same row of the table.
     *
     * @param actor who reads, empty for somebody not logged in
     * @param device its parties today
     */
    public static Audience audience(Optional<Actor> actor, Parties device) {
        if (actor.isEmpty()) {
            return Audience.PUBLIC;
        }
        // Contract and task hold today, or they were not among the parties: no day is asked for.
        var asker = new Condition.Asker(actor.get(), LocalDate.EPOCH);
        return holds(Deed.SEE_DEVICE, device.facts(), asker) ? within(actor.get()) : Audience.PUBLIC;
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

    /** The roles that ever may, in their order. */
    public static List<OrganisationKind> roles(Deed deed) {
        return Stream.of(OrganisationKind.values())
                .filter(role -> may(role, deed))
                .toList();
    }

    private static Problem refused(Deed deed) {
        Text title = TABLE.row(deed).title();
        return Problem.of(
                ProblemType.FORBIDDEN,
                "“" + title.zh() + "”不由本单位对此办理。",
                "It is not for your organisation to " + title.en() + " here.");
    }
}
