package org.teshema.engine.rule;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * A dated row as somebody proposes it: to be tried on history, or to count. Nothing in it is checked yet.
 *
 * @param id the rule's id, shared by all rows of the rule
 * @param topic what it governs
 * @param nodes catalogue codes; empty for all equipment
 * @param title what it asks
 * @param source number and clause of the text it comes from
 * @param from first day it holds
 * @param until last day it holds, empty for without end
 * @param sure whether the figure was confirmed at its source
 * @param parameters figures by name
 */
public record ProposedRow(
        String id,
        String topic,
        Set<String> nodes,
        Text title,
        String source,
        LocalDate from,
        Optional<LocalDate> until,
        boolean sure,
        Map<String, String> parameters) {
    private static final int MOST_WORDS = 200;
    private static final int MOST_NODES = 50;
    private static final int MOST_PARAMETERS = 40;
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9.-]{0,79}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,79}");

    public ProposedRow {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        nodes = Set.copyOf(nodes);
        parameters = Map.copyOf(parameters);
    }

    /** The same row of somebody who has a whole rule. */
    public static ProposedRow of(Rule rule) {
        return new ProposedRow(
                rule.id(),
                rule.topic(),
                rule.nodes().stream().map(CatalogueCode::value).collect(Collectors.toSet()),
                rule.title(),
                rule.source(),
                rule.from(),
                rule.until(),
                rule.sure(),
                rule.parameters());
    }

    /**
     * The row by itself.
     *
     * @throws Problem in the field that is wrong
     */
    Rule toRule() {
        // One part after the other in a row that is right but for it, so that the record's own words go to the right
        // field.
        made("row.id", "规则编号“" + id + "”须由字母、数字、点和连字符组成，例如 lift-T7001。", () -> probe(id, "x", "-", Optional.empty()));
        made("row.topic", "事项“" + topic + "”须为小写英文词加连字符，例如 inspection。", () -> probe(id, topic, "-", Optional.empty()));
        words("row.title", title.zh());
        words("row.title", title.en());
        words("row.source", source);
        made("row.until", "末日不能早于首日 " + from + "。", () -> probe(id, topic, source, until));
        if (nodes.size() > MOST_NODES) {
            throw wrong("row.nodes", "目录代码不超过 " + MOST_NODES + " 个。", "At most " + MOST_NODES + " catalogue codes.");
        }
        Set<CatalogueCode> codes = made(
                "row.nodes",
                "目录代码为四位，例如 3110；全部设备留空。",
                () -> nodes.stream().map(CatalogueCode::new).collect(Collectors.toSet()));
        figures();
        return new Rule(id, topic, codes, title, source, from, until, sure, parameters);
    }

    /** One row that reads by itself and with no other. */
    static Rule alone(Rule row) {
        return made("row.parameters", unreadable(row), () -> {
            Rulebook.of(Set.of(row));
            return row;
        });
    }

    /** What is said of parameters that cannot be read, with those but for which they could. */
    private static String unreadable(Rule row) {
        String which = row.parameters().keySet().stream()
                .sorted()
                .filter(name -> reads(without(row, name)))
                .map(name -> name + "=" + row.parameters().get(name))
                .collect(Collectors.joining("、"));
        return "参数" + (which.isEmpty() ? "" : " " + which + " ")
                + "无法读懂：months、years、days 三者取其一，期限（及其按条件分列的值）为从 1 起的整数，或 none、stop、recorded，例如 months=24；"
                + "no-arrears 为 yes 或 no。";
    }

    private static Rule without(Rule row, String parameter) {
        var others = new HashMap<>(row.parameters());
        others.remove(parameter);
        return new Rule(
                row.id(),
                row.topic(),
                row.nodes(),
                row.title(),
                row.source(),
                row.from(),
                row.until(),
                row.sure(),
                others);
    }

    private static boolean reads(Rule row) {
        try {
            Rulebook.of(Set.of(row));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Rule probe(String id, String topic, String source, Optional<LocalDate> until) {
        return new Rule(id, topic, Set.of(), Text.same("-"), source, from, until, true, Map.of());
    }

    private void figures() {
        if (parameters.size() > MOST_PARAMETERS) {
            throw wrong(
                    "row.parameters",
                    "参数不超过 " + MOST_PARAMETERS + " 个。",
                    "At most " + MOST_PARAMETERS + " parameters.");
        }
        parameters.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw wrong(
                        "row.parameters",
                        "参数“" + name + "=" + value + "”须为英文名和由字母、数字、空格组成的值，例如 months=24。",
                        "The parameter \"" + name + "=" + value
                                + "\" must be a name and a value of letters, digits and blanks, such as months=24.");
            }
        });
    }

    private static void words(String field, String text) {
        if (text == null
                || text.isBlank()
                || text.length() > MOST_WORDS
                || text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(
                    field,
                    "须填写，不超过 " + MOST_WORDS + " 字，且在一行内。",
                    "This is needed, on one line of at most " + MOST_WORDS + " characters.");
        }
    }

    /** What is made, or the problem with it: in Chinese as it is said here, in English by whom it was refused. */
    static <T> T made(String field, String zh, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw wrong(field, zh, e.getMessage() + ".");
        }
    }

    static Problem wrong(String field, String zh, String en) {
        return Problem.inField(ProblemType.INVALID, field, zh, en);
    }
}
