package org.teshema.shell;

import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.Rule;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.rule.RuleBooks;
import org.teshema.engine.rule.RuleFilter;
import org.teshema.engine.rule.StatedRule;

/** Lists the rules that count, and where each comes from. */
@Service
@Command(scope = "teshema", name = "rules", description = "Lists the rules that count and where each comes from")
public final class RulesCommand implements Action {
    @Option(name = "--topic", description = "Only rules on that topic, such as inspection")
    String topic;

    @Option(name = "--category", description = "Only rules for devices of that category, such as 3110")
    String category;

    @Option(name = "--on", description = "Only rules that hold on that day, such as 2025-03-01")
    String on;

    @Option(name = "--plugin", description = "Only rules of that plugin")
    @Completion(PluginNames.class)
    String plugin;

    @Reference
    RuleBooks books;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        RuleFilter filter;
        try {
            filter = new RuleFilter(
                    Optional.ofNullable(topic),
                    Optional.ofNullable(category).map(CatalogueCode::new),
                    Optional.ofNullable(on).map(LocalDate::parse),
                    Optional.ofNullable(plugin));
        } catch (IllegalArgumentException | DateTimeException e) {
            out.println("--category is four characters such as 3110, --on a day such as 2025-03-01: " + e.getMessage());
            return null;
        }
        var table = new ShellTable();
        for (String column :
                new String[] {"Plugin", "Rule", "Topic", "Nodes", "From", "Until", "Parameters", "Source", "Comes from"
                }) {
            table.column(column);
        }
        table.emptyTableText("No rule is like that. teshema:rules lists all there are.");
        Optional<String> next = Optional.empty();
        do {
            Page<StatedRule> page = books.list(filter, Cursor.of(next, Optional.of(Cursor.MOST)));
            page.items().forEach(one -> add(table, one));
            next = page.next();
        } while (next.isPresent());
        table.print(out);
        return null;
    }

    private static void add(ShellTable table, StatedRule one) {
        Rule row = one.row();
        table.addRow()
                .addContent(
                        one.plugin(),
                        row.id(),
                        row.topic(),
                        row.nodes().isEmpty()
                                ? "*"
                                : String.join(
                                        " ",
                                        row.nodes().stream()
                                                .map(CatalogueCode::value)
                                                .sorted()
                                                .toList()),
                        row.from(),
                        row.until().map(LocalDate::toString).orElse(""),
                        new TreeMap<>(row.parameters()),
                        row.source() + (row.sure() ? "" : " (to be confirmed)"),
                        origin(one));
    }

    private static String origin(StatedRule one) {
        if (one.misfit().isPresent()) {
            return "correction " + one.correction().orElseThrow().id() + ", DOES NOT COUNT: "
                    + one.misfit().get();
        }
        return one.correction()
                .map(it -> "correction " + it.id() + " by " + it.author() + " at " + it.at())
                .orElseGet(
                        () -> "shipped by " + one.plugin() + " " + one.version().orElse(""));
    }
}
