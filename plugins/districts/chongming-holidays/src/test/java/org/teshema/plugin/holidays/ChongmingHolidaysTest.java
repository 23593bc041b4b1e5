package org.teshema.plugin.holidays;

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
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;
import org.teshema.testkit.PluginContract;

class ChongmingHolidaysTest extends PluginContract {
    private static final Rulebook RULES = Rulebook.of(new ChongmingHolidays().rules());
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 31);
    private static final Map<String, Object> AT_A_RESORT =
            Map.of("on", LocalDate.of(2026, 11, 2), "name", "东平国家森林公园", "serves", true);

    @Override
    protected Plugin plugin() {
        return new ChongmingHolidays();
    }

    @Override
    protected List<ScanContext> contexts() {
        return List.of(
                scan("6110").entry(Check.KIND, ride("2026-12-30", "wrong")).context(),
                scan("9110").readBy(Audience.INSPECTION_BODY).context(),
                scan("3110").entry(Equipment.SITE, AT_A_RESORT).context());
    }

    @Test
    void a_period_is_open_from_its_first_day_to_the_last_day_off() {
        assertEquals(List.of(), open("2026-11-30"));
        assertEquals(List.of("new-year-2027"), open("2026-12-01"));
        assertEquals(List.of("new-year-2027"), open("2026-12-31"));
        assertEquals(List.of("new-year-2027"), open("2027-01-03"));
        assertEquals(List.of(), open("2027-01-04"));
        assertEquals(List.of("spring-festival-2026"), open("2026-01-31"));
        assertEquals(List.of("spring-festival-2026", "two-sessions-2026"), open("2026-02-23"));
        assertEquals(List.of("two-sessions-2026"), open("2026-02-28"));
    }

    @Test
    void a_period_of_the_city_counts_at_once_and_one_that_cannot_be_counts_never() {
        Rule lantern = period("lantern", "2027-02-15", Optional.of("2027-02-20"), Map.of("first", "2027-02-20"));
        assertEquals(
                "lantern-2027", Period.all(Rulebook.of(List.of(lantern))).get(0).key());
        for (Rule wrong : List.of(
                period("no-end", "2027-02-15", Optional.empty(), Map.of("first", "2027-02-20")),
                period("no-first", "2027-02-15", Optional.of("2027-02-20"), Map.of()),
                period("no-day", "2027-02-15", Optional.of("2027-02-20"), Map.of("first", "2027-02-30")),
                period("too-late", "2027-02-15", Optional.of("2027-02-20"), Map.of("first", "2027-02-21")),
                period("too-early", "2027-02-15", Optional.of("2027-02-20"), Map.of("first", "2027-02-14")))) {
            assertEquals(List.of(), Period.all(Rulebook.of(List.of(wrong))), wrong::id);
        }
    }

    @Test
    void rides_are_always_asked_and_a_lift_where_it_serves_a_tourist_site() {
        assertEquals(List.of("holiday-check"), actions(scan("6110")));
        assertEquals(List.of("holiday-check"), actions(scan("5210")));
        assertEquals(List.of("tourist-site"), actions(scan("3110")));
        assertEquals(
                List.of("holiday-check", "tourist-site"), actions(scan("3110").entry(Equipment.SITE, AT_A_RESORT)));
        var gone = new HashMap<>(AT_A_RESORT);
        gone.put("serves", false);
        assertEquals(List.of("tourist-site"), actions(scan("3110").entry(Equipment.SITE, gone)));
        assertEquals(List.of(), actions(scan("4110")), "no period asks for cranes");
        assertEquals(List.of(), actions(scan("6110").status(DeviceStatus.STOPPED)));
        assertEquals(List.of(), actions(scan("6A00").childAs("car")), "a car is checked with its ride");
        assertEquals(List.of(), actions(scan("6110").on("2027-01-04")), "no period is near");
        assertEquals(List.of(), actions(scan("6110").readBy(Audience.PUBLIC)));
    }

    @Test
    void a_scan_tells_how_the_device_stands_before_the_holiday() {
        assertEquals("new-year-2027 Not checked yet WARNING", fact(scan("6110")));
        assertEquals(
                "new-year-2027 Checked 2026-12-30 GOOD",
                fact(scan("6110").entry(Check.KIND, ride("2026-12-30", "ready"))));
        assertEquals(
                "new-year-2027 Found wrong 2026-12-30: worn pins BAD",
                fact(scan("6110").entry(Check.KIND, ride("2026-12-30", "wrong"))));
        assertEquals(
                "new-year-2027 Not checked yet WARNING",
                fact(scan("6110").entry(Check.KIND, ride("2026-11-30", "ready"))),
                "a check before the period opened does not count");
        var app = new ChongmingHolidays();
        assertEquals(
                "/apps/chongming-holidays/progress?period=new-year-2027",
                app.links(scan("6110").context()).get(0).target().toString());
        assertEquals(List.of(), app.links(scan("6110").readBy(Audience.PUBLIC).context()));
    }

    @Test
    void a_checklist_is_whole_and_does_not_contradict_itself() {
        assertEquals(List.of(), findings(scan("6110"), ride("2026-12-31", "ready")));
        assertEquals(List.of(), findings(scan("6110"), ride("2026-12-01", "ready")));
        assertEquals(List.of("on"), findings(scan("6110"), ride("2027-01-01", "ready")));
        assertEquals(List.of("on"), findings(scan("6110"), ride("2026-11-30", "ready")));
        assertEquals(List.of("on"), findings(scan("6110").on("2027-01-04"), ride("2027-01-03", "ready")));
        var unlocked = ride("2026-12-31", "ready");
        unlocked.put("restraints", false);
        assertEquals(List.of("result"), findings(scan("6110"), unlocked));
        unlocked.remove("restraints");
        assertEquals(List.of("restraints"), findings(scan("6110"), unlocked));
        assertEquals(List.of("restraints", "rescue-drive"), findings(scan("9110"), ride("2026-12-31", "ready")));
        var silent = ride("2026-12-31", "wrong");
        silent.remove("found");
        assertEquals(List.of("found"), findings(scan("6110"), silent));
        assertEquals(List.of("on", "restraints", "alarm"), findings(scan("3110"), ride("2026-12-31", "ready")));
    }

    @Test
    void a_site_is_not_said_of_a_coming_day() {
        var app = new ChongmingHolidays();
        var coming = new HashMap<>(AT_A_RESORT);
        coming.put("on", TODAY.plusDays(1));
        assertEquals(List.of(), app.check(scan("3110").context(), Equipment.SITE, new Values(AT_A_RESORT)));
        assertEquals(
                "on",
                app.check(scan("3110").context(), Equipment.SITE, new Values(coming))
                        .get(0)
                        .field());
    }

    @Test
    void the_page_counts_what_is_checked_and_tells_first_what_was_found_wrong() {
        var app = new ChongmingHolidays();
        app.start(platform()
                .with(device(1, "6110"), "1000000000008")
                .with(device(2, "6110"))
                .with(device(3, "9110"))
                .with(device(4, "3110"))
                .with(device(5, "3110"))
                .with(device(6, "4110"))
                .with(entry(11, 1, Check.KIND, ride("2026-12-01", "ready")))
                .with(entry(12, 1, Check.KIND, ride("2026-12-30", "wrong")))
                .with(entry(13, 2, Check.KIND, ride("2026-12-02", "wrong")))
                .with(entry(14, 2, Check.KIND, ride("2026-12-02", "ready")))
                .with(entry(15, 3, Check.KIND, ride("2026-11-30", "ready")))
                .with(entry(16, 4, Equipment.SITE, AT_A_RESORT))
                .with(entry(17, 4, Check.KIND, ride("2026-12-05", "closed"))));
        PageView page = app.page(page(Map.of()));
        Section.Facts figures = (Section.Facts) page.sections().get(0);
        assertEquals("New Year 2027", figures.title().en());
        assertEquals(
                List.of("2027-01-01 to 2027-01-03", "4", "1", "1", "1", "1"),
                List.of("days", "asked", "wrong", "open", "closed", "ready").stream()
                        .map(name -> value(figures, name))
                        .toList());
        assertTrue(value(figures, "certainty").startsWith("Not confirmed"));
        Section.Table devices = (Section.Table) page.sections().get(1);
        assertEquals(
                List.of("No. 1", "No. 3", "No. 4", "No. 2"),
                devices.rows().stream().map(row -> row.get(0).en()).toList());
        assertEquals(List.of("/n/1000000000008", "", "", ""), devices.paths());
        assertEquals("东平国家森林公园", devices.rows().get(2).get(2).zh());
    }

    @Test
    void a_past_period_is_shown_as_it_ended_and_nonsense_shows_the_next_one() {
        var app = new ChongmingHolidays();
        app.start(platform()
                .with(device(1, "6110"))
                .with(entry(11, 1, Check.KIND, ride("2026-10-07", "ready")))
                .with(entry(12, 1, Check.KIND, ride("2026-10-08", "wrong"))));
        Section.Facts past = (Section.Facts)
                app.page(page(Map.of("period", "national-day-2026"))).sections().get(0);
        assertEquals("National Day 2026", past.title().en());
        assertEquals("1", value(past, "ready"));
        assertEquals("0", value(past, "wrong"));
        PageView nonsense = app.page(page(Map.of("period", "<script>")));
        assertEquals("New Year 2027", nonsense.sections().get(0).title().en());
        Section.Facts coming = (Section.Facts)
                app.page(page(Map.of("period", "labour-day-2027"))).sections().get(0);
        assertEquals("1", value(coming, "open"));
        Section.Table periods = (Section.Table) nonsense.sections().get(2);
        assertEquals(9, periods.rows().size());
        assertEquals(
                "/apps/chongming-holidays/progress?period=spring-festival-2026",
                periods.paths().get(0));
    }

    @Test
    void without_a_rule_nothing_is_asked_and_with_too_many_devices_it_is_said() {
        var app = new ChongmingHolidays();
        InMemoryPlatform many = platform();
        for (int id = 1; id <= 1001; id++) {
            many.with(device(id, "6110"));
        }
        app.start(many);
        assertEquals(
                "Not all of it",
                app.page(page(Map.of())).sections().get(0).title().en());
        PageView bare = app.page(new PageContext(
                "progress", Map.of(), scan("6110").context().caller(), Optional.empty(), TODAY, Rulebook.none()));
        assertEquals(List.of(), ((Section.Table) bare.sections().get(0)).rows());
        assertFalse(Equipment.isAlwaysAsked(Rulebook.none(), new CatalogueCode("6110"), TODAY));
    }

    private static List<String> open(String day) {
        return Period.open(scan("6110").on(day).context()).stream()
                .map(Period::key)
                .toList();
    }

    private static List<String> actions(Contexts scan) {
        return new ChongmingHolidays()
                .view(scan.context()).actions().stream().map(Action::name).toList();
    }

    private static String fact(Contexts scan) {
        Section.Facts facts = (Section.Facts)
                new ChongmingHolidays().view(scan.context()).sections().get(0);
        Section.Fact fact = facts.facts().get(0);
        return fact.name() + " " + fact.value().en() + " " + fact.tone();
    }

    private static String value(Section.Facts facts, String name) {
        return facts.facts().stream()
                .filter(fact -> fact.name().equals(name))
                .map(fact -> fact.value().en())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> findings(Contexts scan, Map<String, Object> values) {
        return new ChongmingHolidays()
                .check(scan.context(), Check.KIND, new Values(values)).stream()
                        .map(Finding::field)
                        .toList();
    }

    private static Contexts scan(String category) {
        return Contexts.of(category)
                .in("310151")
                .under(RULES)
                .on(TODAY.toString())
                .readBy(Audience.USING_UNIT);
    }

    private static PageContext page(Map<String, String> parameters) {
        return new PageContext(
                "progress",
                parameters,
                scan("6110").readBy(Audience.GOVERNMENT).context().caller(),
                Optional.empty(),
                TODAY,
                RULES);
    }

    private static Rule period(String id, String from, Optional<String> until, Map<String, String> parameters) {
        return new Rule(
                id,
                "holiday-period",
                java.util.Set.of(),
                new Text("灯会", "Lantern festival"),
                "区通知",
                LocalDate.parse(from),
                until.map(LocalDate::parse),
                true,
                parameters);
    }

    /** A ride's whole checklist. */
    private static Map<String, Object> ride(String on, String result) {
        var values = new HashMap<String, Object>();
        for (String item :
                List.of("in-date", "staff", "trial-run", "safety-devices", "notices", "emergency-plan", "restraints")) {
            values.put(item, true);
        }
        values.put("on", LocalDate.parse(on));
        values.put("result", result);
        if (result.equals("wrong")) {
            values.put("found", "worn pins");
        }
        return values;
    }

    private static InMemoryPlatform platform() {
        return new InMemoryPlatform(Instant.parse("2026-12-31T04:00:00Z"));
    }

    private static Device device(long id, String category) {
        return new Device(
                new DeviceId(id),
                new CatalogueCode(category),
                "310151",
                "No. " + id,
                "陈家镇",
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
                "某乐园",
                "scan",
                OptionalLong.empty());
    }
}
