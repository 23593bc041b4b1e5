package org.teshema.engine.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Answers;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.Entry;
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
import org.teshema.engine.account.City;
import org.teshema.engine.archive.Author;
import org.teshema.engine.archive.BulkEntries;
import org.teshema.engine.device.DeviceFile;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.write.WriteRequest;

class InboxTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T04:00:00Z");
    private static final Map<String, Object> ACCIDENT =
            Map.of("on", "2026-03-01", "dead", 0, "injured", 1, "summary", "夹伤一人");

    private static final EntryKind ORDER = new EntryKind(
            "test/order",
            1,
            new Text("指令", "Order"),
            List.of(new Field(
                    "deadline", new Text("期限", "Until"), new FieldType.Day(), false, Set.of(Audience.USING_UNIT))),
            Set.of(),
            Set.of(Concern.USING_UNIT),
            false,
            Optional.empty(),
            Optional.of("deadline"));

    private static final LocalDate DAY = LocalDate.parse("2026-12-08");
    private static final Field WHICH =
            new Field("order", new Text("指令", "Order"), new FieldType.Whole(1, 1_000_000), false, Set.of());
    private static final EntryKind ANSWER =
            answering("test/answer", List.of(WHICH), Concern.DISTRICT, Set.of("test/order", "test/recheck"));
    private static final EntryKind RECHECK = answering(
            "test/recheck",
            List.of(WHICH, ORDER.fields().get(0)),
            Concern.USING_UNIT,
            Set.of("test/order", "test/answer", "test/recheck"));

    private static EntryKind answering(String name, List<Field> fields, Concern concern, Set<String> kinds) {
        return new EntryKind(
                name,
                1,
                new Text("答", "Answer"),
                fields,
                Set.of(),
                Set.of(concern),
                false,
                Optional.empty(),
                fields.size() > 1 ? Optional.of("deadline") : Optional.empty(),
                Optional.of(new Answers(kinds, Optional.of("order"))));
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_entry_is_found_by_each_it_concerns_but_for_who_wrote_it_and_by_nobody_else(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            city.foreignLift();
            Entry accident = accident(city, lift, OrganisationKind.DISTRICT);
            Set<OrganisationKind> concerned =
                    Set.of(OrganisationKind.USING_UNIT, OrganisationKind.MAINTENANCE_UNIT, OrganisationKind.STATION);
            for (OrganisationKind kind : OrganisationKind.values()) {
                assertEquals(
                        concerned.contains(kind) ? 1 : 0,
                        all(city, city.actor(kind)).size(),
                        kind.toString());
                if (kind != OrganisationKind.CITY_BUREAU) {
                    assertEquals(List.of(), all(city, city.stranger(kind)), "a strange " + kind);
                }
            }
            InboxItem item = all(city, city.actor(OrganisationKind.USING_UNIT)).get(0);
            assertEquals(accident.id(), item.entry());
            assertEquals(CityKinds.ACCIDENT.title(), item.title());
            assertEquals(accident.recordedAt(), item.since());
            assertEquals(
                    new InboxItem.From(
                            OptionalLong.of(city.here(OrganisationKind.DISTRICT).id()), "本区DISTRICT"),
                    item.from());
            assertEquals(
                    new InboxItem.About(lift.id(), lift.device().category(), "1号梯", "人民路1号", Optional.empty()),
                    item.device());
            assertEquals(InboxState.OPEN, item.state());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_the_city_writes_concerns_the_district_and_what_the_public_writes_is_from_the_public(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            accident(city, lift, OrganisationKind.CITY_BUREAU);
            append(city, lift, Author.PUBLIC, kind(Set.of(Concern.DISTRICT)));
            List<InboxItem> found = all(city, city.actor(OrganisationKind.DISTRICT));
            assertEquals(
                    List.of("市局", "公众"),
                    found.stream().map(item -> item.from().name()).toList());
            assertEquals(OptionalLong.empty(), found.get(1).from().organisation());
            assertEquals(Text.same("test/said"), found.get(1).title(), "nobody declares that kind any more");
            assertEquals(1, all(city, city.actor(OrganisationKind.USING_UNIT)).size());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_entry_of_a_kind_that_concerns_nobody_and_a_load_of_entries_come_into_no_inbox(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            append(city, lift, Author.PUBLIC, kind(Set.of()));
            long entry = city.count("select max(id) from entry") + 1;
            database.write(unit -> {
                var bulk = new BulkEntries(() -> entry, city.now);
                bulk.add(
                        subject(lift),
                        City.HERE,
                        kind(Set.of(Concern.values())),
                        Values.none(),
                        MARCH,
                        "import",
                        city.here(OrganisationKind.CITY_BUREAU),
                        new byte[16]);
                unit.leaves(bulk.write(unit));
                return null;
            });
            assertEquals(1, city.count("select count(*) from entry where id = " + entry));
            assertEquals(0, city.count("select count(*) from inbox_item"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_change_that_is_rolled_back_leaves_no_item(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            long entries = city.count("select count(*) from entry");
            assertThrows(
                    IllegalStateException.class,
                    () -> database.write(unit -> {
                        appended(city, unit, lift, Author.PUBLIC, kind(Set.of(Concern.values())));
                        throw new IllegalStateException("what was asked for failed after all");
                    }));
            assertEquals(entries, city.count("select count(*) from entry"));
            assertEquals(0, city.count("select count(*) from inbox_item"));
            append(city, lift, Author.PUBLIC, kind(Set.of(Concern.values())));
            assertEquals(5, city.count("select count(*) from inbox_item"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_item_of_another_organisation_looks_like_none_and_stays_open(Database database) {
        try (database) {
            var city = new City(database);
            accident(city, city.lift(), OrganisationKind.DISTRICT);
            long id = all(city, city.actor(OrganisationKind.USING_UNIT)).get(0).id();
            for (OrganisationKind kind : OrganisationKind.values()) {
                if (kind == OrganisationKind.USING_UNIT) {
                    assertMissing(() -> city.inbox.done(member(city, city.stranger(kind)), id));
                } else {
                    assertMissing(() -> city.inbox.done(member(city, city.actor(kind)), id));
                }
            }
            assertMissing(() -> city.inbox.done(member(city, city.actor(OrganisationKind.DISTRICT)), 4711));
            assertEquals(0, city.count("select count(*) from inbox_item where state <> 'OPEN'"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_item_is_done_once_for_the_whole_organisation_and_for_no_other(Database database) {
        try (database) {
            var city = new City(database);
            accident(city, city.lift(), OrganisationKind.DISTRICT);
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            var colleague = new Actor(unit.accountId() + 500, "colleague", unit.organisation());
            long id = all(city, unit).get(0).id();
            WriteRequest asked = member(city, unit);
            InboxItem done = city.inbox.done(asked, id);
            assertEquals(Optional.of(new InboxItem.Done(city.now, unit.accountId())), done.done());
            city.now = city.now.plus(Duration.ofHours(1));
            assertEquals(done, city.inbox.done(asked, id), "asked again under the same key");
            assertEquals(done, city.inbox.done(member(city, colleague), id), "a colleague was late");
            assertEquals(0, city.inbox.open(unit));
            assertEquals(1, city.inbox.open(city.actor(OrganisationKind.MAINTENANCE_UNIT)));
            assertEquals(
                    ProblemType.KEY_REUSED,
                    assertThrows(Problem.class, () -> city.inbox.done(asked, id + 1))
                            .type());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_count_is_as_long_as_the_list_of_what_is_open_page_by_page(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            for (int i = 0; i < 5; i++) {
                accident(city, lift, OrganisationKind.CITY_BUREAU);
            }
            accident(city, city.foreignLift(), OrganisationKind.CITY_BUREAU);
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            List<InboxItem> before = all(city, unit);
            assertEquals(5, before.size());
            city.inbox.done(member(city, unit), before.get(1).id());
            city.inbox.done(city.by(unit), before.get(3).id());
            List<InboxItem> open = listed(city, unit, Optional.of(InboxState.OPEN), 2);
            assertEquals(List.of(before.get(0), before.get(2), before.get(4)), open);
            assertEquals(open.size(), city.inbox.open(unit));
            assertEquals(
                    List.of(before.get(1).id(), before.get(3).id()),
                    listed(city, unit, Optional.of(InboxState.DONE), 1).stream()
                            .map(InboxItem::id)
                            .toList());
            assertEquals(5, listed(city, unit, Optional.empty(), 2).size());
        }
    }

    /** The one kind that is declared, on which life may hang. */
    private record Alarms() implements PluginTable {
        private static final EntryKind ALARM = new EntryKind(
                "test/alarm", 1, new Text("困人", "Trapped"), List.of(), Set.of(), Set.of(Concern.USING_UNIT), true);

        @Override
        public Posting posting(Device device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<EntryKind> kind(String name) {
            return Optional.of(ALARM).filter(alarm -> alarm.name().equals(name));
        }

        @Override
        public List<EntryKind> kinds() {
            return List.of(ALARM);
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void people_read_the_newest_first_and_before_all_what_life_may_hang_on_in_pages_of_any_length(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            var inbox = new Inbox(database, city.writes, new Alarms(), city.clock);
            for (int i = 0; i < 7; i++) {
                append(city, lift, Author.PUBLIC, i % 3 == 1 ? Alarms.ALARM : kind(Set.of(Concern.USING_UNIT)));
            }
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            List<Long> came = all(city, unit).stream().map(InboxItem::id).toList();
            List<Long> read = Stream.of(4, 1, 6, 5, 3, 2, 0).map(came::get).toList();
            for (int limit = 1; limit < 9; limit++) {
                List<Long> paged = new ArrayList<>();
                Optional<String> next = Optional.empty();
                do {
                    Page<InboxItem> page =
                            inbox.newest(unit, InboxState.OPEN, Optional.empty(), Cursor.of(next, Optional.of(limit)));
                    page.items().forEach(item -> {
                        assertEquals(item.kind().equals(Alarms.ALARM.name()), item.urgent());
                        paged.add(item.id());
                    });
                    next = page.next();
                } while (next.isPresent());
                assertEquals(read, paged, "pages of " + limit);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_is_concerned_is_who_stands_by_the_device_when_the_entry_comes(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            append(city, lift, Author.PUBLIC, kind(Set.of(Concern.USING_UNIT)));
            long other =
                    city.stranger(OrganisationKind.USING_UNIT).organisation().id();
            database.write(unit -> unit.update("update device set using_unit_id = ? where id = ?", other, lift.id()));
            append(city, lift, Author.PUBLIC, kind(Set.of(Concern.USING_UNIT, Concern.STATION)));
            assertEquals(1, city.inbox.open(city.actor(OrganisationKind.USING_UNIT)));
            assertEquals(1, city.inbox.open(city.stranger(OrganisationKind.USING_UNIT)));
            assertTrue(database.write(unit -> unit.update(
                            "update device set station_id = null, using_unit_id = null where id = ?", lift.id()))
                    > 0);
            append(city, lift, Author.PUBLIC, kind(Set.of(Concern.USING_UNIT, Concern.STATION)));
            assertEquals(3, city.count("select count(*) from inbox_item"), "where nobody stands nobody is told");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_has_a_day_is_listed_by_it_the_most_pressing_first_until_it_is_done(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            for (String day : List.of("2026-03-20", "2026-03-05", "", "2026-03-05")) {
                Values values = day.isEmpty() ? Values.none() : new Values(Map.of("deadline", LocalDate.parse(day)));
                database.write(work -> city.entries.append(
                        work,
                        Author.PUBLIC,
                        subject(lift),
                        City.HERE,
                        ORDER,
                        values,
                        MARCH,
                        "scan",
                        OptionalLong.empty()));
            }
            List<InboxItem> came = all(city, unit);
            assertEquals(Optional.empty(), came.get(2).due(), "an order that names no day");
            List<InboxItem> due = city.inbox.due(unit);
            assertEquals(List.of(came.get(1), came.get(3), came.get(0)), due);
            InboxItem first = due.get(0);
            assertEquals(Optional.of(LocalDate.parse("2026-03-05")), first.due());
            assertFalse(first.isLate(LocalDate.parse("2026-03-05")), "the last day counts");
            assertTrue(first.isLate(LocalDate.parse("2026-03-06")));
            assertFalse(city.inbox.done(member(city, unit), first.id()).isLate(LocalDate.parse("2026-03-06")));
            assertEquals(List.of(came.get(3), came.get(0)), city.inbox.due(unit));
            assertEquals(List.of(), city.inbox.due(city.stranger(OrganisationKind.USING_UNIT)));
            assertEquals(List.of(), city.inbox.due(city.actor(OrganisationKind.DISTRICT)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_is_answered_leaves_every_inbox_by_itself_and_nothing_else_does(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            DeviceFile second = city.lift();
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            Actor district = city.actor(OrganisationKind.DISTRICT);
            WriteRequest asked = member(city, unit);
            member(city, district);
            Entry order = said(city, lift, Author.of(district), ORDER, Map.of("deadline", DAY));
            Entry other = said(city, lift, Author.of(district), ORDER, Map.of("deadline", DAY));
            Entry elsewhere = said(city, second, Author.of(district), ORDER, Map.of("deadline", DAY));
            Entry accident = accident(city, lift, OrganisationKind.CITY_BUREAU);
            assertEquals(List.of(order.id(), other.id(), elsewhere.id()), due(city, unit));

            said(city, lift, Author.PUBLIC, ANSWER, Map.of("order", order.id()));
            said(city, lift, Author.of(unit), ANSWER, Map.of("order", elsewhere.id()));
            assertEquals(
                    List.of(order.id(), other.id(), elsewhere.id()),
                    due(city, unit),
                    "the public answers nothing, nor does anybody by an entry about another device");
            assertThrows(
                    IllegalStateException.class,
                    () -> database.write(work -> {
                        said(city, work, lift, Author.of(unit), ANSWER, Map.of("order", order.id()));
                        throw new IllegalStateException("what was asked for failed after all");
                    }));
            assertEquals(3, due(city, unit).size(), "nor what is rolled back");

            city.now = city.now.plus(Duration.ofHours(2));
            said(city, lift, Author.of(unit), ANSWER, Map.of("order", order.id()));
            assertEquals(List.of(other.id(), elsewhere.id()), due(city, unit));
            InboxItem answered = item(city, unit, order);
            assertEquals(Optional.of(new InboxItem.Done(city.now, unit.accountId())), answered.done());
            assertEquals(answered, city.inbox.done(asked, answered.id()), "marked as well, it stays as it was");
            assertEquals(InboxState.OPEN, item(city, unit, accident).state(), "what is of no kind that is answered");

            Entry again = said(
                    city, lift, Author.of(district), RECHECK, Map.of("order", order.id(), "deadline", DAY.plusDays(9)));
            assertEquals(List.of(other.id(), elsewhere.id(), again.id()), due(city, unit), "a new day");
            assertEquals(
                    List.of(elsewhere.id()),
                    all(city, district).stream()
                            .filter(one -> one.kind().equals(ANSWER.name()) && one.state() == InboxState.OPEN)
                            .map(one -> city.entries
                                    .find(one.entry())
                                    .flatMap(entry -> entry.values().whole("order"))
                                    .orElseThrow())
                            .toList(),
                    "what was said of it before is dealt with as well");
            said(city, lift, Author.of(unit), ANSWER, Map.of("order", order.id()));
            assertEquals(List.of(other.id(), elsewhere.id()), due(city, unit), "the recheck names the same order");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_answer_that_names_none_is_one_to_all_of_its_kinds_about_the_device(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile lift = city.lift();
            Actor unit = city.actor(OrganisationKind.USING_UNIT);
            member(city, unit);
            said(city, lift, Author.PUBLIC, ORDER, Map.of("deadline", DAY));
            said(city, lift, Author.PUBLIC, ORDER, Map.of("deadline", DAY));
            Entry elsewhere = said(city, city.lift(), Author.PUBLIC, ORDER, Map.of("deadline", DAY));
            Entry accident = accident(city, lift, OrganisationKind.CITY_BUREAU);
            said(city, lift, Author.of(unit), ANSWER, Map.of());
            assertEquals(List.of(elsewhere.id()), due(city, unit));
            assertEquals(InboxState.OPEN, item(city, unit, accident).state());
        }
    }

    private static List<Long> due(City city, Actor actor) {
        return city.inbox.due(actor).stream().map(InboxItem::entry).toList();
    }

    private static InboxItem item(City city, Actor actor, Entry entry) {
        return all(city, actor).stream()
                .filter(one -> one.entry() == entry.id())
                .findFirst()
                .orElseThrow();
    }

    private static Entry said(City city, DeviceFile lift, Author author, EntryKind kind, Map<String, Object> values) {
        return city.database.write(unit -> said(city, unit, lift, author, kind, values));
    }

    private static Entry said(
            City city, UnitOfWork unit, DeviceFile lift, Author author, EntryKind kind, Map<String, Object> values) {
        return city.entries.append(
                unit, author, subject(lift), City.HERE, kind, new Values(values), MARCH, "scan", OptionalLong.empty());
    }

    private static void assertMissing(Runnable deed) {
        assertEquals(
                ProblemType.NOT_FOUND, assertThrows(Problem.class, deed::run).type());
    }

    private static Entry accident(City city, DeviceFile lift, OrganisationKind writer) {
        return city.archives.append(
                city.by(writer), lift.id(), "accident", ACCIDENT, MARCH, "api", OptionalLong.empty());
    }

    private static EntryKind kind(Set<Concern> concerns) {
        return new EntryKind("test/said", 1, new Text("说", "Said"), List.of(), Set.of(), concerns);
    }

    private static Subject subject(DeviceFile device) {
        return Subject.of(new DeviceId(device.id()));
    }

    private static void append(City city, DeviceFile device, Author author, EntryKind kind) {
        city.database.write(unit -> appended(city, unit, device, author, kind));
    }

    private static Entry appended(City city, UnitOfWork unit, DeviceFile device, Author author, EntryKind kind) {
        return city.entries.append(
                unit, author, subject(device), City.HERE, kind, Values.none(), MARCH, "scan", OptionalLong.empty());
    }

    /** A change asked for by somebody who has an account. */
    private static WriteRequest member(City city, Actor actor) {
        city.database.write(unit -> unit.update(
                "insert into account (id, login, password_hash, organisation_id, created_at) values (?, ?, '-', ?, ?)"
                        + " on conflict do nothing",
                actor.accountId(),
                actor.login(),
                actor.organisation().id(),
                city.now));
        return city.by(actor);
    }

    private static List<InboxItem> all(City city, Actor actor) {
        return listed(city, actor, Optional.empty(), Cursor.MOST);
    }

    private static List<InboxItem> listed(City city, Actor actor, Optional<InboxState> state, int limit) {
        var items = new ArrayList<InboxItem>();
        Optional<String> next = Optional.empty();
        do {
            Page<InboxItem> page = city.inbox.list(actor, state, Cursor.of(next, Optional.of(limit)));
            items.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return items;
    }
}
