package org.teshema.plugin.unitdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.app.Event;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Effect;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;

class UnitDeskTest {
    private static final Instant START = Instant.parse("2026-03-01T04:00:00Z");
    private static final String CODE = "1000000000008";
    private static final String CREDIT = "91310000132200821H";
    private static final Map<String, Object> STOP =
            Map.of("from", LocalDate.of(2026, 3, 1), "reason", "装修", "sealed", true);

    private final UnitDesk app = new UnitDesk();
    private final Rulebook rules = Rulebook.of(app.rules());
    private final List<Entry> archive = new ArrayList<>();

    private Entry told(String kind, Map<String, Object> values) {
        long id = archive.size() + 1L;
        Instant at = START.plusSeconds(60 * id);
        var entry = new Entry(
                id,
                Subject.of(vessel().device().id()),
                kind,
                1,
                new Values(values),
                at,
                at,
                "某单位",
                "app",
                OptionalLong.empty());
        archive.add(entry);
        return entry;
    }

    private void start() {
        var platform = new InMemoryPlatform(START.plusSeconds(7200))
                .withTablesOf(UnitDesk.class)
                .with(vessel().device(), CODE);
        archive.forEach(platform::with);
        app.start(platform);
    }

    private Contexts vessel() {
        return Contexts.of("2150").under(rules);
    }

    private ScanContext scanned(Audience reader) {
        return vessel().readBy(reader).context();
    }

    private PageView page(ScanContext context) {
        return app.page(new PageContext(
                UnitDesk.DEVICE, Map.of(), context.caller(), Optional.of(context), context.today(), rules));
    }

    private List<String> actions(Audience reader) {
        return page(scanned(reader)).actions().stream().map(Action::name).toList();
    }

    private Action action(String name) {
        return page(scanned(Audience.GOVERNMENT)).actions().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> wrong(Audience reader, String kind, Map<String, Object> values) {
        return app.check(scanned(reader), kind, new Values(values)).stream()
                .map(Finding::field)
                .toList();
    }

    private static List<String> cells(PageView page, String title) {
        return page.sections().stream()
                .filter(section -> section.title().en().equals(title))
                .flatMap(section -> ((Section.Table) section).rows().stream())
                .map(row -> row.get(row.size() - 1).en())
                .toList();
    }

    @Test
    void only_an_accessory_that_a_rule_is_about_is_recorded_as_calibrated() {
        start();
        Map<String, Object> valve = Map.of("accessory", "safety-valve", "number", "1", "on", LocalDate.of(2026, 3, 1));
        Map<String, Object> arrester =
                Map.of("accessory", "fall-arrester", "number", "1", "on", LocalDate.of(2026, 3, 1));
        assertEquals(List.of(), wrong(Audience.USING_UNIT, Deeds.CALIBRATION, valve));
        assertEquals(List.of("accessory"), wrong(Audience.USING_UNIT, Deeds.CALIBRATION, arrester), "it is a vessel");
    }

    @Test
    void an_application_is_submitted_accepted_and_granted_and_then_the_register_says_so() {
        start();
        assertTrue(actions(Audience.USING_UNIT).contains("apply-stop"));
        Entry stop = told(Topic.STOP.kind(), STOP);
        start();
        assertFalse(actions(Audience.USING_UNIT).contains("apply-stop"), "one at a time");
        assertEquals(List.of("accept-stop", "return-stop"), actions(Audience.GOVERNMENT));
        assertEquals(
                stop.id(),
                action("accept-stop").draft().given().whole("application").orElseThrow());
        told(Application.ACCEPTED, Map.of("application", stop.id(), "topic", "stop"));
        start();
        assertEquals(List.of("grant-stop", "refuse-stop"), actions(Audience.GOVERNMENT));
        assertEquals(
                Optional.of(new Effect.Becomes(DeviceStatus.STOPPED)),
                action("grant-stop").draft().effect());
        assertEquals(Optional.empty(), action("refuse-stop").draft().effect());
        told(Application.DECIDED, Map.of("application", stop.id(), "topic", "stop", "granted", true));
        start();
        assertEquals(List.of(), actions(Audience.GOVERNMENT));
        Section.Table table =
                (Section.Table) page(scanned(Audience.USING_UNIT)).sections().get(0);
        assertEquals("Granted", table.rows().get(0).get(3).en());
        assertTrue(actions(Audience.USING_UNIT).contains("apply-stop"));
    }

    @Test
    void what_is_returned_or_refused_says_why_and_can_be_applied_for_again() {
        Entry first = told(Topic.STOP.kind(), STOP);
        told(Application.RETURNED, Map.of("application", first.id(), "topic", "stop", "reason", "缺照片"));
        Entry second = told(Topic.STOP.kind(), STOP);
        told(Application.ACCEPTED, Map.of("application", second.id(), "topic", "stop"));
        told(
                Application.DECIDED,
                Map.of("application", second.id(), "topic", "stop", "granted", false, "reason", "尚在检验"));
        start();
        assertEquals(List.of("尚在检验", "缺照片"), cells(page(scanned(Audience.USING_UNIT)), "Applications"));
        assertTrue(actions(Audience.USING_UNIT).contains("apply-stop"));
    }

    @ParameterizedTest
    @CsvSource({
        "IN_USE,  change stop scrap transfer",
        "STOPPED, change restart scrap transfer",
        "SCRAPPED, ''",
        "INSTALLING, ''"
    })
    void what_is_applied_for_depends_on_how_the_device_stands(DeviceStatus status, String topics) {
        start();
        ScanContext context =
                vessel().status(status).readBy(Audience.USING_UNIT).context();
        assertEquals(
                topics,
                String.join(
                        " ",
                        page(context).actions().stream()
                                .map(Action::name)
                                .filter(name -> name.startsWith("apply-"))
                                .map(name -> name.substring(6))
                                .toList()));
    }

    @Test
    void a_transfer_goes_to_the_unit_it_names_and_without_one_is_not_granted() {
        Entry apply = told(Topic.TRANSFER.kind(), Map.of("unit", "乙公司", "unit-code", CREDIT, "reason", "出售"));
        told(Application.ACCEPTED, Map.of("application", apply.id(), "topic", "transfer"));
        start();
        assertEquals(
                Optional.of(new Effect.GoesTo(CREDIT)),
                action("grant-transfer").draft().effect());
        archive.clear();
        Entry broken = told(Topic.TRANSFER.kind(), Map.of("unit", "乙公司", "unit-code", "12", "reason", "出售"));
        told(Application.ACCEPTED, Map.of("application", broken.id(), "topic", "transfer"));
        start();
        assertEquals(List.of("refuse-transfer"), actions(Audience.GOVERNMENT));
    }

    @Test
    void what_the_desk_does_not_take_is_told_in_its_field() {
        Entry stop = told(Topic.STOP.kind(), STOP);
        start();
        assertEquals(List.of("reason"), wrong(Audience.USING_UNIT, Topic.STOP.kind(), STOP), "one is open");
        assertEquals(List.of("reason"), wrong(Audience.USING_UNIT, Topic.RESTART.kind(), Map.of("checked", true)));
        assertEquals(List.of("destroyed"), wrong(Audience.USING_UNIT, Topic.SCRAP.kind(), Map.of("destroyed", false)));
        for (String code : List.of("", "123", "91310000132200821I", CREDIT.toLowerCase(java.util.Locale.ROOT))) {
            assertEquals(
                    List.of("unit-code"), wrong(Audience.USING_UNIT, Topic.TRANSFER.kind(), Map.of("unit-code", code)));
        }
        assertEquals(List.of(), wrong(Audience.USING_UNIT, Topic.TRANSFER.kind(), Map.of("unit-code", CREDIT)));
        var step = new HashMap<String, Object>(Map.of("application", stop.id(), "topic", "stop"));
        assertEquals(List.of(), wrong(Audience.GOVERNMENT, Application.ACCEPTED, step));
        assertEquals(
                List.of("application"),
                wrong(Audience.GOVERNMENT, Application.DECIDED, Map.of("application", stop.id(), "topic", "stop")),
                "not accepted yet");
        step.put("topic", "scrap");
        assertEquals(List.of("application"), wrong(Audience.GOVERNMENT, Application.ACCEPTED, step));
        told(Application.ACCEPTED, Map.of("application", stop.id(), "topic", "stop"));
        start();
        step.put("topic", "stop");
        assertEquals(List.of("application"), wrong(Audience.GOVERNMENT, Application.ACCEPTED, step), "once");
        step.put("granted", false);
        assertEquals(List.of("reason"), wrong(Audience.GOVERNMENT, Application.DECIDED, step));
        assertEquals(
                List.of("until"),
                wrong(Audience.USING_UNIT, Deeds.OPERATOR, Map.of("until", LocalDate.of(2026, 2, 28))));
    }

    @Test
    void the_next_calibration_is_counted_by_the_rule_of_the_day() {
        told(Deeds.CALIBRATION, calibrated("safety-valve", "A1", "2025-03-10", "pass"));
        told(Deeds.CALIBRATION, calibrated("safety-valve", "A1", "2024-03-01", "pass"));
        told(Deeds.CALIBRATION, calibrated("safety-valve", "B2", "2025-01-10", "pass"));
        told(Deeds.CALIBRATION, calibrated("pressure-gauge", "C3", "2026-02-20", "pass"));
        told(Deeds.CALIBRATION, calibrated("rupture-disc", "D4", "2025-12-31", "fail"));
        told(Deeds.CALIBRATION, calibrated("fall-arrester", "E5", "2025-12-31", "pass"));
        start();
        assertEquals(
                List.of("2026-08-20", "No rule", "Failed: not to be used", "2026-03-10 due soon", "2026-01-10 overdue"),
                cells(page(scanned(Audience.USING_UNIT)), "Calibration of a safety accessory"));
    }

    private static Map<String, Object> calibrated(String accessory, String number, String on, String result) {
        return Map.of("accessory", accessory, "number", number, "on", LocalDate.parse(on), "result", result);
    }

    @Test
    void the_board_lists_what_is_open_and_the_link_is_for_those_whose_it_is() {
        Entry stop = told(Topic.STOP.kind(), STOP);
        start();
        app.heard(new Event(1, vessel().device(), stop));
        app.heard(new Event(1, vessel().device(), stop));
        ScanContext context = scanned(Audience.GOVERNMENT);
        PageView board = app.page(
                new PageContext(UnitDesk.BOARD, Map.of(), context.caller(), Optional.empty(), context.today(), rules));
        assertEquals(List.of("Submitted"), cells(board, "Open applications, the oldest first"));
        assertEquals(
                List.of("/inbox?state=due", "/apps/supervision/orders", "/apps/public-desk/board"),
                board.links().stream().map(link -> link.target().toString()).toList(),
                "and leads to what else is to be answered");
        assertEquals(1, app.links(context).size());
        assertEquals(1, app.links(scanned(Audience.USING_UNIT)).size());
        for (Audience other : List.of(Audience.PUBLIC, Audience.MAINTENANCE_UNIT, Audience.INSPECTION_BODY)) {
            assertEquals(List.of(), app.links(scanned(other)));
            assertEquals(List.of(), actions(other));
        }
    }

    @Test
    void the_name_of_an_operator_is_for_the_unit_and_the_authority_alone() {
        app.kinds().stream()
                .filter(kind -> kind.name().equals(Deeds.OPERATOR))
                .flatMap(kind -> kind.fields().stream())
                .filter(field -> !field.name().equals("until"))
                .forEach(field -> {
                    for (Audience other :
                            List.of(Audience.PUBLIC, Audience.MAINTENANCE_UNIT, Audience.INSPECTION_BODY)) {
                        assertFalse(field.readableBy(other), field.name());
                    }
                });
    }
}
