package org.teshema.engine.codes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.code.CodeState;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** Single codes: finding them, listing them, and writing off what is damaged or lost before it was bound. Thread-safe. */
@Component(service = Codes.class)
public final class Codes {
    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final LifeCycle lifeCycle;
    private final CityKeys keys;
    private final CodeQueries queries;

    /** The service. */
    @Activate
    public Codes(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference LifeCycle lifeCycle,
            @Reference CityKeys keys) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.lifeCycle = lifeCycle;
        this.keys = keys;
        this.queries = new CodeQueries(keys.prefix(), new Access(clock));
    }

    /**
     * The code that was scanned or typed.
     *
     * @param text the whole text of a symbol, or a short number however it is grouped
     * @throws Problem INVALID when it is neither, NOT_FOUND when there is none within the actor's scope
     */
    public Code find(Actor actor, String text) {
        CodeRef ref = CodeRef.of(keys.reader(), text, "code");
        Optional<Code> found = database.read(connection -> queries.find(connection, actor, ref));
        return found.orElseThrow(() -> Given.unknown("code", "码", "code"));
    }

    /** The codes within the actor's scope, by batch and serial. */
    public Page<Code> list(Actor actor, CodeFilter filter, Cursor cursor) {
        return cursor.page(
                database.read(connection -> queries.list(connection, actor, filter, cursor)), CodeQueries::place);
    }

    /**
     * Writes off codes that are damaged or lost and not bound: by their holder from the stock, by the using unit or its
     * district after the claim.
     *
     * @return how many were written off: the size of the range
     * @throws Problem RANGE_NOT_HELD unless all of them may be written off by this actor
     */
    public int spoil(WriteRequest asked, SerialRange range, String reason) {
        Actor actor = asked.actor();
        String said = Given.text(reason, "reason", 400);
        LifeCycle.requireRole(actor, CodeAction.SPOIL);
        CodeState wanted = Access.may(actor, Deed.CODE_BIND) ? CodeState.CLAIMED : CodeState.STOCKED;
        Ranges.asAWhole(
                database,
                range,
                actor.organisation().id(),
                wanted,
                () -> writes.once(asked, "code.spoil", range + " " + said, unit -> {
                    Ranges.lockBatch(unit, range.batch());
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    int moved = 0;
                    for (CodeState from : LifeCycle.sources(CodeAction.SPOIL, actor.role())) {
                        moved += spoil(unit, actor, range, from, now);
                    }
                    Ranges.requireAll(moved, range);
                    unit.update(
                            "insert into spoilage (district, batch_id, first_serial, last_serial, by_id, reason,"
                                    + " spoiled_by, spoiled_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                            actor.district(),
                            range.batch(),
                            range.first(),
                            range.last(),
                            actor.organisation().id(),
                            said,
                            actor.accountId(),
                            now);
                    new Happening(unit, actor, now)
                            .record(
                                    "code.spoiled",
                                    "batch:" + range.batch(),
                                    actor.district(),
                                    "{\"batch\":" + range.batch() + ",\"first\":" + range.first() + ",\"last\":"
                                            + range.last() + ",\"by\":"
                                            + actor.organisation().id() + "}");
                    return range.toString();
                }));
        return range.size();
    }

    private int spoil(UnitOfWork unit, Actor actor, SerialRange range, CodeState from, Instant now) {
        Transition step =
                lifeCycle.step(actor, CodeAction.SPOIL, Optional.of(from), EnumSet.allOf(Custody.class), clock.today());
        List<Object> parameters = new ArrayList<>(
                List.of(step.to().orElseThrow(), now, range.batch(), range.first(), range.last(), from));
        String condition = switch (step.custody()) {
            case HOLDER -> "holder_id = ?";
            case UNIT -> "unit_id = ?";
            case OWN_DISTRICT -> "district = ?";
            case NONE, RECEIVER -> throw new IllegalStateException("No way to spoil by " + step.custody());
        };
        parameters.add(
                step.custody() == Custody.OWN_DISTRICT
                        ? actor.district()
                        : (Object) actor.organisation().id());
        return unit.update(
                "update code set state = ?, changed_at = ?, version = version + 1"
                        + " where batch_id = ? and serial between ? and ? and state = ? and " + condition,
                parameters.toArray());
    }
}
