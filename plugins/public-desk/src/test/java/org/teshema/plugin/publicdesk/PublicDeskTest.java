package org.teshema.plugin.publicdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.Event;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.app.Receipt;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;

class PublicDeskTest {
    private static final String HOSTILE =
            "<script>alert('x')</script>\"; drop table incident; -- ${7*7} 张三 13800000000";
    private static final String CODE = "1000000000008";

    private final PublicDesk app = new PublicDesk();
    private final Rulebook rules = Rulebook.of(app.rules());

    @Test
    void who_writes_is_given_a_number_once_and_it_leads_to_the_case() {
        start(60, Told.fault(1, 0), Told.fault(2, 10));
        Receipt first = receipt(Told.fault(1, 0));
        assertEquals(first, receipt(Told.fault(1, 0)), "sent again it is the same");
        Receipt second = receipt(Told.fault(2, 10));
        assertNotEquals(number(first), number(second), "each their own");
        assertFalse(first.words().en().contains("joins"), first::toString);
        assertTrue(second.words().en().contains("joins a case"), second::toString);
        assertEquals(List.of("state: Received"), facts(casePage(number(second)), "state"));
        hear(Told.fault(1, 0), Told.fault(2, 10));
        for (Receipt one : List.of(first, second)) {
            PageView page = casePage(number(one));
            assertEquals("Fault", page.sections().get(0).title().en());
            assertEquals(List.of("reports: 2 times"), facts(page, "reports"));
        }
        assertEquals(Optional.empty(), app.receipt(scan().context(), Told.step(3, Cases.ANSWER, 5)));
    }

    @Test
    void a_case_page_tells_state_times_and_answers_and_neither_the_device_nor_what_anybody_wrote() {
        Entry report = Told.entry(1, Topic.COMPLAINT.kind(), 0, Map.of("what", "unsafe", "words", HOSTILE));
        Entry note = Told.entry(2, Cases.ACCEPT, 10, Map.of("note", "内部：张三"));
        Entry answer = Told.entry(3, Cases.ANSWER, 20, Map.of("words", "已派人检查 <b>"));
        Entry close = Told.entry(4, Cases.CLOSE, 30, Map.of("result", "done", "words", "已整改"));
        start(60, report, note, answer, close);
        String number = number(receipt(report));
        hear(report, note, answer, close);
        hear(close, report);
        PageView page = casePage(number);
        assertEquals(List.of("state: Closed"), facts(page, "state"));
        assertEquals(List.of("accepted: 2026-03-01 12:10"), facts(page, "accepted"));
        assertEquals(List.of("closed: 2026-03-01 12:30"), facts(page, "closed"));
        Section.Table replies = (Section.Table) page.sections().get(1);
        assertEquals(
                List.of("已派人检查 <b>", "已整改"),
                replies.rows().stream().map(row -> row.get(2).en()).toList());
        for (String secret : List.of("张三", "script", "某路", "1 号", CODE)) {
            assertFalse(page.toString().contains(secret), secret + " in " + page);
        }
        assertEquals(List.of(), page.links());
    }

    @Test
    void who_guesses_numbers_learns_nothing_not_even_which_are_well_formed() {
        start(0, Told.fault(1, 0));
        String given = number(receipt(Told.fault(1, 0)));
        PageView unknown = casePage(CaseNumber.drawn().digits());
        String mistyped = given.substring(0, 13) + (char) ('0' + (given.charAt(13) - '0' + 1) % 10);
        assertEquals(unknown, casePage(mistyped));
        assertEquals(unknown, casePage(HOSTILE));
        PageView asked = page(Desk.CASE, Map.of(), caller(Audience.PUBLIC));
        assertEquals(asked, casePage(""));
        for (PageView page : List.of(asked, unknown)) {
            assertEquals(Link.SEARCH, page.links().get(0).relation());
            assertEquals(
                    "/apps/public-desk/case?number=",
                    page.links().get(0).target().toString());
        }
        assertEquals(
                "There is no case of that number",
                unknown.sections().get(0).title().en());
        assertNotEquals(unknown, casePage(given));
    }

    @Test
    void the_board_counts_an_alarm_raised_three_times_once_and_shows_the_oldest_and_what_is_late() {
        Entry[] entries = {
            Told.fault(1, 0),
            Told.alarm(2, 1),
            Told.alarm(3, 5),
            Told.alarm(4, 20),
            Told.of(2, 5, Topic.STICKER.kind(), 6, Map.of("what", "number"))
        };
        start(30, entries);
        hear(entries);
        PageView board = board(Audience.GOVERNMENT);
        assertEquals(
                List.of("open: 3", "overdue: 1", "alarm: 1", "fault: 1", "complaint: 0", "sticker: 1"),
                facts(board, ""));
        Section.Table table = (Section.Table) board.sections().get(1);
        assertEquals(
                List.of("Fault", "Alarm: somebody is trapped", "Suspect label"),
                table.rows().stream().map(row -> row.get(2).en()).toList());
        assertEquals("3 times", table.rows().get(1).get(4).en());
        assertEquals(
                "Overdue since 2026-03-01 12:06", table.rows().get(1).get(6).en());
        assertEquals("/apps/public-desk/cases?code=" + CODE, table.paths().get(0));
        assertEquals("", table.paths().get(2), "a device that bears no code");
        assertFalse(board.toString().contains("doors"), "a board tells nothing that anybody wrote");
    }

    @Test
    void a_device_that_the_platform_does_not_show_stands_on_no_board() {
        Entry[] entries = {Told.fault(1, 0), Told.of(9, 2, Topic.FAULT.kind(), 1, Map.of("what", "other"))};
        start(30, entries);
        hear(entries[0]);
        app.heard(new Event(2, device(9), entries[1]));
        assertEquals(List.of("open: 1"), facts(board(Audience.USING_UNIT), "open"));
        assertEquals(List.of("open: 1"), facts(board(Audience.MAINTENANCE_UNIT), "open"));
        assertEquals(List.of("open: 0"), facts(page(Desk.BOARD, Map.of(), caller(Audience.INSPECTION_BODY)), "open"));
    }

    @Test
    void what_is_closed_leaves_what_is_open_and_stays_listed_the_newest_first() {
        Entry close = Told.entry(2, Cases.CLOSE, 5, Map.of("result", "done"));
        Entry later = Told.of(2, 3, Topic.FAULT.kind(), 6, Map.of("what", "other"));
        Entry closed = Told.of(2, 4, Cases.CLOSE, 7, Map.of("result", "done"));
        start(30, Told.fault(1, 0), close, later, closed);
        hear(Told.fault(1, 0));
        hear(close, later, closed);
        PageView open = board(Audience.GOVERNMENT);
        assertEquals(List.of("open: 0"), facts(open, "open"));
        String other = open.links().get(0).target().toString();
        assertEquals("/apps/public-desk/board?state=closed", other);
        for (Audience reader : List.of(Audience.GOVERNMENT, Audience.USING_UNIT, Audience.MAINTENANCE_UNIT)) {
            PageView page = page(Desk.BOARD, Map.of("state", "closed"), caller(reader));
            assertEquals(List.of("closed: 2"), facts(page, "closed"));
            Section.Table table = (Section.Table) page.sections().get(1);
            assertEquals(
                    List.of("2 号", "1 号"),
                    table.rows().stream().map(row -> row.get(0).zh()).toList());
            assertEquals("/apps/public-desk/board", page.links().get(0).target().toString());
        }
        assertEquals(
                List.of("closed: 0"),
                facts(page(Desk.BOARD, Map.of("state", "closed"), caller(Audience.INSPECTION_BODY)), "closed"));
        ScanContext seen = scan().entry(Topic.FAULT.kind(), Map.of())
                .readBy(Audience.MAINTENANCE_UNIT)
                .context();
        for (String state : List.of("open", "closed")) {
            PageView page = app.page(new PageContext(
                    Desk.CASES, Map.of("state", state), seen.caller(), Optional.of(seen), seen.today(), rules));
            Section.Table table = (Section.Table) page.sections().get(0);
            assertEquals(state.equals("open") ? 0 : 1, table.rows().size(), state);
        }
    }

    @Test
    void a_board_finds_the_cases_of_a_device_that_went_to_another_unit() {
        InMemoryPlatform platform = start(30, Told.fault(1, 0));
        Device without = Contexts.of("3110").withoutUnits().device();
        app.heard(new Event(1, without, Told.fault(1, 0)));
        assertEquals(List.of("open: 0"), facts(board(Audience.MAINTENANCE_UNIT), "open"));
        platform.run(app, "moved");
        assertEquals(List.of("open: 1"), facts(board(Audience.MAINTENANCE_UNIT), "open"));
    }

    @Test
    void an_alarm_asks_for_nothing_and_is_never_refused() {
        Entry[] many = new Entry[40];
        for (int one = 0; one < many.length; one++) {
            many[one] = Told.alarm(one + 1, 0);
        }
        start(1, many);
        assertEquals(List.of(), app.check(scan().context(), Topic.ALARM.kind(), Values.none()));
        assertTrue(kind(Topic.ALARM.kind()).fields().stream().noneMatch(field -> field.required()));
        assertTrue(receipt(many[0]).words().en().contains("The alarm is raised"));
    }

    @Test
    void more_reports_about_a_device_than_the_rule_allows_in_an_hour_wait() {
        Entry[] many = new Entry[10];
        for (int one = 0; one < many.length; one++) {
            many[one] = Told.fault(one + 1, one);
        }
        start(30, many);
        Values doors = new Values(Map.of("what", "doors"));
        assertEquals(List.of("what"), fields(app.check(scan().context(), Topic.FAULT.kind(), doors)));
        assertEquals(List.of(), app.check(scan().context(), Topic.COMPLAINT.kind(), doors));
        start(61, many);
        assertEquals(List.of(), app.check(scan().context(), Topic.FAULT.kind(), doors));
    }

    @Test
    void an_answer_to_nothing_or_to_no_one_case_is_refused() {
        Entry complaint = Told.entry(2, Topic.COMPLAINT.kind(), 1, Map.of("what", "unsafe"));
        start(30);
        assertEquals(List.of("note"), fields(check(Cases.ANSWERED, Map.of())));
        assertEquals(List.of("result"), fields(check(Cases.FREED, Map.of("result", "freed"))));
        assertEquals(List.of("case"), fields(check(Cases.ANSWER, Map.of("words", "好"))));
        start(30, Told.alarm(3, 0), Told.fault(1, 0));
        assertEquals(List.of(), check(Cases.ANSWERED, Map.of()));
        assertEquals(List.of(), check(Cases.ANSWER, Map.of("words", "好")));
        assertEquals(List.of("case"), fields(check(Cases.ANSWER, Map.of("words", "好", "case", 3L))));
        start(30, Told.fault(1, 0), complaint);
        List<Finding> which = check(Cases.CLOSE, Map.of("result", "done"));
        assertEquals(
                "Several are open; say which: 1 Fault, 2 Complaint.",
                which.get(0).words().en());
        assertEquals(List.of(), check(Cases.CLOSE, Map.of("result", "done", "case", 1L)));
    }

    @Test
    void whoever_is_complained_about_answers_and_the_authority_closes() {
        Entry complaint = Told.entry(2, Topic.COMPLAINT.kind(), 1, Map.of("what", "maintenance"));
        Entry label = Told.entry(4, Topic.STICKER.kind(), 2, Map.of("what", "number"));
        Map<String, Object> done = Map.of("result", "done");
        for (Entry one : List.of(complaint, label)) {
            start(30, one);
            assertEquals(List.of(), check(Cases.ANSWER, Map.of("words", "好")));
            List<Finding> refused = check(Cases.CLOSE, done);
            assertEquals(List.of("case"), fields(refused));
            assertEquals(
                    "Complaints and suspect labels are closed by the authority; you may answer the public.",
                    refused.get(0).words().en());
            assertEquals(List.of(), checkedBy(Audience.GOVERNMENT, Cases.CLOSE, done));
            Contexts told = scan().entry(one.kind(), Map.of());
            for (Audience unit : List.of(Audience.USING_UNIT, Audience.MAINTENANCE_UNIT)) {
                assertEquals(List.of("accept", "answer"), offered(told.readBy(unit)));
            }
            assertEquals(List.of("accept", "answer", "close"), offered(told.readBy(Audience.GOVERNMENT)));
        }
        start(30, complaint, Told.fault(5, 3));
        assertEquals(List.of(), check(Cases.CLOSE, Map.of("result", "done", "case", 5L)), "who repairs says so");
        assertEquals(List.of("case"), fields(check(Cases.CLOSE, Map.of("result", "done", "case", 2L))));
        Contexts told = scan().entry(Topic.FAULT.kind(), Map.of());
        assertTrue(offered(told.readBy(Audience.MAINTENANCE_UNIT)).contains("close"));
    }

    @Test
    void whoever_answers_chooses_among_the_open_cases_and_finds_the_only_one_chosen() {
        Entry doors = Told.entry(1, Topic.FAULT.kind(), 0, Map.of("what", "doors", "words", "一直\n" + "响".repeat(80)));
        Entry leak = Told.entry(2, Topic.FAULT.kind(), 1, Map.of("what", "leak"));
        ScanContext seen = scan().entry(Topic.FAULT.kind(), Map.of())
                .readBy(Audience.MAINTENANCE_UNIT)
                .context();
        start(30, doors, leak);
        Action answer = action(seen, "answer");
        List<FieldType.Option> options =
                answer.draft().choice("case").orElseThrow().options();
        assertEquals(
                List.of("1", "2"), options.stream().map(FieldType.Option::value).toList());
        String words = options.get(0).title().zh();
        assertTrue(words.startsWith("1 故障报修，2026-03-01 12:00 起：门或护栏的问题：一直 响"), words);
        assertTrue(words.length() < 100 && words.endsWith("…"), words);
        assertEquals(Optional.empty(), answer.draft().filled().whole("case"));
        start(30, doors);
        assertEquals(Optional.of(1L), action(seen, "answer").draft().filled().whole("case"));
        start(30, doors, Told.entry(3, Topic.COMPLAINT.kind(), 2, Map.of("what", "unsafe")));
        Action close = action(seen, "close");
        assertEquals(1, close.draft().choice("case").orElseThrow().options().size(), "what it may close");
        assertEquals(Optional.of(1L), close.draft().filled().whole("case"));
        start(30, Told.fault(1, 0), Told.fault(2, 1));
        assertEquals(
                Optional.empty(),
                action(seen, "answer").draft().filled().whole("case"),
                "left open it answers both reports of the one case");
    }

    private Action action(ScanContext seen, String name) {
        return app.view(seen).actions().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> offered(Contexts scan) {
        return app.view(scan.context()).actions().stream().map(Action::name).toList();
    }

    @Test
    void a_scan_leads_the_public_to_the_alarm_first_where_somebody_can_be_trapped() {
        List<String> lift = targets(scan());
        assertEquals("/apps/public-desk/alarm/actions/trapped?code=" + CODE, lift.get(0));
        assertEquals(
                List.of(
                        "/apps/public-desk/report?code=" + CODE,
                        "/apps/public-desk/case",
                        "/apps/public-desk/learn?category=3110"),
                lift.subList(1, 4));
        assertEquals(3, targets(Contexts.of("1100").under(rules)).size());
        assertEquals(5, targets(scan().readBy(Audience.USING_UNIT)).size());
    }

    @Test
    void everybody_sees_that_an_alarm_is_answered_and_those_who_answer_may() {
        start(30, Told.alarm(1, 0), Told.step(2, Cases.ANSWERED, 3));
        Contexts raised = scan().entry(Topic.ALARM.kind(), Map.of());
        Section.Notice told =
                (Section.Notice) app.view(raised.context()).sections().get(0);
        assertEquals("The alarm: Answered, help is coming", told.title().en());
        assertEquals("Raised at 2026-03-01 12:00.", told.words().en());
        assertEquals(Section.Tone.BAD, told.tone());
        assertEquals(List.of(), app.view(raised.context()).actions());
        assertEquals(
                List.of("arrived"),
                app.view(raised.readBy(Audience.MAINTENANCE_UNIT).context()).actions().stream()
                        .map(Action::name)
                        .toList());
    }

    @Test
    void those_who_answer_are_led_from_an_open_alarm_to_what_comes_next() {
        String step = "/apps/public-desk/cases/actions/%s?code=" + CODE;
        String raise = "/apps/public-desk/alarm/actions/trapped?code=" + CODE;
        Contexts raised = scan().entry(Topic.ALARM.kind(), Map.of());
        start(30, Told.alarm(1, 0));
        assertEquals(
                List.of(step.formatted("answered"), step.formatted("arrived"), raise),
                targets(raised.readBy(Audience.MAINTENANCE_UNIT)).subList(0, 3));
        assertEquals(raise, targets(raised).get(0), "everybody else raises another");
        assertEquals(raise, targets(raised.readBy(Audience.INSPECTION_BODY)).get(0));
        start(30, Told.alarm(1, 0), Told.step(2, Cases.ANSWERED, 3), Told.step(3, Cases.ARRIVED, 9));
        assertEquals(
                List.of(step.formatted("freed"), raise),
                targets(raised.readBy(Audience.USING_UNIT)).subList(0, 2));
        start(30, Told.alarm(1, 0), Told.step(2, Cases.ARRIVED, 3), Told.step(3, Cases.FREED, 9));
        assertEquals(raise, targets(raised.readBy(Audience.GOVERNMENT)).get(0), "it is over");
    }

    @Test
    void those_who_answer_read_what_was_said_and_hostile_words_stay_words() {
        Entry report = Told.entry(1, Topic.FAULT.kind(), 0, Map.of("what", "doors", "words", HOSTILE));
        start(30, report);
        ScanContext scanned = scan().entry(Topic.FAULT.kind(), Map.of())
                .readBy(Audience.MAINTENANCE_UNIT)
                .context();
        PageView page = app.page(
                new PageContext(Desk.CASES, Map.of(), scanned.caller(), Optional.of(scanned), scanned.today(), rules));
        Section.Table said = (Section.Table) page.sections().get(1);
        assertEquals("Doors or barriers: " + HOSTILE, said.rows().get(0).get(2).en());
        hear(report);
        assertEquals(List.of("open: 1"), facts(board(Audience.GOVERNMENT), "open"), "the tables are still there");
    }

    @Test
    void hostile_text_in_each_field_and_parameter_breaks_nothing() {
        List<Entry> entries = new ArrayList<>();
        long id = 0;
        for (EntryKind kind : app.kinds()) {
            for (var field : kind.fields()) {
                entries.add(Told.entry(++id, kind.name(), (int) id, Map.of(field.name(), HOSTILE)));
            }
        }
        start(120, entries.toArray(new Entry[0]));
        entries.forEach(this::hear);
        entries.stream().filter(one -> Topic.ofKind(one.kind()).isPresent()).forEach(one -> {
            PageView page = casePage(number(receipt(one)));
            assertTrue(page.sections().size() >= 2, page::toString);
        });
        for (String name : List.of("number", "cursor", "category", "q1", "page")) {
            for (String page : List.of(Desk.BOARD, Desk.CASE, Desk.LEARN)) {
                assertFalse(page(page, Map.of(name, HOSTILE), caller(Audience.GOVERNMENT))
                        .toString()
                        .contains("script"));
            }
        }
    }

    @Test
    void what_the_public_writes_the_public_never_reads_and_a_complaint_only_the_authority() {
        for (Topic topic : Topic.values()) {
            kind(topic.kind()).fields().forEach(field -> assertFalse(field.readableBy(Audience.PUBLIC), field::name));
            assertEquals(Set.of(Audience.values()), kind(topic.kind()).writers());
        }
        assertFalse(kind(Topic.COMPLAINT.kind()).field("words").orElseThrow().readableBy(Audience.USING_UNIT));
        assertTrue(kind(Topic.COMPLAINT.kind()).field("words").orElseThrow().readableBy(Audience.GOVERNMENT));
    }

    @Test
    void a_report_names_the_day_by_which_the_rules_want_it_answered_and_the_inbox_goes_by_it() {
        var context = scan().context();
        Map<String, Integer> days = Map.of("fault", 3, "complaint", 7, "sticker", 3);
        for (Action report : Desk.reports(context)) {
            assertEquals(
                    Optional.of(context.today().plusDays(days.get(report.name()))),
                    report.draft().given().day(Desk.ANSWER_BY),
                    report.name());
            assertEquals(Optional.of(Desk.ANSWER_BY), kind(report.kind()).due());
        }
        assertEquals(Optional.empty(), kind(Topic.ALARM.kind()).due(), "an alarm is a matter of minutes");
        assertEquals(
                Desk.REPORTS,
                Desk.reports(Contexts.of("3110").under(Rulebook.of(List.of())).context()),
                "where no rule says, no day is named");
    }

    @Test
    void who_is_told_a_number_on_the_telephone_goes_to_the_device_from_its_page() {
        start(30, Told.fault(1, 0));
        String number = number(receipt(Told.fault(1, 0)));
        List<Link> links = page(Desk.CASE, Map.of("number", number), caller(Audience.GOVERNMENT))
                .links();
        assertEquals(
                "/apps/public-desk/cases?code=" + CODE, links.get(0).target().toString());
    }

    private InMemoryPlatform start(int minutes, Entry... entries) {
        var platform = new InMemoryPlatform(Told.START.plusSeconds(60L * minutes))
                .withTablesOf(PublicDesk.class)
                .with(device(1), CODE)
                .with(device(2));
        for (Entry entry : entries) {
            platform.with(entry);
        }
        app.start(platform);
        return platform;
    }

    private static Device device(long id) {
        Device lift = Contexts.of("3110").device();
        return new Device(
                new DeviceId(id),
                lift.category(),
                lift.district(),
                id + " 号",
                lift.place(),
                lift.status(),
                lift.usingUnit(),
                lift.maintenanceUnit(),
                0);
    }

    private void hear(Entry... entries) {
        for (Entry entry : entries) {
            app.heard(
                    new Event(entry.id(), device(Long.parseLong(entry.subject().id())), entry));
        }
    }

    private Receipt receipt(Entry entry) {
        return app.receipt(scan().context(), entry).orElseThrow();
    }

    private static String number(Receipt receipt) {
        String target = receipt.links().get(0).target().toString();
        assertTrue(target.startsWith("/apps/public-desk/case?number="), target);
        return target.substring(target.indexOf('=') + 1);
    }

    private PageView casePage(String number) {
        return page(Desk.CASE, Map.of("number", number), caller(Audience.PUBLIC));
    }

    private PageView board(Audience reader) {
        return page(Desk.BOARD, Map.of(), caller(reader));
    }

    private PageView page(String name, Map<String, String> parameters, Caller caller) {
        return app.page(new PageContext(
                name, parameters, caller, Optional.empty(), scan().context().today(), rules));
    }

    private Caller caller(Audience reader) {
        return scan().readBy(reader).context().caller();
    }

    private Contexts scan() {
        return Contexts.of("3110").under(rules);
    }

    private List<String> targets(Contexts scan) {
        return app.links(scan.context()).stream()
                .map(link -> link.target().toString())
                .toList();
    }

    private List<Finding> check(String kind, Map<String, Object> values) {
        return checkedBy(Audience.USING_UNIT, kind, values);
    }

    private List<Finding> checkedBy(Audience reader, String kind, Map<String, Object> values) {
        return app.check(scan().readBy(reader).context(), kind, new Values(values));
    }

    private static List<String> fields(List<Finding> findings) {
        return findings.stream().map(Finding::field).toList();
    }

    private EntryKind kind(String name) {
        return app.kinds().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The facts of a page whose names begin so. */
    private static List<String> facts(PageView page, String name) {
        return page.sections().stream()
                .filter(Section.Facts.class::isInstance)
                .flatMap(section -> ((Section.Facts) section).facts().stream())
                .filter(fact -> fact.name().startsWith(name))
                .map(fact -> fact.name() + ": " + fact.value().en())
                .toList();
    }
}
