package org.teshema.engine.codes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.keys.CodeClass;

/**
 * Giving codes out to using units: stock codes by district and station in bulk, codes of new devices one by one at the
 * supervision inspection, anything else by the district with a reason. Thread-safe.
 */
@Component(service = Claims.class)
public final class Claims {
    private static final ScopedRows<Claim> ROWS = new ScopedRows<>(
            "select l.*, f.name as from_name, u.name as unit_name from claim l"
                    + " join organisation f on f.id = l.from_id join organisation u on u.id = l.unit_id",
            "l.id",
            Claim::id,
            Claims::claim);

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Access access;
    private final LifeCycle lifeCycle;
    private final PostingPositions labels;
    private final Entries entries;

    /** The service. */
    @Activate
    public Claims(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference LifeCycle lifeCycle,
            @Reference PostingPositions labels,
            @Reference Entries entries) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.access = new Access(clock);
        this.lifeCycle = lifeCycle;
        this.labels = labels;
        this.entries = entries;
    }

    /**
     * A device that has no code and for which none was given out.
     *
     * @param device its id
     * @param name what it is called
     * @param place where it is
     * @param unit id of the unit that uses it
     * @param unitName its name
     */
    public record Waiting(long device, String name, String place, long unit, String unitName) {}

    /**
     * The devices of the actor's scope that wait for a code, those that were entered last the first.
     *
     * @param most how many at most
     */
    public List<Waiting> waiting(Actor actor, int most) {
        Scope scope = access.scope(actor, Deed.SEE_DEVICE, "d");
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select d.id, d.name, d.place, u.id as unit_id, u.name as unit_name from device d"
                            + " join organisation u on u.id = d.using_unit_id where d.status <> 'SCRAPPED'"
                            + " and not exists (select 1 from code c where c.bound_device_id = d.id and c.post = 0)"
                            + " and not exists (select 1 from claim l join code c on c.batch_id = l.batch_id"
                            + " and c.serial between l.first_serial and l.last_serial and c.state = 'CLAIMED'"
                            + " where l.device_id = d.id) and "
                            + scope.sql() + " order by d.id desc fetch first " + most + " rows only")) {
                Sql.bind(select, scope.parameters().toArray());
                List<Waiting> waiting = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        waiting.add(new Waiting(
                                row.getLong("id"),
                                row.getString("name"),
                                row.getString("place"),
                                row.getLong("unit_id"),
                                row.getString("unit_name")));
                    }
                }
                return List.copyOf(waiting);
            }
        });
    }

    /** The unit that uses a device of the actor's scope, which is who gets a code for it. */
    public long userOf(Actor actor, long device) {
        Scope scope = access.scope(actor, Deed.SEE_DEVICE, "d").and("d.id = ?", device);
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "select d.using_unit_id from device d where d.using_unit_id is not null and " + scope.sql())) {
                Sql.bind(select, scope.parameters().toArray());
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        return row.getLong(1);
                    }
                }
            }
            throw Given.unknown("device", "设备", "device");
        });
    }

    /** The claim of that number. */
    public Claim get(Actor actor, long id) {
        return ROWS.find(database, scope(actor), id).orElseThrow(() -> Given.unknown("id", "领码记录", "claim"));
    }

    /** The claims this actor gave out, received or supervises, by number. */
    public Page<Claim> list(Actor actor, Cursor cursor) {
        return list(actor, Optional.empty(), Optional.empty(), cursor);
    }

    /** Of those the ones that this organisation gave out and that unit got, where these are told. */
    public Page<Claim> list(Actor actor, Optional<Long> from, Optional<Long> to, Cursor cursor) {
        return ROWS.page(database, scope(actor).and("l.from_id = ?", from).and("l.unit_id = ?", to), cursor);
    }

    /**
     * Gives codes out to a using unit.
     *
     * @throws Problem RANGE_NOT_HELD unless the giver has every code of the range in stock; LABEL_NOT_FOR_DEVICE when it
     *     is given out for a device whose label bears another title
     */
    public Claim give(WriteRequest asked, ClaimOrder order) {
        Actor actor = asked.actor();
        Transition step = lifeCycle.step(
                actor, CodeAction.CLAIM, Optional.of(CodeState.STOCKED), EnumSet.of(Custody.HOLDER), clock.today());
        long giver = actor.organisation().id();
        SerialRange range = order.range();
        String reference = Ranges.asAWhole(
                database,
                range,
                giver,
                CodeState.STOCKED,
                () -> writes.once(asked, "claim.give", order.toString(), unit -> {
                    CodeClass codeClass = Ranges.lockBatch(unit, range.batch())
                            .map(CodeClass::valueOf)
                            .orElseThrow(Ranges.NotAsAsked::new);
                    require(LifeCycle.claimRule(actor, codeClass), order);
                    Organisation user = Parties.find(unit, order.unit(), "unit", OrganisationKind.USING_UNIT);
                    String district = order.device().isPresent()
                            ? districtOfDevice(
                                    unit, actor, order, order.device().get(), user)
                            : requireInDistrict(unit, actor, user);
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    Ranges.requireAll(move(unit, step, range, giver, user, district, now), range);
                    long id = insert(unit, order, district, actor, now);
                    happened(unit, actor, id, order, district, now);
                    order.device().ifPresent(device -> tell(unit, actor, id, order, device, district, now));
                    return Long.toString(id);
                }));
        return get(actor, Long.parseLong(reference));
    }

    private static void require(ClaimRule rule, ClaimOrder order) {
        if (!rule.ranges() && order.range().size() != 1) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "last",
                    rule.codeClass().zh() + "码按台逐枚发放，每次只能发放一枚。",
                    "Codes of class " + rule.codeClass() + " are given out one at a time, each for its device.");
        }
        if (rule.device() && order.device().isEmpty()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "device",
                    rule.codeClass().zh() + "码发放时须指明设备。",
                    "A code of class " + rule.codeClass() + " is given out for a device; name it.");
        }
        if (rule.reason() && order.reason().isEmpty()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "reason",
                    "由" + Words.of(rule.role()).zh() + "发放" + rule.codeClass().zh() + "码属例外情形，须填写原因。",
                    "It is an exception that a " + Words.of(rule.role()).en() + " gives out codes of class "
                            + rule.codeClass() + "; give the reason.");
        }
    }

    /** A unit is of a district when it has its seat or uses a device there. */
    private static String requireInDistrict(UnitOfWork unit, Actor actor, Organisation user) {
        boolean here = user.district().equals(actor.district())
                || unit.<Boolean>jdbc(connection -> {
                    try (var select = connection.prepareStatement(
                            "select 1 from device where using_unit_id = ? and district = ? limit 1")) {
                        Sql.bind(select, user.id(), actor.district());
                        return select.executeQuery().next();
                    }
                });
        if (!here) {
            throw Problem.inField(
                    ProblemType.FORBIDDEN,
                    "unit",
                    user.name() + "不在本区，本区也没有其使用的设备；请由其所在区发放。",
                    user.name() + " has neither its seat nor a device in this district; its own district gives out"
                            + " its codes.");
        }
        return actor.district();
    }

    private String districtOfDevice(UnitOfWork unit, Actor actor, ClaimOrder order, long device, Organisation user) {
        DeviceRef found =
                DeviceRef.find(unit, access, actor, device).orElseThrow(() -> Given.unknown("device", "设备", "device"));
        found.requireUsedBy(user.id(), "unit");
        found.requireFree();
        LabelTitle.of(unit, order.range().batch()).requireFor(labels, found, "device");
        return found.district();
    }

    private static int move(
            UnitOfWork unit,
            Transition step,
            SerialRange range,
            long giver,
            Organisation user,
            String district,
            Instant now) {
        return unit.update(
                "update code set state = ?, changed_at = ?, version = version + 1, holder_id = ?, unit_id = ?,"
                        + " claimed_from = ?, district = ?"
                        + " where batch_id = ? and serial between ? and ? and holder_id = ? and state = ?",
                step.to(),
                now,
                user.id(),
                user.id(),
                giver,
                district,
                range.batch(),
                range.first(),
                range.last(),
                giver,
                step.from());
    }

    private static long insert(UnitOfWork unit, ClaimOrder order, String district, Actor actor, Instant now) {
        return unit.inserted(
                "insert into claim (district, batch_id, first_serial, last_serial, from_id, unit_id, device_id,"
                        + " reason, given_by, given_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                district,
                order.range().batch(),
                order.range().first(),
                order.range().last(),
                actor.organisation().id(),
                order.unit(),
                order.device(),
                order.reason(),
                actor.accountId(),
                now);
    }

    private static void happened(
            UnitOfWork unit, Actor actor, long id, ClaimOrder order, String district, Instant now) {
        new Happening(unit, actor, now)
                .record(
                        "code.claimed",
                        "claim:" + id,
                        district,
                        "{\"claim\":" + id + ",\"batch\":" + order.range().batch() + ",\"first\":"
                                + order.range().first() + ",\"last\":"
                                + order.range().last() + ",\"unit\":" + order.unit()
                                + order.device().map(d -> ",\"device\":" + d).orElse("") + "}");
    }

    /** The archive of the device tells it, and its using unit finds it in the inbox. */
    private void tell(
            UnitOfWork unit, Actor actor, long id, ClaimOrder order, long device, String district, Instant now) {
        Map<String, Object> values = new HashMap<>();
        values.put("number", Long.toString(number(unit, order.range())));
        values.put("claim", id);
        order.reason().ifPresent(reason -> values.put("reason", reason));
        entries.append(
                unit,
                actor,
                Subject.of(new DeviceId(device)),
                district,
                CityKinds.CODE_GIVEN,
                new Values(values),
                now,
                "claim",
                OptionalLong.empty());
    }

    private static long number(UnitOfWork unit, SerialRange range) {
        return unit.jdbc(connection -> {
            try (var select =
                    connection.prepareStatement("select number from code where batch_id = ? and serial = ?")) {
                Sql.bind(select, range.batch(), range.first());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private Scope scope(Actor actor) {
        return access.scope(actor, Deed.SEE_CLAIM, "l");
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                row.getLong("id"),
                row.getString("district"),
                new SerialRange(row.getLong("batch_id"), row.getInt("first_serial"), row.getInt("last_serial")),
                new Party(row.getLong("from_id"), row.getString("from_name")),
                new Party(row.getLong("unit_id"), row.getString("unit_name")),
                Optional.ofNullable(row.getObject("device_id", Long.class)),
                Optional.ofNullable(row.getString("reason")),
                Sql.instant(row, "given_at"));
    }
}
