package org.teshema.engine.device;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.Scope;
import org.teshema.engine.archive.Audiences;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/**
 * Writes the register of devices: enters, changes and transfers them. Each change leaves an entry {@code particulars} in
 * the device's archive, so that the register of a past day can be answered. Thread-safe.
 */
@Component(service = DeviceRegister.class)
public final class DeviceRegister {
    private static final String SOURCE = "register";

    private final Devices devices;
    private final Writes writes;
    private final Entries entries;
    private final Catalogue catalogue;
    private final Districts districts;
    private final IdentifierFormats formats;
    private final CityClock clock;
    private final List<DeviceFollower> followers;

    /** The register; what follows a device joins it as a service. */
    @Activate
    public DeviceRegister(
            @Reference Devices devices,
            @Reference Writes writes,
            @Reference Entries entries,
            @Reference Catalogue catalogue,
            @Reference Districts districts,
            @Reference IdentifierFormats formats,
            @Reference CityClock clock,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<DeviceFollower> followers) {
        this.devices = devices;
        this.writes = writes;
        this.entries = entries;
        this.catalogue = catalogue;
        this.districts = districts;
        this.formats = formats;
        this.clock = clock;
        this.followers = List.copyOf(followers);
    }

    /**
     * Enters a device. The city may anywhere, a district and a station in their own district; an inspection body may enter
     * a new device it inspects.
     *
     * @throws Problem INVALID in the field that is wrong, with the plan's reason for equipment that gets no code
     */
    public DeviceFile enter(WriteRequest asked, NewDevice device) {
        Actor actor = asked.actor();
        NewDevice entered = withOwnParty(actor, device);
        mayEnter(actor, entered);
        catalogue.registrable(entered.category());
        districts.receiving(entered.district());
        LocalDate today = clock.today();
        entered.identifiers().forEach(i -> formats.checked(i.kind(), i.value(), today));
        String id = writes.once(asked, "device.enter", entered.toString(), unit -> {
            long made = unit.jdbc(connection -> insert(connection, entered, today));
            recorded(unit, actor, made, "entered", Optional.empty());
            return Long.toString(made);
        });
        return devices.get(actor, Long.parseLong(id));
    }

    /** Changes a device: an authority responsible for it anything; its using unit name, place and maintenance unit. */
    public DeviceFile change(WriteRequest asked, long id, DeviceChange change) {
        Actor actor = asked.actor();
        writes.once(asked, "device.change", id + "\n" + change, unit -> {
            DeviceFile before = unit.jdbc(connection -> locked(connection, actor, id, change.version()));
            Audience audience = audience(actor, before);
            if (audience != Audience.GOVERNMENT && !(audience == Audience.USING_UNIT && change.isUsingUnits())) {
                throw forbidden();
            }
            change.status().ifPresent(status -> mayBecome(before.device().status(), status));
            unit.jdbc(connection -> {
                party(connection, "maintenanceUnit", change.maintenanceUnit(), OrganisationKind.MAINTENANCE_UNIT);
                party(connection, "inspectionBody", change.inspectionBody(), OrganisationKind.INSPECTION_BODY);
                stationOf(connection, change.station(), before.device().district());
                return null;
            });
            unit.update(
                    "update device set name = coalesce(?, name), place = coalesce(?, place),"
                            + " longitude = coalesce(?, longitude), latitude = coalesce(?, latitude),"
                            + " status = coalesce(?, status), maintenance_unit_id = coalesce(?, maintenance_unit_id),"
                            + " inspection_body_id = coalesce(?, inspection_body_id), station_id = coalesce(?, station_id),"
                            + " version = version + 1 where id = ?",
                    change.name(),
                    change.place(),
                    change.coordinates().map(Coordinates::longitude),
                    change.coordinates().map(Coordinates::latitude),
                    change.status(),
                    maybe(change.maintenanceUnit()),
                    maybe(change.inspectionBody()),
                    maybe(change.station()),
                    id);
            recorded(unit, actor, id, "changed", change.reason());
            return Long.toString(id);
        });
        return devices.get(actor, id);
    }

    /**
     * Transfers a device to another unit or place. An authority responsible for it does, and may lose sight of it by that.
     */
    public DeviceFile transfer(WriteRequest asked, long id, Transfer transfer) {
        Actor actor = asked.actor();
        transfer.district().ifPresent(districts::receiving);
        transfer.certificate().ifPresent(number -> formats.checked("use_cert", number, clock.today()));
        writes.once(asked, "device.transfer", id + "\n" + transfer, unit -> {
            DeviceFile before = unit.jdbc(connection -> locked(connection, actor, id, transfer.version()));
            if (audience(actor, before) != Audience.GOVERNMENT) {
                throw forbidden();
            }
            if (before.device().status() == DeviceStatus.SCRAPPED) {
                throw scrapped();
            }
            String district = transfer.district().orElse(before.device().district());
            boolean moves = !district.equals(before.device().district());
            unit.jdbc(connection -> {
                party(connection, "usingUnit", transfer.usingUnit(), OrganisationKind.USING_UNIT);
                stationOf(connection, transfer.station(), district);
                return null;
            });
            // A station of the district left behind has nothing to say any more.
            Object station = transfer.station().isPresent() || moves
                    ? maybe(transfer.station())
                    : before.station().map(Organisation::id);
            unit.update(
                    "update device set using_unit_id = coalesce(?, using_unit_id), district = ?, station_id = ?,"
                            + " place = coalesce(?, place), longitude = case when ? then null else longitude end,"
                            + " latitude = case when ? then null else latitude end, version = version + 1 where id = ?",
                    maybe(transfer.usingUnit()),
                    district,
                    station,
                    transfer.place(),
                    transfer.place().isPresent(),
                    transfer.place().isPresent(),
                    id);
            transfer.usingUnit().stream()
                    .boxed()
                    .findFirst()
                    .or(() -> before.device().usingUnit().map(Organisation::id))
                    .ifPresent(
                            user -> followers.forEach(f -> f.follow(unit, actor, id, user, district, clock.instant())));
            transfer.certificate().ifPresent(number -> certificate(unit, actor, id, district, number, transfer.on()));
            recorded(unit, actor, id, "transferred", Optional.of(transfer.reason()));
            return Long.toString(id);
        });
        return devices.file(id);
    }

    /** Adds a printed number; one of a kind that is single, such as a certificate, ends the one before. */
    public DeviceFile addIdentifier(WriteRequest asked, long id, int version, NewIdentifier number) {
        Actor actor = asked.actor();
        formats.checked(number.kind(), number.value(), clock.today());
        writes.once(asked, "device.identifier", id + "\n" + version + "\n" + number, unit -> {
            DeviceFile before = unit.jdbc(connection -> locked(connection, actor, id, version));
            if (audience(actor, before) != Audience.GOVERNMENT) {
                throw forbidden();
            }
            unit.jdbc(connection -> {
                replace(connection, id, number, clock.today());
                return null;
            });
            unit.update("update device set version = version + 1 where id = ?", id);
            recorded(unit, actor, id, "changed", Optional.of(number.kind() + " " + number.value()));
            return Long.toString(id);
        });
        return devices.get(actor, id);
    }

    private long insert(Connection connection, NewDevice device, LocalDate today) throws SQLException {
        party(connection, "usingUnit", device.usingUnit(), OrganisationKind.USING_UNIT);
        party(connection, "maintenanceUnit", device.maintenanceUnit(), OrganisationKind.MAINTENANCE_UNIT);
        party(connection, "inspectionBody", device.inspectionBody(), OrganisationKind.INSPECTION_BODY);
        stationOf(connection, device.station(), device.district());
        long id;
        try (var insert = connection.prepareStatement(
                "insert into device (category, raw_category, district, name, place, longitude, latitude, status,"
                        + " using_unit_id, maintenance_unit_id, inspection_body_id, station_id, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                new String[] {"id"})) {
            Sql.bind(
                    insert,
                    device.category(),
                    device.rawCategory().orElse(device.category()),
                    device.district(),
                    device.name(),
                    device.place(),
                    device.coordinates().map(Coordinates::longitude),
                    device.coordinates().map(Coordinates::latitude),
                    device.status(),
                    maybe(device.usingUnit()),
                    maybe(device.maintenanceUnit()),
                    maybe(device.inspectionBody()),
                    maybe(device.station()),
                    clock.instant());
            insert.executeUpdate();
            try (var keys = insert.getGeneratedKeys()) {
                keys.next();
                id = keys.getLong(1);
            }
        }
        for (NewIdentifier number : device.identifiers()) {
            notTaken(connection, id, number);
            identifier(connection, id, number, today);
        }
        return id;
    }

    /** A maker gives a device code once: two devices with one code are one device entered twice. */
    private static void notTaken(Connection connection, long device, NewIdentifier number) throws SQLException {
        if (!number.kind().equals("equip_code") || number.until().isPresent()) {
            return;
        }
        try (var select =
                connection.prepareStatement("select 1 from identifier where kind = 'equip_code' and normal = ?"
                        + " and valid_until is null and device_id <> ?")) {
            Sql.bind(select, IdentifierFormats.normal(number.value()), device);
            if (select.executeQuery().next()) {
                throw Words.wrong(
                        "identifiers",
                        "设备代码 " + number.value() + " 已登记在另一台设备上，请先查询，避免重复录入。",
                        "The device code " + number.value() + " is on another device already. Look it up first.");
            }
        }
    }

    private static void identifier(Connection connection, long device, NewIdentifier number, LocalDate today)
            throws SQLException {
        try (var insert =
                connection.prepareStatement("insert into identifier (device_id, kind, printed, normal, source,"
                        + " valid_from, valid_until) values (?, ?, ?, ?, ?, ?, ?)")) {
            Sql.bind(
                    insert,
                    device,
                    number.kind(),
                    number.value().strip(),
                    IdentifierFormats.normal(number.value()),
                    number.source(),
                    number.from().orElse(today),
                    number.until());
            insert.executeUpdate();
        }
    }

    private static void replace(Connection connection, long device, NewIdentifier number, LocalDate today)
            throws SQLException {
        notTaken(connection, device, number);
        LocalDate from = number.from().orElse(today);
        if (number.until().isEmpty() && !number.kind().equals("local_no")) {
            try (var update = connection.prepareStatement("update identifier set valid_until ="
                    + " case when valid_from > ? then valid_from else cast(? as date) end"
                    + " where device_id = ? and kind = ? and valid_until is null")) {
                LocalDate eve = from.minusDays(1);
                Sql.bind(update, eve, eve, device, number.kind());
                update.executeUpdate();
            }
        }
        identifier(connection, device, number, today);
    }

    private void certificate(UnitOfWork unit, Actor actor, long id, String district, String number, LocalDate on) {
        unit.jdbc(connection -> {
            replace(
                    connection,
                    id,
                    new NewIdentifier("use_cert", number, SOURCE, Optional.of(on), Optional.empty()),
                    clock.today());
            return null;
        });
        entries.append(
                unit,
                actor,
                subject(id),
                district,
                CityKinds.REGISTRATION,
                new Values(Map.of(
                        CityKinds.ON,
                        on,
                        "certificate",
                        number,
                        "authority",
                        actor.organisation().name())),
                on.atStartOfDay(CityClock.ZONE).toInstant(),
                SOURCE,
                OptionalLong.empty());
    }

    /** What the register says now, as an entry of the device's archive, and the news of it. */
    private void recorded(UnitOfWork unit, Actor actor, long id, String event, Optional<String> reason) {
        DeviceFile now = unit.jdbc(connection ->
                DeviceRows.query(connection, "d.id = ?", List.of(id)).get(0));
        Device device = now.device();
        var values = new HashMap<String, Object>();
        values.put("event", event);
        values.put("category", device.category().value());
        values.put("district", device.district());
        values.put("status", device.status().name());
        values.put("name", device.name());
        values.put("place", device.place());
        device.usingUnit().ifPresent(unitOf -> values.put("using-unit", unitOf.name()));
        device.maintenanceUnit().ifPresent(unitOf -> values.put("maintenance-unit", unitOf.name()));
        now.inspectionBody().ifPresent(body -> values.put("inspection-body", body.name()));
        reason.ifPresent(why -> values.put("reason", why));
        Instant at = clock.instant();
        entries.append(
                unit,
                actor,
                subject(id),
                device.district(),
                CityKinds.PARTICULARS,
                new Values(values),
                at,
                SOURCE,
                OptionalLong.empty());
        unit.publish(
                "device." + event,
                "device:" + id,
                device.district(),
                "{\"device\":" + id + ",\"category\":\"" + device.category() + "\"}",
                at);
    }

    private static Subject subject(long id) {
        return new Subject(Subject.Type.DEVICE, Long.toString(id));
    }

    private static DeviceFile locked(Connection connection, Actor actor, long id, int version) throws SQLException {
        Scope scope = Scope.ofDevices(actor, "d");
        var parameters = new ArrayList<Object>(scope.parameters());
        parameters.add(id);
        try (var select = connection.prepareStatement(
                "select d.id from device d where " + scope.sql() + " and d.id = ? for update")) {
            Sql.bind(select, parameters.toArray());
            if (!select.executeQuery().next()) {
                throw Devices.missing(id);
            }
        }
        DeviceFile file = DeviceRows.query(connection, "d.id = ?", List.of(id)).get(0);
        if (file.device().version() != version) {
            throw Problem.inField(
                    ProblemType.STALE_VERSION,
                    "version",
                    "设备信息已被他人修改：您看到的是第 " + version + " 版，现在是第 " + file.device().version() + " 版。请重新读取后再改。",
                    "The device was changed meanwhile: you saw version " + version + ", it is now version "
                            + file.device().version() + ". Read it again first.");
        }
        return file;
    }

    private static void party(Connection connection, String field, OptionalLong id, OrganisationKind kind)
            throws SQLException {
        if (id.isPresent()
                && Organisations.find(connection, id.getAsLong())
                        .filter(o -> o.kind() == kind)
                        .isEmpty()) {
            throw Words.wrong(
                    field,
                    "编号 " + id.getAsLong() + " 不是" + title(kind) + "。",
                    "Number " + id.getAsLong() + " is no "
                            + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ".");
        }
    }

    private static void stationOf(Connection connection, OptionalLong id, String district) throws SQLException {
        party(connection, "station", id, OrganisationKind.STATION);
        if (id.isPresent()
                && !Organisations.find(connection, id.getAsLong())
                        .orElseThrow()
                        .district()
                        .equals(district)) {
            throw Words.wrong(
                    "station",
                    "编号 " + id.getAsLong() + " 的监管所不属于 " + district + "。",
                    "The station " + id.getAsLong() + " does not belong to district " + district + ".");
        }
    }

    private static String title(OrganisationKind kind) {
        return switch (kind) {
            case CITY_BUREAU -> "市局";
            case DISTRICT -> "区局";
            case STATION -> "监管所";
            case INSPECTION_BODY -> "检验检测机构";
            case USING_UNIT -> "使用单位";
            case MAINTENANCE_UNIT -> "维保单位";
        };
    }

    private static NewDevice withOwnParty(Actor actor, NewDevice device) {
        OptionalLong own = OptionalLong.of(actor.organisation().id());
        boolean station =
                actor.role() == OrganisationKind.STATION && device.station().isEmpty();
        boolean body = actor.role() == OrganisationKind.INSPECTION_BODY
                && device.inspectionBody().isEmpty();
        return new NewDevice(
                device.category(),
                device.rawCategory(),
                device.district(),
                device.name(),
                device.place(),
                device.coordinates(),
                device.status(),
                device.usingUnit(),
                device.maintenanceUnit(),
                body ? own : device.inspectionBody(),
                station ? own : device.station(),
                device.identifiers());
    }

    private static void mayEnter(Actor actor, NewDevice device) {
        long own = actor.organisation().id();
        boolean may = switch (actor.role()) {
            case CITY_BUREAU -> true;
            case DISTRICT -> actor.district().equals(device.district());
            case STATION ->
                actor.district().equals(device.district()) && device.station().orElse(0) == own;
            case INSPECTION_BODY ->
                device.status() == DeviceStatus.INSTALLING
                        && device.inspectionBody().orElse(0) == own;
            case USING_UNIT, MAINTENANCE_UNIT -> false;
        };
        if (!may) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "市局可录入全市设备，区局和监管所可录入本区设备，检验机构可录入由其监督检验的新装设备（安装中）。",
                    "The city enters devices anywhere, districts and stations in their own district, inspection bodies new"
                            + " devices they inspect while these are being installed.");
        }
        if (device.status() == DeviceStatus.SCRAPPED) {
            throw Words.wrong("status", "报废设备不能新录入。", "A scrapped device is not entered.");
        }
    }

    private static void mayBecome(DeviceStatus before, DeviceStatus after) {
        if (before == DeviceStatus.SCRAPPED) {
            throw scrapped();
        }
        if (after == DeviceStatus.INSTALLING && before != DeviceStatus.INSTALLING) {
            throw Problem.inField(
                    ProblemType.WRONG_STATE,
                    "status",
                    "已登记使用的设备不能退回“安装中”；停用请改为 STOPPED。",
                    "A device that was in use is not being installed again. To stop its use give STOPPED.");
        }
    }

    private static Problem scrapped() {
        return Problem.of(
                ProblemType.WRONG_STATE,
                "设备已报废，登记信息不再变更。",
                "The device is scrapped. What the register says of it does not change any more.");
    }

    private static Problem forbidden() {
        return Problem.of(
                ProblemType.FORBIDDEN,
                "登记信息由负责该设备的市、区、所变更；使用单位可改名称、地点、坐标和维保单位。",
                "The register is changed by the city, district or station responsible. The using unit may change name, place,"
                        + " coordinates and maintenance unit.");
    }

    private static Audience audience(Actor actor, DeviceFile file) {
        return Audiences.of(
                Optional.of(actor),
                new Audiences.Parties(
                        file.device().district(),
                        id(file.device().usingUnit()),
                        id(file.device().maintenanceUnit()),
                        id(file.inspectionBody()),
                        id(file.station())));
    }

    private static OptionalLong id(Optional<Organisation> organisation) {
        return organisation.map(o -> OptionalLong.of(o.id())).orElse(OptionalLong.empty());
    }

    private static Optional<Long> maybe(OptionalLong id) {
        return id.isPresent() ? Optional.of(id.getAsLong()) : Optional.empty();
    }
}
