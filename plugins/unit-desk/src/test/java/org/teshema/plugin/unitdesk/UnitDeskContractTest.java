package org.teshema.plugin.unitdesk;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.teshema.api.archive.Audience;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.ScanContext;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;

/** What the platform relies on in every plugin, held by the unit desk. */
class UnitDeskContractTest extends PluginContract {
    private static final Rulebook RULES = Rulebook.of(new UnitDesk().rules());

    @Override
    protected Plugin plugin() {
        return new UnitDesk();
    }

    @Override
    protected List<ScanContext> contexts() {
        Contexts applied = Contexts.of("2150")
                .under(RULES)
                .entry(
                        Topic.STOP.kind(),
                        Map.of(
                                "from",
                                LocalDate.of(2026, 5, 1),
                                "reason",
                                "<script>alert(1)</script>",
                                "sealed",
                                true));
        return List.of(
                applied.readBy(Audience.USING_UNIT).context(),
                applied.readBy(Audience.GOVERNMENT).context(),
                applied.context());
    }
}
