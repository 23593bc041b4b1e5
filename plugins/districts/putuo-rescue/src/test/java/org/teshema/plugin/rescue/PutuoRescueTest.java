package org.teshema.plugin.rescue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Values;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;
import org.teshema.testkit.PluginContract;

class PutuoRescueTest extends PluginContract {
    private static final Rulebook RULES = Rulebook.of(new PutuoRescue().rules());
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    @Override
    protected Plugin plugin() {
        return new PutuoRescue();
    }

    @Override
    protected List<ScanContext> contexts() {
        return List.of(
                lift().entry("putuo-rescue/rescue", rescue("2026-02-01", false, "09:05", "09:08", "09:30", "09:41"))
                        .context());
    }

    @Test
    void minutes_are_counted_from_the_alarm_and_over_midnight() {
        Rescue rescue = Rescue.of(new Values(rescue("2026-02-01", false, "23:50", "23:54", "00:25", "00:40")))
                .orElseThrow();
        assertEquals(new Rescue(LocalDate.of(2026, 2, 1), false, 4, 35, 50), rescue);
    }

    @Test
    void a_rescue_that_ends_before_it_began_is_refused_and_a_time_is_a_time() {
        assertEquals(List.of("freed"), fields(rescue("2026-02-01", false, "09:05", "09:08", "09:30", "09:20")));
        assertEquals(List.of("arrived"), fields(rescue("2026-02-01", false, "09:05", "09:08", "9:30", "09:40")));
        assertEquals(List.of("on"), fields(rescue("2026-03-02", false, "09:05", "09:08", "09:30", "09:40")));
        assertEquals(List.of(), fields(rescue("2026-03-01", false, "09:05", "09:08", "09:30", "09:40")));
    }

    @Test
    void the_board_shows_medians_and_the_share_within_the_limits_and_the_slowest_lift_first() {
        var app = new PutuoRescue();
        var platform = new InMemoryPlatform(Instant.parse("2026-03-01T04:00:00Z"))
                .with(lift().context().device(), "1000000000008")
                .with(Contexts.entryOf(
                        1,
                        PutuoRescue.RESCUE,
                        rescue("2026-02-01", false, "09:00", "09:03", "09:20", "09:30"),
                        LocalDate.of(2026, 2, 1)))
                .with(Contexts.entryOf(
                        2,
                        PutuoRescue.RESCUE,
                        rescue("2026-02-03", false, "09:00", "09:05", "09:31", "09:50"),
                        LocalDate.of(2026, 2, 3)))
                .with(Contexts.entryOf(
                        3,
                        PutuoRescue.RESCUE,
                        rescue("2026-02-05", false, "09:00", "09:04", "09:24", "09:28"),
                        LocalDate.of(2026, 2, 5)))
                .with(Contexts.entryOf(
                        4,
                        PutuoRescue.RESCUE,
                        rescue("2026-02-06", true, "09:00", "09:01", "09:10", "09:15"),
                        LocalDate.of(2026, 2, 6)))
                .with(Contexts.entryOf(
                        5,
                        PutuoRescue.RESCUE,
                        rescue("2025-02-06", false, "09:00", "09:59", "10:10", "11:15"),
                        LocalDate.of(2025, 2, 6)));
        app.start(platform);
        PageView board = app.page(page(Map.of()));
        assertEquals(
                List.of("3", "4 min", "24 min", "30 min", "66% (2/3)"),
                values(board.sections().get(0)));
        assertEquals(
                List.of("1", "1 min", "10 min", "15 min", "100% (1/1)"),
                values(board.sections().get(1)));
        Section.Table units = (Section.Table) board.sections().get(2);
        assertEquals(1, units.rows().size());
        Section.Table slowest = (Section.Table) board.sections().get(3);
        assertEquals("31 min", slowest.rows().get(0).get(3).en());
        assertEquals("/n/1000000000008", slowest.paths().get(0));
        assertEquals(
                List.of("3", "4 min", "24 min", "30 min", "66% (2/3)"),
                values(app.page(page(Map.of("days", "no"))).sections().get(0)));
        // Of the last 30 days: neither 1 February was left out, nor the year before let in.
        assertEquals(
                "3",
                values(app.page(page(Map.of("days", "30"))).sections().get(0)).get(0));
    }

    @Test
    void everybody_reads_the_medians_that_the_job_reckoned_and_none_of_fewer_than_three_rescues() {
        var app = new PutuoRescue();
        var platform = new InMemoryPlatform(Instant.parse("2026-03-01T04:00:00Z"))
                .withTablesOf(PutuoRescue.class)
                .with(lift().context().device(), "1000000000008")
                .with(rescued(1, LocalDate.of(2026, 2, 20), false, "09:20", "09:30"))
                .with(rescued(2, LocalDate.of(2026, 2, 21), false, "09:31", "09:50"))
                .with(rescued(3, LocalDate.of(2026, 1, 5), false, "09:24", "09:28"))
                .with(rescued(4, LocalDate.of(2026, 2, 22), true, "09:01", "09:02"));
        app.start(platform);
        assertEquals(List.of(), published(app), "nothing before the job");
        platform.run(app, "response-times");
        platform.run(app, "response-times");
        assertEquals(
                List.of(
                        List.of("90", "3", "24 min", "30 min", "2", "2026-03-01 04:00 UTC"),
                        List.of("365", "3", "24 min", "30 min", "2", "2026-03-01 04:00 UTC")),
                published(app));
    }

    private static org.teshema.api.archive.Entry rescued(
            long id, LocalDate day, boolean drill, String arrived, String freed) {
        return Contexts.entryOf(
                id, PutuoRescue.RESCUE, rescue(day.toString(), drill, "09:00", "09:01", arrived, freed), day);
    }

    private static List<List<String>> published(PutuoRescue app) {
        PageContext context =
                new PageContext("public", Map.of(), lift().context().caller(), Optional.empty(), TODAY, RULES);
        return ((Section.Table) app.page(context).sections().get(0))
                .rows().stream()
                        .map(row -> row.stream().map(cell -> cell.en()).toList())
                        .toList();
    }

    @Test
    void a_scan_shows_the_last_rescue_to_everybody_and_a_due_drill_to_those_concerned() {
        var app = new PutuoRescue();
        app.start(new InMemoryPlatform(Instant.parse("2026-03-01T04:00:00Z")));
        Contexts seen =
                lift().entry("putuo-rescue/rescue", rescue("2026-02-01", false, "09:00", "09:03", "09:31", "09:40"));
        List<Section> everybody = app.view(seen.context()).sections();
        assertEquals(1, everybody.size());
        Section.Facts facts = (Section.Facts) everybody.get(0);
        assertEquals(Section.Tone.BAD, facts.facts().get(3).tone(), "31 minutes are more than 30");
        assertEquals(Section.Tone.GOOD, facts.facts().get(2).tone());
        List<Section> concerned =
                app.view(seen.readBy(Audience.MAINTENANCE_UNIT).context()).sections();
        assertTrue(concerned.get(1) instanceof Section.Notice, concerned::toString);
        assertEquals(List.of(), app.view(Contexts.of("4110").context()).sections());
    }

    private static Contexts lift() {
        return Contexts.of("3110").under(RULES).on(TODAY.toString());
    }

    private static PageContext page(Map<String, String> parameters) {
        return new PageContext(
                "board",
                parameters,
                lift().readBy(Audience.GOVERNMENT).context().caller(),
                Optional.empty(),
                TODAY,
                RULES);
    }

    private static List<String> values(Section section) {
        return ((Section.Facts) section)
                .facts().stream().map(fact -> fact.value().en()).toList();
    }

    private static List<String> fields(Map<String, Object> values) {
        return Rescue.findings(new Values(values), TODAY).stream()
                .map(Finding::field)
                .toList();
    }

    private static Map<String, Object> rescue(
            String on, boolean drill, String alarm, String notified, String arrived, String freed) {
        var values = new HashMap<String, Object>();
        values.put("on", LocalDate.parse(on));
        values.put("drill", drill);
        values.put("alarm", alarm);
        values.put("notified", notified);
        values.put("arrived", arrived);
        values.put("freed", freed);
        return values;
    }
}
