package org.teshema.engine.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.posting.Posting;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.DeviceExport;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.device.DeviceRegister;
import org.teshema.engine.device.Devices;
import org.teshema.engine.device.NewDevice;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.inbox.Inbox;
import org.teshema.engine.organisation.NewOrganisation;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.CreditCode;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** A small city for tests: two organisations of every kind, in two districts, and the services over them. */
public final class City {
    /** The district most things are in. */
    public static final String HERE = "310115";

    /** Another district. */
    public static final String THERE = "310107";

    private final Map<OrganisationKind, Organisation> here = new EnumMap<>(OrganisationKind.class);
    private final Map<OrganisationKind, Organisation> there = new EnumMap<>(OrganisationKind.class);

    public Instant now = Instant.parse("2026-11-24T01:00:00Z");
    public final CityClock clock = new CityClock(() -> now);
    public final Database database;
    public final ReferenceFiles files = ReferenceFiles.shipped(clock);
    public final Catalogue catalogue = new Catalogue(files);
    public final Districts districts = new Districts(files);
    public final IdentifierFormats formats = new IdentifierFormats(files, catalogue);
    public final Writes writes;
    public final Organisations organisations;
    public final Entries entries;
    public final Archives archives;
    public final Inbox inbox;
    public final Devices devices;
    public final DeviceRegister register;
    public final DeviceExport export;
    /** What went with transferred devices: device, unit and district of each. */
    public final List<String> followed = new ArrayList<>();

    private int keys;

    public City(Database database) {
        this.database = database;
        writes = new Writes(database, clock);
        organisations = new Organisations(database, writes, districts, clock);
        entries = new Entries(database, clock);
        archives = new Archives(
                database, writes, entries, new Kinds(), (actor, writer, device, kind, values) -> values, clock);
        inbox = new Inbox(database, writes, new Kinds(), clock);
        devices = new Devices(database, clock);
        register = new DeviceRegister(
                devices, writes, entries, catalogue, districts, formats, clock, List.of(this::followed));
        export = new DeviceExport(devices, catalogue, districts);
        long city = insert(OrganisationKind.CITY_BUREAU, "市局", Districts.CITY, OptionalLong.empty());
        here.put(OrganisationKind.CITY_BUREAU, organisations.find(city).orElseThrow());
        for (OrganisationKind kind : OrganisationKind.values()) {
            if (kind != OrganisationKind.CITY_BUREAU) {
                here.put(kind, organisation(kind, "本区" + kind, HERE, city));
                there.put(kind, organisation(kind, "外区" + kind, THERE, city));
            }
        }
    }

    /** The organisation of a kind in this district; the city for the city. */
    public Organisation here(OrganisationKind kind) {
        return here.get(kind);
    }

    /** Somebody of the organisation of a kind in this district. */
    public Actor actor(OrganisationKind kind) {
        return new Actor(1_000 + here.get(kind).id(), "here-" + kind, here.get(kind));
    }

    /** Somebody of the organisation of a kind in the other district. */
    public Actor stranger(OrganisationKind kind) {
        Organisation organisation = there.getOrDefault(kind, here.get(kind));
        return new Actor(1_000 + organisation.id(), "there-" + kind, organisation);
    }

    /** A change asked for by somebody of this district, under a fresh key. */
    public WriteRequest by(OrganisationKind kind) {
        return by(actor(kind));
    }

    /** A change asked for, under a fresh key. */
    public WriteRequest by(Actor actor) {
        return new WriteRequest(actor, "test-key-" + keys++);
    }

    /** A lift of this district that everybody of this district is concerned with. */
    public DeviceFile lift() {
        return register.enter(by(OrganisationKind.CITY_BUREAU), newDevice("3110", HERE, here));
    }

    /** A lift of the other district that nobody of this district is concerned with. */
    public DeviceFile foreignLift() {
        return register.enter(by(OrganisationKind.CITY_BUREAU), newDevice("3110", THERE, there));
    }

    /** A device of that category of this district. */
    public NewDevice newDevice(String category) {
        return newDevice(category, HERE, here);
    }

    private static NewDevice newDevice(String category, String district, Map<OrganisationKind, Organisation> parties) {
        return new NewDevice(
                category,
                Optional.empty(),
                district,
                "1号梯",
                "人民路1号",
                Optional.empty(),
                DeviceStatus.IN_USE,
                id(parties, OrganisationKind.USING_UNIT),
                id(parties, OrganisationKind.MAINTENANCE_UNIT),
                id(parties, OrganisationKind.INSPECTION_BODY),
                id(parties, OrganisationKind.STATION),
                List.of());
    }

    private static OptionalLong id(Map<OrganisationKind, Organisation> parties, OrganisationKind kind) {
        return OptionalLong.of(parties.get(kind).id());
    }

    private void followed(UnitOfWork unit, Actor actor, long device, long user, String district, Instant at) {
        followed.add(device + " " + user + " " + district);
    }

    /** How many rows a query counts. */
    public long count(String sql) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private Organisation organisation(OrganisationKind kind, String name, String district, long parent) {
        long id = insert(kind, name, district, OptionalLong.of(parent));
        return organisations.find(id).orElseThrow();
    }

    private long insert(OrganisationKind kind, String name, String district, OptionalLong parent) {
        var made = new NewOrganisation(
                kind, name, creditCode(kind, district), district, OptionalLong.empty(), Optional.empty());
        return database.write(unit -> unit.jdbc(connection -> organisations.insert(connection, made, parent)));
    }

    private static Optional<String> creditCode(OrganisationKind kind, String district) {
        boolean here = district.equals(HERE);
        return switch (kind) {
            case INSPECTION_BODY -> Optional.of(here ? "91310000132200821H" : "9144030071526726XG");
            case MAINTENANCE_UNIT -> {
                String first17 = "91" + district + "MA1000000";
                yield Optional.of(first17 + CreditCode.check(first17));
            }
            default -> Optional.empty();
        };
    }

    /** The city's own kinds and nothing else. */
    private final class Kinds implements PluginTable {
        @Override
        public Posting posting(Device device) {
            return new PostingPositions(files)
                    .forDevice(device.category(), clock.today())
                    .orElseThrow();
        }

        @Override
        public Optional<EntryKind> kind(String name) {
            return CityKinds.all().stream().filter(k -> k.name().equals(name)).findFirst();
        }

        @Override
        public List<EntryKind> kinds() {
            return CityKinds.all();
        }
    }
}
