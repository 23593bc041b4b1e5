package org.teshema.shell;

import java.io.PrintStream;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.release.Installation;
import org.teshema.engine.release.Installations;
import org.teshema.engine.write.WriteRequest;

/** Lists what is to run of the plugins that came as releases; goes back in one step, or stops one. */
@Service
@Command(
        scope = "teshema",
        name = "installations",
        description = "Lists what is to run of released plugins; --roll-back and --stop change it on every node")
public final class InstallationsCommand implements Action {
    @Option(name = "--roll-back", description = "Go back to the release of that plugin that was live before")
    String rollBack;

    @Option(name = "--stop", description = "Stop that plugin")
    String stop;

    @Option(name = "--reason", description = "Why")
    String reason;

    @Reference
    Installations installations;

    @Reference
    Accounts accounts;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        try {
            if (rollBack != null) {
                installations.rollBack(asked(), rollBack, reason);
            } else if (stop != null) {
                installations.stop(asked(), stop, reason);
            }
            table(out);
        } catch (Problem e) {
            out.println(e.detail().zh());
            out.println(e.detail().en());
        }
        return null;
    }

    private WriteRequest asked() {
        return new WriteRequest(Operator.of(accounts), UUID.randomUUID().toString());
    }

    private void table(PrintStream out) {
        var table = new ShellTable();
        for (String column : new String[] {"Plugin", "Live", "Before", "Here", "Stage", "Since", "Reason", "Told"}) {
            table.column(column);
        }
        table.emptyTableText("No plugin came as a release yet. See teshema:release.");
        for (Installation one : installations.list()) {
            table.addRow()
                    .addContent(
                            one.target().plugin(),
                            one.live().map(r -> r.origin().version()).orElse("stopped"),
                            one.previous().map(r -> r.origin().version()).orElse("-"),
                            one.here().version().orElse("-"),
                            one.here().stage().map(Enum::name).orElse("-"),
                            one.target().changedAt(),
                            one.target().reason(),
                            one.here().reason().map(text -> text.en()).orElse(""));
        }
        table.print(out);
    }
}
