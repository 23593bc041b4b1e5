package org.teshema.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.Row;
import org.apache.karaf.shell.support.table.ShellTable;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.codes.Balance;
import org.teshema.engine.codes.Balances;
import org.teshema.engine.codes.Counts;
import org.teshema.engine.codes.DistrictBalance;
import org.teshema.engine.codes.HolderBalance;
import org.teshema.engine.problem.Problem;

/** Shows where all codes are, and whether the sums agree. */
@Service
@Command(scope = "teshema", name = "balance", description = "Shows where all codes are, by district or by holder")
public final class BalanceCommand implements Action {
    @Option(name = "--holders", description = "One line for each holder instead of each district")
    boolean holders;

    @Reference
    Balances balances;

    @Reference
    Accounts accounts;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        try {
            show(out, balances.of(Operator.of(accounts)));
        } catch (Problem e) {
            out.println(e.detail().zh());
            out.println(e.detail().en());
        }
        return null;
    }

    private void show(PrintStream out, Balance balance) {
        var table = new ShellTable();
        for (String column : new String[] {
            holders ? "Holder" : "District",
            "Made",
            "Received",
            "Handed on",
            "In stock",
            "In transit",
            "Claimed",
            "Bound",
            "Replaced",
            "Revoked",
            "Spoiled",
            "Agrees"
        }) {
            table.column(column);
        }
        if (holders) {
            for (HolderBalance one : balance.holders()) {
                Row row = table.addRow();
                row.addContent(one.holder().name(), one.made(), one.received(), one.handedOn());
                counts(row, one.codes(), one.balances());
            }
        } else {
            for (DistrictBalance one : balance.districts()) {
                Row row = table.addRow();
                row.addContent(one.district(), one.made(), one.received(), one.handedOn());
                counts(row, one.codes(), one.balances());
            }
        }
        table.print(out);
        Counts all = balance.codes();
        out.println("made " + balance.made() + " = in stock " + all.inStock() + " + in transit " + all.inTransit()
                + " + claimed " + all.claimed() + " + bound " + all.bound() + " + replaced " + all.replaced()
                + " + revoked " + all.revoked() + " + spoiled " + all.spoiled()
                + (balance.balances() && balance.made() == all.total() ? "" : "   THE SUMS DO NOT AGREE"));
    }

    private static void counts(Row row, Counts counts, boolean agrees) {
        row.addContent(
                counts.inStock(),
                counts.inTransit(),
                counts.claimed(),
                counts.bound(),
                counts.replaced(),
                counts.revoked(),
                counts.spoiled(),
                agrees ? "yes" : "NO");
    }
}
