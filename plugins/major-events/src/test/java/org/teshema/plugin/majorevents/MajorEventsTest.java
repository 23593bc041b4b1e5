package org.teshema.plugin.majorevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Side;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;
import org.teshema.testkit.PluginContract;

class MajorEventsTest extends PluginContract {
    /** A fair in two districts over the end of a month. */
    private static final Rule FAIR = event(
            "fair",
            "2026-02-01",
            Optional.of("2026-03-02"),
            Map.of("first", "2026-02-27", "every", "2", "districts", "310107 310104"));

    private static final Rulebook RULES = Rulebook.of(new MajorEvents().rules()).with(FAIR);

    @Override
    protected Plugin plugin() {
        return new MajorEvents();
    }

    @Override
    protected List<ScanContext> contexts() {
        return List.of(
                scan("3110").entry(Check.KIND, check("2026-02-28", "ready")).context(),
                scan("3110").readBy(Audience.GOVERNMENT).context(),
                scan("4110")
                        .entry(MajorEvent.PLACE, place("fair-2026", true))
                        .readBy(Audience.GOVERNMENT)
                        .context());
    }

    @Test
    void a_device_belongs_to_an_event_by_district_and_kind() {
        assertEquals("Not checked yet", stands(scan("3110")));
        assertEquals("", stands(scan("3110").in("310101")), "another district");
        assertEquals("", stands(scan("4110")), "a kind that is not asked for");
        assertEquals("", stands(scan("3110").status(DeviceStatus.STOPPED)));
        assertEquals("", stands(scan("3110").readBy(Audience.PUBLIC)));
        Rule everywhere = event("fair", "2026-02-01", Optional.of("2026-03-02"), Map.of("first", "2026-02-27"));
        assertEquals("Not checked yet", stands(scan("3110").in("310151").under(Rulebook.of(List.of(everywhere)))));
    }

    @Test
    void at_a_venue_the_address_or_the_name_tells_and_at_an_unknown_one_only_an_officer() {
        MajorEvent expo = MajorEvent.all(Rulebook.of(new MajorEvents().rules())).get(0);
        assertEquals("ciie-2026", expo.key());
        assertTrue(expo.covers(device(1, "3110", "310118", "崧泽大道333号 8.1 馆"), List.of()));
        assertFalse(expo.covers(device(1, "3110", "310118", "公园路 333 号"), List.of()));
        assertFalse(expo.covers(device(1, "3110", "310115", "崧泽大道333号 8.1 馆"), List.of()));
        Rule somewhere = event(
                "fair",
                "2026-02-01",
                Optional.of("2026-03-02"),
                Map.of("first", "2026-02-27", "districts", "310107", "venue", "a barn"));
        MajorEvent barn = MajorEvent.all(Rulebook.of(List.of(somewhere))).get(0);
        Device lift = device(1, "3110", "310107", "某路 1 号");
        assertFalse(barn.covers(lift, List.of()));
        assertTrue(barn.covers(lift, List.of(entry(1, 1, MajorEvent.PLACE, place("fair-2026", true)))));
    }

    @Test
    void an_event_is_open_from_its_first_day_of_checks_to_its_last_and_one_that_cannot_be_is_none() {
        assertEquals("", stands(scan("3110").on("2026-01-31")));
        assertEquals("Not checked yet", stands(scan("3110").on("2026-02-01")));
        assertEquals("Not checked yet", stands(scan("3110").on("2026-02-28")));
        assertEquals("Not checked yet", stands(scan("3110").on("2026-03-02")));
        assertEquals("", stands(scan("3110").on("2026-03-03")));
        for (Rule wrong : List.of(
                event("no-end", "2026-02-01", Optional.empty(), Map.of("first", "2026-02-27")),
                event("no-first", "2026-02-01", Optional.of("2026-03-02"), Map.of()),
                event("no-day", "2026-02-01", Optional.of("2026-03-02"), Map.of("first", "2026-02-29")),
                event(
                        "no-number",
                        "2026-02-01",
                        Optional.of("2026-03-02"),
                        Map.of("first", "2026-02-27", "every", "daily")),
                event("too-late", "2026-02-01", Optional.of("2026-03-02"), Map.of("first", "2026-03-03")))) {
            assertEquals(List.of(), MajorEvent.all(Rulebook.of(List.of(wrong))), wrong::id);
        }
    }

    @Test
    void one_check_does_before_the_event_and_while_it_runs_it_holds_so_many_days() {
        Contexts checked = scan("3110").entry(Check.KIND, check("2026-02-02", "ready"));
        assertEquals("Checked 2026-02-02", stands(checked.on("2026-02-26")));
        assertEquals("To be checked again 2026-02-02", stands(checked.on("2026-02-27")));
        Contexts again = scan("3110").entry(Check.KIND, check("2026-02-27", "ready"));
        assertEquals("Checked 2026-02-27", stands(again.on("2026-02-28")));
        assertEquals("To be checked again 2026-02-27", stands(again.on("2026-03-01")));
        assertEquals(
                "Found wrong 2026-02-28: door", stands(scan("3110").entry(Check.KIND, check("2026-02-28", "wrong"))));
        assertEquals(
                "Not checked yet",
                stands(scan("3110").entry(Check.KIND, check("2026-01-31", "ready"))),
                "a check before the event opened does not count");
        Rule once = event("fair", "2026-02-01", Optional.of("2026-03-02"), Map.of("first", "2026-02-27"));
        assertEquals("Checked 2026-02-02", stands(checked.under(Rulebook.of(List.of(once)))));
    }

    @Test
    void an_officer_takes_a_device_in_or_out_and_the_last_word_counts() {
        var app = new MajorEvents();
        app.start(platform()
                .with(entry(1, 1, MajorEvent.PLACE, place("fair-2026", true)))
                .with(entry(2, 1, MajorEvent.PLACE, place("ciie-2026", true))));
        Contexts far = scan("3110").in("310151");
        assertEquals("", stands(app, far), "no entry of that kind came with the scan");
        assertEquals("Not checked yet", stands(app, far.entry(MajorEvent.PLACE, place("ciie-2026", true))));
        app.start(platform()
                .with(entry(1, 1, MajorEvent.PLACE, place("fair-2026", true)))
                .with(entry(2, 1, MajorEvent.PLACE, place("fair-2026", false))));
        assertEquals("", stands(app, scan("3110").entry(MajorEvent.PLACE, place("fair-2026", false))));
    }

    @Test
    void a_check_is_taken_of_devices_of_an_event_and_does_not_contradict_itself() {
        assertEquals(List.of(), findings(scan("3110"), Check.KIND, check("2026-03-01", "ready")));
        assertEquals(List.of("on"), findings(scan("3110"), Check.KIND, check("2026-03-02", "ready")));
        assertEquals(List.of("on"), findings(scan("3110"), Check.KIND, check("2026-01-31", "ready")));
        assertEquals(List.of("on"), findings(scan("3110").in("310151"), Check.KIND, check("2026-03-01", "ready")));
        var wrong = check("2026-03-01", "wrong");
        wrong.remove("found");
        assertEquals(List.of("found"), findings(scan("3110"), Check.KIND, wrong));
        wrong.put("result", "ready");
        wrong.put("on-duty", false);
        assertEquals(List.of("result"), findings(scan("3110"), Check.KIND, wrong));
    }

    @Test
    void a_device_is_taken_into_an_event_that_there_is() {
        assertEquals(List.of(), findings(scan("3110"), MajorEvent.PLACE, place("fair-2026", true)));
        assertEquals(List.of("event"), findings(scan("3110"), MajorEvent.PLACE, place("fair-2025", true)));
        assertEquals(List.of("event"), findings(scan("4110"), MajorEvent.PLACE, place("fair-2026", true)));
        assertEquals(
                List.of("event"),
                findings(scan("3110").on("2026-03-03"), MajorEvent.PLACE, place("fair-2026", true)),
                "an event that is over");
        assertEquals(
                List.of("event-place"),
                new MajorEvents()
                                .view(scan("3110")
                                        .in("310151")
                                        .readBy(Audience.GOVERNMENT)
                                        .context())
                                .actions()
                                .stream()
                                .map(Action::name)
                                .toList());
    }

    @Test
    void the_board_counts_the_devices_of_an_event_what_is_wrong_first() {
        var app = new MajorEvents();
        app.start(platform()
                .with(device(1, "3110", "310107", "某路 1 号"), "1000000000008")
                .with(device(2, "3110", "310104", "长寿路 2 号"))
                .with(device(3, "3110", "310101", "别处"))
                .with(device(4, "3110", "310151", "别处"))
                .with(device(5, "3110", "310107", "某路 5 号"))
                .with(entry(11, 1, Check.KIND, check("2026-02-28", "ready")))
                .with(entry(12, 2, Check.KIND, check("2026-02-03", "ready")))
                .with(entry(13, 4, MajorEvent.PLACE, place("fair-2026", true)))
                .with(entry(14, 4, Check.KIND, check("2026-02-04", "wrong")))
                .with(entry(15, 5, MajorEvent.PLACE, place("fair-2026", false)))
                .with(entry(16, 3, Check.KIND, check("2026-02-05", "ready"))));
        PageView board = app.page(page(Map.of(), OrganisationKind.CITY_BUREAU, "310000"));
        Section.Facts figures = (Section.Facts) board.sections().get(0);
        assertEquals("Fair 2026", figures.title().en());
        assertEquals(
                List.of("3", "1", "0", "1", "0", "1"),
                List.of("devices", "wrong", "open", "again", "closed", "ready").stream()
                        .map(name -> figures.facts().stream()
                                .filter(fact -> fact.name().equals(name))
                                .findFirst()
                                .orElseThrow()
                                .value()
                                .en())
                        .toList());
        Section.Table devices = (Section.Table) board.sections().get(1);
        assertEquals(
                List.of("No. 4", "No. 2", "No. 1"),
                devices.rows().stream().map(row -> row.get(0).en()).toList());
        assertEquals(List.of("", "", "/n/1000000000008"), devices.paths());
    }

    @Test
    void a_district_is_told_its_own_events_the_city_all_and_nonsense_shows_the_next_one() {
        assertEquals(
                List.of("fair-2026", "ciie-2026", "bund-new-year-2026", "ciie-2027", "bund-new-year-2027"),
                events(OrganisationKind.CITY_BUREAU, "310000"));
        assertEquals(List.of("fair-2026"), events(OrganisationKind.DISTRICT, "310107"));
        assertEquals(List.of("bund-new-year-2026", "bund-new-year-2027"), events(OrganisationKind.STATION, "310101"));
        assertEquals(List.of(), events(OrganisationKind.DISTRICT, "310151"));
        var app = new MajorEvents();
        app.start(platform());
        assertEquals(
                "Fair 2026",
                app.page(page(Map.of("event", "\"><b>"), OrganisationKind.CITY_BUREAU, "310000"))
                        .sections()
                        .get(0)
                        .title()
                        .en());
    }

    @Test
    void the_board_of_a_whole_district_goes_on_page_by_page() {
        var app = new MajorEvents();
        InMemoryPlatform many = platform();
        for (int id = 1; id <= 601; id++) {
            many.with(device(id, "3110", "310107", "某路 " + id + " 号"));
        }
        app.start(many);
        PageView first = app.page(page(Map.of(), OrganisationKind.DISTRICT, "310107"));
        assertEquals("A part of it", first.sections().get(0).title().en());
        PageView second =
                app.page(page(Map.of("cursor", first.next().orElseThrow()), OrganisationKind.DISTRICT, "310107"));
        assertEquals(Optional.empty(), second.next());
        assertEquals(1, ((Section.Table) second.sections().get(2)).rows().size());
    }

    private static List<String> events(OrganisationKind kind, String district) {
        var app = new MajorEvents();
        app.start(platform());
        List<Section> sections = app.page(page(Map.of(), kind, district)).sections();
        Section.Table events = (Section.Table) sections.get(sections.size() - 1);
        return events.rows().stream().map(row -> row.get(1).en()).toList();
    }

    private static String stands(Contexts scan) {
        return stands(new MajorEvents(), scan);
    }

    private static String stands(MajorEvents app, Contexts scan) {
        return app.view(scan.context()).sections().stream()
                .map(section -> ((Section.Facts) section).facts().get(0).value().en())
                .findFirst()
                .orElse("");
    }

    private static List<String> findings(Contexts scan, String kind, Map<String, Object> values) {
        List<Finding> findings = new MajorEvents().check(scan.context(), kind, new Values(values));
        assertTrue(findings.stream().noneMatch(finding -> finding.words().en().isBlank()));
        return findings.stream().map(Finding::field).toList();
    }

    private static Contexts scan(String category) {
        return Contexts.of(category).under(RULES).on("2026-03-01").readBy(Audience.USING_UNIT);
    }

    private static PageContext page(Map<String, String> parameters, OrganisationKind kind, String district) {
        var office = new Organisation(7, kind, "某局", Optional.empty(), district, Optional.empty());
        return new PageContext(
                "board",
                parameters,
                new Caller(Side.GOVERNMENT, Audience.GOVERNMENT, Optional.of(office), Language.ZH),
                Optional.empty(),
                LocalDate.of(2026, 3, 1),
                RULES);
    }

    private static Rule event(String id, String from, Optional<String> until, Map<String, String> parameters) {
        return new Rule(
                id,
                "major-event",
                Set.of(new CatalogueCode("3000")),
                new Text("博览会", "Fair"),
                "市通知",
                LocalDate.parse(from),
                until.map(LocalDate::parse),
                true,
                parameters);
    }

    private static Map<String, Object> check(String on, String result) {
        var values = new HashMap<String, Object>(Map.of(
                "on",
                LocalDate.parse(on),
                "result",
                result,
                "in-date",
                true,
                "safety-devices",
                true,
                "on-duty",
                true,
                "rescue",
                true));
        if (result.equals("wrong")) {
            values.put("found", "door");
        }
        return values;
    }

    private static Map<String, Object> place(String event, boolean inside) {
        return Map.of("on", LocalDate.of(2026, 2, 10), "event", event, "inside", inside);
    }

    private static InMemoryPlatform platform() {
        return new InMemoryPlatform(Instant.parse("2026-03-01T04:00:00Z"));
    }

    private static Device device(long id, String category, String district, String place) {
        return new Device(
                new DeviceId(id),
                new CatalogueCode(category),
                district,
                "No. " + id,
                place,
                DeviceStatus.IN_USE,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private static Entry entry(long id, long device, String kind, Map<String, Object> values) {
        Instant at = ((LocalDate) values.get("on")).atStartOfDay(Contexts.ZONE).toInstant();
        return new Entry(
                id,
                Subject.of(new DeviceId(device)),
                kind,
                1,
                new Values(values),
                at,
                at,
                "某单位",
                "scan",
                OptionalLong.empty());
    }
}
