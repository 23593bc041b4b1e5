package org.teshema.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.console.Command;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Karaf makes of our commands: which there are, what they say of themselves, what the tabulator key offers. */
class CommandsTest {
    private static OperatorsCity city;

    @BeforeAll
    static void open() {
        city = OperatorsCity.withoutDatabase();
    }

    @AfterAll
    static void close() {
        city.close();
    }

    @Test
    void an_operator_finds_every_command_each_with_a_description() {
        Map<String, String> described =
                city.console.commands().stream().collect(Collectors.toMap(Command::getName, Command::getDescription));
        assertEquals(
                new TreeSet<>(List.of(
                        "balance",
                        "batch-make",
                        "demo-city",
                        "plugins",
                        "replay",
                        "rules",
                        "scan",
                        "second-factor-reset",
                        "status")),
                new TreeSet<>(described.keySet()));
        described.forEach((name, words) -> assertTrue(words.length() > 20, () -> name + ": " + words));
    }

    @ParameterizedTest
    @CsvSource({
        "status, teshema:status",
        "balance, --holders",
        "batch-make, quantity",
        "batch-make, --class",
        "batch-make, --lifts",
        "batch-make, --reason",
        "scan, code",
        "scan, --english",
        "second-factor-reset, login",
        "plugins, name",
        "replay, row",
        "replay, --plugin",
        "replay, --from",
        "replay, --category",
        "rules, --topic",
        "rules, --category",
        "rules, --on",
        "rules, --plugin",
        "demo-city, --devices",
        "demo-city, --seed"
    })
    void help_names_the_command_what_it_does_and_every_argument(String command, String named) {
        String help = city.typed("teshema:" + command + " --help");
        assertTrue(help.contains("teshema:" + command), help);
        assertTrue(help.contains(named), help);
        String described = city.console.command(command).getDescription();
        assertTrue(help.replaceAll("\\s+", " ").contains(described.substring(0, described.indexOf(' ', 20))), help);
    }

    @Test
    void the_tabulator_key_offers_options_occasions_and_plugins() {
        assertEquals(List.of("--holders"), city.console.offered("balance", "--ho"));
        assertEquals(List.of("--class"), city.console.offered("batch-make", "--cl"));
        assertEquals(List.of("NEW"), city.console.offered("batch-make", "--class", "N"));
        assertEquals(
                List.of("NEW", "REPLACEMENT", "STOCK"),
                city.console.offered("batch-make", "--class", "").stream()
                        .sorted()
                        .toList());
        assertEquals(List.of("--english"), city.console.offered("scan", "--e"));
        assertEquals(List.of("--devices"), city.console.offered("demo-city", "--d"));
        assertEquals(List.of(), city.console.offered("plugins", "fo"));
        city.serve(new Forklifts(Optional.empty(), "5110"));
        assertEquals(List.of("forklift"), city.console.offered("plugins", "fo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "teshema:batch-make",
                "teshema:batch-make many",
                "teshema:batch-make 10 20",
                "teshema:batch-make --colour red 10",
                "teshema:batch-make 99999999999",
                "teshema:scan",
                "teshema:scan 1 2",
                "teshema:balance all",
                "teshema:demo-city --devices",
                "teshema:demo-city --devices few",
                "teshema:demo-city --seed x",
                "teshema:plugins a b",
                "teshema:status now"
            })
    void a_mistyped_line_is_answered_with_a_sentence_and_nothing_is_done(String line) {
        String said = city.typed(line);
        assertTrue(said.strip().length() > 20, said);
        assertTrue(said.contains("Error executing command teshema:"), said);
        OperatorsTongue.isHuman(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "teshema:balance",
                "teshema:balance --holders",
                "teshema:batch-make 10",
                "teshema:demo-city --devices 100"
            })
    void while_the_database_is_away_the_console_says_so(String line) {
        String said = city.typed(line);
        assertTrue(said.contains("数据库"), said);
        assertTrue(said.contains("database"), said);
        OperatorsTongue.isHuman(said);
        assertFalse(said.contains("Error executing"), said);
    }
}
