package org.teshema.plugin.inspectiondesk;

import java.util.List;
import java.util.Map;
import org.teshema.api.archive.Audience;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.ScanContext;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;

/** What the platform relies on in every plugin, held by the inspection desk. */
class InspectionDeskContractTest extends PluginContract {
    private static final Rulebook RULES = Rulebook.of(new InspectionDesk().rules());

    @Override
    protected Plugin plugin() {
        return new InspectionDesk();
    }

    @Override
    protected List<ScanContext> contexts() {
        Contexts told = Contexts.of("3110")
                .under(RULES)
                .entry(Clues.CLUE, Map.of("about", "bypassed", "words", "<script>alert(1)</script>"));
        return List.of(
                told.context(),
                told.readBy(Audience.INSPECTION_BODY).context(),
                told.readBy(Audience.GOVERNMENT).context());
    }
}
