package org.teshema.rest.inbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.posting.Posting;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.Vault;
import org.teshema.engine.archive.Author;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.digest.Digests;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Patient;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.inbox.Inbox;
import org.teshema.engine.outgoing.Gateway;
import org.teshema.engine.outgoing.Origin;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.DatabaseSettings;
import org.teshema.engine.store.Writes;
import org.teshema.engine.suspect.SuspectLabels;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.webhook.WebhookDoor;
import org.teshema.engine.webhook.Webhooks;
import org.teshema.rest.Queries;
import org.teshema.rest.TestServer;
import org.teshema.rest.suspect.SuspectLabelsResource;
import org.teshema.rest.suspect.SuspectPageResource;
import org.teshema.rest.webhook.WebhookPageResource;
import org.teshema.rest.webhook.WebhookResource;
import org.teshema.trust.code.ShortNumber;
import org.teshema.web.Pages;

/** Two units with a lift each, their district, and the inbox over HTTP. */
final class InboxCity implements AutoCloseable {
    /** Of the code that is on the first lift. */
    static final String NUMBER = ShortNumber.random(new SecureRandom()).digits();

    /** Where messages may be sent. */
    static final String HOOKS = "https://hook.example.cn/";

    /** An hour before the digest of the day. */
    static final Instant BEFORE = Instant.parse("2026-03-01T22:00:00Z");

    /** Nine in the morning. */
    static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");

    private static final EntryKind SAID = new EntryKind(
            "accident",
            1,
            new Text("事故", "Accident"),
            List.of(new Field(
                    "summary",
                    new Text("经过", "What happened"),
                    new FieldType.Words(400),
                    true,
                    Set.of(Audience.GOVERNMENT))),
            Set.of(Audience.GOVERNMENT),
            Set.of(Concern.USING_UNIT, Concern.DISTRICT));
    private static final EntryKind ORDER = new EntryKind(
            "test/order",
            1,
            new Text("指令", "Order"),
            List.of(new Field(
                    "deadline", new Text("期限", "Until"), new FieldType.Day(), true, Set.of(Audience.USING_UNIT))),
            Set.of(Audience.GOVERNMENT),
            Set.of(Concern.USING_UNIT),
            false,
            Optional.empty(),
            Optional.of("deadline"));

    private static final EntryKind ALARM = new EntryKind(
            "test/alarm",
            1,
            new Text("困人", "Trapped"),
            List.of(),
            Set.of(Audience.PUBLIC),
            Set.of(Concern.USING_UNIT),
            true);

    /** The kinds of the city, and one on which life may hang. */
    private record WithAlarm(PluginTable city) implements PluginTable {
        @Override
        public Posting posting(Device device) {
            return city.posting(device);
        }

        @Override
        public Optional<EntryKind> kind(String name) {
            return name.equals(ALARM.name()) ? Optional.of(ALARM) : city.kind(name);
        }

        @Override
        public List<EntryKind> kinds() {
            return Stream.concat(city.kinds().stream(), Stream.of(ALARM)).toList();
        }
    }

    /** What time it is. */
    Instant now = NOW;

    private final CityClock clock = new CityClock(() -> now);
    private final Database database = Database.of(
            DatabaseSettings.inMemory("i" + UUID.randomUUID().toString().replace("-", "")));
    private final Guard guard = Patient.guard();
    private final Entries entries = new Entries(database, clock);
    final Actor district = TestServer.actor(1, OrganisationKind.DISTRICT, "310115");
    final Actor unit = TestServer.actor(2, OrganisationKind.USING_UNIT, "310115");
    final Actor other = TestServer.actor(3, OrganisationKind.USING_UNIT, "310115");
    final Digests digests;
    private final WebhookDoor door;
    final TestServer server;

    /** Hides nothing. */
    private static final class Plain implements Vault {
        @Override
        public byte[] seal(byte[] content, String about) {
            return content.clone();
        }

        @Override
        public byte[] open(byte[] sealed, String about) {
            return sealed.clone();
        }
    }

    InboxCity() {
        for (Actor actor : List.of(district, unit, other)) {
            enter(actor);
        }
        lift(1, unit);
        lift(2, other);
        code(1);
        run(
                "insert into membership (account_id, organisation_id, role, given_by, given_at) values (?, ?, 'ADMINISTRATOR',"
                        + " 1, ?)",
                unit.accountId(),
                unit.organisation().id(),
                NOW);
        var writes = new Writes(database, clock);
        var table = new SwappedPluginTable(guard, new PostingPositions(ReferenceFiles.shipped(clock)), clock);
        var inbox = new Inbox(database, writes, new WithAlarm(table), clock);
        digests =
                new Digests(database, table, clock, new Digests.Settings(7, Duration.ofDays(7), 90), Optional.empty());
        door = WebhookDoor.of(Gateway.of(Set.of(Origin.parse(HOOKS)), Set.of(), clock), "");
        var webhooks = new Webhooks(database, writes, clock, new Plain(), door);
        var districts = new Districts(ReferenceFiles.shipped(clock));
        var suspects = new SuspectLabels(database, writes, clock, districts);
        server = new TestServer(
                Map.of("district", district, "unit", unit, "other", other),
                new InboxResource(inbox, digests),
                new InboxPageResource(inbox, digests, webhooks, suspects, clock, new Pages()),
                new SuspectPageResource(suspects, districts, digests, new Pages()),
                new SuspectLabelsResource(suspects),
                new WebhookResource(webhooks),
                new WebhookPageResource(webhooks, new Pages()));
    }

    /** Records something about a lift that concerns its unit and the district. */
    void said(long lift, Author author, String words) {
        database.write(unitOfWork -> entries.append(
                unitOfWork,
                author,
                Subject.of(new DeviceId(lift)),
                "310115",
                SAID,
                new Values(Map.of("summary", words)),
                now,
                "scan",
                OptionalLong.empty()));
    }

    /** Somebody is trapped in that lift. */
    void alarmed(long lift) {
        database.write(unitOfWork -> entries.append(
                unitOfWork,
                Author.PUBLIC,
                Subject.of(new DeviceId(lift)),
                "310115",
                ALARM,
                new Values(Map.of()),
                now,
                "scan",
                OptionalLong.empty()));
    }

    /** An order about that lift, to be dealt with by that day. */
    void ordered(long lift, String deadline) {
        database.write(unitOfWork -> entries.append(
                unitOfWork,
                Author.of(district),
                Subject.of(new DeviceId(lift)),
                "310115",
                ORDER,
                new Values(Map.of("deadline", LocalDate.parse(deadline))),
                now,
                "api",
                OptionalLong.empty()));
    }

    /** What was to be sent was tried in vain for as long as it is tried. */
    void givenUp() {
        run("update webhook_delivery set state = 'GIVEN_UP', ended_at = ?, outcome = '503'", NOW);
    }

    /** How many statements the database is told for that. */
    long queries(Runnable deed) {
        return Queries.of(database, deed);
    }

    private void enter(Actor actor) {
        run(
                "insert into organisation (id, kind, name, district, created_at) values (?, ?, ?, ?, ?)",
                actor.organisation().id(),
                actor.role(),
                actor.organisation().name(),
                actor.district(),
                NOW);
        run(
                "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)",
                actor.accountId(),
                actor.login(),
                actor.organisation().id(),
                NOW);
    }

    private void lift(long id, Actor user) {
        run(
                "insert into device (id, category, raw_category, district, name, place, status, using_unit_id, created_at)"
                        + " values (?, '3110', '3110', '310115', ?, '世纪大道1号', 'IN_USE', ?, ?)",
                id,
                id + "号梯",
                user.organisation().id(),
                NOW);
    }

    private void code(long device) {
        run(
                "insert into batch (id, district, title, code_class, quantity, state, ordered_by, made_by, reason, format,"
                        + " made_on, ordered_at) values (1, '310000', 't', 'STOCK', 1, 'STOCKED', 1, 1, 'r', 'signed-v1',"
                        + " current_date, ?)",
                NOW);
        run(
                "insert into code (code_id, batch_id, serial, number, signature, state, holder_id, district, unit_id,"
                        + " device_id, bound_device_id, changed_at) values (?, 1, 1, ?, ?, 'BOUND', 2, '310115', 2, ?, ?, ?)",
                new byte[10],
                Long.parseLong(NUMBER),
                new byte[64],
                device,
                device,
                NOW);
    }

    private void run(String sql, Object... parameters) {
        database.write(unitOfWork -> unitOfWork.update(sql, parameters));
    }

    @Override
    public void close() {
        server.close();
        door.close();
        guard.close();
        database.close();
    }
}
