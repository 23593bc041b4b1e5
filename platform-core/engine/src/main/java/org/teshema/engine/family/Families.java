package org.teshema.engine.family;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.engine.access.Access;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/**
 * Puts sets together and takes them apart. Each step locks mother and child, checks the category's structure, and stands in the
 * archives of both, in the ledger and in the outbox with it. Thread-safe.
 */
@Component(service = Families.class)
public final class Families {
    private static final String SOURCE = "sets";

    private final Database database;
    private final Writes writes;
    private final Devices devices;
    private final Entries entries;
    private final PluginTable plugins;
    private final CityClock clock;
    private final Access access;

    /** The sets in that database. */
    @Activate
    public Families(
            @Reference Database database,
            @Reference Writes writes,
            @Reference Devices devices,
            @Reference Entries entries,
            @Reference PluginTable plugins,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.devices = devices;
        this.entries = entries;
        this.plugins = plugins;
        this.clock = clock;
        this.access = new Access(clock);
    }

    /**
     * A device's set.
     *
     * @param device the mother, or a device that is none
     * @param structure what its category allows
     * @param children its children, in the order they were entered
     */
    public record Family(DeviceFile device, Structure structure, List<Child> children) {
        public Family {
            children = List.copyOf(children);
        }

        /** How many children there are in a role. */
        public long count(ChildRole role) {
            return Children.in(role, children);
        }

        /** The roles in which children are missing, of a device that is a set. */
        public List<ChildRole> missing() {
            return structure instanceof MotherChild set ? Children.missing(set, children) : List.of();
        }
    }

    /**
     * The set whose mother is that device.
     *
     * @throws Problem NOT_FOUND when it is not the actor's to see
     */
    public Family of(Actor actor, long mother) {
        DeviceFile device = devices.get(actor, mother);
        return new Family(device, structure(device), database.read(connection -> Children.of(connection, mother)));
    }

    /**
     * Makes a device a child of a set.
     *
     * @throws Problem ALREADY_IN_SET, SET_FULL, or INVALID in the field that does not fit
     */
    public Family join(WriteRequest asked, long mother, JoinOrder order) {
        Structure structure = structure(asked.actor(), mother);
        writes.once(asked, "set.join", mother + "\n" + order, unit -> {
            joined(unit, asked.actor(), mother, structure, order);
            return Long.toString(order.child());
        });
        return of(asked.actor(), mother);
    }

    /** The structure of a mother's category: asked before any transaction, since a plugin answers it. */
    public Structure structure(Actor actor, long mother) {
        return structure(devices.get(actor, mother));
    }

    private Structure structure(DeviceFile file) {
        Device device = file.device();
        return plugins.toward(device, file.stationId()).structure(device.category(), device.district());
    }

    /** Joins within a transaction that does more than that. */
    public void joined(UnitOfWork unit, Actor actor, long mother, Structure structure, JoinOrder order) {
        Map<Long, Member> locked = Member.lock(unit, access, actor, Map.of("mother", mother, "child", order.child()));
        Member set = locked.get(mother);
        Member child = locked.get(order.child());
        set.requireOwnerOrAuthority();
        child.requireOwnerOrAuthority();
        child.requireVersion(order.version());
        SetRules.free(child);
        enter(unit, set, child, structure, order.role());
        record(unit, actor, "joined", child, set, order.role(), OptionalLong.empty(), order.reason());
    }

    /** Lets a child go; the set goes on without it. */
    public Family leave(WriteRequest asked, long mother, long childId, int version, String reason) {
        Actor actor = asked.actor();
        writes.once(asked, "set.leave", String.join("\n", mother + "", childId + "", version + "", reason), unit -> {
            Map<Long, Member> locked = Member.lock(unit, access, actor, Map.of("mother", mother, "child", childId));
            Member child = locked.get(childId);
            child.requireOwnerOrAuthority();
            child.requireVersion(version);
            String role = roleIn(child, mother);
            unit.update(
                    "update device set mother_id = null, mother_role = null, version = version + 1 where id = ?",
                    childId);
            record(unit, actor, "left", child, locked.get(mother), role, OptionalLong.empty(), Optional.of(reason));
            return Long.toString(childId);
        });
        return of(actor, mother);
    }

    /** Moves a child to another mother: it leaves one and joins the other, or neither. */
    public Family move(WriteRequest asked, long from, long to, JoinOrder order) {
        Actor actor = asked.actor();
        Structure structure = structure(actor, to);
        writes.once(asked, "set.move", from + "\n" + to + "\n" + order, unit -> {
            Map<Long, Member> locked =
                    Member.lock(unit, access, actor, Map.of("from", from, "to", to, "child", order.child()));
            Member child = locked.get(order.child());
            locked.values().forEach(Member::requireOwnerOrAuthority);
            child.requireVersion(order.version());
            roleIn(child, from);
            if (from == to) {
                throw Problem.inField(ProblemType.INVALID, "to", "该设备已在此成套设备中。", "The device is in that set already.");
            }
            enter(unit, locked.get(to), child, structure, order.role());
            record(unit, actor, "moved", child, locked.get(to), order.role(), OptionalLong.of(from), order.reason());
            return Long.toString(order.child());
        });
        return of(actor, to);
    }

    private void enter(UnitOfWork unit, Member mother, Member child, Structure structure, String roleName) {
        MotherChild set = SetRules.set(structure, mother.category().value());
        ChildRole role = SetRules.role(set, roleName, child);
        SetRules.fits(mother, child, (int) count(unit, child.id(), Optional.empty()));
        SetRules.room(role, count(unit, mother.id(), Optional.of(roleName)));
        unit.update(
                "update device set mother_id = ?, mother_role = ?, version = version + 1 where id = ?",
                mother.id(),
                roleName,
                child.id());
    }

    private static String roleIn(Member child, long mother) {
        return child.role()
                .filter(role -> child.mother().equals(OptionalLong.of(mother)))
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID,
                        "child",
                        "设备 " + child.id() + " 不是设备 " + mother + " 的子设备。",
                        "Device " + child.id() + " is no child of device " + mother + "."));
    }

    private void record(
            UnitOfWork unit,
            Actor actor,
            String event,
            Member child,
            Member mother,
            String role,
            OptionalLong from,
            Optional<String> reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var values = new HashMap<String, Object>();
        values.put("event", event);
        values.put("mother", mother.id());
        values.put("child", child.id());
        values.put("role", role);
        from.ifPresent(id -> values.put("from", id));
        reason.filter(words -> !words.isBlank()).ifPresent(words -> values.put("reason", words));
        for (long subject : from.isPresent()
                ? List.of(child.id(), mother.id(), from.getAsLong())
                : List.of(child.id(), mother.id())) {
            entries.append(
                    unit,
                    actor,
                    Subject.of(new DeviceId(subject)),
                    child.district(),
                    CityKinds.MEMBERSHIP,
                    new Values(values),
                    now,
                    SOURCE,
                    OptionalLong.empty());
            if (subject != child.id()) {
                unit.update("update device set family_version = family_version + 1 where id = ?", subject);
            }
        }
        unit.publish(
                "set." + event,
                "device:" + child.id(),
                child.district(),
                "{\"child\":" + child.id() + ",\"mother\":" + mother.id() + ",\"role\":\"" + role + "\"}",
                now);
    }

    /** How many children a device has, in one role or in all. */
    public static long count(UnitOfWork unit, long mother, Optional<String> role) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select count(*) from device where mother_id = ?"
                    + (role.isPresent() ? " and mother_role = ?" : ""))) {
                Sql.bind(select, role.isPresent() ? new Object[] {mother, role.get()} : new Object[] {mother});
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }
}
