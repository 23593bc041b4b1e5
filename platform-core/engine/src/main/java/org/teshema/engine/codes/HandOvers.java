package org.teshema.engine.codes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Organisation;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Facts;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/**
 * Custody of blank codes: city to district, district to station or inspection body, by range, confirmed by both. While it
 * is on its way a range belongs to its giver and can be given to nobody else. Thread-safe.
 */
@Component(service = HandOvers.class)
public final class HandOvers {
    private static final ScopedRows<HandOver> ROWS = new ScopedRows<>(
            "select h.*, f.name as from_name, t.name as to_name from hand_over h"
                    + " join organisation f on f.id = h.from_id join organisation t on t.id = h.to_id",
            "h.id",
            HandOver::id,
            HandOvers::handOver);

    private static final int MOST_RECEIVERS = 500;

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Access access;
    private final LifeCycle lifeCycle;

    /** The service. */
    @Activate
    public HandOvers(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference LifeCycle lifeCycle) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.access = new Access(clock);
        this.lifeCycle = lifeCycle;
    }

    /** The hand-over of that number. */
    public HandOver get(Actor actor, long id) {
        return ROWS.find(database, scope(actor), id).orElseThrow(() -> Given.unknown("id", "交接单", "hand-over"));
    }

    /** The hand-overs from and to the actor's organisation, for a district also those within it, by number. */
    public Page<HandOver> list(Actor actor, Optional<HandOverState> state, Cursor cursor) {
        return list(actor, state, Optional.empty(), Optional.empty(), cursor);
    }

    /** Of those the ones that this organisation gave and that one got, where these are told. */
    public Page<HandOver> list(
            Actor actor, Optional<HandOverState> state, Optional<Long> from, Optional<Long> to, Cursor cursor) {
        Scope narrowed = scope(actor)
                .and("h.state = ?", state)
                .and("h.from_id = ?", from)
                .and("h.to_id = ?", to);
        return ROWS.page(database, narrowed, cursor);
    }

    /** What the actor may answer to it now; nothing once it is over, or where it is between others. */
    public List<CodeAction> steps(Actor actor, HandOver handOver) {
        if (handOver.state() != HandOverState.OFFERED) {
            return List.of();
        }
        Set<Custody> ties = ties(actor, handOver.from().id(), handOver.to().id());
        return Stream.of(CodeAction.ACCEPT, CodeAction.REFUSE, CodeAction.WITHDRAW)
                .filter(action ->
                        lifeCycle.offers(actor, action, Optional.of(CodeState.IN_TRANSIT), ties, clock.today()))
                .toList();
    }

    /** To whom the actor may hand codes over: where the ways of custody lead from their organisation, by name. */
    public List<Party> receivers(Actor actor) {
        LifeCycle.requireRole(actor, CodeAction.OFFER);
        List<Party> receivers = new ArrayList<>();
        for (Route route : LifeCycle.routesFrom(actor.organisation())) {
            receivers.addAll(database.read(connection -> Parties.of(
                    connection,
                    route.receiver(),
                    route.sameDistrict() ? Optional.of(actor.district()) : Optional.empty(),
                    MOST_RECEIVERS)));
        }
        return receivers;
    }

    /**
     * Offers a range to the next holder.
     *
     * @throws Problem RANGE_NOT_HELD unless the giver has every code of it in stock
     */
    public HandOver offer(WriteRequest asked, SerialRange range, long to) {
        Actor actor = asked.actor();
        Transition step = lifeCycle.step(
                actor, CodeAction.OFFER, Optional.of(CodeState.STOCKED), EnumSet.of(Custody.HOLDER), clock.today());
        long giver = actor.organisation().id();
        String reference = Ranges.asAWhole(
                database,
                range,
                giver,
                CodeState.STOCKED,
                () -> writes.once(asked, "hand-over.offer", range + " " + to, unit -> {
                    Organisation receiver = Parties.find(unit, to, "to");
                    LifeCycle.requireRoute(actor.organisation(), receiver);
                    Ranges.lockBatch(unit, range.batch());
                    Instant now = now();
                    Ranges.requireAll(
                            unit.update(
                                    "update code set state = ?, changed_at = ?, version = version + 1"
                                            + " where batch_id = ? and serial between ? and ? and holder_id = ?"
                                            + " and state = ?",
                                    step.to(),
                                    now,
                                    range.batch(),
                                    range.first(),
                                    range.last(),
                                    giver,
                                    step.from()),
                            range);
                    HandOverRow row = HandOverRow.offered(
                            range, giver, receiver.id(), receiver.district(), actor.accountId(), now);
                    unit.session().insert(row);
                    happened(unit, actor, row, "hand-over.offered", now);
                    return Long.toString(row.id);
                }));
        return get(actor, Long.parseLong(reference));
    }

    /** Confirms, as the receiver, that the range has arrived: from now on it is the receiver's stock. */
    public HandOver accept(WriteRequest asked, long id, int version) {
        return answer(asked, CodeAction.ACCEPT, HandOverState.ACCEPTED, id, version, Optional.empty());
    }

    /** Declines the range as the receiver: it is the giver's stock again. */
    public HandOver refuse(WriteRequest asked, long id, int version, String reason) {
        Optional<String> said = Optional.of(Given.text(reason, "reason", 400));
        return answer(asked, CodeAction.REFUSE, HandOverState.REFUSED, id, version, said);
    }

    /** Takes the range back as the giver, before the receiver has answered. */
    public HandOver withdraw(WriteRequest asked, long id, int version, String reason) {
        Optional<String> said = Optional.of(Given.text(reason, "reason", 400));
        return answer(asked, CodeAction.WITHDRAW, HandOverState.WITHDRAWN, id, version, said);
    }

    private HandOver answer(
            WriteRequest asked, CodeAction action, HandOverState end, long id, int version, Optional<String> reason) {
        Actor actor = asked.actor();
        LifeCycle.requireRole(actor, action);
        writes.once(asked, "hand-over." + action.name(), id + " " + version + " " + reason.orElse(""), unit -> {
            HandOverRow row = locked(unit, actor, id);
            Given.sameVersion(row.version, version);
            if (!row.state.equals(HandOverState.OFFERED.name())) {
                throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "该交接单已办结（" + row.state + "），不能再次办理。",
                        "This hand-over is over (" + row.state + ") and cannot be answered again.");
            }
            Transition step = lifeCycle.step(
                    actor, action, Optional.of(CodeState.IN_TRANSIT), ties(actor, row.fromId, row.toId), clock.today());
            Instant now = now();
            move(unit, row, step, end == HandOverState.ACCEPTED ? actor.organisation() : null, now);
            row.state = end.name();
            row.answeredBy = actor.accountId();
            row.answeredAt = now;
            row.reason = reason.orElse(null);
            unit.session().update(row);
            happened(unit, actor, row, "hand-over." + end.name().toLowerCase(Locale.ROOT), now);
            return Long.toString(id);
        });
        return get(actor, id);
    }

    private static void move(UnitOfWork unit, HandOverRow row, Transition step, Organisation receiver, Instant now) {
        int moved = receiver == null
                ? unit.update(
                        "update code set state = ?, changed_at = ?, version = version + 1"
                                + " where batch_id = ? and serial between ? and ? and holder_id = ? and state = ?",
                        step.to(),
                        now,
                        row.batchId,
                        row.firstSerial,
                        row.lastSerial,
                        row.fromId,
                        step.from())
                : unit.update(
                        "update code set state = ?, changed_at = ?, version = version + 1, holder_id = ?, district = ?"
                                + " where batch_id = ? and serial between ? and ? and holder_id = ? and state = ?",
                        step.to(),
                        now,
                        receiver.id(),
                        receiver.district(),
                        row.batchId,
                        row.firstSerial,
                        row.lastSerial,
                        row.fromId,
                        step.from());
        if (moved != row.range().size()) {
            throw new IllegalStateException("Hand-over " + row.id + " moved " + moved + " codes of "
                    + row.range().size());
        }
    }

    private HandOverRow locked(UnitOfWork unit, Actor actor, long id) {
        HandOverRow row = unit.session().get(HandOverRow.class, id, LockMode.PESSIMISTIC_WRITE);
        if (row == null || !sees(actor, row)) {
            throw Given.unknown("id", "交接单", "hand-over");
        }
        return row;
    }

    private boolean sees(Actor actor, HandOverRow row) {
        return access.may(
                actor,
                Deed.SEE_HAND_OVER,
                Facts.none()
                        .and("district", row.district)
                        .and("from_id", row.fromId)
                        .and("to_id", row.toId));
    }

    private Scope scope(Actor actor) {
        return access.scope(actor, Deed.SEE_HAND_OVER, "h");
    }

    private static Set<Custody> ties(Actor actor, long from, long to) {
        Set<Custody> ties = EnumSet.noneOf(Custody.class);
        if (from == actor.organisation().id()) {
            ties.add(Custody.HOLDER);
        }
        if (to == actor.organisation().id()) {
            ties.add(Custody.RECEIVER);
        }
        return ties;
    }

    private static HandOver handOver(ResultSet row) throws SQLException {
        return new HandOver(
                row.getLong("id"),
                row.getString("district"),
                new SerialRange(row.getLong("batch_id"), row.getInt("first_serial"), row.getInt("last_serial")),
                new Party(row.getLong("from_id"), row.getString("from_name")),
                new Party(row.getLong("to_id"), row.getString("to_name")),
                HandOverState.valueOf(row.getString("state")),
                Sql.instant(row, "offered_at"),
                Sql.maybeInstant(row, "answered_at"),
                Optional.ofNullable(row.getString("reason")),
                row.getInt("version"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void happened(UnitOfWork unit, Actor actor, HandOverRow row, String kind, Instant now) {
        new Happening(unit, actor, now)
                .record(
                        kind,
                        "hand-over:" + row.id,
                        row.district,
                        "{\"handOver\":" + row.id + ",\"batch\":" + row.batchId + ",\"first\":" + row.firstSerial
                                + ",\"last\":" + row.lastSerial + ",\"from\":" + row.fromId + ",\"to\":" + row.toId
                                + "}");
    }
}
