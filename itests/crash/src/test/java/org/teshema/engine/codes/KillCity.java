package org.teshema.engine.codes;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.device.DeviceRegister;
import org.teshema.engine.device.Devices;
import org.teshema.engine.device.NewDevice;
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

/**
 * A city whose process may be killed at any moment: the services of codes and devices on a database and a key file that were there before.
 * Its people take batches through their life, each write under a key such as {@code h2-3-0-17-bind}: the batch's name and the step.
 */
public final class KillCity implements AutoCloseable {
    /** The steps of a batch, in order, each one write. */
    public static final List<String> STEPS =
            List.of("order", "approve", "make", "stock", "offer", "accept", "enter", "claim", "bind");

    /** What is told of each step. */
    private static final Map<String, String> EVENTS = Map.of(
            "batch.ordered", "order",
            "batch.approved", "approve",
            "batch.made", "make",
            "batch.stocked", "stock",
            "hand-over.offered", "offer",
            "hand-over.accepted", "accept",
            "device.entered", "enter",
            "code.claimed", "claim",
            "code.bound", "bind");

    private static final int CODES = 3;
    private static final String DISTRICT = "310115";
    private static final Actor CITY = actor(1, OrganisationKind.CITY_BUREAU, "310000");
    private static final Actor BUREAU = actor(2, OrganisationKind.DISTRICT, DISTRICT);
    private static final Actor UNIT = actor(3, OrganisationKind.USING_UNIT, DISTRICT);
    private static final Pattern ENTRY = Pattern.compile("\"entry\":(\\d+)");

    private final Database database;
    private final CityClock clock;
    private final CityKeys keys;
    private final Batches batches;
    private final HandOvers handOvers;
    private final Claims claims;
    private final Bindings bindings;
    private final DeviceRegister register;

    /**
     * The services on that database.
     *
     * @param ring the key file, made where there is none
     */
    public KillCity(Database database, Path ring, CityClock clock) {
        this.database = database;
        this.clock = clock;
        this.keys = new CityKeys(
                KeyRing.openDrawn(ring, "a passphrase for tests".toCharArray(), clock.withZone(CityClock.ZONE)),
                CodePrefix.parse("https://s.sh.gov.cn/s/"),
                List.of(),
                clock);
        var files = ReferenceFiles.shipped(clock);
        var labels = new PostingPositions(files);
        var writes = new Writes(database, clock);
        var lifeCycle = new LifeCycle();
        var catalogue = new Catalogue(files);
        var entries = new Entries(database, clock);
        var devices = new Devices(database, clock);
        this.batches = Batches.of(database, writes, clock, lifeCycle, keys, labels, Batches.MOST);
        this.handOvers = new HandOvers(database, writes, clock, lifeCycle);
        this.claims = new Claims(database, writes, clock, lifeCycle, labels, entries);
        var posting = new OnePosting();
        this.bindings = new Bindings(
                database,
                writes,
                clock,
                lifeCycle,
                keys,
                devices,
                posting,
                entries,
                new Photos(database, writes, clock, posting),
                labels);
        this.register = new DeviceRegister(
                devices,
                writes,
                entries,
                catalogue,
                new Districts(files),
                new IdentifierFormats(files, catalogue),
                clock,
                List.of(new BoundCodes()));
    }

    private static Actor actor(long id, OrganisationKind kind, String district) {
        return new Actor(
                id, "u" + id, new Organisation(id, kind, kind.name(), Optional.empty(), district, Optional.empty()));
    }

    /** Enters its people, where they are not there yet. */
    public void prepare() {
        for (Actor one : List.of(CITY, BUREAU, UNIT)) {
            database.write(unit -> {
                unit.update(
                        "insert into organisation (id, kind, name, district, created_at) values (?, ?, ?, ?, ?)"
                                + " on conflict do nothing",
                        one.organisation().id(),
                        one.organisation().kind(),
                        one.organisation().name(),
                        one.district(),
                        clock.instant());
                return unit.update(
                        "insert into account (id, login, password_hash, organisation_id, created_at)"
                                + " values (?, ?, '-', ?, ?) on conflict do nothing",
                        one.accountId(),
                        one.login(),
                        one.organisation().id(),
                        clock.instant());
            });
        }
    }

    /** Does the write of that key, or is told what it made when it was done before; the number of what it made. */
    public String ask(String key) {
        String name = key.substring(0, key.lastIndexOf('-'));
        long made = switch (key.substring(name.length() + 1)) {
            case "order" -> batches.order(by(CITY, key), order(name)).id();
            case "approve" -> batches.approve(by(CITY, key), batch(name), 0).id();
            case "make" -> batches.make(by(CITY, key), batch(name), 1).id();
            case "stock" -> {
                printed(name);
                yield batches.stock(by(CITY, key), batch(name), 2).id();
            }
            case "offer" ->
                handOvers
                        .offer(by(CITY, key), range(name), BUREAU.organisation().id())
                        .id();
            case "accept" ->
                handOvers.accept(by(BUREAU, key), handOver(name), 0).id();
            case "enter" ->
                register.enter(by(BUREAU, key), lift(name)).device().id().value();
            case "claim" -> claims.give(by(BUREAU, key), claim(name)).id();
            case "bind" ->
                bindings.bind(by(UNIT, key), TestCity.bindOrder(number(name), device(name)))
                        .id();
            default -> throw new IllegalArgumentException(key);
        };
        return Long.toString(made);
    }

    private static WriteRequest by(Actor actor, String key) {
        return new WriteRequest(actor, key);
    }

    private static BatchOrder order(String name) {
        return new BatchOrder("上海智慧电梯", CodeClass.STOCK, CODES, name);
    }

    private static NewDevice lift(String name) {
        return new NewDevice(
                "3110",
                Optional.empty(),
                DISTRICT,
                name,
                "世纪大道1号",
                Optional.empty(),
                DeviceStatus.IN_USE,
                OptionalLong.of(UNIT.organisation().id()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of());
    }

    private ClaimOrder claim(String name) {
        return new ClaimOrder(range(name), UNIT.organisation().id(), Optional.empty(), Optional.empty());
    }

    private SerialRange range(String name) {
        return new SerialRange(batch(name), 1, CODES);
    }

    private long batch(String name) {
        return number("select id from batch where reason = ?", name);
    }

    private long handOver(String name) {
        return number("select h.id from hand_over h join batch b on b.id = h.batch_id where b.reason = ?", name);
    }

    private long device(String name) {
        return number("select id from device where name = ?", name);
    }

    private String number(String name) {
        return Long.toString(number(
                "select c.number from code c join batch b on b.id = c.batch_id where b.reason = ? and c.serial = 1",
                name));
    }

    private long number(String sql, String name) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                Sql.bind(select, name);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** That its labels were printed is taken for granted; once it is in stock nothing changes. */
    private void printed(String name) {
        long batch = batch(name);
        database.write(unit -> {
            unit.update("update code set state = 'PRINTED' where batch_id = ? and state = 'MADE'", batch);
            return unit.update("update batch set state = 'PRINTED' where id = ? and state = 'MADE'", batch);
        });
    }

    /** Whether every code that was made is somewhere, once. */
    public boolean balances() {
        Balance all = new Balances(database, clock).of(CITY);
        return all.balances() && all.made() == all.codes().total();
    }

    /** What a write leaves when it was done whole: what, and the write's key, so many times. */
    public static Map<String, Integer> whole(String key) {
        Map<String, Integer> traces = new TreeMap<>();
        String step = key.substring(key.lastIndexOf('-') + 1);
        traces.put("key " + key, 1);
        traces.put("row " + key, 1);
        traces.put("event " + key, 1);
        if (!step.equals("enter")) {
            traces.put("leaf " + key, 1);
        }
        if (step.equals("make")) {
            traces.put("code " + key, CODES);
            traces.put("leaf of a code " + key, CODES);
        }
        if (step.equals("enter") || step.equals("bind")) {
            traces.put("entry " + key, 1);
            traces.put("leaf of an entry " + key, 1);
            traces.put("event of an entry " + key, 1);
        }
        return traces;
    }

    /** What all writes have left, in the same words. */
    public Map<String, Integer> traces() {
        return database.read(connection -> new Traces(connection).read());
    }

    @Override
    public void close() {
        keys.close();
    }

    /** Reads every table that a write touches. */
    private static final class Traces {
        private final Connection connection;
        private final Map<String, Integer> seen = new TreeMap<>();
        // Whose each subject is: the batch's name, and for an entry the key of its write.
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, String> entries = new HashMap<>();

        Traces(Connection connection) {
            this.connection = connection;
        }

        private record Row(List<Object> columns) {
            String text(int column) {
                Object value = columns.get(column);
                return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
            }

            boolean has(int column) {
                return columns.get(column) != null;
            }
        }

        private List<Row> all(String sql) throws SQLException {
            List<Row> rows = new ArrayList<>();
            try (var select = connection.createStatement();
                    ResultSet row = select.executeQuery(sql)) {
                int width = row.getMetaData().getColumnCount();
                while (row.next()) {
                    List<Object> columns = new ArrayList<>();
                    for (int i = 1; i <= width; i++) {
                        columns.add(row.getObject(i));
                    }
                    rows.add(new Row(columns));
                }
            }
            return rows;
        }

        private void note(String what, String key) {
            seen.merge(what + " " + key, 1, Integer::sum);
        }

        Map<String, Integer> read() throws SQLException {
            business();
            for (Row entry : all("select id, subject_id, kind from entry")) {
                String step = entry.text(2).equals(CityKinds.POSTING.name()) ? "bind" : "enter";
                entries.put("entry:" + entry.text(0), names.get("device:" + entry.text(1)) + "-" + step);
                note("entry", entries.get("entry:" + entry.text(0)));
            }
            for (Row event : all("select topic, subject, body from outbox")) {
                Matcher entry = ENTRY.matcher(event.text(2));
                if (event.text(0).equals(Entries.APPENDED) && entry.find()) {
                    note("event of an entry", String.valueOf(entries.get("entry:" + entry.group(1))));
                } else {
                    note("event", names.get(event.text(1)) + "-" + EVENTS.get(event.text(0)));
                }
            }
            for (Row leaf : all("select body from ledger_leaf union all select body from ledger_pending")) {
                String[] words = leaf.text(0).split(" ", 4);
                switch (words[1]) {
                    case "code.made" -> note("leaf of a code", names.get(words[2]) + "-make");
                    case Entries.APPENDED -> note("leaf of an entry", String.valueOf(entries.get(words[2])));
                    default -> note("leaf", names.get(words[2]) + "-" + EVENTS.get(words[1]));
                }
            }
            for (Row key : all("select key from idempotency")) {
                note("key", key.text(0));
            }
            return seen;
        }

        private void business() throws SQLException {
            for (Row batch : all("select id, reason, approved_at, made_at, stocked_at from batch")) {
                names.put("batch:" + batch.text(0), batch.text(1));
                note("row", batch.text(1) + "-order");
                List<String> later = List.of("approve", "make", "stock");
                for (int i = 0; i < later.size(); i++) {
                    if (batch.has(2 + i)) {
                        note("row", batch.text(1) + "-" + later.get(i));
                    }
                }
            }
            for (Row code : all("select code_id, batch_id from code")) {
                names.put("code:" + code.text(0), names.get("batch:" + code.text(1)));
                note("code", names.get("code:" + code.text(0)) + "-make");
            }
            for (Row handOver : all("select id, batch_id, state from hand_over")) {
                String name = names.get("batch:" + handOver.text(1));
                names.put("hand-over:" + handOver.text(0), name);
                note("row", name + "-offer");
                if (handOver.text(2).equals(HandOverState.ACCEPTED.name())) {
                    note("row", name + "-accept");
                }
            }
            for (Row claim : all("select id, batch_id from claim")) {
                names.put("claim:" + claim.text(0), names.get("batch:" + claim.text(1)));
                note("row", names.get("claim:" + claim.text(0)) + "-claim");
            }
            for (Row device : all("select id, name from device")) {
                names.put("device:" + device.text(0), device.text(1));
                note("row", device.text(1) + "-enter");
            }
            for (Row binding : all("select code_id from binding")) {
                note("row", names.get("code:" + binding.text(0)) + "-bind");
            }
        }
    }
}
