package org.teshema.engine.codes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Structure;
import org.teshema.api.posting.Position;
import org.teshema.api.posting.Posting;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.Devices;
import org.teshema.engine.device.Reach;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.code.CodeId;

/**
 * Codes on devices: the using unit posts the label and binds; the code is then suspended, resumed, replaced or revoked. One
 * device has one code and one code one device: of requests that race, the database lets one win. Each step stands in the
 * device's archive. Thread-safe.
 */
@Component(service = Bindings.class)
public final class Bindings {
    /** The field of an entry that names the mother code by whose step it came. */
    private static final String WITH = "with";

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final Access access;
    private final LifeCycle lifeCycle;
    private final CityKeys keys;
    private final Devices devices;
    private final PluginTable plugins;
    private final Entries entries;
    private final Photos photos;
    private final PostingPositions labels;
    private final CodeQueries queries;

    /** The service. */
    @Activate
    public Bindings(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference LifeCycle lifeCycle,
            @Reference CityKeys keys,
            @Reference Devices devices,
            @Reference PluginTable plugins,
            @Reference Entries entries,
            @Reference Photos photos,
            @Reference PostingPositions labels) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.access = new Access(clock);
        this.lifeCycle = lifeCycle;
        this.keys = keys;
        this.devices = devices;
        this.plugins = plugins;
        this.entries = entries;
        this.photos = photos;
        this.labels = labels;
        this.queries = new CodeQueries(keys.prefix(), access);
    }

    /** The binding of that number. */
    public Binding get(Actor actor, long id) {
        return BindingQueries.find(database, access, actor, id)
                .orElseThrow(() -> Given.unknown("id", "绑定记录", "binding"));
    }

    /** The bindings of the devices within the actor's scope, ended ones included, by number. */
    public Page<Binding> list(Actor actor, Optional<Long> device, Cursor cursor) {
        return BindingQueries.list(database, access, actor, device, cursor);
    }

    /**
     * Ties a code to the device its label was posted on.
     *
     * @throws Problem ALREADY_BOUND when the device has a code or the code a device; LABEL_NOT_FOR_DEVICE with the title
     *     its label must bear; POSITION_NOT_PERMITTED with the permitted ones
     */
    public Binding bind(WriteRequest asked, BindOrder order) {
        LifeCycle.requireRole(asked.actor(), CodeAction.BIND);
        return bind(asked, order, PhotoCheck.check(order.photo()));
    }

    /** The same with a photo that was kept before; that of the order is not looked at. */
    public Binding bind(WriteRequest asked, BindOrder order, Photo photo) {
        Actor actor = asked.actor();
        LifeCycle.requireRole(actor, CodeAction.BIND);
        CodeRef ref = CodeRef.of(keys.reader(), order.code(), "code");
        Optional<How> how = how(actor, order);
        String reference = racing(
                order.device(),
                () -> writes.once(asked, "code.bind", order.text(photo), unit -> {
                    Instant now = now();
                    StoredCode code = locked(unit, access, actor, ref, "code");
                    DeviceRef device = DeviceRef.find(unit, access, actor, order.device(), order.post())
                            .orElseThrow(() -> Given.unknown("device", "设备", "device"));
                    return Long.toString(post(unit, actor, code, device, how, order, photo, now));
                }));
        return get(actor, Long.parseLong(reference));
    }

    /**
     * Puts a new code in the place of one that is bound: the old one is over and the new one stands for the same device, both
     * or neither.
     *
     * @param old the text or number of the code that goes
     * @param version of the code that goes
     * @param order the new code, with the device that both stand for
     * @param reason why, 1 to 400 characters
     */
    public Binding replace(WriteRequest asked, String old, int version, BindOrder order, String reason) {
        Actor actor = asked.actor();
        LifeCycle.requireRole(actor, CodeAction.REPLACE);
        CodeRef oldRef = CodeRef.of(keys.reader(), old, "old");
        CodeRef newRef = CodeRef.of(keys.reader(), order.code(), "code");
        String said = Given.text(reason, "reason", 400);
        Photo photo = PhotoCheck.check(order.photo());
        Optional<How> how = how(actor, order);
        String request = String.join("\n", old, Integer.toString(version), said, order.text(photo));
        String reference = racing(
                order.device(),
                () -> writes.once(asked, "code.replace", request, unit -> {
                    Instant now = now();
                    StoredCode before = locked(unit, access, actor, oldRef, "old");
                    Given.sameVersion(before.version(), version);
                    Transition step = lifeCycle.step(
                            actor, CodeAction.REPLACE, Optional.of(before.state()), before.ties(actor), clock.today());
                    if (!before.boundDevice().equals(Optional.of(order.device()))) {
                        throw Problem.inField(
                                ProblemType.INVALID,
                                "device",
                                "旧码 " + before.number() + " 未绑定在设备 " + order.device() + " 上；换码须在同一台设备上办理。",
                                "The old code " + before.number() + " is not bound to device " + order.device()
                                        + ". A code is replaced on one and the same device.");
                    }
                    if (before.post() != order.post()) {
                        throw Problem.inField(
                                ProblemType.INVALID,
                                "post",
                                "旧码张贴于码桩 " + before.post() + "（0 为设备本身）；换码须在同一码桩上办理。",
                                "The old code hangs at post " + before.post()
                                        + " (0 is the device itself). A code is replaced at one and the same post.");
                    }
                    StoredCode code = locked(unit, access, actor, newRef, "code");
                    unit.update(
                            "update code set state = ?, changed_at = ?, version = version + 1, bound_device_id = null,"
                                    + " replaced_by = ? where code_id = ?",
                            step.to(),
                            now,
                            code.id().value(),
                            before.id().value());
                    endBinding(unit, before, said, now);
                    append(
                            unit,
                            actor,
                            before,
                            order.device(),
                            before.district(),
                            "replaced",
                            Map.of("reason", said),
                            now);
                    happened(unit, actor, "code.replaced", before, order.device(), before.district(), now);
                    DeviceRef device = DeviceRef.find(unit, access, actor, order.device(), order.post())
                            .orElseThrow(() -> Given.unknown("device", "设备", "device"));
                    return Long.toString(post(unit, actor, code, device, how, order, photo, now));
                }));
        return get(actor, Long.parseLong(reference));
    }

    /**
     * Interrupts the use of a bound code, for instance when its label was lost.
     *
     * @param reach how far it reaches; must be said of a mother code
     */
    public Code suspend(WriteRequest asked, String code, int version, String reason, Optional<Reach> reach) {
        return turn(asked, CodeAction.SUSPEND, "suspended", code, version, reason, reach);
    }

    /** Lets a suspended code go on; of a mother code it is said how far. */
    public Code resume(WriteRequest asked, String code, int version, String reason, Optional<Reach> reach) {
        return turn(asked, CodeAction.RESUME, "resumed", code, version, reason, reach);
    }

    /** Withdraws a bound code for good; its device may get another one. Of a mother code it is said how far. */
    public Code revoke(WriteRequest asked, String code, int version, String reason, Optional<Reach> reach) {
        return turn(asked, CodeAction.REVOKE, "revoked", code, version, reason, reach);
    }

    private Code turn(
            WriteRequest asked,
            CodeAction action,
            String event,
            String text,
            int version,
            String reason,
            Optional<Reach> reach) {
        Actor actor = asked.actor();
        LifeCycle.requireRole(actor, action);
        CodeRef ref = CodeRef.of(keys.reader(), text, "code");
        String said = Given.text(reason, "reason", 400);
        String request = String.join("\n", text, Integer.toString(version), said, reach.toString());
        String number = writes.once(asked, "code." + event, request, unit -> {
            Instant now = now();
            StoredCode code = locked(unit, access, actor, ref, "code");
            Given.sameVersion(code.version(), version);
            turned(unit, actor, action, event, code, Map.of("reason", said), now);
            List<CodeId> children = MotherCodes.ofChildren(unit, code);
            if (Reach.meansChildren(reach, children.size())) {
                for (CodeId child : children) {
                    StoredCode one = locked(unit, access, actor, new CodeRef("code_id", child.value()), "code");
                    if (goesAlong(unit, actor, action, one)) {
                        var why = Map.of("reason", said, WITH, Long.toString(code.number()));
                        turned(unit, actor, action, event, one, why, now);
                    }
                }
            }
            return Long.toString(code.number());
        });
        return database.read(
                        connection -> queries.find(connection, actor, new CodeRef("number", Long.parseLong(number))))
                .orElseThrow(() -> Given.unknown("code", "码", "code"));
    }

    /**
     * Whether a child takes a step that its mother takes for the whole set. What is there already stays as it is: a car that was
     * suspended before its ride, for a reason of its own, goes on only when that is mended.
     */
    private static boolean goesAlong(UnitOfWork unit, Actor actor, CodeAction action, StoredCode child) {
        return LifeCycle.sources(action, actor.role()).contains(child.state())
                && (action != CodeAction.RESUME || suspendedWithSet(unit, child));
    }

    private static boolean suspendedWithSet(UnitOfWork unit, StoredCode child) {
        Subject device = Subject.of(new DeviceId(child.boundDevice().orElseThrow()));
        return unit.jdbc(connection -> Entries.history(connection, device, CityKinds.POSTING.name(), 1)).stream()
                .anyMatch(newest -> newest.values().text(WITH).isPresent());
    }

    private void turned(
            UnitOfWork unit,
            Actor actor,
            CodeAction action,
            String event,
            StoredCode code,
            Map<String, String> why,
            Instant now) {
        Transition step = lifeCycle.step(actor, action, Optional.of(code.state()), code.ties(actor), clock.today());
        long device = code.boundDevice().orElseThrow();
        boolean ends = step.to().equals(Optional.of(CodeState.REVOKED));
        unit.update(
                "update code set state = ?, changed_at = ?, version = version + 1"
                        + (ends ? ", bound_device_id = null" : "") + " where code_id = ?",
                step.to(),
                now,
                code.id().value());
        if (ends) {
            endBinding(unit, code, why.get("reason"), now);
        }
        append(unit, actor, code, device, code.district(), event, why, now);
        happened(unit, actor, "code." + event, code, device, code.district(), now);
    }

    /** Ties a code to a device within a transaction that does more than that; what races is the caller's to tell. */
    long post(
            UnitOfWork unit,
            Actor actor,
            StoredCode code,
            DeviceRef device,
            Optional<How> how,
            BindOrder order,
            Photo photo,
            Instant now) {
        requireUnbound(code);
        Transition step =
                lifeCycle.step(actor, CodeAction.BIND, Optional.of(code.state()), code.ties(actor), clock.today());
        device.requireUsedBy(actor.organisation().id(), "device");
        device.requireFree();
        LabelTitle.of(unit, code.batch()).requireFor(labels, device, "code");
        requireMeantFor(unit, code, device);
        Position position = permitted(how, order);
        unit.update(
                "update code set state = ?, changed_at = ?, version = version + 1, device_id = ?, bound_device_id = ?,"
                        + " post = ?, post_place = ?, district = ? where code_id = ?",
                step.to(),
                now,
                device.id(),
                device.id(),
                order.post(),
                order.post() == 0 ? Optional.empty() : Optional.of(order.place()),
                device.district(),
                code.id().value());
        photos.store(unit, actor, photo);
        long binding = insert(unit, actor, code, device, order, photo, now);
        append(
                unit,
                actor,
                code,
                device.id(),
                device.district(),
                "bound",
                Map.of("position", position.name(), "place", order.place(), "photo", photo.digest()),
                now);
        happened(unit, actor, "code.bound", code, device.id(), device.district(), now);
        return binding;
    }

    /** Refuses a code that stands for a device. */
    static void requireUnbound(StoredCode code) {
        if (code.boundDevice().isPresent()) {
            throw Problem.inField(
                    ProblemType.ALREADY_BOUND,
                    "code",
                    "码 " + code.number() + " 已绑定设备 " + code.boundDevice().get() + "；一枚码只绑一台设备。",
                    "Code " + code.number() + " is bound to device "
                            + code.boundDevice().get() + " already. A code stands for one device.");
        }
    }

    /** The devices of the actor's own that have no code yet, by number; narrowed by words of their names and places. */
    public Page<Postable> postable(Actor actor, Optional<String> words, Cursor cursor) {
        Access.require(actor, Deed.CODE_BIND);
        return BindingQueries.postable(database, access, actor, words, cursor);
    }

    /** How the label of one of these is posted. */
    public How how(Actor actor, Postable device) {
        Access.require(actor, Deed.CODE_BIND);
        return devices.find(device.id()).map(this::how).orElseThrow(() -> Given.unknown("device", "设备", "device"));
    }

    /** The device of the actor's own of that number that has no code yet. */
    public Postable postable(Actor actor, long device) {
        Access.require(actor, Deed.CODE_BIND);
        return BindingQueries.postable(database, access, actor, device)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.NOT_FOUND,
                        "device",
                        "本单位没有这台设备，或者它已有码。",
                        "Your unit has no such device, or it has a code already."));
    }

    /**
     * How the label of a device is posted: asked before the transaction, since a plugin answers it and no plugin makes a lock
     * wait.
     *
     * @param posts how many code posts its line may have
     */
    public record How(Posting posting, int posts) {}

    private Optional<How> how(Actor actor, BindOrder order) {
        return devices.find(order.device())
                .filter(d -> d.usingUnit()
                        .map(u -> u.id() == actor.organisation().id())
                        .orElse(false))
                .map(this::how);
    }

    How how(Device device) {
        PluginTable serving = plugins.toward(
                device, plugins.asksForStation() ? devices.station(device.id().value()) : OptionalLong.empty());
        Structure structure = serving.structure(device.category(), device.district());
        return new How(serving.posting(device), structure instanceof Structure.Segments line ? line.posts() : 0);
    }

    private static Position permitted(Optional<How> asked, BindOrder order) {
        How how = asked.orElseThrow(() -> Given.unknown("device", "设备", "device"));
        if (order.post() > how.posts()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "post",
                    how.posts() == 0
                            ? "该设备没有码桩：只绑一枚码，“post”不填或填 0。"
                            : "该设备的码桩编号为 1 至 " + how.posts() + "，而不是 " + order.post() + "。",
                    how.posts() == 0
                            ? "The device has no code posts: it has one code, and \"post\" is 0 or left out."
                            : "The code posts of the device count from 1 to " + how.posts() + ", not " + order.post()
                                    + ".");
        }
        return permitted(how, order.position());
    }

    /** The permitted position of that name. */
    static Position permitted(How how, String position) {
        return how.posting()
                .position(position)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.POSITION_NOT_PERMITTED,
                        "position",
                        "该设备不允许张贴在“" + position + "”；允许的位置："
                                + how.posting().positions().stream()
                                        .map(p -> p.title().zh() + "（" + p.name() + "）")
                                        .collect(Collectors.joining("、"))
                                + "。",
                        "The label of this device must not hang at \"" + position + "\"; permitted are: "
                                + how.posting().positions().stream()
                                        .map(p -> p.title().en() + " (" + p.name() + ")")
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    /** A code that was given out for one device binds to no other. */
    private static void requireMeantFor(UnitOfWork unit, StoredCode code, DeviceRef device) {
        Optional<Long> meant = unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select device_id from claim where batch_id = ?"
                    + " and first_serial <= ? and last_serial >= ? and device_id is not null")) {
                select.setLong(1, code.batch());
                select.setInt(2, code.serial());
                select.setInt(3, code.serial());
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
                }
            }
        });
        if (meant.isPresent() && meant.get() != device.id()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "device",
                    "码 " + code.number() + " 是为设备 " + meant.get() + " 发放的，不能绑定设备 " + device.id() + "。",
                    "Code " + code.number() + " was given out for device " + meant.get()
                            + " and cannot be bound to device " + device.id() + ".");
        }
    }

    private static long insert(
            UnitOfWork unit,
            Actor actor,
            StoredCode code,
            DeviceRef device,
            BindOrder order,
            Photo photo,
            Instant now) {
        return unit.inserted(
                "insert into binding (code_id, device_id, district, unit_id, position, place, longitude, latitude,"
                        + " photo, bound_by, bound_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                code.id().value(),
                device.id(),
                device.district(),
                actor.organisation().id(),
                order.position(),
                order.place(),
                order.longitude(),
                order.latitude(),
                photo.digest(),
                actor.accountId(),
                now);
    }

    static void endBinding(UnitOfWork unit, StoredCode code, String reason, Instant now) {
        unit.update(
                "update binding set ended_at = ?, end_reason = ? where code_id = ? and ended_at is null",
                now,
                reason,
                code.id().value());
    }

    void append(
            UnitOfWork unit,
            Actor actor,
            StoredCode code,
            long device,
            String district,
            String event,
            Map<String, String> more,
            Instant now) {
        Map<String, Object> values = new HashMap<>(more);
        values.put("event", event);
        values.put("number", Long.toString(code.number()));
        entries.append(
                unit,
                actor,
                Subject.of(new DeviceId(device)),
                district,
                CityKinds.POSTING,
                new Values(values),
                now,
                "codes",
                OptionalLong.empty());
    }

    static void happened(
            UnitOfWork unit, Actor actor, String kind, StoredCode code, long device, String district, Instant now) {
        new Happening(unit, actor, now)
                .record(
                        kind,
                        "code:" + code.id().hex(),
                        district,
                        "{\"number\":\"" + code.number() + "\",\"device\":" + device + ",\"by\":"
                                + actor.organisation().id() + "}");
    }

    static StoredCode locked(UnitOfWork unit, Access access, Actor actor, CodeRef ref, String field) {
        return StoredCode.lock(unit, access, actor, ref).orElseThrow(() -> Given.unknown(field, "码", "code"));
    }

    /** Somebody else bound the device in the meantime: the unique constraint says so, this says it in words. */
    <T> T racing(long device, Supplier<T> work) {
        try {
            return work.get();
        } catch (ConstraintViolationException e) {
            if (!Sql.isAbout(e, "bound_device_id")) {
                throw e;
            }
            throw Problem.inField(
                    ProblemType.ALREADY_BOUND,
                    "device",
                    "设备 " + device + " 刚刚已绑定另一枚码；一台设备只绑一枚码。",
                    "Device " + device + " has just been bound to another code. A device has one code.");
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
