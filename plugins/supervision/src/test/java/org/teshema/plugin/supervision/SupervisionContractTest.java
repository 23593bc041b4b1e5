package org.teshema.plugin.supervision;

import java.util.List;
import java.util.Map;
import org.teshema.api.archive.Audience;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.ScanContext;
import org.teshema.testkit.Contexts;
import org.teshema.testkit.PluginContract;

/** What the platform relies on in every plugin, held by the supervision inspections. */
class SupervisionContractTest extends PluginContract {
    private static final Rulebook RULES = Rulebook.of(new Supervision().rules());

    @Override
    protected Plugin plugin() {
        return new Supervision();
    }

    @Override
    protected List<ScanContext> contexts() {
        Contexts lift = Contexts.of("3110").under(RULES);
        Contexts boiler = Contexts.of("1100").under(RULES);
        return List.of(
                lift.context(),
                lift.readBy(Audience.GOVERNMENT).context(),
                boiler.entry(Check.BEGUN, Map.of("reason", "regular"))
                        .readBy(Audience.GOVERNMENT)
                        .context(),
                boiler.entry(Order.KIND, Map.of("number", "<b>1"))
                        .readBy(Audience.USING_UNIT)
                        .context());
    }
}
