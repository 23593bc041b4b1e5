package org.teshema.plugin.publicdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Values;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;

/** Who comes to help takes one step after the other, and each once. */
class StepsTest {
    private final PublicDesk app = new PublicDesk();

    @ParameterizedTest
    @CsvSource({
        "'', answered arrived",
        "answered, arrived",
        "arrived, freed",
        "answered arrived, freed",
        "answered arrived freed, repaired",
        "answered arrived freed repaired, ''"
    })
    void a_rescue_goes_step_by_step(String done, String next) {
        Entry[] entries = after(Told.alarm(1, 0), done);
        assertEquals(next, offered(entries));
        for (String step : List.of("answered", "arrived", "freed", "repaired")) {
            boolean may = List.of(next.split(" ", -1)).contains(step);
            assertEquals(may, check(step, entries).isEmpty(), step + " after " + done);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', repair-arrived", "repair-arrived, repaired", "repair-arrived repaired, ''"})
    void to_a_fault_somebody_comes_and_then_it_is_repaired(String done, String next) {
        Entry[] entries = after(Told.fault(1, 0), done);
        assertEquals(next, offered(entries));
        for (String step : List.of("repair-arrived", "repaired", "arrived", "freed")) {
            assertEquals(step.equals(next), check(step, entries).isEmpty(), step + " after " + done);
        }
    }

    @Test
    void a_new_alarm_is_answered_while_the_last_is_still_to_be_repaired() {
        Entry[] entries = {
            Told.alarm(1, 0), Told.step(2, Cases.ARRIVED, 5), Told.step(3, Cases.FREED, 9), Told.alarm(4, 60)
        };
        assertEquals("answered arrived", offered(entries));
    }

    @Test
    void each_step_is_shown_with_its_time_who_took_it_and_whether_within_5_and_30_minutes() {
        Entry[] entries = {
            Told.alarm(1, 0),
            Told.step(2, Cases.ANSWERED, 4),
            Told.step(3, Cases.ARRIVED, 31),
            Told.step(4, Cases.FREED, 40)
        };
        ScanContext seen = scanned(entries);
        Section.Table table = (Section.Table) Steps.table(seen, Cases.of(Arrays.asList(entries)));
        assertEquals(
                List.of(
                        "Answered 2026-03-01 12:04 In time, due by 2026-03-01 12:05",
                        "Somebody was there 2026-03-01 12:31 Late, due by 2026-03-01 12:30",
                        "Everybody was out 2026-03-01 12:40 —"),
                table.rows().stream()
                        .map(row -> row.get(1).en() + " " + row.get(2).en() + " "
                                + row.get(4).en())
                        .toList());
    }

    private static Entry[] after(Entry report, String done) {
        String[] steps = done.isEmpty() ? new String[0] : done.split(" ", -1);
        Entry[] entries = new Entry[steps.length + 1];
        entries[0] = report;
        for (int i = 0; i < steps.length; i++) {
            entries[i + 1] = Told.step(i + 2L, PublicDesk.NAME + "/" + steps[i], i + 1);
        }
        return entries;
    }

    private ScanContext scanned(Entry... entries) {
        var platform = new InMemoryPlatform(Told.START.plusSeconds(7200)).withTablesOf(PublicDesk.class);
        var lift = Contexts.of("3110").under(Rulebook.of(app.rules())).readBy(Audience.MAINTENANCE_UNIT);
        for (Entry entry : entries) {
            platform.with(entry);
            lift = lift.entry(entry.kind(), Map.of());
        }
        app.start(platform);
        return lift.context();
    }

    private String offered(Entry... entries) {
        return String.join(
                " ",
                app.view(scanned(entries)).actions().stream()
                        .map(Action::name)
                        .filter(name -> !List.of("accept", "answer", "close").contains(name))
                        .toList());
    }

    private List<Finding> check(String step, Entry... entries) {
        return app.check(scanned(entries), PublicDesk.NAME + "/" + step, new Values(Map.of()));
    }
}
