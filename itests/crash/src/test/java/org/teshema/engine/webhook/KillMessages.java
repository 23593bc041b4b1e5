package org.teshema.engine.webhook;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.account.TestVault;
import org.teshema.engine.archive.Author;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.lease.Leases;
import org.teshema.engine.outgoing.Gateway;
import org.teshema.engine.outgoing.Origin;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.time.CityClock;

/**
 * Records entries that concern a unit with a webhook and sends what is due after each, until it is killed. It says {@code try N} before
 * the entry {@code test/said-N}, {@code ack N} when it is in the archive and {@code sent N} when the messages due by then were tried.
 */
final class KillMessages {
    /** How the kinds of its entries begin: one kind an entry, by which whoever receives the messages tells them apart. */
    static final String SAID = "test/said-";

    // Fewer than the gateway lets out in a minute.
    private static final int MOST = 40;

    private KillMessages() {}

    /**
     * Begins.
     *
     * @param arguments JDBC URL, where messages go, and after how many entries it ends, where it is not killed
     */
    public static void main(String[] arguments) throws InterruptedException {
        say("begin");
        Origin place = Origin.parse(arguments[1]);
        var clock = new CityClock(InstantSource.system());
        try (var database = database(arguments[0]);
                var door = door(place, clock)) {
            if (number(database, "select count(*) from webhook") == 0) {
                found(database, door, place + "hook");
            }
            free(database);
            try (var leases = new Leases(database);
                    var sender = sender(database, leases, clock, door)) {
                work(database, sender, clock, arguments.length > 2 ? Integer.parseInt(arguments[2]) : MOST);
                if (arguments.length == 2) {
                    // Until it is killed.
                    new CountDownLatch(1).await();
                }
            }
        }
    }

    private static void work(Database database, WebhookSender sender, CityClock clock, int deeds) {
        var entries = new Entries(database, clock);
        long device = number(database, "select min(id) from device");
        long number = number(database, "select count(*) from entry where kind like '" + SAID + "%'");
        for (int done = 0; done < deeds; done++) {
            long next = ++number;
            say("try " + next);
            database.write(unit -> entries.append(
                    unit,
                    Author.PUBLIC,
                    Subject.of(new DeviceId(device)),
                    City.HERE,
                    kind(next),
                    Values.none(),
                    clock.instant(),
                    "scan",
                    OptionalLong.empty()));
            say("ack " + next);
            sender.work();
            say("sent " + next);
        }
    }

    private static EntryKind kind(long number) {
        return new EntryKind(SAID + number, 1, new Text("说", "Said"), List.of(), Set.of(), Set.of(Concern.USING_UNIT));
    }

    static Database database(String url) {
        return Database.of(new DatabaseSettings(url, "", "", 4));
    }

    static WebhookDoor door(Origin place, CityClock clock) {
        return WebhookDoor.of(Gateway.of(Set.of(), Set.of(place), clock), "");
    }

    static WebhookSender sender(Database database, Leases leases, CityClock clock, WebhookDoor door) {
        return new WebhookSender(database, leases, clock, vault(), door, Optional.empty());
    }

    /** The lease of whoever was killed has ended: nobody waits for its six seconds here. */
    static void free(Database database) {
        database.write(
                unit -> unit.update("update app_lease set held_until = current_timestamp - interval '1' second"));
    }

    private static TestVault vault() {
        return new TestVault("a key");
    }

    /** A lift, and somebody of its using unit who has messages sent. */
    private static void found(Database database, WebhookDoor door, String address) {
        var city = new City(database);
        city.lift();
        Actor administrator = city.actor(OrganisationKind.USING_UNIT);
        database.write(unit -> {
            unit.update(
                    "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                    administrator.accountId(),
                    administrator.login(),
                    administrator.organisation().id(),
                    city.now);
            return unit.update(
                    "insert into membership (account_id, organisation_id, role, given_by, given_at)"
                            + " values (?, ?, 'ADMINISTRATOR', ?, ?)",
                    administrator.accountId(),
                    administrator.organisation().id(),
                    administrator.accountId(),
                    city.now);
        });
        new Webhooks(database, city.writes, city.clock, vault(), door).enter(city.by(administrator), address);
    }

    static long number(Database database, String query) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
