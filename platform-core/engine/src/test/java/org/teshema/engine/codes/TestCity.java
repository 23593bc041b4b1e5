package org.teshema.engine.codes;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.DeviceRegister;
import org.teshema.engine.device.Devices;
import org.teshema.engine.family.Families;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.IdentifierFormats;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.CodeClass;
import org.teshema.trust.keys.KeyRing;

/** A small city in a fresh database: who there is, and the services they use. One key ring serves all tests of a run. */
final class TestCity implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    static final String ISSUER = "https://s.sh.gov.cn/";
    static final byte[] PHOTO = photo(80, 60, "jpeg");
    private static volatile Instant now = START;
    static final CityClock CLOCK = new CityClock((InstantSource) () -> now);
    private static final CityKeys KEYS = keys();

    private final Path reference =
            Path.of(System.getProperty("java.io.tmpdir"), "teshema-reference-" + UUID.randomUUID());
    final PostingPositions labels;
    final Database database;
    final Writes writes;
    final LifeCycle lifeCycle = new LifeCycle();
    final Batches batches;
    final HandOvers handOvers;
    final Claims claims;
    final Codes codes;
    final Photos photos;
    final Bindings bindings;
    final Devices devices;
    final DeviceRegister register;
    final Families families;
    final Sittings sittings;
    final Balances balances;

    final Actor city;
    final Actor pudong;
    final Actor xuhui;
    final Actor station;
    final Actor inspector;
    final Actor unit;
    final Actor otherUnit;
    final Actor maintainer;

    TestCity(Database database) {
        this(database, new OnePosting());
    }

    TestCity(Database database, PluginTable plugins) {
        now(START.toString());
        this.database = database;
        this.labels = new PostingPositions(ReferenceFiles.of(Optional.of(reference), CLOCK));
        this.writes = new Writes(database, CLOCK);
        this.batches = Batches.of(database, writes, CLOCK, lifeCycle, KEYS, labels, Batches.MOST);
        this.handOvers = new HandOvers(database, writes, CLOCK, lifeCycle);
        this.claims = new Claims(database, writes, CLOCK, lifeCycle, labels, new Entries(database, CLOCK));
        this.codes = new Codes(database, writes, CLOCK, lifeCycle, KEYS);
        this.photos = new Photos(database, writes, CLOCK, plugins);
        var files = ReferenceFiles.shipped(CLOCK);
        var catalogue = new Catalogue(files);
        var entries = new Entries(database, CLOCK);
        this.devices = new Devices(database, CLOCK);
        this.bindings =
                new Bindings(database, writes, CLOCK, lifeCycle, KEYS, devices, plugins, entries, photos, labels);
        this.register = new DeviceRegister(
                devices,
                writes,
                entries,
                catalogue,
                new Districts(files),
                new IdentifierFormats(files, catalogue),
                CLOCK,
                List.of(new BoundCodes()));
        this.families = new Families(database, writes, devices, entries, plugins, CLOCK);
        this.sittings = new Sittings(database, writes, bindings, families, devices, register, lifeCycle, KEYS, CLOCK);
        this.balances = new Balances(database, CLOCK);
        this.city = actor(OrganisationKind.CITY_BUREAU, "市局", "310000");
        this.pudong = actor(OrganisationKind.DISTRICT, "浦东新区市场监管局", "310115");
        this.xuhui = actor(OrganisationKind.DISTRICT, "徐汇区市场监管局", "310104");
        this.station = actor(OrganisationKind.STATION, "陆家嘴市场监管所", "310115");
        this.inspector = actor(OrganisationKind.INSPECTION_BODY, "市特检院", "310000");
        this.unit = actor(OrganisationKind.USING_UNIT, "东方大厦", "310115");
        this.otherUnit = actor(OrganisationKind.USING_UNIT, "徐家汇商城", "310104");
        this.maintainer = actor(OrganisationKind.MAINTENANCE_UNIT, "申城电梯维保", "310115");
    }

    static CityKeys cityKeys() {
        return KEYS;
    }

    /** Moves the time of the city. */
    static void now(String instant) {
        now = Instant.parse(instant);
    }

    /** Puts an operator's table of labels in force; it is read when the time has moved on. */
    void titles(String csv) {
        try {
            Files.writeString(Files.createDirectories(reference).resolve("posting-labels.csv"), csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request under a key of its own. */
    static WriteRequest by(Actor actor) {
        return new WriteRequest(actor, UUID.randomUUID().toString());
    }

    /** An approved and made batch of the city's. */
    Batch made(int quantity, CodeClass codeClass) {
        return made("上海智慧电梯", quantity, codeClass);
    }

    /** The same with labels of that title. */
    Batch made(String title, int quantity, CodeClass codeClass) {
        Batch ordered = batches.order(by(city), new BatchOrder(title, codeClass, quantity, "首批"));
        Batch approved = batches.approve(by(city), ordered.id(), ordered.version());
        return batches.make(by(city), approved.id(), approved.version());
    }

    /** A batch of the city's, in stock; that its labels were printed is taken for granted. */
    Batch stocked(int quantity, CodeClass codeClass) {
        return stocked("上海智慧电梯", quantity, codeClass);
    }

    /** The same with labels of that title. */
    Batch stocked(String title, int quantity, CodeClass codeClass) {
        Batch made = made(title, quantity, codeClass);
        run("update code set state = 'PRINTED' where batch_id = ?", made.id());
        run("update batch set state = 'PRINTED' where id = ?", made.id());
        return batches.stock(by(city), made.id(), made.version());
    }

    /** Hands a range over and has it accepted. */
    void move(SerialRange range, Actor from, Actor to) {
        HandOver offered = handOvers.offer(by(from), range, to.organisation().id());
        handOvers.accept(by(to), offered.id(), offered.version());
    }

    /** A lift in use, of that unit, in that district. */
    long lift(Actor usingUnit, String district) {
        return device("3110", usingUnit, district);
    }

    /** A device of that category in use, of that unit, in that district. */
    long device(String category, Actor usingUnit, String district) {
        return inserted(
                "insert into device (category, raw_category, district, name, place, status, using_unit_id,"
                        + " inspection_body_id, maintenance_unit_id, created_at)"
                        + " values (?, ?, ?, '1号', '世纪大道1号', 'IN_USE', ?, ?, ?, ?)",
                category,
                category,
                district,
                usingUnit.organisation().id(),
                inspector.organisation().id(),
                maintainer.organisation().id(),
                START);
    }

    /** The number of the code with that serial. */
    String number(long batch, int serial) {
        return Long.toString(count("select number from code where batch_id = ? and serial = ?", batch, serial));
    }

    String state(String number) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select state from code where number = ?")) {
                select.setLong(1, Long.parseLong(number));
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }

    /** What a unit says when it binds: posted in the car, with a photo. */
    static BindOrder bindOrder(String code, long device) {
        return new BindOrder(code, device, "car-interior", "轿厢内左侧", Optional.of(121.5), Optional.of(31.2), PHOTO);
    }

    long count(String sql, Object... parameters) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                Sql.bind(select, parameters);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    void run(String sql, Object... parameters) {
        database.write(unit -> unit.update(sql, parameters));
    }

    Actor actor(OrganisationKind kind, String name, String district) {
        long organisation = inserted(
                "insert into organisation (kind, name, district, created_at) values (?, ?, ?, ?)",
                kind,
                name,
                district,
                START);
        String login = "u" + organisation;
        long account = inserted(
                "insert into account (login, password_hash, organisation_id, created_at) values (?, '-', ?, ?)",
                login,
                organisation,
                START);
        return new Actor(
                account,
                login,
                new Organisation(organisation, kind, name, Optional.empty(), district, Optional.empty()));
    }

    long inserted(String sql, Object... parameters) {
        return database.write(unit -> unit.jdbc(connection -> {
            try (var insert = connection.prepareStatement(sql, new String[] {"id"})) {
                Sql.bind(insert, parameters);
                insert.executeUpdate();
                try (var key = insert.getGeneratedKeys()) {
                    key.next();
                    return key.getLong(1);
                }
            }
        }));
    }

    /** A picture with a light and a dark half. */
    static byte[] photo(int width, int height, String format) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int x = 0; x < width / 2; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, 0xE0C080);
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        database.close();
        delete(reference.resolve("posting-labels.csv"));
        delete(reference);
    }

    private static CityKeys keys() {
        try {
            Path folder = Files.createTempDirectory("teshema-keys");
            Path ring = folder.resolve("city.keys");
            CityKeys keys = new CityKeys(
                    KeyRing.openDrawn(ring, "a passphrase for tests".toCharArray(), CLOCK.withZone(CityClock.ZONE)),
                    CodePrefix.parse("https://s.sh.gov.cn/s/"),
                    List.of(ISSUER),
                    CLOCK);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                keys.close();
                delete(ring);
                delete(folder.resolve("city.keys.lock"));
                delete(folder);
            }));
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
