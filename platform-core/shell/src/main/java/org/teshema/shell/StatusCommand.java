package org.teshema.shell;

import java.io.PrintStream;
import java.util.Map;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.demo.FirstStart;
import org.teshema.engine.gate.Plugins;
import org.teshema.engine.ledger.Ledger;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.vitals.Vitals;

/** Tells in a few lines whether the platform is well. */
@Service
@Command(scope = "teshema", name = "status", description = "Tells in a few lines whether the platform is well")
public final class StatusCommand implements Action {
    private static final long MIB = 1024 * 1024;

    @Reference
    Vitals vitals;

    @Reference
    CityKeys keys;

    @Reference
    Plugins plugins;

    @Reference
    Ledger ledger;

    @Reference
    FirstStart firstStart;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        boolean database = vitals.databaseAnswers();
        out.println("database     " + (database ? "answers" + connections() : "AWAY"));
        out.println("first start  " + (firstStart.done() ? "done" : "still loading"));
        out.println("prefix       " + keys.prefix().url());
        out.println("keys         " + keys.issuingKeys().size() + " issuing keys under root "
                + keys.root().keyId());
        out.println("plugins      " + plugins.all().size() + " at the gate (teshema:plugins)");
        vitals.freeDisk().ifPresent(free -> out.println("disk         " + free / MIB + " MiB free"));
        if (database) {
            tellLedger(out);
        }
        return null;
    }

    private String connections() {
        Map<String, Integer> connections = vitals.connections();
        return connections.isEmpty()
                ? ""
                : ", " + connections.get("active") + " connections busy, " + connections.get("idle") + " idle, "
                        + connections.get("waiting") + " callers waiting";
    }

    private void tellLedger(PrintStream out) {
        try {
            var status = ledger.status();
            out.println("ledger       "
                    + status.head().map(head -> head.checkpoint().size()).orElse(0L) + " leaves, " + status.pending()
                    + " pending"
                    + status.objection()
                            .map(words -> "; REFUSES TO SIGN: " + words.en())
                            .orElse(""));
        } catch (Problem e) {
            out.println("ledger       " + e.detail().en());
        }
    }
}
