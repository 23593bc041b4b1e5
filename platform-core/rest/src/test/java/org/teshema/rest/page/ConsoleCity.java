package org.teshema.rest.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.app.AppJobs;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.codes.Balances;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.BatchOrder;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.codes.Bindings;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.codes.ClaimOrder;
import org.teshema.engine.codes.Claims;
import org.teshema.engine.codes.Codes;
import org.teshema.engine.codes.HandOver;
import org.teshema.engine.codes.HandOvers;
import org.teshema.engine.codes.LifeCycle;
import org.teshema.engine.codes.Photos;
import org.teshema.engine.codes.SerialRange;
import org.teshema.engine.device.DeviceSearch;
import org.teshema.engine.device.Devices;
import org.teshema.engine.gate.GateOnThisThread;
import org.teshema.engine.gate.Patient;
import org.teshema.engine.inbox.Inbox;
import org.teshema.engine.ledger.CheckpointSigner;
import org.teshema.engine.ledger.Ledger;
import org.teshema.engine.ledger.Sequencer;
import org.teshema.engine.oidc.Oidc;
import org.teshema.engine.organisation.NewOrganisation;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.rule.DueDevices;
import org.teshema.engine.rule.Sweep;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.rest.TestServer;
import org.teshema.rest.account.AccountsResource;
import org.teshema.rest.codes.BatchAnswerResource;
import org.teshema.rest.codes.BatchOrderResource;
import org.teshema.rest.codes.GivePageResource;
import org.teshema.rest.codes.HandOverAnswerResource;
import org.teshema.rest.codes.OfferResource;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.keys.CodeClass;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.sm.Signer;
import org.teshema.web.Pages;

/** A city behind the pages of the console, with somebody of every role in Pudong and its bureau. */
final class ConsoleCity implements AutoCloseable {
    private static final String HERE = "310115";

    /** Whoever inspects or maintains has one. */
    private static final Map<OrganisationKind, String> CREDIT_CODES = Map.of(
            OrganisationKind.INSPECTION_BODY, "91310000132200821H",
            OrganisationKind.MAINTENANCE_UNIT, "9144030071526726XG");

    final CityClock clock = new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z"));
    final Database database = Database.of(
            DatabaseSettings.inMemory("p" + UUID.randomUUID().toString().replace("-", "")));
    final Map<OrganisationKind, Actor> people = new LinkedHashMap<>();
    final TestServer server;

    final AppJobs jobs;

    private final DueDevices due;
    private final GateOnThisThread gate = new GateOnThisThread(clock, database, Patient.guard());
    private final Organisations organisations;
    private final Batches batches;
    private final HandOvers handOvers;
    private final Claims claims;
    private final CityKeys keys;
    private final Sequencer sequencer;

    /** With keys in that folder. */
    ConsoleCity(Path folder) throws Exception {
        var writes = new Writes(database, clock);
        var files = ReferenceFiles.shipped(clock);
        var catalogue = new Catalogue(files);
        var districts = new Districts(files);
        organisations = new Organisations(database, writes, districts, clock);
        Map<String, Actor> actors = new LinkedHashMap<>();
        for (OrganisationKind kind : OrganisationKind.values()) {
            Actor actor = somebody(kind);
            people.put(kind, actor);
            actors.put(token(kind), actor);
        }
        keys = new CityKeys(
                KeyRing.openDrawn(
                        folder.resolve("ring"), "a passphrase for tests".toCharArray(), clock.withZone(CityClock.ZONE)),
                CodePrefix.parse("https://s.sh.gov.cn/s/"),
                java.util.List.of(),
                clock);
        sequencer = Sequencer.of(database, signer(), clock, folder.resolve("ledger-head"));
        sequencer.run();
        var lifeCycle = new LifeCycle();
        var postings = new PostingPositions(files);
        batches = Batches.of(database, writes, clock, lifeCycle, keys, postings, 1_000);
        var codes = new Codes(database, writes, clock, lifeCycle, keys);
        handOvers = new HandOvers(database, writes, clock, lifeCycle);
        claims = new Claims(database, writes, clock, lifeCycle, postings, new Entries(database, clock));
        var accounts = new Accounts(database, writes, clock);
        var devices = new Devices(database, clock);
        var pages = new Pages();
        var table = gate.table();
        var photos = new Photos(database, writes, clock, table);
        var bindings = new Bindings(
                database,
                writes,
                clock,
                lifeCycle,
                keys,
                devices,
                table,
                new Entries(database, clock),
                photos,
                postings);
        var balances = new Balances(database, clock);
        jobs = gate.jobs(clock);
        due = new DueDevices(database, new Sweep(database, table, gate.guard(), clock), clock);
        server = new TestServer(
                actors,
                new LoginResource(accounts, Oidc.none(database, writes, clock, accounts), pages),
                new HomeResource(balances, devices, new Inbox(database, writes, table, clock), due, List::of, pages),
                new ListResource(
                        new CodeLists(codes, batches, handOvers, claims, balances),
                        new DeviceLists(devices, new DeviceSearch(database, clock), due, catalogue, districts),
                        new OfficeLists(organisations, accounts, districts),
                        new NodeLists(gate.plugins(), jobs, keys, ledger()),
                        pages),
                new GivePageResource(codes, claims, pages),
                new OfferResource(handOvers, codes, pages),
                new HandOverAnswerResource(handOvers, pages),
                new BatchOrderResource(batches, pages),
                new BatchAnswerResource(batches, pages),
                new BindResource(bindings, codes, photos, pages),
                new StyleResource(pages),
                new AccountsResource(accounts));
    }

    /** What whoever acts for that kind of organisation is known by. */
    static String token(OrganisationKind kind) {
        return switch (kind) {
            case CITY_BUREAU -> "city";
            case MAINTENANCE_UNIT -> "fitter";
            default -> kind.name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** What signs the heads of the ledger. */
    private CheckpointSigner signer() {
        return new CheckpointSigner() {
            @Override
            public String origin() {
                return "test.example/ledger";
            }

            @Override
            public Signer signer() {
                return keys.ledger();
            }
        };
    }

    /** The keys that sign here. */
    CityKeys keys() {
        return keys;
    }

    /** The ledger, as whoever checks it asks for it. */
    Ledger ledger() {
        return new Ledger(database, signer(), sequencer);
    }

    /** An app of the district has worked for the first time; an older version of it stands by, and a newer one was kept out. */
    void worked() {
        String imports = "org.teshema.api.plugin;version=\"[1.0,2)\"";
        gate.propose(new NightWatch("0.9.0"), imports);
        gate.propose(new NightWatch("1.0.0"), imports);
        gate.propose(new NightWatch("2.0.0"), imports + ",javax.sql");
        jobs.work();
    }

    /** From now on cranes have clocks. */
    void clocked() {
        gate.propose(new Cranes(), "org.teshema.api.plugin;version=\"[1.0,2)\"");
    }

    /** What was done so far is in the ledger. */
    void noted() {
        sequencer.run();
    }

    private Actor somebody(OrganisationKind kind) {
        boolean city = kind == OrganisationKind.CITY_BUREAU;
        long id = organisation(kind, city ? "市局" : kind.name(), city ? Districts.CITY : HERE);
        long account = 1_001L + people.size();
        Actor actor = new Actor(account, token(kind), organisations.find(id).orElseThrow());
        database.write(unit -> unit.update(
                "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                account,
                actor.login() + ".first",
                id,
                clock.instant()));
        return actor;
    }

    private long organisation(OrganisationKind kind, String name, String district) {
        var organisation = new NewOrganisation(
                kind,
                name,
                Optional.ofNullable(CREDIT_CODES.get(kind)),
                district,
                OptionalLong.empty(),
                Optional.empty());
        return database.write(
                unit -> unit.jdbc(connection -> organisations.insert(connection, organisation, OptionalLong.empty())));
    }

    Actor actor(OrganisationKind kind) {
        return people.get(kind);
    }

    private WriteRequest by(OrganisationKind kind) {
        return new WriteRequest(actor(kind), UUID.randomUUID().toString());
    }

    /** So many codes that are ordered and not made yet. */
    Batch ordered(int quantity) {
        return batches.order(
                by(OrganisationKind.CITY_BUREAU), new BatchOrder("特种设备码", CodeClass.STOCK, quantity, "首批"));
    }

    /** So many codes, in stock with the city. */
    Batch made(int quantity) {
        Batch ordered = ordered(quantity);
        Batch approved = batches.approve(by(OrganisationKind.CITY_BUREAU), ordered.id(), ordered.version());
        return batches.make(by(OrganisationKind.CITY_BUREAU), approved.id(), approved.version());
    }

    /** The batch has come from the printer, of which the city keeps the last 5 and the district gets the rest. */
    void handedToDistrict(Batch batch) {
        database.write(unit -> {
            unit.update("update code set state = 'STOCKED' where batch_id = ?", batch.id());
            return unit.update("update batch set state = 'STOCKED' where id = ?", batch.id());
        });
        moved(
                new SerialRange(batch.id(), 1, batch.quantity() - 5),
                OrganisationKind.CITY_BUREAU,
                OrganisationKind.DISTRICT);
    }

    /** A range goes from one to another, who accepts it. */
    void moved(SerialRange range, OrganisationKind from, OrganisationKind to) {
        HandOver offered =
                handOvers.offer(by(from), range, actor(to).organisation().id());
        handOvers.accept(by(to), offered.id(), offered.version());
    }

    /** A range is offered and waits. */
    void offered(SerialRange range, OrganisationKind from, OrganisationKind to) {
        handOvers.offer(by(from), range, actor(to).organisation().id());
    }

    /** The using unit is given a range. */
    void given(SerialRange range, OrganisationKind from) {
        claims.give(
                by(from),
                new ClaimOrder(
                        range,
                        actor(OrganisationKind.USING_UNIT).organisation().id(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** A lift of a unit of its own, which has an account. */
    void device(int number) {
        long user = organisation(OrganisationKind.USING_UNIT, "单位 " + number, HERE);
        device(number + " 号梯", "3110", "IN_USE", user);
        database.write(unit -> unit.update(
                "insert into account (login, password_hash, organisation_id, created_at) values (?, '-', ?, ?)",
                "unit." + number,
                user,
                clock.instant()));
    }

    /** A device of that unit, which those of every role here have to do with. */
    void device(String name, String category, String status, long user) {
        database.write(unit -> unit.update(
                "insert into device (category, raw_category, district, name, place, status, using_unit_id,"
                        + " maintenance_unit_id, inspection_body_id, station_id, created_at)"
                        + " values (?, ?, '310115', ?, '世纪大道', ?, ?, ?, ?, ?, ?)",
                category,
                category,
                name,
                status,
                user,
                actor(OrganisationKind.MAINTENANCE_UNIT).organisation().id(),
                actor(OrganisationKind.INSPECTION_BODY).organisation().id(),
                actor(OrganisationKind.STATION).organisation().id(),
                clock.instant()));
    }

    /** The page there, as that person. */
    HttpResponse<String> page(String path, String token, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Cookie";
        all[headers.length + 1] = "teshema=" + token;
        HttpResponse<String> page = server.get(path, all);
        if (page.statusCode() == 200) {
            assertTrue(
                    page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"),
                    () -> page.headers().toString());
            assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
        }
        return page;
    }

    /** A form sent to that address by that person: names and values by turns. */
    HttpResponse<String> sent(String path, String token, String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return server.send(
                "POST",
                path,
                form.toString(),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                "teshema=" + token,
                "Origin",
                "http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.close();
        jobs.close();
        due.close();
        gate.close();
        keys.close();
    }
}
