package org.teshema.plugin.inspectiondesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Values;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
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
