package org.teshema.plugin.elevator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Ticks;
import org.teshema.api.archive.Ticks.Mark;
import org.teshema.api.archive.Ticks.Tick;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;

/** A visit from the scan that begins it to the signature, as its archive tells it. */
class UpkeepTest {
    private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");
    private static final String WE = "某电梯维保有限公司";
    private static final Contexts LIFT = Contexts.of("3110").under(Rulebook.of(new ElevatorPlugin().rules()));

    private final ElevatorPlugin plugin = new ElevatorPlugin();

    @Test
    void the_lists_cover_31_44_59_and_76_items() {
        assertEquals(
                List.of(31, 44, 59, 76),
                Visit.parts().stream().map(visit -> visit.items().size()).toList());
        var kind = plugin.kinds().stream()
                .filter(one -> one.name().equals(Upkeep.RECORD))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of(31, 13, 15, 17),
                Visit.parts().stream()
                        .map(visit -> ((FieldType.Checklist)
                                        kind.field(visit.list()).orElseThrow().type())
                                .items()
                                .size())
                        .toList());
    }

    @Test
    void a_record_is_offered_only_after_a_scan_of_the_units_own_that_is_not_long_ago() {
        assertEquals(Set.of("begin-upkeep"), deeds(worker(LIFT)));
        assertEquals(Set.of("submit-upkeep", "begin-upkeep"), deeds(worker(LIFT.entry(begun(WE, "scan", 60)))));
        assertEquals(Set.of("submit-upkeep", "begin-upkeep"), deeds(worker(LIFT.entry(begun(WE, "scan", 8 * 60)))));
        assertEquals(Set.of("begin-upkeep"), deeds(worker(LIFT.entry(begun(WE, "scan", 8 * 60 + 1)))));
        assertEquals(Set.of("begin-upkeep"), deeds(worker(LIFT.entry(begun("别家维保", "scan", 60)))));
        assertEquals(Set.of("begin-upkeep"), deeds(worker(LIFT.entry(begun(WE, "api", 60)))));
        assertEquals(Set.of("begin-upkeep"), deeds(worker(LIFT.entry(begun(WE, "number", 60)))));
        assertEquals(
                Set.of("begin-upkeep"),
                deeds(worker(LIFT.under(Rulebook.none()).entry(begun(WE, "scan", 60)))),
                "without a rule nothing is open");
        Contexts escalator = Contexts.of("3310").entry(begun(WE, "scan", 60));
        assertEquals(Set.of(), deeds(worker(escalator)), "annex A is for traction lifts");
    }

    @Test
    void a_visit_is_begun_only_where_the_symbol_is() {
        Action begin = action(worker(LIFT), "begin-upkeep");
        assertTrue(begin.draft().atDevice());
        assertEquals(Upkeep.BEGUN, begin.kind());
    }

    @Test
    void what_is_asked_is_what_the_visit_covers_and_when_it_was_begun_nobody_types() {
        Action submit = action(worker(LIFT.entry(begun(WE, "scan", 60))), "submit-upkeep");
        assertEquals(
                Map.of("visit", "quarter", "begun", 7L, "begun-at", "2026-03-01 13:00"),
                submit.draft().given().byName());
        assertEquals(
                Set.of("items-half-month", "items-quarter", "workers", "remarks", "photo", "fault-photo"),
                submit.draft().asked());
    }

    @Test
    void a_visit_that_is_open_is_told_to_its_unit_before_all_else() {
        Contexts begun = LIFT.entry(begun(WE, "scan", 60));
        Section.Notice open = (Section.Notice) view(worker(begun)).sections().get(0);
        assertEquals("Maintenance under way", open.title().en());
        assertEquals(Section.Tone.WARNING, open.tone());
        assertFalse(view(officer(begun)).sections().toString().contains("Maintenance under way"));
        assertFalse(view(worker(done())).sections().toString().contains("Maintenance under way"));
    }

    @Test
    void a_recorded_visit_is_closed_and_waits_for_the_signature() {
        Contexts done = done();
        assertEquals(Set.of("begin-upkeep", "sign-upkeep-here", "amend-upkeep"), deeds(worker(done)));
        assertEquals(Set.of("sign-upkeep", "dispute-upkeep"), deeds(officer(done)));
        assertEquals(Set.of(), deeds(done.readBy(Audience.GOVERNMENT).context()));
        assertEquals(Set.of(), deeds(done.context()), "the public does nothing");
        Action here = action(worker(done), "sign-upkeep-here");
        assertEquals(Optional.of(Audience.USING_UNIT), here.draft().signer());
        assertEquals(
                Map.of("record", 8L, "visit", "quarter", "faults", 1L),
                here.draft().given().byName());
        assertEquals(List.of("Waiting for the using unit's signature"), facts(officer(done), "upkeep-state"));
    }

    @Test
    void a_signed_record_is_nobodys_to_sign_again_and_a_dispute_may_still_be_signed() {
        Contexts signed = done().entry(said(9, Upkeep.SIGNED, 8));
        assertEquals(Set.of("begin-upkeep", "amend-upkeep"), deeds(worker(signed)));
        assertEquals(Set.of(), deeds(officer(signed)));
        assertEquals(List.of("Signed by the using unit"), facts(worker(signed), "upkeep-state"));
        Contexts disputed = done().entry(said(9, Upkeep.DISPUTED, 8));
        assertEquals(Set.of("sign-upkeep"), deeds(officer(disputed)));
        assertEquals(List.of("Disputed by the using unit"), facts(worker(disputed), "upkeep-state"));
        assertEquals(List.of("门机未清洁"), facts(worker(disputed), "upkeep-reason"));
    }

    @Test
    void an_amended_record_opens_with_the_earlier_one_and_is_signed_anew() {
        Contexts signed = done().entry(said(9, Upkeep.SIGNED, 8));
        Action amend = action(worker(signed), "amend-upkeep");
        assertEquals(OptionalLong.of(8), amend.draft().amends());
        assertEquals(
                Set.of("visit", "begun", "begun-at", "done-at"),
                amend.draft().given().byName().keySet());
        assertEquals(
                Set.of("workers", "items-half-month", "items-quarter"),
                amend.draft().filled().byName().keySet());
        var values = new HashMap<String, Object>(record().byName());
        values.put("done-at", "2026-03-01 13:30");
        Contexts amended = signed.entry(entry(10, Upkeep.RECORD, WE, "scan", 0, new Values(values), 8));
        assertEquals(List.of("Waiting for the using unit's signature"), facts(worker(amended), "upkeep-state"));
        assertEquals(List.of("2026-03-01 13:30"), facts(worker(amended), "upkeep-done"));
        assertEquals(Set.of("sign-upkeep", "dispute-upkeep"), deeds(officer(amended)));
    }

    @Test
    void another_unit_neither_signs_nor_amends_what_it_did_not_record() {
        Contexts others = LIFT.entry(entry(8, Upkeep.RECORD, "别家维保", "scan", 30, record(), 0));
        assertEquals(Set.of("begin-upkeep"), deeds(worker(others)));
    }

    @Test
    void a_record_that_comes_on_another_way_is_of_an_open_visit_too() {
        assertEquals(List.of("begun"), wrong(LIFT, record()));
        assertEquals(List.of("begun"), wrong(LIFT.entry(begun(WE, "api", 60)), record()));
        assertEquals(List.of("begun"), wrong(LIFT.entry(begun("别家维保", "scan", 60)), record()));
        assertEquals(List.of("begun"), wrong(LIFT.entry(begun(WE, "scan", 9 * 60)), record()));
        assertEquals(List.of(), wrong(LIFT.entry(begun(WE, "scan", 60)), record()));
        assertEquals(List.of(), wrong(done(), record()), "an amended one");
    }

    @ParameterizedTest
    @CsvSource({"items-half-month, '', items-half-month", "'', items-year, items-year", "'', '', ''"})
    void a_record_has_the_lists_of_its_visit_and_no_other(String without, String with, String field) {
        var values = new HashMap<>(record().byName());
        values.remove(without);
        if (!with.isEmpty()) {
            values.put(with, new Ticks(Map.of()));
        }
        assertEquals(
                field.isEmpty() ? List.of() : List.of(field),
                wrong(LIFT.entry(begun(WE, "scan", 60)), new Values(values)));
    }

    @Test
    void a_record_is_of_the_visit_it_was_begun_as() {
        var values = new HashMap<>(record().byName());
        values.put("visit", "half-month");
        assertEquals(List.of("visit"), wrong(LIFT.entry(begun(WE, "scan", 60)), new Values(values)));
    }

    @Test
    void only_the_record_that_stands_is_signed_and_only_once() {
        var eight = new Values(Map.of("record", 8L));
        assertEquals(List.of(), check(officer(done()), Upkeep.SIGNED, eight));
        assertEquals(List.of("record"), check(officer(done()), Upkeep.SIGNED, new Values(Map.of("record", 5L))));
        Contexts signed = done().entry(said(9, Upkeep.SIGNED, 8));
        assertEquals(List.of("record"), check(officer(signed), Upkeep.SIGNED, eight));
        assertEquals(List.of("record"), check(officer(signed), Upkeep.DISPUTED, eight));
    }

    @ParameterizedTest
    @CsvSource({
        "31.2, 121.4, true",
        "31.2, , false",
        ", 121.4, false",
        "91, 121.4, false",
        "31.2, 181, false",
        ", , true"
    })
    void a_place_is_both_numbers_or_neither(BigDecimal latitude, BigDecimal longitude, boolean right) {
        var values = new HashMap<String, Object>(Map.of("visit", "quarter"));
        Optional.ofNullable(latitude).ifPresent(one -> values.put("latitude", one));
        Optional.ofNullable(longitude).ifPresent(one -> values.put("longitude", one));
        assertEquals(
                right, check(worker(LIFT), Upkeep.BEGUN, new Values(values)).isEmpty());
    }

    @Test
    void the_public_is_told_when_the_next_visit_is_due_and_nothing_of_the_record() {
        ScanContext seen = done().masked(plugin.kinds()).context();
        assertEquals(List.of("2026-03-16"), facts(seen, "next"));
        String view = view(seen).toString();
        for (String secret : List.of("张三", "渗油", "upkeep-state", "待使用单位签字")) {
            assertFalse(view.contains(secret), secret);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-26, '2026-03-01 13:30, Quarterly visit', ''",
        "2026-03-01, '2026-03-01 13:30, Quarterly visit', ''",
        "2026-03-02, '', 2026-03-02"
    })
    void of_the_last_visit_one_day_is_told_the_newest(LocalDate entered, String last, String on) {
        Contexts both = done().entry(Maintenance.KIND, Map.of("on", entered, "visit", "half-month"));
        for (ScanContext seen : List.of(both.masked(plugin.kinds()).context(), worker(both))) {
            assertEquals(last.isEmpty() ? List.of() : List.of(last), facts(seen, "last"));
            assertEquals(on.isEmpty() ? List.of() : List.of(on), facts(seen, "on"));
        }
    }

    @Test
    void the_faults_and_the_records_before_are_shown_to_those_concerned() {
        Entry first = entry(8, Upkeep.RECORD, WE, "scan", 60, record(), 0);
        Entry second = entry(10, Upkeep.RECORD, WE, "scan", 30, record(), 8);
        Entry signed = said(9, Upkeep.SIGNED, 8);
        started(first, second, signed);
        List<Section> sections =
                plugin.view(officer(LIFT.entry(second).entry(signed))).sections();
        assertTrue(sections.stream()
                .anyMatch(section -> section instanceof Section.Table table
                        && table.rows().size() == 1
                        && table.rows().get(0).get(1).zh().equals("渗油")));
        List<String> line = sections.stream()
                .filter(Section.TimeLine.class::isInstance)
                .flatMap(section -> ((Section.TimeLine) section).moments().stream())
                .map(moment -> moment.words().en())
                .toList();
        assertEquals(
                List.of(
                        "13:30 Quarterly visit, " + WE + ": Waiting for the using unit's signature",
                        "13:00 Quarterly visit, " + WE + ": amended since"),
                line);
    }

    private Contexts done() {
        return LIFT.entry(begun(WE, "scan", 60)).entry(entry(8, Upkeep.RECORD, WE, "scan", 30, record(), 0));
    }

    private static Values record() {
        return new Values(Map.of(
                "visit",
                "quarter",
                "begun",
                7L,
                "begun-at",
                "2026-03-01 13:00",
                "workers",
                "张三、李四",
                "items-half-month",
                ticks(Visit.HALF_MONTH, Optional.of("m03")),
                "items-quarter",
                ticks(Visit.QUARTER, Optional.empty())));
    }

    private static Ticks ticks(Visit part, Optional<String> fault) {
        return new Ticks(part.own().stream()
                .collect(Collectors.toMap(
                        Visit.Item::name,
                        item -> fault.filter(item.name()::equals).isPresent()
                                ? new Tick(Mark.FAULT, "渗油")
                                : new Tick(Mark.DONE, ""))));
    }

    private static Entry begun(String author, String source, int minutesAgo) {
        return entry(7, Upkeep.BEGUN, author, source, minutesAgo, new Values(Map.of("visit", "quarter")), 0);
    }

    private static Entry said(long id, String kind, long record) {
        return entry(id, kind, "某物业管理有限公司", "scan", 10, new Values(Map.of("record", record, "reason", "门机未清洁")), 0);
    }

    private static Entry entry(
            long id, String kind, String author, String source, int minutesAgo, Values values, long supersedes) {
        Instant at = NOW.minus(Duration.ofMinutes(minutesAgo));
        return new Entry(
                id,
                Subject.of(new DeviceId(1)),
                kind,
                1,
                values,
                at,
                at,
                author,
                source,
                supersedes == 0 ? OptionalLong.empty() : OptionalLong.of(supersedes));
    }

    private static ScanContext worker(Contexts lift) {
        return lift.readBy(Audience.MAINTENANCE_UNIT).context();
    }

    private static ScanContext officer(Contexts lift) {
        return lift.readBy(Audience.USING_UNIT).context();
    }

    private void started(Entry... entries) {
        var platform = new InMemoryPlatform(NOW);
        for (Entry entry : entries) {
            platform = platform.with(entry);
        }
        plugin.start(platform);
    }

    private org.teshema.api.scan.View view(ScanContext context) {
        started();
        return plugin.view(context);
    }

    private Set<String> deeds(ScanContext context) {
        return view(context).actions().stream()
                .map(Action::name)
                .filter(name -> name.contains("upkeep"))
                .collect(Collectors.toSet());
    }

    private Action action(ScanContext context, String name) {
        return view(context).actions().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> facts(ScanContext context, String name) {
        return view(context).sections().stream()
                .filter(Section.Facts.class::isInstance)
                .flatMap(section -> ((Section.Facts) section).facts().stream())
                .filter(fact -> fact.name().equals(name))
                .map(fact -> fact.value().en())
                .toList();
    }

    private List<String> wrong(Contexts lift, Values values) {
        return check(worker(lift), Upkeep.RECORD, values);
    }

    private List<String> check(ScanContext context, String kind, Values values) {
        started();
        return plugin.check(context, kind, values).stream().map(Finding::field).toList();
    }
}
