package org.teshema.plugin.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.PageContext;
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

/** What the platform asks of every plugin is in {@link PluginContract}; here is what this one promises beyond that. */
class DistrictAppTest extends PluginContract {
    private static final String VISIT = DistrictApp.NAME + "/visit";
    private static final Map<String, Object> WRONG = Map.of("on", LocalDate.of(2026, 2, 27), "good", false);
    private static final Contexts LIFT =
            Contexts.of("3110").in("310115").on("2026-03-01").readBy(Audience.GOVERNMENT);

    @Override
    protected Plugin plugin() {
        return new DistrictApp();
    }

    @Override
    protected List<ScanContext> contexts() {
        return List.of(LIFT.entry(VISIT, WRONG).context());
    }

    @Test
    void a_scan_tells_those_concerned_how_the_last_visit_went() {
        assertEquals("No visit yet", lastVisit(LIFT.context()));
        assertEquals(
                "2026-02-27, something is wrong",
                lastVisit(LIFT.entry(VISIT, WRONG).context()));
        assertEquals(
                List.of(),
                new DistrictApp().view(LIFT.readBy(Audience.PUBLIC).context()).sections());
    }

    @Test
    void a_scan_shows_the_photo_of_the_last_visit() {
        String photo = "5a".repeat(32);
        ScanContext visited = LIFT.entry(VISIT, Map.of("on", LocalDate.of(2026, 2, 27), "good", true, "photo", photo))
                .context();
        var pictures =
                (Section.Pictures) new DistrictApp().view(visited).sections().get(1);
        assertEquals(photo, pictures.pictures().get(0).digest());
    }

    @Test
    void a_visit_of_tomorrow_is_not_taken_today() {
        var tomorrow = new Values(Map.of("on", LocalDate.of(2026, 3, 2), "good", true));
        List<Finding> findings = new DistrictApp().check(LIFT.context(), VISIT, tomorrow);
        assertEquals("on", findings.get(0).field());
        assertEquals(List.of(), new DistrictApp().check(LIFT.context(), VISIT, new Values(WRONG)));
    }

    @Test
    void the_page_lists_each_device_with_its_last_visit() {
        var app = new DistrictApp();
        app.start(new InMemoryPlatform(Instant.parse("2026-03-01T04:00:00Z"))
                .with(LIFT.context().device(), "1000000000008")
                .with(Contexts.entryOf(1, VISIT, WRONG, LocalDate.of(2026, 2, 27))));
        var asked = new PageContext(
                DistrictApp.VISITS,
                Map.of(),
                LIFT.context().caller(),
                Optional.empty(),
                LocalDate.of(2026, 3, 1),
                Rulebook.none());
        var table = (Section.Table) app.page(asked).sections().get(0);
        assertEquals(
                "2026-02-27, something is wrong", table.rows().get(0).get(2).en());
        assertEquals("/n/1000000000008", table.paths().get(0));
    }

    private static String lastVisit(ScanContext context) {
        var facts = (Section.Facts) new DistrictApp().view(context).sections().get(0);
        return facts.facts().get(0).value().en();
    }
}
