package org.teshema.plugin.chemicalpark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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

class PudongChemicalParkTest extends PluginContract {
    private static final Rulebook RULES = Rulebook.of(new PudongChemicalPark().rules());
    private static final LocalDate TODAY = LocalDate.of(2027, 1, 1);

    @Override
    protected Plugin plugin() {
        return new PudongChemicalPark();
    }

    @Override
    protected List<ScanContext> contexts() {
        return List.of(
                scan("8310").entry(Rounds.ROUND, leak("2026-12-31", 0)).context(),
                scan("8110").readBy(Audience.MAINTENANCE_UNIT).context(),
                scan("3410").entry(Rounds.ROUND, nothing("2026-12-01")).context());
    }

    @Override
    protected List<String> categories() {
        return List.of("2150", "3110", "3410", "4130", "4220", "8110", "8210", "8310");
    }

    @Test
    void the_three_areas_are_patrolled_and_no_other_district() {
        for (String area : List.of("310115", "3101LG", "3101HG")) {
            assertEquals(List.of("patrol"), actions(scan("8310").in(area)), area);
        }
        assertEquals(List.of(), actions(scan("8310").in("310107")));
        assertEquals(List.of(), actions(scan("3110")), "an ordinary lift");
        assertEquals(List.of("patrol"), actions(scan("3410")));
        assertEquals(List.of(), actions(scan("8310").status(DeviceStatus.STOPPED)));
        assertEquals(List.of(), actions(scan("8310").readBy(Audience.PUBLIC)));
    }

    @Test
    void the_next_round_is_due_so_many_days_after_the_last_over_the_end_of_month_and_year() {
        assertEquals("Never patrolled: as soon as can be BAD", due(scan("8310")));
        assertEquals("2027-01-01 GOOD", due(scan("8310").entry(Rounds.ROUND, nothing("2026-12-25"))));
        assertEquals("2026-12-31 BAD", due(scan("8310").entry(Rounds.ROUND, nothing("2026-12-24"))));
        assertEquals("2028-03-01 GOOD", due(scan("3410").on("2028-03-01").entry(Rounds.ROUND, nothing("2028-01-31"))));
        assertEquals("2027-03-02 BAD", due(scan("3410").on("2027-03-03").entry(Rounds.ROUND, nothing("2027-01-31"))));
    }

    @Test
    void an_interval_that_the_city_corrects_counts_from_its_day_on_and_nonsense_asks_nothing() {
        Rulebook stricter = RULES.with(interval("2027-01-01", "3"));
        Contexts line = scan("8310").under(stricter).entry(Rounds.ROUND, nothing("2026-12-25"));
        assertEquals("2027-01-01 GOOD", due(line.on("2026-12-31")));
        assertEquals("2026-12-28 BAD", due(line.on("2027-01-01")));
        assertEquals(List.of(), actions(scan("8310").under(RULES.with(interval("2027-01-01", "often")))));
        assertEquals(List.of(), actions(scan("8310").under(Rulebook.of(List.of(interval("2027-01-01", "3"))))));
    }

    @Test
    void a_round_names_its_post_where_there_are_posts_and_tells_all_of_what_it_found() {
        assertEquals(List.of(), round(scan("8310"), nothing("2027-01-01")));
        assertEquals(List.of("on"), round(scan("8310"), nothing("2027-01-02")));
        assertEquals(List.of("post"), round(scan("8110"), nothing("2027-01-01")));
        assertEquals(List.of(), round(scan("8110"), leak("2027-01-01", 12)));
        var bare = new HashMap<String, Object>(nothing("2027-01-01"));
        bare.put("found", "ex-joint");
        assertEquals(List.of("grade", "words"), round(scan("4130"), bare));
        bare.putAll(Map.of("grade", "1-serious", "words", "bolts missing"));
        assertEquals(List.of("stopped"), round(scan("4130"), bare));
        bare.put("found", "nothing");
        bare.put("stopped", true);
        assertEquals(List.of("grade"), round(scan("4130"), bare));
        assertEquals(List.of("on"), round(scan("8310").in("310116"), nothing("2027-01-01")));
    }

    @Test
    void a_later_entry_at_the_same_post_closes_what_was_found_there_before() {
        List<Entry> rounds = List.of(
                entry(1, 1, Rounds.ROUND, leak("2026-12-30", 12)),
                entry(2, 1, Rounds.ROUND, leak("2026-12-30", 13)),
                entry(3, 1, Rounds.ROUND, nothing("2026-12-31")));
        assertEquals(2, open(rounds, List.of()));
        Entry closing = entry(4, 1, Rounds.CLOSING, closed("2026-12-31", 12));
        List<Defect> all = Defect.of(rounds, List.of(closing));
        assertEquals(Optional.of(closing), all.get(0).closing());
        assertTrue(all.get(1).isOpen());
        Entry again = entry(5, 1, Rounds.ROUND, leak("2027-01-01", 12));
        assertEquals(1, open(List.of(again), List.of(closing)), "a closing closes nothing that comes later");
        Entry corrected = correction(6, 2, Rounds.ROUND, nothing("2026-12-30"));
        assertEquals(
                1,
                Defect.of(List.of(rounds.get(0), rounds.get(1), corrected), List.of())
                        .size());
    }

    @Test
    void a_closing_needs_something_open_and_no_earlier_day() {
        var app = new PudongChemicalPark();
        app.start(platform().with(entry(1, 1, Rounds.ROUND, leak("2026-12-31", 12))));
        assertEquals(List.of(), closing(app, closed("2026-12-31", 12)));
        assertEquals(List.of("post"), closing(app, closed("2027-01-01", 13)));
        assertEquals(List.of("on"), closing(app, closed("2026-12-30", 12)));
        assertEquals(List.of("on"), closing(app, closed("2027-01-02", 12)));
    }

    @Test
    void a_scan_shows_what_is_open_and_offers_to_close_it() {
        var app = new PudongChemicalPark();
        app.start(platform().with(entry(1, 1, Rounds.ROUND, leak("2026-12-31", 12))));
        var view = app.view(
                scan("8110").entry(Rounds.ROUND, leak("2026-12-31", 12)).context());
        Section.Table open = (Section.Table) view.sections().get(1);
        assertEquals(
                List.of("12", "2026-12-31", "A leak: at the flange", "Minor", "Open"),
                open.rows().get(0).stream().map(Text::en).toList());
        assertEquals(
                List.of("patrol", "close-defect"),
                view.actions().stream().map(Action::name).toList());
    }

    @Test
    void the_board_shows_overdue_lines_by_unit_and_open_defects_the_grave_ones_first() {
        var app = new PudongChemicalPark();
        var grave = new HashMap<>(leak("2026-12-29", 0));
        grave.putAll(Map.of("grade", "1-serious", "stopped", true));
        app.start(platform()
                .with(device(1, "8310", "310115"), "1000000000008")
                .with(device(2, "8310", "3101LG"))
                .with(device(3, "4130", "3101HG"))
                .with(device(4, "8310", "310107"))
                .with(device(5, "3110", "310115"))
                .with(entry(11, 1, Rounds.ROUND, leak("2026-12-24", 0)))
                .with(entry(12, 2, Rounds.ROUND, leak("2026-12-28", 0)))
                .with(entry(13, 2, Rounds.CLOSING, closed("2026-12-30", 0)))
                .with(entry(14, 3, Rounds.ROUND, grave)));
        PageView board = app.page(page(Map.of()));
        assertEquals(List.of("3", "1"), values(board.sections().get(0)));
        assertEquals(List.of("2", "1", "1"), values(board.sections().get(1)));
        assertEquals(List.of("No. 3 Grave Open", "No. 1 Minor Open", "No. 2 Minor 2026-12-30"), told((Section.Table)
                board.sections().get(2)));
        Section.Table units = (Section.Table) board.sections().get(3);
        assertEquals(
                List.of("—", "3", "1"),
                units.rows().get(0).stream().map(Text::en).toList());
        Section.Table lines = (Section.Table) board.sections().get(4);
        assertEquals(List.of("/n/1000000000008"), lines.paths());
        assertEquals("2026-12-31", lines.rows().get(0).get(4).en());
    }

    @Test
    void a_board_of_many_lines_goes_on_and_without_rules_there_is_none() {
        var app = new PudongChemicalPark();
        InMemoryPlatform many = platform();
        for (int id = 1; id <= 1001; id++) {
            many.with(device(id, "8310", "310115"));
        }
        app.start(many);
        PageView first = app.page(page(Map.of()));
        assertEquals(List.of("1000", "1000"), values(first.sections().get(0)));
        PageView second = app.page(page(Map.of("cursor", first.next().orElseThrow())));
        assertEquals(List.of("1", "1"), values(second.sections().get(0)));
        assertEquals(Optional.empty(), second.next());
        assertEquals(3, second.sections().size(), "the defects are all on the first page");
        assertEquals(
                List.of(),
                app.page(new PageContext(
                                "board",
                                Map.of(),
                                scan("8310").context().caller(),
                                Optional.empty(),
                                TODAY,
                                Rulebook.none()))
                        .sections());
    }

    private static long open(List<Entry> rounds, List<Entry> closings) {
        return Defect.of(rounds, closings).stream().filter(Defect::isOpen).count();
    }

    private static List<String> actions(Contexts scan) {
        return new PudongChemicalPark()
                .view(scan.context()).actions().stream().map(Action::name).toList();
    }

    private static String due(Contexts scan) {
        Section.Facts facts = (Section.Facts)
                new PudongChemicalPark().view(scan.context()).sections().get(0);
        return facts.facts().stream()
                .filter(fact -> fact.name().equals("due"))
                .map(fact -> fact.value().en() + " " + fact.tone())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> round(Contexts scan, Map<String, Object> values) {
        return fields(new PudongChemicalPark().check(scan.context(), Rounds.ROUND, new Values(values)));
    }

    private static List<String> closing(PudongChemicalPark app, Map<String, Object> values) {
        return fields(app.check(scan("8110").context(), Rounds.CLOSING, new Values(values)));
    }

    private static List<String> fields(List<Finding> findings) {
        return findings.stream().map(Finding::field).toList();
    }

    private static List<String> values(Section section) {
        return ((Section.Facts) section)
                .facts().stream().map(fact -> fact.value().en()).toList();
    }

    /** Device, grade and closing of each row. */
    private static List<String> told(Section.Table table) {
        List<String> told = new ArrayList<>();
        table.rows()
                .forEach(row -> told.add(row.get(0).en() + " " + row.get(4).en() + " "
                        + row.get(5).en()));
        return told;
    }

    private static Contexts scan(String category) {
        return Contexts.of(category)
                .in("310115")
                .under(RULES)
                .on(TODAY.toString())
                .readBy(Audience.USING_UNIT);
    }

    private static PageContext page(Map<String, String> parameters) {
        return new PageContext(
                "board",
                parameters,
                scan("8310").readBy(Audience.GOVERNMENT).context().caller(),
                Optional.empty(),
                TODAY,
                RULES);
    }

    private static Rule interval(String from, String every) {
        return new Rule(
                "patrol-industrial",
                "patrol",
                java.util.Set.of(new CatalogueCode("8300")),
                new Text("每 3 天巡查", "Patrolled every 3 days"),
                "园区通知",
                LocalDate.parse(from),
                Optional.empty(),
                true,
                Map.of("every", every));
    }

    private static Map<String, Object> nothing(String on) {
        return Map.of("on", LocalDate.parse(on), "found", "nothing");
    }

    private static Map<String, Object> leak(String on, long post) {
        return Map.of(
                "on", LocalDate.parse(on), "post", post, "found", "leak", "grade", "2-minor", "words", "at the flange");
    }

    private static Map<String, Object> closed(String on, long post) {
        return Map.of("on", LocalDate.parse(on), "post", post, "done", "gasket changed");
    }

    private static InMemoryPlatform platform() {
        return new InMemoryPlatform(Instant.parse("2027-01-01T04:00:00Z"));
    }

    private static Device device(long id, String category, String district) {
        return new Device(
                new DeviceId(id),
                new CatalogueCode(category),
                district,
                "No. " + id,
                "高桥镇",
                DeviceStatus.IN_USE,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private static Entry entry(long id, long device, String kind, Map<String, Object> values) {
        return entry(id, device, kind, values, OptionalLong.empty());
    }

    private static Entry correction(long id, long of, String kind, Map<String, Object> values) {
        return entry(id, 1, kind, values, OptionalLong.of(of));
    }

    private static Entry entry(long id, long device, String kind, Map<String, Object> values, OptionalLong supersedes) {
        Instant at = ((LocalDate) values.get("on")).atStartOfDay(Contexts.ZONE).toInstant();
        return new Entry(
                id, Subject.of(new DeviceId(device)), kind, 1, new Values(values), at, at, "某化工公司", "scan", supersedes);
    }
}
