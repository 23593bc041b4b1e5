package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.EntryQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.KnownEntry;
import org.teshema.api.app.Listing;
import org.teshema.api.app.Page;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.app.Receipt;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.app.AppAnswer;
import org.teshema.engine.app.AppCard;
import org.teshema.engine.app.AppDesk;
import org.teshema.engine.app.AppTaken;
import org.teshema.engine.gate.Served;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.TestDatabases;
import org.teshema.engine.time.CityClock;

/** Who may open which page of a scene app, what it reaches for them there, and what they may record. */
class AppDeskTest {
    private static final String FEEDBACK = "board/feedback";

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_page_opens_for_those_it_names_and_an_authority_opens_its_own_districts(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            assertEquals(List.of("all", "help"), scene.cards(scene.district));
            assertEquals(List.of("all", "help"), scene.cards(scene.bureau));
            assertEquals(List.of("help"), scene.cards(scene.elsewhere));
            assertEquals(List.of("help"), scene.cards(scene.unit));
            assertEquals(List.of("help"), scene.cards());
            assertEquals(ProblemType.NOT_FOUND, type(() -> scene.page("all", "", scene.elsewhere)));
            assertEquals(ProblemType.NOT_FOUND, type(() -> scene.page("all", "", scene.unit)));
            assertEquals(ProblemType.UNAUTHENTICATED, type(() -> scene.page("all", "")));
            assertEquals(ProblemType.NOT_FOUND, type(() -> scene.page("none", "", scene.bureau)));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void what_a_page_lists_lies_in_the_apps_district_and_in_the_readers_scope_and_is_masked(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            scene.board.lists = platform -> platform.devices().list(devices(Optional.empty(), 200));
            scene.page("all", "", scene.bureau);
            assertEquals(List.of(scene.crane, scene.second), ids(scene.board.listed));
            assertEquals(
                    Optional.of(scene.code.number()),
                    scene.board.listed.items().get(0).number());
            assertEquals(Optional.of("R-7"), report(scene.board.listed.items().get(0)));
            scene.page("help", "", scene.unit);
            assertEquals(List.of(scene.crane), ids(scene.board.listed), "a unit its own");
            scene.page("help", "");
            assertEquals(List.of(), ids(scene.board.listed), "the public none");
            scene.board.elsewhere = Optional.of(scene.second);
            scene.page("help", "", scene.unit);
            assertEquals(Optional.empty(), scene.board.read, "nor by its id what it may not list");
        }
    }

    @Test
    void a_page_costs_as_many_queries_however_many_devices_and_entries_it_lists() {
        try (var city = new ScanCity(TestDatabases.h2())) {
            var scene = new Scene(city);
            scene.board.lists = platform -> platform.devices().list(devices(Optional.empty(), 200));
            scene.board.searches = platform -> platform.devices()
                    .entries(entries("report", "R-", Optional.empty(), 200))
                    .items();
            List<Long> before = scene.costs();
            for (int i = 0; i < 5; i++) {
                city.inspected(city.crane(scene.unit, scene.unit, scene.inspector), scene.inspector, "R-" + i);
            }
            assertEquals(before, scene.costs());
            scene.page("all", "", scene.district);
            assertEquals(7, scene.board.listed.items().size());
            assertEquals(6, scene.board.found.size());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void listings_come_in_parts_and_entries_in_the_order_of_a_field(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            city.append(
                    scene.second,
                    scene.inspector,
                    CityKinds.INSPECTION,
                    Map.of("on", java.time.LocalDate.parse("2025-05-05"), "result", "fail"));
            scene.board.lists = platform -> {
                Listing<KnownDevice> first = platform.devices().list(devices(Optional.empty(), 1));
                return platform.devices().list(devices(first.next(), 1));
            };
            scene.board.searches = platform -> {
                var found = new ArrayList<KnownEntry>();
                Optional<String> cursor = Optional.empty();
                do {
                    Listing<KnownEntry> part = platform.devices().entries(entries("on", "2025-01-01", cursor));
                    found.addAll(part.items());
                    cursor = part.next();
                } while (cursor.isPresent());
                return found;
            };
            scene.page("all", "", scene.district);
            assertEquals(List.of(scene.second), ids(scene.board.listed));
            assertEquals(
                    List.of(scene.second, scene.crane),
                    scene.board.found.stream()
                            .map(one -> one.device().device().id().value())
                            .toList());
            scene.board.searches = platform -> platform.devices()
                    .entries(entries("report", "R-1", Optional.empty()))
                    .items();
            scene.page("all", "", scene.district);
            assertEquals(1, scene.board.found.size());
            scene.page("help", "");
            assertEquals(List.of(), scene.board.found, "the public may not see reports, and finds nothing by one");
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void the_public_records_what_a_page_of_a_device_offers_once_a_token_and_not_without_end(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            AppAnswer page = scene.page("feedback", scene.code.number());
            assertEquals(Audience.PUBLIC, page.caller().audience());
            assertEquals(1, page.actions().size());
            String token = page.actions().get(0).token();
            Entry first = scene.take(page, token, "It shakes");
            assertEquals(first, scene.take(page, token, "It shakes"));
            assertEquals("公众", first.author());
            assertEquals(Optional.empty(), first.values().text("words"), "only authorities read it");
            assertEquals(1, city.count("select count(*) from entry where author_id is null and source = 'app'"));
            assertEquals(
                    1, city.count("select count(*) from ledger_pending where subject = 'entry:" + first.id() + "'"));
            assertEquals(ProblemType.FORBIDDEN, type(() -> scene.take(page, "rubbish", "It shakes")));
            assertEquals(ProblemType.THROTTLED, type(() -> {
                for (int i = 0; i < 6; i++) {
                    AppAnswer again = scene.page("feedback", scene.code.number());
                    scene.take(again, again.actions().get(0).token(), "It shakes");
                }
            }));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void about_one_device_the_public_records_twenty_things_a_day_from_however_many_addresses(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            for (int i = 0; i < 20; i++) {
                AppAnswer page = scene.page("feedback", scene.code.number());
                scene.take(page, page.actions().get(0).token(), "It shakes", "198.51.100." + i);
            }
            AppAnswer more = scene.page("feedback", scene.code.number());
            String token = more.actions().get(0).token();
            assertEquals(ProblemType.THROTTLED, type(() -> scene.take(more, token, "It shakes", "198.51.100.20")));
            assertEquals(20, city.count("select count(*) from entry where author_id is null"));
            city.run("update entry set recorded_at = recorded_at - interval '1' day");
            scene.take(more, token, "It shakes", "198.51.100.20");
            assertEquals(21, city.count("select count(*) from entry where author_id is null"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_is_in_danger_is_never_refused_and_a_crowd_is_one_report_in_ten_seconds(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            scene.board.urgent = true;
            city.serve(scene.board);
            Set<Long> reports = new HashSet<>();
            for (int i = 0; i < 40; i++) {
                AppAnswer page = scene.page("feedback", scene.code.number());
                reports.add(scene.take(page, page.actions().get(0).token(), "Stuck " + i)
                        .id());
            }
            assertEquals(5 + 1, reports.size(), "five of one address, and one for all the others");
            for (int i = 0; i < 40; i++) {
                AppAnswer page = scene.page("feedback", scene.code.number());
                reports.add(scene.take(page, page.actions().get(0).token(), "Stuck", "198.51.100." + i)
                        .id());
            }
            assertEquals(20, reports.size(), "twenty about one device a day, and the others are one with those before");
            scene.later(Duration.ofSeconds(10));
            AppAnswer page = scene.page("feedback", scene.code.number());
            assertTrue(reports.add(scene.take(page, page.actions().get(0).token(), "Still\u0000\r\nstuck")
                    .id()));
            assertEquals(1, city.count("select count(*) from entry where fields = '{\"words\":\"Still\\nstuck\"}'"));
            assertEquals(reports.size(), city.count("select count(*) from entry where author_id is null"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void who_recorded_something_is_told_what_the_app_has_to_tell_and_the_entry_stands_where_it_has_not(
            Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            AppAnswer page = scene.page("feedback", scene.code.number());
            String token = page.actions().get(0).token();
            assertEquals(Optional.empty(), scene.taken(page, token, "It shakes").receipt());
            scene.board.receipts = entry -> Optional.of(new Receipt(
                    Text.same("No. " + entry.id() + " of " + entry.values().byName()), List.of()));
            AppTaken told = scene.taken(page, token, "It shakes");
            assertEquals(
                    "No. " + told.entry().id() + " of {}",
                    told.receipt().orElseThrow().words().en(),
                    "the app is not handed what the author may not read back");
            scene.board.receipts = entry -> {
                throw new IllegalStateException("broken");
            };
            AppTaken kept = scene.taken(page, token, "It shakes");
            assertEquals(told.entry(), kept.entry());
            assertEquals(Optional.empty(), kept.receipt());
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void devices_asked_for_by_name_are_those_of_them_that_the_reader_reaches(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            scene.board.lists = platform -> platform.devices()
                    .list(DeviceQuery.of(
                            Set.of(new DeviceId(scene.crane), new DeviceId(scene.second), new DeviceId(999_999))));
            scene.page("all", "", scene.bureau);
            assertEquals(List.of(scene.crane, scene.second), ids(scene.board.listed));
            scene.page("help", "", scene.unit);
            assertEquals(List.of(scene.crane), ids(scene.board.listed), "a unit its own");
            scene.page("help", "");
            assertEquals(List.of(), ids(scene.board.listed), "the public none");
            scene.board.lists = platform -> platform.devices().list(DeviceQuery.of(Set.of(new DeviceId(scene.second))));
            scene.page("all", "", scene.bureau);
            assertEquals(List.of(scene.second), ids(scene.board.listed));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void a_page_of_a_device_needs_its_number_and_numbers_are_not_tried_out(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            assertEquals(ProblemType.NOT_FOUND, type(() -> scene.page("feedback", "")));
            assertEquals(ProblemType.NOT_FOUND, type(() -> scene.page("feedback", scene.foreign.number())));
            assertEquals(ProblemType.THROTTLED, type(() -> {
                for (int i = 0; i < 20; i++) {
                    try {
                        scene.page("feedback", "1234567890123");
                    } catch (Problem e) {
                        if (e.type() != ProblemType.NOT_FOUND) {
                            throw e;
                        }
                    }
                }
            }));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_app_that_throws_costs_its_page_only_and_rests_after_a_while(Database database) {
        try (var city = new ScanCity(database)) {
            var scene = new Scene(city);
            scene.board.lists = platform -> {
                throw new IllegalStateException("broken");
            };
            for (int i = 0; i < 4; i++) {
                assertEquals(ProblemType.PLUGIN_AWAY, type(() -> scene.page("help", "")));
            }
            String told = assertThrows(Problem.class, () -> scene.page("help", ""))
                    .detail()
                    .en();
            assertTrue(told.contains("resting"), told);
            assertEquals(Verdict.GENUINE, city.scan(scene.code).verdict());
        }
    }

    private static DeviceQuery devices(Optional<String> cursor, int limit) {
        return new DeviceQuery(Set.of(new CatalogueCode("4000")), Optional.empty(), cursor, limit);
    }

    private static EntryQuery entries(String field, String from, Optional<String> cursor) {
        return entries(field, from, cursor, 1);
    }

    private static EntryQuery entries(String field, String from, Optional<String> cursor, int limit) {
        return new EntryQuery(
                "inspection",
                field,
                Optional.of(from),
                Optional.empty(),
                Set.of(new CatalogueCode("4110")),
                true,
                cursor,
                limit);
    }

    private static List<Long> ids(Listing<KnownDevice> listed) {
        return listed.items().stream().map(one -> one.device().id().value()).toList();
    }

    private static Optional<String> report(KnownDevice device) {
        return device.current("inspection").flatMap(entry -> entry.values().text("report"));
    }

    private static ProblemType type(Runnable work) {
        return assertThrows(Problem.class, work::run).type();
    }

    /** Two cranes in 普陀区 and one elsewhere, and the app of 普陀区. */
    private static final class Scene {
        final Board board = new Board();
        private final ScanCity city;
        private AppDesk desk;
        final Actor bureau;
        final Actor district;
        final Actor elsewhere;
        final Actor unit;
        final Actor inspector;
        final long crane;
        final long second;
        final ScanCity.Printed code;
        final ScanCity.Printed foreign;

        Scene(ScanCity city) {
            this.city = city;
            bureau = city.actor(OrganisationKind.CITY_BUREAU, "市局", "310000");
            district = city.actor(OrganisationKind.DISTRICT, "普陀局", "310107");
            elsewhere = city.actor(OrganisationKind.DISTRICT, "徐汇局", "310104");
            unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            Actor other = city.actor(OrganisationKind.USING_UNIT, "西方大厦", "310107");
            inspector = city.actor(OrganisationKind.INSPECTION_BODY, "市特检院", "310000");
            crane = city.crane(unit, unit, inspector);
            second = city.crane(other, other, inspector);
            long third = city.crane(unit, unit, inspector);
            city.run("update device set district = '310104' where id = ?", third);
            city.inspected(crane, inspector, "R-7");
            code = city.code(CodeState.BOUND, unit, Optional.of(crane));
            foreign = city.code(CodeState.BOUND, unit, Optional.of(third));
            var door = new EntriesDoor(city.entries, city.database, city.table, ScanCity.CLOCK);
            city.serve(board);
            board.start(Served.platform(board, door, ScanCity.CLOCK));
            later(Duration.ZERO);
        }

        final void later(Duration passed) {
            var clock = new CityClock(InstantSource.fixed(ScanCity.NOW.plus(passed)));
            desk = new AppDesk(city.table, city.guard, city.actions(clock), clock);
        }

        List<String> cards(Actor... actor) {
            return desk.cards(first(actor)).stream()
                    .map(AppCard::pages)
                    .flatMap(List::stream)
                    .map(Page::name)
                    .toList();
        }

        AppAnswer page(String name, String number, Actor... actor) {
            Map<String, String> asked = number.isEmpty() ? Map.of() : Map.of("code", number);
            return desk.page("board", name, asked, first(actor), "203.0.113.9", Language.EN);
        }

        /** How many statements each page costs: of authorities, a unit and the public, and of a device. */
        List<Long> costs() {
            return List.of(
                    city.queries(() -> page("all", "", district)),
                    city.queries(() -> page("all", "", bureau)),
                    city.queries(() -> page("help", "", unit)),
                    city.queries(() -> page("help", "")),
                    city.queries(() -> page("feedback", code.number())),
                    city.queries(() -> page("feedback", code.number(), unit)));
        }

        Entry take(AppAnswer page, String token, String words) {
            return taken(page, token, words).entry();
        }

        Entry take(AppAnswer page, String token, String words, String client) {
            return taken(page, token, words, client).entry();
        }

        AppTaken taken(AppAnswer page, String token, String words) {
            return taken(page, token, words, "203.0.113.9");
        }

        private AppTaken taken(AppAnswer page, String token, String words, String client) {
            return desk.take(
                    page,
                    page.actions().get(0),
                    token,
                    Map.of("words", words),
                    Optional.empty(),
                    client,
                    Optional.empty());
        }

        private static Optional<Actor> first(Actor... actor) {
            return Optional.of(actor).filter(one -> one.length > 0).map(one -> one[0]);
        }
    }

    /** An app made to measure: a page for authorities, one for everybody, and one of a device where the public writes. */
    private static final class Board implements SceneApp {
        Function<Platform, Listing<KnownDevice>> lists = platform -> Listing.none();
        Function<Platform, List<KnownEntry>> searches = platform -> List.of();
        Function<Entry, Optional<Receipt>> receipts = entry -> Optional.empty();
        Optional<Long> elsewhere = Optional.empty();
        boolean urgent;
        Listing<KnownDevice> listed = Listing.none();
        List<KnownEntry> found = List.of();
        Optional<Entry> read = Optional.empty();
        private Platform platform;

        @Override
        public PluginInfo info() {
            return new PluginInfo("board", "1.0.0", new Text("看板", "Board"), Optional.of("310107"));
        }

        @Override
        public List<EntryKind> kinds() {
            Text word = new Text("话", "Words");
            return List.of(new EntryKind(
                    FEEDBACK,
                    1,
                    word,
                    List.of(new Field("words", word, new FieldType.Words(200), true, Set.of())),
                    Set.of(Audience.values()),
                    Set.of(),
                    urgent));
        }

        @Override
        public Text card() {
            return new Text("一句话", "One sentence");
        }

        @Override
        public List<Page> pages() {
            Text title = new Text("页", "Page");
            return List.of(
                    new Page("all", title, Set.of(Audience.GOVERNMENT), false),
                    new Page("help", title, Set.of(Audience.PUBLIC), false),
                    new Page("feedback", title, Set.of(Audience.PUBLIC), true));
        }

        @Override
        public void start(Platform handle) {
            platform = handle;
        }

        @Override
        public Optional<Receipt> receipt(ScanContext context, Entry entry) {
            return receipts.apply(entry);
        }

        @Override
        public PageView page(PageContext context) {
            listed = lists.apply(platform);
            found = searches.apply(platform);
            read = elsewhere.flatMap(id -> platform.archive().current(new DeviceId(id), "inspection"));
            return new PageView(
                    List.of(),
                    List.of(),
                    List.of(new Action("give", new Text("反馈", "Give"), FEEDBACK, Set.of(Audience.values()))),
                    Optional.empty());
        }
    }
}
