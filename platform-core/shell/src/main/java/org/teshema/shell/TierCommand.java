package org.teshema.shell;

import java.io.PrintStream;
import java.util.Locale;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.gate.Tier;
import org.teshema.engine.host.Tiers;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.write.WriteRequest;

/** Lists where plugins were chosen to run, or chooses for one. */
@Service
@Command(
        scope = "teshema",
        name = "tier",
        description = "Lists where plugins were chosen to run; with a name and a tier, chooses on every node")
public final class TierCommand implements Action {
    @Argument(index = 0, name = "plugin", description = "The plugin's name")
    String plugin;

    @Argument(index = 1, name = "tier", description = "in-process or district-host")
    String tier;

    @Option(name = "--reason", description = "Why")
    String reason;

    @Reference
    Tiers tiers;

    @Reference
    Accounts accounts;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        try {
            if (plugin != null) {
                tiers.choose(
                        new WriteRequest(
                                Operator.of(accounts), UUID.randomUUID().toString()),
                        plugin,
                        Tier.valueOf(
                                String.valueOf(tier).toUpperCase(Locale.ROOT).replace('-', '_')),
                        reason);
            }
            table(out);
        } catch (IllegalArgumentException e) {
            out.println("运行层是 in-process 或 district-host。");
            out.println("A tier is in-process or district-host.");
        } catch (Problem e) {
            out.println(e.detail().zh());
            out.println(e.detail().en());
        }
        return null;
    }

    private void table(PrintStream out) {
        var table = new ShellTable();
        for (String column : new String[] {"Plugin", "Tier", "Since", "Author", "Reason"}) {
            table.column(column);
        }
        table.emptyTableText(
                "Nobody chose: shipped plugins run in process, scene apps that a district released in hosts.");
        for (Tiers.Choice one : tiers.list()) {
            table.addRow().addContent(one.plugin(), one.tier(), one.changedAt(), one.author(), one.reason());
        }
        table.print(out);
    }
}
