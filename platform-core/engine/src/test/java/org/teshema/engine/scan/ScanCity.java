package org.teshema.engine.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.scan.Section.Phone;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Queries;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.CodeReader;
import org.teshema.trust.code.ImportedCode;
import org.teshema.trust.code.ShortNumber;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.keys.CodeClass;
import org.teshema.trust.keys.IssuingKey;
import org.teshema.trust.keys.KeyRing;

/** A city small enough to scan in: some organisations, a crane, and codes in every state. */
final class ScanCity implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    static final CityClock CLOCK = new CityClock(InstantSource.fixed(NOW));
    static final CodePrefix PREFIX = CodePrefix.parse("https://s.sh.gov.cn/s/");
    /** Of plugins that do nothing slowly: only the machine may be slow. */
    static final Limits LIMITS = new Limits(
            Duration.ofSeconds(20), Duration.ofSeconds(30), 4, 3, 5, Duration.ofMillis(400), Duration.ofMinutes(1));

    /** Of plugins that take too long, for tests that wait for it. */
    static final Limits BRIEF = new Limits(
            Duration.ofMillis(150), Duration.ofMillis(400), 4, 3, 5, Duration.ofMillis(400), Duration.ofMinutes(1));

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyRing RING = ring();
    private static final IssuingKey KEY = RING.newIssuingKey(2026, CodeClass.STOCK, 1000);
    private static final AtomicInteger SERIAL = new AtomicInteger();

    final Database database;
    final Guard guard;
    private final Limits limits;
    final SwappedPluginTable table;
    final Entries entries;
    final ActionDesk actions;
    final ScanDesk desk;

    /** A code as it is printed and as it is registered. */
    record Printed(CodeId id, String text, String number) {}

    /** A city in a fresh database. */
    ScanCity(Database database) {
        this(database, LIMITS);
    }

    /** The same, whose plugins have these limits. */
    ScanCity(Database database, Limits limits) {
        this.database = database;
        this.limits = limits;
        this.guard = Guard.of(limits);
        ReferenceFiles files = ReferenceFiles.shipped(CLOCK);
        this.table = new SwappedPluginTable(guard, new PostingPositions(files), CLOCK);
        this.entries = new Entries(database, CLOCK);
        this.actions = actions(CLOCK);
        this.desk = new ScanDesk(
                reader(PREFIX),
                database,
                table,
                guard,
                new Catalogue(files),
                new Districts(files),
                actions,
                CLOCK,
                List.of(new Phone(new Text("救援", "Rescue"), "110", Optional.empty())),
                Throttle.ofNumbers(CLOCK, 3, Duration.ofSeconds(6), 100));
    }

    /** A desk by another clock, which knows none of the others' tokens. */
    ActionDesk actions(CityClock clock) {
        return new ActionDesk(
                database,
                table,
                new PluginCheck(database, new Devices(database, clock), table, guard, clock),
                entries,
                new Writes(database, clock),
                clock);
    }

    static CodeReader reader(CodePrefix prefix) {
        return new CodeReader(
                prefix,
                List.of(
                        new SignedCodeV1(RING, CLOCK.withZone(CityClock.ZONE)),
                        new ImportedCode(List.of("https://other.sh.gov.cn/q/"))));
    }

    /** A signed code that no register knows. */
    static Printed signed() {
        var id = CodeId.random(RANDOM);
        var payload = new CodePayload(CodePayload.SUITE_SM2, KEY.index(), id, 1, LocalDate.of(2026, 3, 2));
        String text =
                new SignedCodeV1(RING, CLOCK.withZone(CityClock.ZONE)).issue(PREFIX, payload, RING.issuer(KEY.index()));
        return new Printed(id, text, ShortNumber.random(RANDOM).digits());
    }

    List<Admitted> serve(Plugin... plugins) {
        return Served.by(table, limits, plugins);
    }

    ScanAnswer scan(Printed code, Actor... reader) {
        return desk.scan(
                code.text(), Optional.of(reader).filter(r -> r.length > 0).map(r -> r[0]), Language.ZH);
    }

    /** A registered code of a unit, bound to that device where there is one. */
    Printed code(CodeState state, Actor holder, Optional<Long> device) {
        Printed code = signed();
        long batch = inserted(
                "insert into batch (district, title, code_class, quantity, state, ordered_by, made_by, reason, format,"
                        + " made_on, ordered_at) values ('310000', 't', 'STOCK', 1, 'STOCKED', ?, ?, 'r', 'signed-v1',"
                        + " ?, ?)",
                holder.organisation().id(),
                holder.organisation().id(),
                LocalDate.of(2026, 3, 2),
                NOW);
        boolean live = state == CodeState.BOUND || state == CodeState.SUSPENDED;
        run(
                "insert into code (code_id, batch_id, serial, number, signature, state, holder_id, district, unit_id,"
                        + " device_id, bound_device_id, changed_at) values (?, ?, ?, ?, ?, ?, ?, '310107', ?, ?, ?, ?)",
                code.id().value(),
                batch,
                SERIAL.incrementAndGet(),
                Long.parseLong(code.number()),
                new byte[64],
                state,
                holder.organisation().id(),
                state == CodeState.STOCKED
                        ? Optional.empty()
                        : Optional.of(holder.organisation().id()),
                device,
                live ? device : Optional.empty(),
                NOW);
        return code;
    }

    /** A bridge crane of that unit in 普陀区. */
    long crane(Actor unit, Actor maintainer, Actor inspector) {
        return inserted(
                "insert into device (category, raw_category, district, name, place, status, using_unit_id,"
                        + " maintenance_unit_id, inspection_body_id, created_at)"
                        + " values ('4110', '4110', '310107', '1号吊', '真南路1号', 'IN_USE', ?, ?, ?, ?)",
                unit.organisation().id(),
                maintainer.organisation().id(),
                inspector.organisation().id(),
                NOW);
    }

    void inspected(long device, Actor inspector, String report) {
        append(
                device,
                inspector,
                CityKinds.INSPECTION,
                Map.of("on", LocalDate.parse("2026-01-05"), "result", "pass", "report", report));
    }

    void append(long device, Actor author, EntryKind kind, Map<String, Object> values) {
        database.write(unit -> entries.append(
                unit,
                author,
                Subject.of(new DeviceId(device)),
                "310107",
                kind,
                new Values(values),
                NOW,
                "inspection",
                OptionalLong.empty()));
    }

    Actor actor(OrganisationKind kind, String name, String district) {
        long organisation = inserted(
                "insert into organisation (kind, name, district, created_at) values (?, ?, ?, ?)",
                kind,
                name,
                district,
                NOW);
        long account = inserted(
                "insert into account (login, password_hash, organisation_id, created_at) values (?, '-', ?, ?)",
                "u" + organisation,
                organisation,
                NOW);
        return new Actor(
                account,
                "u" + organisation,
                new Organisation(organisation, kind, name, Optional.empty(), district, Optional.empty()));
    }

    void run(String sql, Object... parameters) {
        database.write(unit -> unit.update(sql, parameters));
    }

    long count(String sql) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** How many statements a database in memory is told for that. */
    long queries(Runnable deed) {
        return Queries.of(database, deed);
    }

    private long inserted(String sql, Object... parameters) {
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

    @Override
    public void close() {
        guard.close();
        database.close();
    }

    private static KeyRing ring() {
        try {
            Path folder = Files.createTempDirectory("teshema-scan-keys");
            folder.toFile().deleteOnExit();
            Path file = folder.resolve("city.keys");
            file.toFile().deleteOnExit();
            return KeyRing.openDrawn(file, "a passphrase for tests".toCharArray(), CLOCK.withZone(CityClock.ZONE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
