package org.teshema.engine.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
import org.teshema.engine.account.Vault;
import org.teshema.engine.archive.Author;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.lease.Leases;
import org.teshema.engine.outgoing.Gateway;
import org.teshema.engine.outgoing.Origin;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.sm.HmacSm3;

/** What concerns an organisation arrives where it wants it: whole, signed, at least once, and never in anybody's way. */
@Timeout(120)
class WebhookTest {
    private static final EntryKind SAID = new EntryKind(
            "test/said", 1, new Text("说", "Said"), List.of(), Set.of(), Set.of(Concern.USING_UNIT, Concern.DISTRICT));
    private static final Vault VAULT = new Scrambled();
    private static final String[] TABLES = {"TABLE", "BASE TABLE"};

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    /** No exception that anything of ours looks after. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The platform of a test, and somebody who administers its using unit. */
    private final class Platform implements AutoCloseable {
        final City city;
        final WebhookDoor door;
        final Webhooks webhooks;
        final WebhookSender sender;
        final DeviceFile lift;
        final Actor administrator;

        Platform(Database database, Set<Origin> allowed, Set<Origin> inside) {
            city = new City(database);
            door = WebhookDoor.of(Gateway.of(allowed, inside, city.clock), "https://code.example.cn/");
            webhooks = new Webhooks(database, city.writes, city.clock, VAULT, door);
            sender = node("a");
            lift = city.lift();
            administrator = city.actor(OrganisationKind.USING_UNIT);
            enter(administrator, "ADMINISTRATOR");
        }

        Platform(Database database) {
            this(database, Set.of(), Set.of(receiver.place()));
        }

        WebhookSender node(String name) {
            return node(name, city.clock);
        }

        /** One that is killed as soon as the other side has the message: nothing of it runs any more. */
        WebhookSender mortal(String name) {
            return node(name, new CityClock(() -> {
                if (!receiver.taken.isEmpty()) {
                    throw new Killed();
                }
                return city.now;
            }));
        }

        private WebhookSender node(String name, CityClock clock) {
            return new WebhookSender(
                    city.database, new Leases(city.database, name, () -> 0), clock, VAULT, door, Optional.empty());
        }

        void enter(Actor actor, String role) {
            city.database.write(unit -> {
                unit.update(
                        "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                        actor.accountId(),
                        actor.login(),
                        actor.organisation().id(),
                        city.now);
                return unit.update(
                        "insert into membership (account_id, organisation_id, role, given_by, given_at) values (?, ?, ?, ?, ?)",
                        actor.accountId(),
                        actor.organisation().id(),
                        role,
                        actor.accountId(),
                        city.now);
            });
        }

        byte[] on() {
            return HexFormat.of().parseHex(webhooks.enter(by(), receiver.address()));
        }

        WriteRequest by() {
            return city.by(administrator);
        }

        void said() {
            city.database.write(unit -> city.entries.append(
                    unit,
                    Author.PUBLIC,
                    Subject.of(new DeviceId(lift.id())),
                    City.HERE,
                    SAID,
                    Values.none(),
                    city.now,
                    "scan",
                    OptionalLong.empty()));
        }

        void pass(Duration time) {
            city.now = city.now.plus(time);
        }

        List<Delivery> deliveries() {
            return webhooks.deliveries(administrator);
        }

        DeliveryState state() {
            return deliveries().get(0).state();
        }

        /** Another node takes the work over, whoever does it now. */
        void expire() {
            city.database.write(
                    unit -> unit.update("update app_lease set held_until = current_timestamp - interval '1' second"));
        }

        @Override
        public void close() {
            sender.close();
            door.close();
            city.database.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_entry_is_told_to_who_has_a_webhook_signed_and_without_a_word_of_what_anybody_is_or_said(Database database) {
        try (var platform = new Platform(database)) {
            byte[] secret = platform.on();
            platform.said();
            platform.sender.work();
            assertEquals(1, receiver.taken.size());
            Receiver.Taken taken = receiver.taken.get(0);
            assertEquals(
                    "{\"id\":\"1\",\"event\":\"entry\",\"organisation\":\""
                            + platform.administrator.organisation().id() + "\",\"kind\":\"test/said\",\"device\":\""
                            + platform.lift.id() + "\",\"since\":\"2026-11-24T01:00:00Z\","
                            + "\"link\":\"https://code.example.cn/inbox\",\"sent\":\"2026-11-24T01:00:00Z\"}",
                    taken.body());
            assertEquals("token=the-other-sides-secret", taken.query());
            byte[] body = taken.body().getBytes(StandardCharsets.UTF_8);
            assertEquals(HexFormat.of().formatHex(HmacSm3.of(secret, body)), taken.signature());
            assertEquals(DeliveryState.SENT, platform.state());
            platform.sender.work();
            assertEquals(1, receiver.taken.size(), "what was taken is not sent again");
            assertEquals(
                    1,
                    platform.city.count("select count(*) from webhook_delivery"),
                    "the district has no webhook and is told nothing");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_digest_is_told_by_its_numbers(Database database) {
        try (var platform = new Platform(database)) {
            platform.on();
            platform.city.database.write(unit -> {
                unit.update(
                        "insert into digest (on_day, since_at, until_at) values (?, ?, ?)",
                        LocalDate.parse("2026-11-24"),
                        platform.city.now,
                        platform.city.now);
                unit.update(
                        "insert into digest_line (organisation_id, on_day, part, kind, items) values (?, ?, 'OPEN', 'a', 3)",
                        platform.administrator.organisation().id(),
                        LocalDate.parse("2026-11-24"));
                WebhookQueue.digest(unit, LocalDate.parse("2026-11-24"), platform.city.now);
                return "";
            });
            platform.sender.work();
            assertEquals(
                    "{\"id\":\"1\",\"event\":\"digest\",\"organisation\":\""
                            + platform.administrator.organisation().id() + "\",\"day\":\"2026-11-24\","
                            + "\"lines\":[{\"part\":\"open\",\"kind\":\"a\",\"items\":3}],"
                            + "\"link\":\"https://code.example.cn/inbox/digests/2026-11-24\","
                            + "\"sent\":\"2026-11-24T01:00:00Z\"}",
                    receiver.taken.get(0).body());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void administrators_alone_handle_it_and_to_no_place_that_the_operator_does_not_list(Database database) {
        try (var platform = new Platform(database)) {
            Actor member = new Actor(9_000, "member", platform.administrator.organisation());
            platform.enter(member, "MEMBER");
            for (Actor other : List.of(member, platform.city.actor(OrganisationKind.DISTRICT))) {
                assertFalse(platform.webhooks.mayHandle(other));
                assertRefused(
                        ProblemType.FORBIDDEN,
                        () -> platform.webhooks.enter(platform.city.by(other), receiver.address()));
                assertRefused(ProblemType.FORBIDDEN, () -> platform.webhooks.find(other));
                assertRefused(ProblemType.FORBIDDEN, () -> platform.webhooks.deliveries(other));
                assertRefused(ProblemType.FORBIDDEN, () -> platform.webhooks.switchOff(platform.city.by(other)));
                assertRefused(ProblemType.FORBIDDEN, () -> platform.webhooks.test(platform.city.by(other)));
                assertRefused(ProblemType.FORBIDDEN, () -> platform.webhooks.again(platform.city.by(other)));
            }
            String place = receiver.place().toString();
            for (String typed : List.of(
                    "https://example.cn/hook",
                    place.replace("http:", "https:") + "hook",
                    place.replace("127.0.0.1", "user@127.0.0.1"),
                    place + "#part",
                    place + "a b",
                    place + "推",
                    place + "a".repeat(500),
                    "file:///etc/passwd",
                    "hook",
                    "")) {
                Problem refused =
                        assertThrows(Problem.class, () -> platform.webhooks.enter(platform.by(), typed), () -> typed);
                assertEquals(ProblemType.INVALID, refused.type(), typed);
                assertEquals(Optional.of("address"), refused.field(), typed);
            }
            assertEquals(Optional.empty(), platform.webhooks.find(platform.administrator));
            assertRefused(ProblemType.WRONG_STATE, () -> platform.webhooks.test(platform.by()));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void address_and_secret_lie_sealed_and_the_secret_is_told_once_to_whoever_entered_it(Database database) {
        try (var platform = new Platform(database)) {
            WriteRequest asked = platform.by();
            String secret = platform.webhooks.enter(asked, receiver.address());
            assertEquals(secret, platform.webhooks.enter(asked, receiver.address()), "asked again under the same key");
            byte[] address = bytes(platform, "address");
            assertFalse(new String(address, StandardCharsets.ISO_8859_1).contains("the-other-sides-secret"));
            assertFalse(HexFormat.of().formatHex(bytes(platform, "secret")).contains(secret));
            String kept = kept(platform);
            assertTrue(kept.contains(HexFormat.of().formatHex(bytes(platform, "secret"))), "all that is kept was read");
            assertFalse(kept.contains(secret), "the secret, in whatever table");
            assertFalse(kept.contains("the-other-sides-secret"), "the whole address, in whatever table");
            Webhook shown = platform.webhooks.find(platform.administrator).orElseThrow();
            assertEquals(receiver.place().toString(), shown.place(), "and no more of the address");
            assertFalse(shown.toString().contains("the-other-sides-secret"));
            assertEquals(
                    "Hidden[]",
                    Hidden.fresh(java.net.URI.create(receiver.address())).toString());
            assertNotEquals(secret, platform.webhooks.enter(platform.by(), receiver.address()), "a new one each time");
            assertRefused(ProblemType.WRONG_STATE, () -> platform.webhooks.enter(asked, receiver.address()));
            assertEquals(
                    2,
                    platform.city.count("select count(*) from ledger_pending where body like '% webhook.entered %'"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_lies_sealed_opens_in_its_own_row_and_column_alone(Database database) {
        try (var platform = new Platform(database)) {
            byte[] secret = platform.on();
            platform.said();
            byte[] sealedAddress = bytes(platform, "address");
            byte[] sealedSecret = bytes(platform, "secret");
            long other = platform.administrator.organisation().id() + 1;
            Hidden theirs = Hidden.fresh(java.net.URI.create(receiver.address()));
            for (List<byte[]> row : List.of(
                    List.of(sealedSecret, sealedAddress),
                    List.of(sealedAddress, sealedAddress),
                    List.of(theirs.sealedAddress(VAULT, other), sealedSecret),
                    List.of(sealedAddress, theirs.sealedSecret(VAULT, other)),
                    List.of(sealedAddress, secret))) {
                lay(platform, row.get(0), row.get(1));
                assertThrows(RuntimeException.class, platform.sender::work);
            }
            assertEquals(List.of(), receiver.taken);
            assertEquals(DeliveryState.WAITING, platform.state());
            lay(platform, sealedAddress, sealedSecret);
            platform.sender.work();
            assertEquals(DeliveryState.SENT, platform.state());
        }
    }

    private static void lay(Platform platform, byte[] address, byte[] secret) {
        platform.city.database.write(
                unit -> unit.update("update webhook set address = ?, secret = ?", address, secret));
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_rolled_back_is_told_to_nobody_and_who_switched_it_off_is_told_nothing(Database database) {
        try (var platform = new Platform(database)) {
            platform.on();
            assertThrows(
                    IllegalStateException.class,
                    () -> platform.city.database.write(unit -> {
                        platform.city.entries.append(
                                unit,
                                Author.PUBLIC,
                                Subject.of(new DeviceId(platform.lift.id())),
                                City.HERE,
                                SAID,
                                Values.none(),
                                platform.city.now,
                                "scan",
                                OptionalLong.empty());
                        throw new IllegalStateException("what was asked for failed after all");
                    }));
            assertEquals(List.of(), platform.deliveries());
            platform.said();
            platform.webhooks.switchOff(platform.by());
            platform.said();
            platform.sender.work();
            assertEquals(List.of(), receiver.taken);
            assertEquals(List.of(), platform.deliveries());
            assertEquals(4, platform.city.count("select count(*) from inbox_item"), "the inbox has them all the same");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void one_that_fails_is_tried_after_growing_waits_given_up_after_a_day_and_told_in_the_inbox(Database database) {
        try (var platform = new Platform(database)) {
            platform.on();
            platform.said();
            receiver.answer = one -> 503;
            platform.sender.work();
            platform.sender.work();
            assertEquals(1, receiver.taken.size(), "not again at once");
            assertEquals(Optional.of("503"), platform.deliveries().get(0).outcome());
            platform.pass(Duration.ofSeconds(9));
            platform.sender.work();
            assertEquals(1, receiver.taken.size());
            platform.pass(Duration.ofSeconds(1));
            platform.sender.work();
            assertEquals(2, receiver.taken.size());
            platform.pass(Duration.ofSeconds(19));
            platform.sender.work();
            assertEquals(2, receiver.taken.size(), "twice as long");
            assertEquals(0, platform.webhooks.givenUp(platform.administrator));
            Instant begun = platform.city.now;
            while (platform.state() == DeliveryState.WAITING) {
                platform.pass(Duration.ofMinutes(30));
                platform.sender.work();
                assertTrue(platform.city.now.isBefore(begun.plus(Duration.ofHours(25))), "for ever");
            }
            assertEquals(DeliveryState.GIVEN_UP, platform.state());
            assertTrue(platform.city.now.isAfter(begun.plus(Duration.ofHours(22))), "too soon");
            int tries = receiver.taken.size();
            assertTrue(tries < 40, () -> "it was bothered " + tries + " times");
            assertEquals(1, platform.webhooks.givenUp(platform.administrator));
            assertEquals(
                    1,
                    platform.webhooks.givenUp(new Actor(1, "member", platform.administrator.organisation())),
                    "everybody of the organisation is told");
            assertEquals(0, platform.webhooks.givenUp(platform.city.actor(OrganisationKind.DISTRICT)));
            receiver.answer = one -> 200;
            platform.webhooks.again(platform.by());
            platform.sender.work();
            assertEquals(DeliveryState.SENT, platform.state());
            assertEquals(0, platform.webhooks.givenUp(platform.administrator));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void one_that_is_never_taken_holds_up_none_of_the_others(Database database) {
        try (var platform = new Platform(database)) {
            platform.on();
            for (int i = 0; i < 3; i++) {
                platform.said();
            }
            receiver.answer = one -> one.body().startsWith("{\"id\":\"1\"") ? 400 : 200;
            platform.sender.work();
            platform.pass(Duration.ofSeconds(10));
            platform.sender.work();
            assertEquals(
                    List.of(DeliveryState.SENT, DeliveryState.SENT, DeliveryState.WAITING),
                    platform.deliveries().stream().map(Delivery::state).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_node_that_ends_between_sending_and_writing_it_down_leaves_it_to_the_next_under_the_same_id(
            Database database) {
        try (var platform = new Platform(database);
                var next = platform.node("b")) {
            platform.on();
            platform.said();
            receiver.answer = one -> {
                if (receiver.taken.size() == 1) {
                    // While the first is on its way its node is taken for lost, and another has begun.
                    platform.expire();
                    next.work();
                }
                return 200;
            };
            platform.sender.work();
            assertEquals(2, receiver.taken.size(), "at least once");
            assertEquals(receiver.taken.get(0).body(), receiver.taken.get(1).body());
            assertEquals(1, platform.deliveries().get(0).tries(), "who lost the lease writes nothing down");
            assertEquals(DeliveryState.SENT, platform.state());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_node_that_is_killed_after_sending_has_written_nothing_and_it_is_sent_again_under_the_same_id(
            Database database) {
        try (var platform = new Platform(database);
                var killed = platform.mortal("a");
                var next = platform.node("b")) {
            platform.on();
            platform.said();
            assertThrows(Killed.class, killed::work);
            assertEquals(1, receiver.taken.size());
            assertEquals(DeliveryState.WAITING, platform.state());
            assertEquals(0, platform.deliveries().get(0).tries());
            next.work();
            assertEquals(1, receiver.taken.size(), "who was killed has the lease until it ends");
            platform.expire();
            next.work();
            assertEquals(2, receiver.taken.size());
            assertEquals(receiver.taken.get(0).body(), receiver.taken.get(1).body());
            assertEquals(DeliveryState.SENT, platform.state());
            next.work();
            assertEquals(2, receiver.taken.size(), "and not once more");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_node_that_has_lost_the_lease_meanwhile_writes_down_nothing_not_even_that_it_was_taken(Database database) {
        try (var platform = new Platform(database);
                var next = platform.node("b")) {
            platform.on();
            platform.said();
            receiver.answer = one -> {
                if (receiver.taken.size() == 1) {
                    platform.expire();
                    next.work();
                    return 200;
                }
                return 503;
            };
            platform.sender.work();
            assertEquals(2, receiver.taken.size());
            assertEquals(DeliveryState.WAITING, platform.state(), "as the node says that has the lease");
            assertEquals(Optional.of("503"), platform.deliveries().get(0).outcome());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_test_is_sent_once_and_an_answer_that_leads_elsewhere_is_not_followed(Database database) {
        try (var platform = new Platform(database)) {
            platform.on();
            receiver.answer = one -> 302;
            platform.webhooks.test(platform.by());
            platform.sender.work();
            platform.pass(Duration.ofHours(2));
            platform.sender.work();
            assertEquals(1, receiver.taken.size());
            Delivery tried = platform.deliveries().get(0);
            assertEquals(WebhookEvent.TEST, tried.event());
            assertEquals(DeliveryState.GIVEN_UP, tried.state());
            assertEquals(Optional.of("302"), tried.outcome());
            assertEquals(0, platform.webhooks.givenUp(platform.administrator), "a test is nothing to tell");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_inside_address_is_refused_where_the_operator_opened_the_world_alone(Database database) {
        try (var platform = new Platform(database, Set.of(receiver.place()), Set.of())) {
            platform.on();
            platform.said();
            platform.sender.work();
            assertEquals(List.of(), receiver.taken);
            assertEquals(Optional.of("REFUSED"), platform.deliveries().get(0).outcome());
            assertEquals(DeliveryState.WAITING, platform.state());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void without_a_list_nothing_goes_out_and_nobody_can_enter_an_address(Database database) {
        try (var platform = new Platform(database, Set.of(), Set.of())) {
            assertFalse(platform.webhooks.isOpen());
            assertRefused(ProblemType.INVALID, platform::on);
            platform.said();
            platform.sender.work();
            assertEquals(0, platform.city.count("select count(*) from app_lease"), "nor is anything asked for it");
        }
    }

    @Test
    void waits_grow_and_end_at_an_hour() {
        assertEquals(Duration.ofSeconds(10), WebhookSender.pause(1));
        assertEquals(Duration.ofSeconds(20), WebhookSender.pause(2));
        assertEquals(Duration.ofSeconds(2_560), WebhookSender.pause(9));
        assertEquals(Duration.ofHours(1), WebhookSender.pause(10));
        assertEquals(Duration.ofHours(1), WebhookSender.pause(1_000));
    }

    private static void assertRefused(ProblemType type, Runnable deed) {
        assertEquals(type, assertThrows(Problem.class, deed::run).type());
    }

    private static byte[] bytes(Platform platform, String column) {
        return platform.city.database.read(connection -> {
            try (var select = connection.prepareStatement("select " + column + " from webhook");
                    var row = select.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        });
    }

    /** Every value of every table, bytes in hexadecimal and as text. */
    private static String kept(Platform platform) {
        return platform.city.database.read(connection -> {
            var all = new StringBuilder();
            List<String> tables = new ArrayList<>();
            try (var found = connection.getMetaData().getTables(null, connection.getSchema(), "%", TABLES)) {
                while (found.next()) {
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
            for (String table : tables) {
                try (var select = connection.prepareStatement("select * from \"" + table + "\"");
                        var row = select.executeQuery()) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        for (int i = 1; i <= columns; i++) {
                            Object value = row.getObject(i);
                            all.append(value instanceof byte[] bytes ? hexAndText(bytes) : row.getString(i))
                                    .append('\n');
                        }
                    }
                }
            }
            return all.toString();
        });
    }

    private static String hexAndText(byte[] bytes) {
        return HexFormat.of().formatHex(bytes) + " " + new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A vault that hides what is in it, as well as a test needs. */
    private static final class Scrambled implements Vault {
        private final Vault inside = new TestVault("a key");

        @Override
        public byte[] seal(byte[] content, String about) {
            return scrambled(inside.seal(content, about));
        }

        @Override
        public byte[] open(byte[] sealed, String about) {
            return inside.open(scrambled(sealed), about);
        }

        private static byte[] scrambled(byte[] bytes) {
            byte[] other = bytes.clone();
            for (int i = 0; i < other.length; i++) {
                other[i] ^= 0x5a;
            }
            return other;
        }
    }
}
