package org.teshema.engine.device;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Period;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/**
 * The book of contracts and tasks: who maintains and who inspects a device from which day to which. A device has one contract and
 * one task at a time; a new one takes the place of the one before. Thread-safe.
 */
@Component(service = Engagements.class)
public final class Engagements {
    private static final String BOOK =
            "select e.id, e.device_id, e.kind, e.organisation_id, o.name, e.number, e.from_day,"
                    + " e.until_day, e.made_at, e.ended_at from engagement e join organisation o on o.id = e.organisation_id"
                    + " where e.device_id = ? order by e.id";

    private final Database database;
    private final Writes writes;
    private final Devices devices;
    private final CityClock clock;
    private final Access access;
    private final Particulars particulars;

    /** The book in that database. */
    @Activate
    public Engagements(
            @Reference Database database,
            @Reference Writes writes,
            @Reference Devices devices,
            @Reference Entries entries,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.devices = devices;
        this.clock = clock;
        this.access = new Access(clock);
        this.particulars = new Particulars(entries, clock);
    }

    /**
     * The contracts and tasks of a device of the actor's scope, over ones included, in the order they were written down.
     *
     * @throws Problem NOT_FOUND when there is no such device, or it is not the actor's to see: the two look the same
     */
    public List<Engagement> list(Actor actor, long device) {
        Scope scope = access.scope(actor, Deed.SEE_ENGAGEMENT, "d").and("d.id = ?", device);
        return database.read(connection -> {
            List<Engagement> all = standing(connection, scope, device);
            try (var select = connection.prepareStatement(BOOK)) {
                Sql.bind(select, device);
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        all.add(engagement(row));
                    }
                }
            }
            return all.stream().map(one -> seenBy(actor, one)).toList();
        });
    }

    /**
     * Writes a contract or a task down. A contract is its using unit's or an authority's to write, a task the district's.
     *
     * @return the book of the device
     * @throws Problem NOT_FOUND, FORBIDDEN, STALE_VERSION, INVALID in the field that is wrong, or WRONG_STATE in {@code from} for one
     *     that has not begun while another holds
     */
    public List<Engagement> agree(WriteRequest asked, long device, NewEngagement engagement) {
        Actor actor = asked.actor();
        LocalDate today = access.today();
        if (engagement.until().filter(last -> last.isBefore(today)).isPresent()) {
            throw Words.wrong("until", "截止日已过，登记后不产生任何权限。", "The last day is past; it would give nothing to anybody.");
        }
        writes.once(asked, "device.engage", device + "\n" + engagement, unit -> {
            LockedDevice locked = LockedDevice.of(unit, access, actor, device, engagement.version())
                    .requireNotScrapped();
            locked.require(access, actor, engagement.kind().deed());
            var engaging = new Engaging(unit, actor, clock.instant());
            engaging.requireParty("organisationId", engagement.kind(), engagement.organisation());
            if (engagement.from().isAfter(today) && holds(locked.file(), engagement.kind())) {
                throw Problem.inField(
                        ProblemType.WRONG_STATE,
                        "from",
                        "该设备另有今天仍有效的合同或任务；请在新的生效之日登记，或先将现有的登记为今天截止并于次日登记新的。",
                        "Another one holds today. Write the new one down on the day it begins.");
            }
            long id = engaging.stands(
                    locked.file(),
                    engagement.kind(),
                    engagement.organisation(),
                    engagement.period(),
                    engagement.number());
            unit.update("update device set version = version + 1 where id = ?", device);
            particulars.recorded(unit, actor, device, "changed", engagement.number());
            return Long.toString(id);
        });
        devices.get(actor, device);
        return list(actor, device);
    }

    private static boolean holds(DeviceFile file, EngagementKind kind) {
        return kind == EngagementKind.CONTRACT
                ? file.device().maintenanceUnit().isPresent()
                : file.inspectionBody().isPresent();
    }

    /** The number of a contract is its parties' and the authorities' to know, that of a task as well. */
    private static Engagement seenBy(Actor actor, Engagement engagement) {
        boolean party = engagement.organisationId() == actor.organisation().id();
        boolean writes = Access.may(actor, engagement.kind().deed()) || Access.may(actor, Deed.CHANGE_DEVICE);
        return party || writes ? engagement : engagement.withoutNumber();
    }

    /** What the row of the device says and the book does not; ends with NOT_FOUND where the device is not the actor's to see. */
    private static List<Engagement> standing(Connection connection, Scope scope, long device) throws SQLException {
        var standing = new ArrayList<Engagement>();
        try (var select = connection.prepareStatement("select k.kind, o.id as organisation_id, o.name,"
                + " case when k.kind = 'CONTRACT' then d.contract_from else d.task_from end as from_day,"
                + " case when k.kind = 'CONTRACT' then d.contract_until else d.task_until end as until_day"
                + " from device d cross join (select 'CONTRACT' as kind union all select 'TASK' as kind) k"
                + " left join organisation o on o.id = case when k.kind = 'CONTRACT' then d.maintenance_unit_id"
                + " else d.inspection_body_id end and not exists (select 1 from engagement e where e.device_id = d.id"
                + " and e.kind = k.kind and e.ended_at is null) where " + scope.sql() + " order by k.kind")) {
            Sql.bind(select, scope.parameters().toArray());
            try (var row = select.executeQuery()) {
                boolean seen = false;
                while (row.next()) {
                    seen = true;
                    if (row.getString("name") != null) {
                        standing.add(new Engagement(
                                java.util.OptionalLong.empty(),
                                EngagementKind.valueOf(row.getString("kind").strip()),
                                row.getLong("organisation_id"),
                                row.getString("name"),
                                Optional.empty(),
                                days(row),
                                Optional.empty(),
                                Optional.empty()));
                    }
                }
                if (!seen) {
                    throw Devices.missing(device);
                }
            }
        }
        return standing;
    }

    private static Engagement engagement(ResultSet row) throws SQLException {
        return new Engagement(
                Sql.maybeLong(row, "id"),
                EngagementKind.valueOf(row.getString("kind")),
                row.getLong("organisation_id"),
                row.getString("name"),
                Optional.ofNullable(row.getString("number")),
                days(row),
                row.getObject("made_at") == null ? Optional.empty() : Sql.maybeInstant(row, "made_at"),
                row.getObject("ended_at") == null ? Optional.empty() : Sql.maybeInstant(row, "ended_at"));
    }

    private static Period days(ResultSet row) throws SQLException {
        return new Period(
                Optional.ofNullable(row.getObject("from_day", LocalDate.class)),
                Optional.ofNullable(row.getObject("until_day", LocalDate.class)));
    }
}
