package org.teshema.api.rule;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Text;

/**
 * One dated row of a rule of the trade, as data. A change of the law is another row.
 *
 * @param id stable id, such as {@code lift-T7001}; rows of one rule share it and never hold on the same day
 * @param topic what it governs: the name of a clock such as {@code inspection}, or of a duty such as {@code maintenance}
 * @param nodes the catalogue nodes it is for, with everything below them; empty for all of them
 * @param title what it asks
 * @param source number and clause of the text it comes from, such as {@code TSG 81-2022 4.2.1.2}
 * @param from first day it holds
 * @param until last day it held, empty while it holds
 * @param sure whether the figure was confirmed at its source; an unsure rule says so wherever it is shown
 * @param parameters figures by name, such as {@code months=12}; those of a clock are told at {@link Schedule}
 */
public record Rule(
        String id,
        String topic,
        Set<CatalogueCode> nodes,
        Text title,
        String source,
        LocalDate from,
        Optional<LocalDate> until,
        boolean sure,
        Map<String, String> parameters) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,79}");
    private static final Pattern TOPIC = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public Rule {
        if (id == null || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "A rule's id is letters, digits, dots and hyphens such as lift-T7001, not \"" + id + "\"");
        }
        if (topic == null || !TOPIC.matcher(topic).matches()) {
            throw new IllegalArgumentException(
                    "The topic of rule " + id + " is lower-case words with hyphens, not \"" + topic + "\"");
        }
        nodes = Set.copyOf(nodes);
        Objects.requireNonNull(title, "title");
        if (source == null || source.isBlank()) {
            throw new IllegalArgumentException("Rule " + id + " names no source");
        }
        Objects.requireNonNull(from, "from");
        if (until.isPresent() && until.get().isBefore(from)) {
            throw new IllegalArgumentException(
                    "Rule " + id + " ends on " + until.get() + ", before it begins on " + from);
        }
        parameters = Map.copyOf(parameters);
    }

    /** Whether the rule holds on that day. */
    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && (until.isEmpty() || !day.isAfter(until.get()));
    }

    /** Whether the rule is for devices of that category. */
    public boolean isFor(CatalogueCode category) {
        return nodes.isEmpty() || depthFor(category) > 0;
    }

    /**
     * The parameter of that name.
     *
     * @throws IllegalArgumentException when the rule has none of that name
     */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Rule " + id + " has no parameter " + name);
        }
        return value;
    }

    /**
     * The whole number in the parameter of that name.
     *
     * @throws IllegalArgumentException when there is none of that name, or it is no number from 0 on
     */
    public int number(String name) {
        String value = parameter(name);
        if (!value.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException("Parameter " + name + " of rule " + id
                    + " must be a whole number from 0 on, not \"" + value + "\"");
        }
        return Integer.parseInt(value);
    }

    /** The whole number in the parameter of that name, or another where the rule says nothing. */
    public int number(String name, int otherwise) {
        return parameters.containsKey(name) ? number(name) : otherwise;
    }

    /** The same rule up to another last day. */
    public Rule until(LocalDate lastDay) {
        return new Rule(id, topic, nodes, title, source, from, Optional.of(lastDay), sure, parameters);
    }

    /** Whether there is a day on which both hold. */
    boolean meets(Rule other) {
        return (until.isEmpty() || !until.get().isBefore(other.from))
                && (other.until.isEmpty() || !other.until.get().isBefore(from));
    }

    /** How specific the node is under which the rule is for that category; 0 where it is for all or not for this one. */
    int depthFor(CatalogueCode category) {
        int depth = 0;
        for (CatalogueCode node : nodes) {
            if (category.within(node)) {
                depth = Math.max(depth, node.depth());
            }
        }
        return depth;
    }
}
