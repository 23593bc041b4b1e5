package org.teshema.shell;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Plugins;

/** Lists the plugins at the gate, or tells all about one. */
@Service
@Command(scope = "teshema", name = "plugins", description = "Lists the plugins: who serves, who was refused and why")
public final class PluginsCommand implements Action {
    @Argument(name = "name", description = "Tell everything about the plugins of this name")
    @Completion(PluginNames.class)
    String name;

    @Reference
    Plugins plugins;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        if (name == null) {
            table(out);
            return null;
        }
        var found =
                plugins.all().stream().filter(one -> one.name().equals(name)).toList();
        if (found.isEmpty()) {
            out.println("There is no plugin \"" + name + "\". teshema:plugins lists those there are.");
        }
        found.forEach(one -> tell(out, one));
        return null;
    }

    private void table(PrintStream out) {
        var table = new ShellTable();
        for (String column : new String[] {
            "Name", "Version", "Stage", "District", "Bundle", "Calls", "Faults", "Breaker", "Tier", "Reason"
        }) {
            table.column(column);
        }
        table.emptyTableText("No plugin is here. Drop a plugin's jar into the deploy folder.");
        for (PluginReport one : plugins.all()) {
            table.addRow()
                    .addContent(
                            one.name(),
                            one.version(),
                            one.stage(),
                            one.district().orElse("city"),
                            one.bundle(),
                            one.calls(),
                            one.faults(),
                            one.breaker(),
                            one.tier(),
                            one.reason().map(reason -> reason.en()).orElse(""));
        }
        table.print(out);
    }

    private static void tell(PrintStream out, PluginReport one) {
        out.println(one.name() + " " + one.version()
                + one.title().map(t -> "  " + t.zh() + " / " + t.en()).orElse(""));
        out.println("  stage     " + one.stage() + " (" + one.stage().word().zh() + ") since " + one.since());
        one.reason().ifPresent(reason -> {
            out.println("  reason    " + reason.zh());
            out.println("            " + reason.en());
        });
        out.println("  district  " + one.district().orElse("the city"));
        out.println("  bundle    " + one.bundle());
        out.println("  tier      " + one.tier() + " (" + one.tier().word().zh() + "), restarts " + one.restarts());
        out.println("  calls     " + one.calls() + ", faults " + one.faults() + ", breaker " + one.breaker());
        double each = one.calls() == 0 ? 0 : one.seconds() * 1e6 / one.calls();
        out.println(String.format(Locale.ROOT, "  time      %.3f s, %.1f us a call", one.seconds(), each));
        out.println("  kinds     " + String.join(", ", one.kinds()));
    }
}
