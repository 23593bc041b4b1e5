package org.teshema.plugin.oldlifts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.InMemoryPlatform;
import org.teshema.testkit.PluginContract;

class XuhuiOldLiftsTest extends PluginContract {
    private static final Rulebook RULES = Rulebook.of(new XuhuiOldLifts().rules());
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final Map<String, Object> INSTALLED_2008 =
            Map.of("works", "installation", "on", LocalDate.of(2008, 5, 6), "result", "pass");
    private static final Map<String, Object> FAILED = Map.of("on", LocalDate.of(2025, 12, 1), "result", "fail");

    @Override
    protected Plugin plugin() {
        return new XuhuiOldLifts();
    }

    @Override
    protected List<ScanContext> contexts() {
        Contexts old = lift().entry("commissioning", INSTALLED_2008).entry("inspection", FAILED);
        return List.of(
                old.context(),
                old.readBy(Audience.USING_UNIT).context(),
                old.readBy(Audience.GOVERNMENT)
                        .entry(
                                OldLift.PLAN,
                                Map.of("on", LocalDate.of(2026, 1, 1), "decision", "renew", "stage", "agreed"))
                        .context());
    }

    @Test
    void what_residents_say_concerns_the_unit_and_the_district() {
        assertEquals(
                List.of(Set.of(Concern.USING_UNIT, Concern.DISTRICT), Set.of(Concern.USING_UNIT, Concern.DISTRICT)),
                plugin().kinds().stream().map(EntryKind::concerns).toList());
    }

    @Test
    void a_lift_is_old_on_the_day_its_fifteenth_year_is_full() {
        Contexts installed = lift().entry(
                        "commissioning",
                        Map.of("works", "installation", "on", LocalDate.of(2011, 3, 2), "result", "pass"));
        assertEquals(Optional.empty(), OldLift.of(installed.on("2026-03-01").context()));
        assertEquals(
                15,
                OldLift.of(installed.on("2026-03-02").context()).orElseThrow().years());
        assertEquals(
                Optional.empty(),
                OldLift.of(
                        installed.on("2026-03-02").status(DeviceStatus.SCRAPPED).context()));
        assertEquals(
                Optional.empty(), OldLift.of(Contexts.of("4110").under(RULES).context()));
    }

    @Test
    void a_scan_of_an_old_lift_tells_its_age_and_leads_to_its_page() {
        var app = new XuhuiOldLifts();
        ScanContext old = contexts().get(0);
        Section.Facts facts = (Section.Facts) app.view(old).sections().get(0);
        assertEquals("17 years", facts.facts().get(0).value().en());
        assertEquals(
                "/apps/xuhui-old-lifts/feedback?code=1000000000008",
                app.links(old).get(0).target().toString());
        assertEquals(List.of(), app.links(lift().context()));
    }

    @Test
    void residents_are_asked_about_an_old_lift_only() {
        var app = new XuhuiOldLifts();
        PageView old =
                app.page(page("feedback", Map.of(), Optional.of(contexts().get(0))));
        assertEquals("give", old.actions().get(0).name());
        assertEquals(
                List.of(),
                app.page(page("feedback", Map.of(), Optional.of(lift().context())))
                        .actions());
        assertEquals(
                "wish",
                app.check(lift().context(), OldLift.FEEDBACK, new Values(Map.of("wish", "renew")))
                        .get(0)
                        .field());
        assertEquals(List.of(), app.check(contexts().get(0), OldLift.FEEDBACK, new Values(Map.of("wish", "renew"))));
    }

    @Test
    void the_list_begins_with_what_failed_and_goes_on_with_the_oldest() {
        var app = new XuhuiOldLifts();
        app.start(new InMemoryPlatform(Instant.parse("2026-03-01T04:00:00Z"))
                .with(lift().context().device(), "1000000000008")
                .with(Contexts.entryOf(1, "commissioning", INSTALLED_2008, LocalDate.of(2008, 5, 6)))
                .with(Contexts.entryOf(2, "inspection", FAILED, LocalDate.of(2025, 12, 1)))
                .with(Contexts.entryOf(3, OldLift.FEEDBACK, Map.of("wish", "renew"), TODAY)));
        PageView list = app.page(page("list", Map.of(), Optional.empty()));
        assertEquals(
                "1",
                ((Section.Facts) list.sections().get(0)).facts().get(0).value().en());
        for (int section = 1; section <= 2; section++) {
            Section.Table table = (Section.Table) list.sections().get(section);
            assertEquals("17 years", table.rows().get(0).get(2).en());
            assertEquals("/n/1000000000008", table.paths().get(0));
        }
        PageView further = app.page(page("list", Map.of("cursor", "1"), Optional.empty()));
        assertEquals(2, further.sections().size(), "the second page goes on with the list alone");
    }

    private static Contexts lift() {
        return Contexts.of("3110").in("310104").under(RULES).on(TODAY.toString());
    }

    private static PageContext page(String name, Map<String, String> parameters, Optional<ScanContext> scanned) {
        return new PageContext(
                name,
                parameters,
                scanned.map(ScanContext::caller)
                        .orElse(lift().readBy(Audience.GOVERNMENT).context().caller()),
                scanned,
                TODAY,
                RULES);
    }
}
