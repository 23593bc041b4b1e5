package org.teshema.rest.rule;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.Rule;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.rule.ProposedRow;

/**
 * One dated row of a rule.
 *
 * @param id the rule's id, shared by all its rows, such as {@code lift-T7001}
 * @param topic what it governs, such as {@code inspection}
 * @param nodes catalogue codes it is for; empty for all equipment
 * @param titleZh what it asks, in Chinese
 * @param titleEn the same in English
 * @param source number and clause of the text it comes from
 * @param from first day it holds
 * @param until last day it holds; missing while it holds without end
 * @param sure whether the figure was confirmed at its source
 * @param parameters figures by name, such as {@code months} = {@code 24}
 */
public record RuleRowJson(
        String id,
        String topic,
        List<String> nodes,
        String titleZh,
        String titleEn,
        String source,
        LocalDate from,
        Optional<LocalDate> until,
        boolean sure,
        Map<String, String> parameters) {
    static RuleRowJson of(Rule row) {
        return new RuleRowJson(
                row.id(),
                row.topic(),
                row.nodes().stream().map(CatalogueCode::value).sorted().toList(),
                row.title().zh(),
                row.title().en(),
                row.source(),
                row.from(),
                row.until(),
                row.sure(),
                new TreeMap<>(row.parameters()));
    }

    ProposedRow toRow() {
        if (nodes.stream().anyMatch(Objects::isNull)) {
            throw empty("row.nodes");
        }
        if (parameters.values().stream().anyMatch(Objects::isNull)) {
            throw empty("row.parameters");
        }
        return new ProposedRow(
                id, topic, new HashSet<>(nodes), new Text(titleZh, titleEn), source, from, until, sure, parameters);
    }

    private static Problem empty(String field) {
        return Problem.inField(ProblemType.INVALID, field, "不能含 null。", "There must be no null in it.");
    }
}
