package org.teshema.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.rule.Schedule;
import org.teshema.engine.gate.Admitted;
import org.teshema.engine.gate.Correction;
import org.teshema.engine.gate.Corrections;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.reference.Catalogue;

/** Whether a proposed row makes a rulebook together with what counts already. Stateless. */
final class RowCheck {
    private final Catalogue catalogue;

    RowCheck(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * The rules of a plugin with the row among them.
     *
     * @param plugin the plugin where it serves
     * @param serving all that serve
     * @param corrections those that count
     * @throws Problem in the field that is wrong
     */
    Rulebook with(Rule row, String name, Optional<Admitted> plugin, List<Admitted> serving, Corrections corrections) {
        for (CatalogueCode node : row.nodes()) {
            if (catalogue.find(node).isEmpty()) {
                throw ProposedRow.wrong(
                        "row.nodes",
                        "目录中没有代码“" + node + "”；请填写《特种设备目录》的四位代码，例如 3110，全部设备留空。",
                        "The catalogue has no code \"" + node
                                + "\". Give codes of four characters such as 3110, or none for all equipment.");
            }
        }
        List<Rule> kin = kin(row, serving, corrections);
        parameters(row, kin);
        Rulebook before = corrections
                .over(name, plugin.map(Admitted::shippedRules).orElse(Rulebook.none()))
                .book();
        Optional<Rule> later = later(row, before);
        return ProposedRow.made(
                later.isPresent() ? "row.until" : "row.from",
                later.map(one -> "规则“" + row.id() + "”自 " + one.from() + " 起另有一行；本行须有早于该日的末日。")
                        .orElseGet(() -> "已有规则" + rival(row, before) + "自 " + row.from() + " 起对同样的设备判断“" + row.topic()
                                + "”，无法确定以哪一条为准；请改用其他首日。"),
                () -> before.with(row));
    }

    /** The rows on the same topic, whoever ships them: they tell that the topic is known and how its parameters are named. */
    private static List<Rule> kin(Rule row, List<Admitted> serving, Corrections corrections) {
        var all = new ArrayList<Rule>();
        serving.forEach(one -> all.addAll(one.shippedRules().rules()));
        corrections.all().stream().map(Correction::row).forEach(all::add);
        List<Rule> kin =
                all.stream().filter(one -> one.topic().equals(row.topic())).toList();
        if (kin.isEmpty()) {
            Set<String> topics = all.stream().map(Rule::topic).collect(Collectors.toCollection(TreeSet::new));
            throw ProposedRow.wrong(
                    "row.topic",
                    "没有插件按事项“" + row.topic() + "”判断；现有事项：" + topics + "。",
                    "No plugin judges by the topic \"" + row.topic() + "\". There are: " + topics + ".");
        }
        return kin;
    }

    private static void parameters(Rule row, List<Rule> kin) {
        ProposedRow.alone(row);
        if (!Schedule.isIn(row) && kin.stream().anyMatch(Schedule::isIn)) {
            throw ProposedRow.wrong(
                    "row.parameters",
                    "“" + row.topic() + "”是期限，参数须含 months、years 或 days 之一，例如 months=24。",
                    "\"" + row.topic()
                            + "\" is a clock: one of the parameters months, years and days is needed, such as"
                            + " months=24.");
        }
        Set<String> known = kin.stream()
                .flatMap(one -> one.parameters().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : row.parameters().keySet()) {
            if (!known.contains(name) && !(Schedule.isIn(row) && Schedule.isAbout(name))) {
                throw ProposedRow.wrong(
                        "row.parameters",
                        "事项“" + row.topic() + "”没有参数“" + name + "”；已有：" + known + "。",
                        "Rules on \"" + row.topic() + "\" have no parameter \"" + name + "\". Those there are: " + known
                                + ".");
            }
        }
    }

    /** The row of the same rule that begins while this one holds. */
    private static Optional<Rule> later(Rule row, Rulebook before) {
        return before.rules().stream()
                .filter(one -> one.id().equals(row.id())
                        && one.from().isAfter(row.from())
                        && row.until().filter(day -> day.isBefore(one.from())).isEmpty())
                .findFirst();
    }

    /** The rule that begins on the same day on the same topic, as it is named in a sentence. */
    private static String rival(Rule row, Rulebook before) {
        return before.rules().stream()
                .filter(one -> one.topic().equals(row.topic())
                        && one.from().equals(row.from())
                        && !one.id().equals(row.id()))
                .filter(one ->
                        one.nodes().equals(row.nodes()) || one.nodes().stream().anyMatch(row.nodes()::contains))
                .map(one -> "“" + one.id() + "”")
                .findFirst()
                .orElse("");
    }
}
