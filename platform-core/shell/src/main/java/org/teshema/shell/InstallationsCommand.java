package org.teshema.shell;

import java.io.PrintStream;
import java.util.Optional;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.teshema.api.device.Organisation;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.gate.PluginReport;
import org.teshema.engine.gate.Share;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.release.Canaries;
import org.teshema.engine.release.Installation;
import org.teshema.engine.release.Installations;
import org.teshema.engine.release.Release;
import org.teshema.engine.write.WriteRequest;

/** Lists what is to run of the plugins that came as releases; goes back in one step, or stops one. */
@Service
@Command(
        scope = "teshema",
        name = "installations",
        description =
                "Lists what is to run of released plugins; --promote, --withdraw, --roll-back and --stop change it on"
                        + " every node")
public final class InstallationsCommand implements Action {
    @Option(name = "--roll-back", description = "Go back to the release of that plugin that was live before")
    String rollBack;

    @Option(name = "--promote", description = "Make the release of that plugin that is on trial live for everybody")
    String promote;

    @Option(name = "--withdraw", description = "End the trial of that plugin: the live release serves everybody again")
    String withdraw;

    @Option(name = "--stop", description = "Stop that plugin")
    String stop;

    @Option(name = "--reason", description = "Why")
    String reason;

    @Reference
    Installations installations;

    @Reference
    Canaries canaries;

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
            } else if (promote != null) {
                canaries.promote(asked(), promote, reason);
            } else if (withdraw != null) {
                canaries.withdraw(asked(), withdraw, reason);
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
        for (String column : new String[] {
            "Plugin", "Release", "Version", "Serves", "Stage", "Calls", "Faults", "Slow", "p95", "Since", "Reason",
            "Told"
        }) {
            table.column(column);
        }
        table.emptyTableText("No plugin came as a release yet. See teshema:release.");
        for (Installation one : installations.list()) {
            row(table, one, one.live().isPresent() ? "live" : "stopped", one.live(), "all others", one.here());
            one.trial()
                    .ifPresent(trial ->
                            row(table, one, "on trial", Optional.of(trial.release()), share(trial), trial.here()));
            one.previous()
                    .ifPresent(release ->
                            row(table, one, "before", Optional.of(release), "nobody", Installation.Here.NOTHING));
        }
        table.print(out);
    }

    private static void row(
            ShellTable table,
            Installation one,
            String role,
            Optional<Release> release,
            String serves,
            Installation.Here here) {
        Optional<PluginReport> report = here.report();
        table.addRow()
                .addContent(
                        one.target().plugin(),
                        role,
                        release.map(r -> r.origin().version()).orElse("-"),
                        release.isPresent() ? serves : "nobody",
                        here.stage().map(Enum::name).orElse("-"),
                        report.map(PluginReport::calls).map(Object::toString).orElse("-"),
                        report.map(PluginReport::faults).map(Object::toString).orElse("-"),
                        report.map(PluginReport::slow).map(Object::toString).orElse("-"),
                        report.flatMap(PluginReport::p95)
                                .map(p95 -> p95.toNanos() / 1000 + " us")
                                .orElse("-"),
                        one.target().changedAt(),
                        one.target().reason(),
                        here.reason().map(text -> text.en()).orElse(""));
    }

    private static String share(Installation.Trial trial) {
        return trial.share() instanceof Share.PerMille some
                ? some.perMille() + " of 1000 devices"
                : "station " + trial.station().map(Organisation::name).orElse("-");
    }
}
