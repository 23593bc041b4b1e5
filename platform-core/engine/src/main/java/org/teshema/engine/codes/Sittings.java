package org.teshema.engine.codes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.Membership;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceRegister;
import org.teshema.engine.device.Devices;
import org.teshema.engine.family.Families;
import org.teshema.engine.family.JoinOrder;
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
 * Binds the children of a set in one sitting: the position is said once, then one scan and one photo for each child. The last
 * binding can be taken back. Thread-safe.
 */
@Component(service = Sittings.class)
public final class Sittings {
    private static final ScopedRows<Sitting> ROWS = new ScopedRows<>(
            "select s.*, u.name as unit_name, (select count(*) from binding b where b.sitting_id = s.id"
                    + " and b.ended_at is null) as bound from sitting s join organisation u on u.id = s.unit_id"
                    + " join device d on d.id = s.mother_id",
            "s.id",
            Sitting::id,
            Sittings::sitting);

    private final Database database;
    private final Writes writes;
    private final Bindings bindings;
    private final Families families;
    private final Devices devices;
    private final DeviceRegister register;
    private final LifeCycle lifeCycle;
    private final CityKeys keys;
    private final CityClock clock;
    private final Access access;

    /** The service. */
    @Activate
    public Sittings(
            @Reference Database database,
            @Reference Writes writes,
            @Reference Bindings bindings,
            @Reference Families families,
            @Reference Devices devices,
            @Reference DeviceRegister register,
            @Reference LifeCycle lifeCycle,
            @Reference CityKeys keys,
            @Reference CityClock clock) {
        this.database = database;
        this.writes = writes;
        this.bindings = bindings;
        this.families = families;
        this.devices = devices;
        this.register = register;
        this.lifeCycle = lifeCycle;
        this.keys = keys;
        this.clock = clock;
        this.access = new Access(clock);
    }

    /** The sitting of that number, of a device within the actor's scope. */
    public Sitting get(Actor actor, long id) {
        return ROWS.find(database, access.scope(actor, Deed.SEE_BINDING, "d"), id)
                .orElseThrow(() -> Given.unknown("id", "绑码作业", "sitting"));
    }

    /** Begins a sitting. */
    public Sitting open(WriteRequest asked, SittingOrder order) {
        Actor actor = asked.actor();
        LifeCycle.requireRole(actor, CodeAction.BIND);
        Device mother = used(actor, order.mother(), "mother");
        ChildRole role = role(families.structure(actor, order.mother()), order.role());
        permitted(child(mother, role), order.position());
        String id = writes.once(
                asked,
                "sitting.open",
                order.toString(),
                unit -> Long.toString(unit.inserted(
                        "insert into sitting (mother_id, role, district, unit_id, position, place, opened_by, opened_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                        order.mother(),
                        role.name(),
                        mother.district(),
                        actor.organisation().id(),
                        order.position(),
                        order.place(),
                        actor.accountId(),
                        bindings.now())));
        return get(actor, Long.parseLong(id));
    }

    /** Ends a sitting; nothing of it can be taken back any more. */
    public Sitting close(WriteRequest asked, long id) {
        Sitting sitting = mine(asked.actor(), id);
        writes.once(asked, "sitting.close", Long.toString(id), unit -> {
            unit.update("update sitting set closed_at = ? where id = ? and closed_at is null", bindings.now(), id);
            return Long.toString(sitting.id());
        });
        return get(asked.actor(), id);
    }

    /**
     * Binds one label to a child of the set; a new child is entered with it where the role goes by the mother's certificate.
     *
     * @throws Problem as {@link Bindings#bind}; SET_FULL when there is no room for another child
     */
    public Binding bind(WriteRequest asked, long id, SittingScan scan) {
        Actor actor = asked.actor();
        LifeCycle.requireRole(actor, CodeAction.BIND);
        Sitting sitting = open(mine(actor, id));
        CodeRef ref = CodeRef.of(keys.reader(), scan.code(), "code");
        Photo photo = PhotoCheck.check(scan.photo());
        Device mother = used(actor, sitting.mother(), "mother");
        Structure structure = families.structure(actor, sitting.mother());
        ChildRole role = role(structure, sitting.role());
        Device like = scan.device().isPresent() ? used(actor, scan.device().get(), "device") : child(mother, role);
        Bindings.How how = bindings.how(like.membership().isPresent() ? like : as(like, mother, role));
        String request = id + "\n" + scan.text(photo);
        String reference = bindings.racing(
                sitting.mother(),
                () -> writes.once(asked, "sitting.bind", request, unit -> {
                    Instant now = bindings.now();
                    open(locked(unit, id));
                    StoredCode code = Bindings.locked(unit, access, actor, ref, "code");
                    // Before a child is entered for it: a label scanned twice makes no device.
                    Bindings.requireUnbound(code);
                    lifeCycle.step(actor, CodeAction.BIND, Optional.of(code.state()), code.ties(actor), clock.today());
                    long child = childFor(unit, actor, sitting, structure, role, like, scan);
                    DeviceRef device = DeviceRef.find(unit, access, actor, child)
                            .orElseThrow(() -> Given.unknown("device", "设备", "device"));
                    var order = new BindOrder(
                            scan.code(),
                            child,
                            sitting.position(),
                            sitting.place(),
                            Optional.empty(),
                            Optional.empty(),
                            scan.photo());
                    long binding = bindings.post(unit, actor, code, device, Optional.of(how), order, photo, now);
                    unit.update("update binding set sitting_id = ? where id = ?", id, binding);
                    return Long.toString(binding);
                }));
        return bindings.get(actor, Long.parseLong(reference));
    }

    /** Takes the last binding of an open sitting back: its code may be bound again, its child stays in the set without one. */
    public Sitting undo(WriteRequest asked, long id) {
        Actor actor = asked.actor();
        LifeCycle.requireRole(actor, CodeAction.UNBIND);
        open(mine(actor, id));
        writes.once(asked, "sitting.undo", Long.toString(id), unit -> {
            Instant now = bindings.now();
            open(locked(unit, id));
            byte[] codeId = last(unit, id)
                    .orElseThrow(() -> Problem.of(
                            ProblemType.WRONG_STATE,
                            "本次作业没有可以撤销的绑码。",
                            "Nothing is bound in this sitting that could be taken back."));
            StoredCode code = Bindings.locked(unit, access, actor, new CodeRef("code_id", codeId), "code");
            Transition step = lifeCycle.step(
                    actor, CodeAction.UNBIND, Optional.of(code.state()), code.ties(actor), clock.today());
            long device = code.boundDevice().orElseThrow();
            unit.update(
                    "update code set state = ?, changed_at = ?, version = version + 1, bound_device_id = null"
                            + " where code_id = ?",
                    step.to(),
                    now,
                    codeId);
            Bindings.endBinding(unit, code, "撤销 / taken back", now);
            bindings.append(
                    unit, actor, code, device, code.district(), "unbound", Map.of("reason", "撤销 / taken back"), now);
            Bindings.happened(unit, actor, "code.unbound", code, device, code.district(), now);
            return Long.toString(id);
        });
        return get(actor, id);
    }

    private Device used(Actor actor, long id, String field) {
        return devices.find(id)
                .filter(device -> device.usingUnit()
                        .filter(unit -> unit.id() == actor.organisation().id())
                        .isPresent())
                .orElseThrow(() -> Given.unknown(field, "设备", "device"));
    }

    private static ChildRole role(Structure structure, String name) {
        return structure instanceof Structure.MotherChild set && set.role(name).isPresent()
                ? set.role(name).get()
                : throwing(name);
    }

    private static ChildRole throwing(String name) {
        throw Problem.inField(
                ProblemType.INVALID,
                "role",
                "该设备不设成套，或没有“" + name + "”这一部位。",
                "The device makes no set, or its set has no role \"" + name + "\".");
    }

    /** A child as it will be, to ask how its label is posted. */
    private static Device child(Device mother, ChildRole role) {
        CatalogueCode category = role.isFor(mother.category())
                ? mother.category()
                : role.nodes().stream().sorted().findFirst().orElseThrow();
        return as(
                new Device(
                        mother.id(),
                        category,
                        mother.district(),
                        mother.name(),
                        mother.place(),
                        mother.status(),
                        mother.usingUnit(),
                        mother.maintenanceUnit(),
                        0),
                mother,
                role);
    }

    private static Device as(Device child, Device mother, ChildRole role) {
        return new Device(
                child.id(),
                child.category(),
                child.district(),
                child.name(),
                child.place(),
                child.status(),
                child.usingUnit(),
                child.maintenanceUnit(),
                Optional.of(new Membership(mother.id(), role.name())),
                child.version());
    }

    private void permitted(Device child, String position) {
        Bindings.permitted(bindings.how(child), position);
    }

    private long childFor(
            UnitOfWork unit,
            Actor actor,
            Sitting sitting,
            Structure structure,
            ChildRole role,
            Device like,
            SittingScan scan) {
        if (scan.device().isPresent()) {
            if (like.membership().isEmpty()) {
                families.joined(
                        unit,
                        actor,
                        sitting.mother(),
                        structure,
                        new JoinOrder(scan.device().get(), role.name(), like.version(), Optional.empty()));
            } else if (like.membership().get().mother().value() != sitting.mother()) {
                throw Problem.inField(
                        ProblemType.ALREADY_IN_SET,
                        "device",
                        "设备 " + like.id() + " 是设备 " + like.membership().get().mother()
                                + " 的子设备，不在本次作业的成套设备中；请先将其移入本套，或另选一台。",
                        "Device " + like.id() + " is a child of device "
                                + like.membership().get().mother()
                                + " and not of this sitting's set. Move it into this set first, or choose another.");
            }
            return scan.device().get();
        }
        Optional<Long> waiting = waiting(unit, sitting);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        if (role.certificate() == Certificate.OWN) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "device",
                    "“" + role.title().zh() + "”各有使用登记证，应先登记为设备；整套中没有尚未贴码的该部位设备，请填写设备号。",
                    "Each " + role.title().en()
                            + " has a certificate of its own and is registered first. None of the set's is"
                            + " without a code: name the device.");
        }
        long there = Families.count(unit, sitting.mother(), Optional.of(role.name()));
        String name = scan.name().orElse(role.title().zh() + " " + (there + 1) + " 号");
        long born = register.enterPart(unit, actor, sitting.mother(), like.category(), name);
        families.joined(
                unit, actor, sitting.mother(), structure, new JoinOrder(born, role.name(), 0, Optional.empty()));
        return born;
    }

    /** The first child in the role that bears no code. */
    private static Optional<Long> waiting(UnitOfWork unit, Sitting sitting) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select min(d.id) from device d where d.mother_id = ?"
                    + " and d.mother_role = ? and d.status <> 'SCRAPPED' and not exists"
                    + " (select 1 from code c where c.bound_device_id = d.id)")) {
                Sql.bind(select, sitting.mother(), sitting.role());
                try (var row = select.executeQuery()) {
                    row.next();
                    return Optional.ofNullable(row.getObject(1, Long.class));
                }
            }
        });
    }

    private static Optional<byte[]> last(UnitOfWork unit, long sitting) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select code_id from binding where sitting_id = ?"
                    + " and ended_at is null order by id desc fetch first 1 rows only")) {
                Sql.bind(select, sitting);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    private Sitting mine(Actor actor, long id) {
        Sitting sitting = get(actor, id);
        if (sitting.unit().id() != actor.organisation().id()) {
            throw Given.unknown("id", "绑码作业", "sitting");
        }
        return sitting;
    }

    /** The sitting's row, locked: two phones of one sitting take turns. */
    private static Sitting locked(UnitOfWork unit, long id) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement(
                    "select s.*, '' as unit_name, 0 as bound from sitting s where s.id = ? for update")) {
                Sql.bind(select, id);
                try (var row = select.executeQuery()) {
                    row.next();
                    return sitting(row);
                }
            }
        });
    }

    private static Sitting open(Sitting sitting) {
        if (sitting.closedAt().isPresent()) {
            throw Problem.of(ProblemType.WRONG_STATE, "本次绑码作业已结束；请新开一次作业。", "This sitting is over. Begin another one.");
        }
        return sitting;
    }

    private static Sitting sitting(ResultSet row) throws SQLException {
        return new Sitting(
                row.getLong("id"),
                row.getLong("mother_id"),
                row.getString("role"),
                row.getString("district"),
                new Party(row.getLong("unit_id"), row.getString("unit_name")),
                row.getString("position"),
                row.getString("place"),
                row.getInt("bound"),
                Sql.instant(row, "opened_at"),
                Sql.maybeInstant(row, "closed_at"));
    }
}
