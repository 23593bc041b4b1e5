package org.teshema.engine.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.commons.csv.CSVRecord;
import org.hibernate.exception.ConstraintViolationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.device.Organisation;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.demo.DemoPlan.DistrictPlan;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.BulkRows;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.IdBlock;
import org.teshema.engine.store.Sql;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.sm.Sm3;

/**
 * The demonstration city: units, devices, archives and really signed codes, loaded in bulk under the same rules as one by
 * one. The same seed, number and day give the same city. Loading goes on where it was after a crash, and its memory does not
 * grow with the city. Thread-safe; one city is loaded at a time.
 */
@Component(service = DemoCity.class)
public final class DemoCity {
    private static final Logger LOG = LoggerFactory.getLogger(DemoCity.class);
    private static final int CHUNK = 2_000;
    private static final int MOST = 2_000_000;
    private static final String SHOWN_DISTRICT = "310115";

    private final Database database;
    private final CityFoundation foundation;
    private final DemoCodes codes;
    private final Districts districts;
    private final Catalogue catalogue;
    private final PostingPositions positions;
    private final CityClock clock;

    /** A city in that database. */
    @Activate
    public DemoCity(
            @Reference Database database,
            @Reference CityFoundation foundation,
            @Reference DemoCodes codes,
            @Reference Districts districts,
            @Reference Catalogue catalogue,
            @Reference PostingPositions positions,
            @Reference CityClock clock) {
        this.database = database;
        this.foundation = foundation;
        this.codes = codes;
        this.districts = districts;
        this.catalogue = catalogue;
        this.positions = positions;
        this.clock = clock;
    }

    /**
     * Loads a city into a platform that runs.
     *
     * @param devices how many devices, 100 to 2,000,000
     * @param seed what it is made from
     * @param loaded is told how many devices are there by now, after each two thousand
     */
    public void load(int devices, long seed, IntConsumer loaded) {
        load(database.write(foundation::authorities), devices, seed, loaded);
    }

    /**
     * Loads a city.
     *
     * @param devices how many devices, 100 to 2,000,000
     * @param seed what it is made from
     * @throws Problem WRONG_STATE when this very city was loaded already
     */
    void load(CityFoundation.Authorities authorities, int devices, long seed, IntConsumer loaded) {
        if (devices < 100 || devices > MOST) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "devices",
                    "演示城市的设备数应在 100 到 " + MOST + " 之间，而不是 " + devices + "。",
                    "A demonstration city has 100 to " + MOST + " devices, not " + devices + ".");
        }
        synchronized (this) {
            var steps = new Progress(database, "demo-city-" + seed + "-" + devices);
            Optional<String> last = steps.last();
            if (last.equals(Optional.of("done"))) {
                throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "这个演示城市（" + devices + " 台，种子 " + seed + "）已经载入过。",
                        "This demonstration city (" + devices + " devices, seed " + seed + ") was loaded already.");
            }
            var plan = new DemoPlan(devices, seed);
            var made = new DemoOrganisations(plan, districts, devices, seed);
            List<Organisation> organisations = organisations(authorities, made, steps);
            Map<Long, Long> accounts = accounts();
            Instant began = clock.instant();
            int done = 0;
            for (DistrictPlan district : plan.districts()) {
                var work = new DistrictWork(authorities, district, made, organisations, accounts, seed, steps);
                for (boolean lift : new boolean[] {true, false}) {
                    try {
                        done += load(work, lift, done, loaded);
                    } catch (ConstraintViolationException e) {
                        throw Sql.isAbout(e, "device_code") ? overlapping(seed) : e;
                    }
                }
            }
            database.write(unit -> {
                unit.publish("city.loaded", "city:310000", Districts.CITY, "{\"devices\":" + devices + "}", now());
                steps.reached(unit, "done", now());
                return null;
            });
            LOG.info(
                    "Demonstration city of {} devices loaded in {} s",
                    devices,
                    ChronoUnit.SECONDS.between(began, clock.instant()));
        }
    }

    private static Problem overlapping(long seed) {
        return Problem.inField(
                ProblemType.WRONG_STATE,
                "seed",
                "种子 " + seed + " 生成的设备代码与库中已有设备重复，请换一个种子。",
                "The seed " + seed + " makes device codes that other devices have already. Choose another seed.");
    }

    /** What a city of that size, seed and day is, as one digest: without any database. */
    public String digest(int devices, long seed, LocalDate day) {
        var plan = new DemoPlan(devices, seed);
        var factory = new DemoDevices(catalogue, seed, day);
        var digests = new ArrayList<byte[]>();
        new DemoOrganisations(plan, districts, devices, seed).all().forEach(o -> digests.add(digest(o.toString())));
        for (DistrictPlan district : plan.districts()) {
            for (int i = 0; i < district.devices(); i++) {
                digests.add(digest(factory.make(district, i).canonical()));
            }
        }
        return HexFormat.of().formatHex(Sm3.hash(digests.toArray(byte[][]::new)));
    }

    private static byte[] digest(String text) {
        return Sm3.hash(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** What loading one district needs. */
    private record DistrictWork(
            CityFoundation.Authorities authorities,
            DistrictPlan plan,
            DemoOrganisations made,
            List<Organisation> organisations,
            Map<Long, Long> accounts,
            long seed,
            Progress steps) {
        Organisation bureau() {
            return authorities.districts().get(plan.district());
        }
    }

    private int load(DistrictWork work, boolean lift, int before, IntConsumer loaded) {
        DistrictPlan plan = work.plan();
        int size = plan.groupSize(lift);
        String group = plan.district() + (lift ? "-lifts" : "-others");
        if (size == 0) {
            return 0;
        }
        var groupSteps = new Progress(database, "demo-city-" + work.seed() + "-" + size + "-" + group);
        int reached = groupSteps.last().map(Integer::parseInt).orElse(0);
        Actor city = actor(work, work.authorities().city());
        Actor bureau = actor(work, work.bureau());
        long batch = codes.stock(
                city,
                bureau,
                lift ? "上海智慧电梯" : "特种设备码",
                plan.quantity(lift),
                "demo-" + work.seed() + "-" + size + "-" + group);
        var factory = new DemoDevices(catalogue, work.seed(), clock.today());
        for (int start = reached; start < size; ) {
            int first = start;
            int end = plan.betweenSets(lift, Math.min(start + CHUNK, size));
            database.write(unit -> {
                new DemoChunk(
                                unit,
                                plan,
                                work.made(),
                                work.organisations(),
                                work.accounts(),
                                bureau,
                                batch,
                                positions,
                                now(),
                                work.seed())
                        .write(factory, lift, first, end);
                groupSteps.reached(unit, Integer.toString(end), now());
                return null;
            });
            loaded.accept(before + end);
            start = end;
        }
        return size;
    }

    private static Actor actor(DistrictWork work, Organisation organisation) {
        return new Actor(work.accounts().get(organisation.id()), "demo-" + organisation.id(), organisation);
    }

    /** Enters the organisations, each with an account nobody can log in to, in whose name the bulk is recorded. */
    private List<Organisation> organisations(
            CityFoundation.Authorities authorities, DemoOrganisations made, Progress steps) {
        Optional<String> entered = steps.last();
        if (entered.isPresent()) {
            return reread(Long.parseLong(entered.get()), made.all().size());
        }
        return database.write(unit -> {
            Instant now = now();
            var ids = new IdBlock(unit, "organisation_id");
            var organisations = new ArrayList<Organisation>();
            for (DemoOrganisations.Made one : made.all()) {
                organisations.add(one.withId(ids.getAsLong()));
            }
            try (BulkRows rows = unit.into(
                    "organisation",
                    "id",
                    "kind",
                    "name",
                    "credit_code",
                    "district",
                    "parent_id",
                    "phone",
                    "created_at",
                    "version")) {
                for (Organisation o : organisations) {
                    Organisation parent = Optional.ofNullable(
                                    authorities.districts().get(o.district()))
                            .orElse(authorities.city());
                    rows.add(o.id(), o.kind(), o.name(), o.creditCode(), o.district(), parent.id(), o.phone(), now, 0);
                }
            }
            var actors = new ArrayList<>(organisations);
            actors.add(authorities.city());
            actors.addAll(authorities.districts().values());
            try (BulkRows rows = unit.into(
                    "account", "login", "password_hash", "organisation_id", "active", "created_at", "version")) {
                for (Organisation o : actors) {
                    rows.add("demo-" + o.id(), "-", o.id(), false, now, 0);
                }
            }
            byte[] photo = DemoPhoto.png();
            unit.update(
                    "insert into photo (digest, media_type, content, stored_by, stored_at)"
                            + " values (?, 'image/png', ?, ?, ?) on conflict do nothing",
                    DemoPhoto.digest(photo),
                    photo,
                    authorities.city().id(),
                    now);
            steps.reached(unit, Long.toString(organisations.get(0).id()), now);
            return organisations;
        });
    }

    private List<Organisation> reread(long first, int count) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select " + OrganisationColumns.of("o")
                    + " from organisation o where o.id >= ? order by o.id fetch first " + count + " rows only")) {
                select.setLong(1, first);
                var organisations = new ArrayList<Organisation>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        organisations.add(OrganisationColumns.read(row, "o").orElseThrow());
                    }
                }
                return organisations;
            }
        });
    }

    private Map<Long, Long> accounts() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                            "select organisation_id, min(id) as id from account where login like 'demo-%'"
                                    + " group by organisation_id");
                    var row = select.executeQuery()) {
                var accounts = new HashMap<Long, Long>();
                while (row.next()) {
                    accounts.put(row.getLong("organisation_id"), row.getLong("id"));
                }
                return accounts;
            }
        });
    }

    /** A lift of the loaded city with everybody concerned, and codes to scan. */
    Showcase showcase() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select d.id as device, d.district, "
                    + OrganisationColumns.of("u") + ", " + OrganisationColumns.of("m") + ", "
                    + OrganisationColumns.of("b") + ", " + OrganisationColumns.of("s")
                    + " from device d join organisation u on u.id = d.using_unit_id"
                    + " join organisation m on m.id = d.maintenance_unit_id"
                    + " join organisation b on b.id = d.inspection_body_id join organisation s on s.id = d.station_id"
                    + " join code c on c.bound_device_id = d.id where d.category = '3110' and d.status = 'IN_USE'"
                    + " and d.current_entries like '%\"inspection\"%'"
                    + " order by case when d.district = ? then 0 else 1 end, d.id fetch first 1 rows only")) {
                select.setString(1, SHOWN_DISTRICT);
                try (var row = select.executeQuery()) {
                    row.next();
                    String district = row.getString("district");
                    Organisation user = OrganisationColumns.read(row, "u").orElseThrow();
                    return new Showcase(
                            district,
                            OrganisationColumns.read(row, "s").orElseThrow(),
                            OrganisationColumns.read(row, "b").orElseThrow(),
                            user,
                            OrganisationColumns.read(row, "m").orElseThrow(),
                            shown(connection, "c.bound_device_id = ?", row.getLong("device"))
                                    .orElseThrow(),
                            shown(connection, "c.state = 'CLAIMED' and c.district = ?", district)
                                    .orElseThrow(),
                            shown(connection, "c.state = 'STOCKED' and c.district = ?", district)
                                    .orElseThrow(),
                            more(connection));
                }
            }
        });
    }

    /** For each row of the table the first device that has an entry of that kind and bears a code. */
    private static List<Showcase.Other> more(Connection connection) throws SQLException {
        var more = new ArrayList<Showcase.Other>();
        for (CSVRecord row : DemoTable.read("demo-showcase.csv")) {
            String device = "select min(d.id) from device d join code c on c.bound_device_id = d.id and c.post = 0"
                    + " where d.status = 'IN_USE' and d.mother_id is "
                    + (row.get("part").equals("yes") ? "not null" : "null") + " and d.current_entries like ?";
            shown(connection, "c.post = 0 and c.bound_device_id = (" + device + ")", "%\"" + row.get("kind") + "\"%")
                    .map(code -> new Showcase.Other(new Text(row.get("title_zh"), row.get("title_en")), code))
                    .ifPresent(more::add);
        }
        return more;
    }

    private static Optional<Showcase.Shown> shown(Connection connection, String where, Object parameter)
            throws SQLException {
        try (var select =
                connection.prepareStatement("select c.code_id, c.signature, c.batch_id, c.number, b.key_index,"
                        + " b.made_on from code c join batch b on b.id = c.batch_id where " + where
                        + " order by c.batch_id, c.serial fetch first 1 rows only")) {
            Sql.bind(select, parameter);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                var payload = new CodePayload(
                        CodePayload.SUITE_SM2,
                        row.getInt("key_index"),
                        new CodeId(row.getBytes("code_id")),
                        row.getInt("batch_id"),
                        row.getObject("made_on", LocalDate.class));
                return Optional.of(new Showcase.Shown(
                        SignedCodeV1.text(payload, row.getBytes("signature")), Long.toString(row.getLong("number"))));
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
