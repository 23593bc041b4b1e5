package org.teshema.plugin.publicdesk;

import java.util.List;
import java.util.Map;
import org.teshema.api.archive.Audience;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.ScanContext;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;

/** What the platform relies on in every plugin, held by the public desk. */
class PublicDeskContractTest extends PluginContract {
    private static final Rulebook RULES = Rulebook.of(new PublicDesk().rules());

    @Override
    protected Plugin plugin() {
        return new PublicDesk();
    }

    @Override
    protected List<ScanContext> contexts() {
        Contexts alarmed = Contexts.of("3110").under(RULES).entry(Topic.ALARM.kind(), Map.of());
        return List.of(
                alarmed.context(),
                alarmed.readBy(Audience.MAINTENANCE_UNIT).context(),
                Contexts.of("2150")
                        .under(RULES)
                        .entry(Topic.FAULT.kind(), Map.of("what", "leak", "words", "<script>alert(1)</script>"))
                        .readBy(Audience.GOVERNMENT)
                        .context());
    }
}
