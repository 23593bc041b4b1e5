package org.teshema.plugin.inspectiondesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;

class InspectionDeskTest {
    private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final Entry CLUE =
            Contexts.entryOf(7, Clues.CLUE, Map.of("about", "bypassed", "words", "门锁短接", "on", DAY), DAY);
    private static final Entry HANDLED =
            Contexts.entryOf(8, Clues.HANDLED, Map.of("clue", 7L, "result", "ordered", "words", "已责令整改"), DAY);

    private final InspectionDesk plugin = new InspectionDesk();
    private final Contexts lift = Contexts.of("3110").under(Rulebook.of(plugin.rules()));

    @Test
    void a_risk_is_told_by_who_has_a_task_and_concerns_station_and_district() {
        start();
        assertEquals(Set.of("tell-risk"), deeds(lift, Audience.INSPECTION_BODY));
        for (Audience other : List.of(Audience.PUBLIC, Audience.USING_UNIT, Audience.MAINTENANCE_UNIT)) {
            assertEquals(Set.of(), deeds(lift, other), other::name);
        }
        assertEquals(Set.of(), deeds(lift, Audience.GOVERNMENT), "nothing was told");
        var kind = plugin.kinds().stream()
                .filter(one -> one.name().equals(Clues.CLUE))
                .findFirst()
                .orElseThrow();
        assertEquals(Set.of(Audience.INSPECTION_BODY), kind.writers());
        assertEquals(Set.of(Concern.STATION, Concern.DISTRICT), kind.concerns());
        kind.fields().forEach(field -> assertEquals(Set.of(Audience.INSPECTION_BODY), field.readers(), field::name));
    }

    @Test
    void the_authority_deals_with_each_risk_once_and_who_told_it_sees_how() {
        start(CLUE);
        Contexts told = lift.entry(CLUE);
        assertEquals(Set.of("handle-clue-7"), deeds(told, Audience.GOVERNMENT));
        assertEquals("待处置", last(told, Audience.INSPECTION_BODY));
        ScanContext officer = told.readBy(Audience.GOVERNMENT).context();
        assertEquals(List.of(), wrong(officer, Clues.HANDLED, HANDLED.values()));
        assertEquals(List.of("clue"), wrong(officer, Clues.HANDLED, new Values(Map.of("clue", 9L))));
        start(CLUE, HANDLED);
        assertEquals(Set.of(), deeds(told, Audience.GOVERNMENT));
        assertEquals("已责令整改", last(told, Audience.INSPECTION_BODY));
        assertEquals(List.of("clue"), wrong(officer, Clues.HANDLED, HANDLED.values()), "dealt with already");
        assertTrue(plugin.view(told.readBy(Audience.USING_UNIT).context())
                .sections()
                .isEmpty());
    }

    @Test
    void a_risk_is_not_told_of_tomorrow() {
        start();
        ScanContext body = lift.readBy(Audience.INSPECTION_BODY).context();
        assertEquals(List.of("on"), wrong(body, Clues.CLUE, new Values(Map.of("on", DAY.plusDays(1)))));
        assertEquals(List.of(), wrong(body, Clues.CLUE, new Values(Map.of("on", DAY))));
    }

    @Test
    void tasks_come_a_page_at_a_time_what_is_overdue_first_and_each_row_leads_somewhere() {
        var platform = new InMemoryPlatform(NOW);
        for (int i = 1; i <= 120; i++) {
            var one = new Device(
                    new DeviceId(i),
                    new CatalogueCode("3110"),
                    "310115",
                    i + " 号梯",
                    "世纪大道",
                    DeviceStatus.IN_USE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0);
            if (i % 2 == 0) {
                platform.with(one, Long.toString(1_000_000_000_000L + i));
            } else {
                platform.with(one);
            }
            // Four are due on each day; of the first ten nothing is told.
            if (i > 10) {
                platform.with(inspected(i, DAY.minusDays(i / 4)));
            }
        }
        plugin.start(platform);
        List<List<Text>> rows = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            PageView view = tasks(cursor.get());
            Section.Table table =
                    (Section.Table) view.sections().get(view.sections().size() - 1);
            sizes.add(table.rows().size());
            rows.addAll(table.rows());
            paths.addAll(table.paths());
            cursor = view.next();
            assertTrue(cursor.isEmpty() || sizes.size() < 4, "it goes on for ever");
        }
        assertEquals(List.of(50, 50, 20), sizes);
        assertEquals(120, rows.stream().map(row -> row.get(0).zh()).distinct().count(), "each stands on one page");
        List<String> days =
                rows.stream().map(row -> row.get(4).zh().replace("—", "9999")).toList();
        assertEquals(days.stream().sorted().toList(), days);
        assertEquals("已超期", rows.get(0).get(5).zh());
        assertEquals(120, paths.size());
        assertTrue(paths.contains("/devices/117") && paths.contains("/n/1000000000118"), paths::toString);
        for (String lost : List.of("~", "-~2026-99-99~1", "-~-~", "x~~")) {
            assertEquals(3, tasks(lost).sections().size() + 1, lost);
        }
    }

    private static Entry inspected(long device, LocalDate next) {
        return new Entry(
                device,
                Subject.of(new DeviceId(device)),
                CityKinds.INSPECTION.name(),
                1,
                new Values(Map.of(CityKinds.ON, DAY.minusYears(1), CityKinds.NEXT, next)),
                NOW,
                NOW,
                "某检验机构",
                "import",
                OptionalLong.empty());
    }

    private PageView tasks(String cursor) {
        return plugin.page(new PageContext(
                TasksPage.NAME,
                cursor.isEmpty() ? Map.of() : Map.of("cursor", cursor),
                lift.readBy(Audience.INSPECTION_BODY).context().caller(),
                Optional.empty(),
                DAY,
                Rulebook.of(plugin.rules())));
    }

    private void start(Entry... entries) {
        var platform = new InMemoryPlatform(NOW);
        for (Entry entry : entries) {
            platform.with(entry);
        }
        plugin.start(platform);
    }

    private Set<String> deeds(Contexts contexts, Audience reader) {
        return plugin.view(contexts.readBy(reader).context()).actions().stream()
                .map(Action::name)
                .collect(Collectors.toSet());
    }

    /** What was done about the first risk that is shown. */
    private String last(Contexts contexts, Audience reader) {
        Section.Table table = (Section.Table)
                plugin.view(contexts.readBy(reader).context()).sections().get(0);
        return table.rows().get(0).get(3).zh();
    }

    private List<String> wrong(ScanContext context, String kind, Values values) {
        return plugin.check(context, kind, values).stream().map(Finding::field).toList();
    }
}
