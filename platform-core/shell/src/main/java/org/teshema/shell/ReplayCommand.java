package org.teshema.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.table.Table;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.rule.Firing;
import org.teshema.engine.rule.ProposedRow;
import org.teshema.engine.rule.Replay;
import org.teshema.engine.rule.ReplayOrder;
import org.teshema.engine.rule.Replays;
import org.teshema.engine.time.CityClock;

/** Tries a row of a rule on the city's history, before it holds. */
@Service
@Command(
        scope = "teshema",
        name = "replay",
        description = "Tries a row of a rule on history: how often would a clock have become overdue?")
public final class ReplayCommand implements Action {
    private static final String HEADING = "id,topic,nodes,title_zh,title_en,source,from,until,sure,parameters";

    @Argument(
            name = "row",
            description =
                    "The row as a line of a rules.csv (" + HEADING + "), or a file with that heading and one line",
            required = true)
    String row;

    @Option(name = "--plugin", description = "The plugin for whose rules it is proposed", required = true)
    @Completion(PluginNames.class)
    String plugin;

    @Option(name = "--from", description = "First day of the period; a year before --until where it is missing")
    String from;

    @Option(name = "--until", description = "Last day of the period; today where it is missing")
    String until;

    @Option(name = "--category", description = "Only devices of that category, such as 3110")
    String category;

    @Option(name = "--district", description = "Only devices of that district, such as 310115")
    String district;

    @Option(name = "--list", description = "How many of those that fired are listed")
    int list = 20;

    @Reference
    Replays replays;

    @Reference
    Accounts accounts;

    @Reference
    CityClock clock;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        try {
            ReplayOrder order = order();
            tell(out, order, replays.of(Operator.of(accounts), order));
        } catch (Problem e) {
            e.field().ifPresent(field -> out.println(field + ":"));
            out.println(e.detail().zh());
            out.println(e.detail().en());
        } catch (IllegalArgumentException | DateTimeException | IOException e) {
            out.println("This cannot be read: " + e.getMessage());
        }
        return null;
    }

    private ReplayOrder order() throws IOException {
        LocalDate last = until == null ? clock.today() : LocalDate.parse(until);
        return new ReplayOrder(
                plugin,
                ProposedRow.of(rule()),
                from == null ? last.minusYears(1).plusDays(1) : LocalDate.parse(from),
                last,
                Optional.ofNullable(category).map(CatalogueCode::new),
                Optional.ofNullable(district),
                list);
    }

    private Rule rule() throws IOException {
        Table table = row.contains(",")
                ? Table.of("row", HEADING + "\n" + row)
                : Table.of(row, Files.readString(Path.of(row)));
        List<Rule> rules = Rulebook.of(table).rules();
        if (rules.size() != 1) {
            throw new IllegalArgumentException("one row is tried at a time, and there are " + rules.size());
        }
        return rules.get(0);
    }

    private static void tell(PrintStream out, ReplayOrder order, Replay replay) {
        out.println("From " + order.from() + " to " + order.until() + " on " + replay.devices()
                + " devices: would have fired " + replay.proposed() + " times; the rules in force: " + replay.inForce()
                + "; both on the same day: " + replay.both());
        out.println("Overdue already the day before: " + replay.stoodProposed() + "; under the rules in force: "
                + replay.stoodInForce());
        if (replay.unanswered() > 0) {
            out.println("The plugin did not answer about " + replay.unanswered() + " devices.");
        }
        if (!replay.complete()) {
            out.println(
                    "NOT COMPLETE: the time was over. Narrow it by --category or --district, or shorten the period.");
        }
        var places = table("District", "Category", "Proposed", "In force", "Both");
        replay.places()
                .forEach(one -> places.addRow()
                        .addContent(one.district(), one.category(), one.proposed(), one.inForce(), one.both()));
        places.emptyTableText("Nothing fired.");
        places.print(out);
        if (!replay.firings().isEmpty()) {
            var firings = table("Device", "Name", "District", "Day", "Fired under", "In force", "Proposed");
            replay.firings().forEach(one -> add(firings, one));
            firings.print(out);
        }
    }

    private static ShellTable table(String... columns) {
        var table = new ShellTable();
        for (String column : columns) {
            table.column(column);
        }
        return table;
    }

    private static void add(ShellTable table, Firing one) {
        String under =
                one.proposed() && one.inForce() ? "both" : one.proposed() ? "the proposed row" : "those in force";
        table.addRow()
                .addContent(
                        one.device().id(),
                        one.device().name(),
                        one.device().district(),
                        one.day(),
                        under,
                        said(one.before()),
                        said(one.after()));
    }

    private static String said(Optional<ClockReading> reading) {
        return reading.map(one -> one.status() + one.due().map(day -> " " + day).orElse(""))
                .orElse("nothing");
    }
}
