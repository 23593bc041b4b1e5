package org.teshema.plugin.holidays;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/**
 * A holiday period: a rule whose first day is the one on which checks begin to count and whose last is the last day off.
 *
 * @param rule the row it comes from
 * @param first first day off
 * @param last last day off
 */
record Period(Rule rule, LocalDate first, LocalDate last) {
    /** All of them, the one that opens first first. A row without an end, or whose first day cannot be one, makes none. */
    static List<Period> all(Rulebook rules) {
        return rules.rules().stream()
                .filter(rule -> rule.topic().equals("holiday-period"))
                .flatMap(rule -> of(rule).stream())
                .sorted(Comparator.comparing(Period::opens).thenComparing(Period::key))
                .toList();
    }

    private static Optional<Period> of(Rule rule) {
        try {
            LocalDate first = LocalDate.parse(rule.parameters().getOrDefault("first", ""));
            return rule.until()
                    .filter(last -> !first.isBefore(rule.from()) && !first.isAfter(last))
                    .map(last -> new Period(rule, first, last));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Those that are open on the day of a scan for the scanned device's kind. */
    static List<Period> open(ScanContext context) {
        return all(context.rules()).stream()
                .filter(period -> period.rule.holdsOn(context.today())
                        && period.rule.isFor(context.device().category()))
                .toList();
    }

    /** First day on which a check counts. */
    LocalDate opens() {
        return rule.from();
    }

    /** What it is called in an address, such as {@code spring-festival-2027}. */
    String key() {
        return rule.id() + "-" + first.getYear();
    }

    Text title() {
        return new Text(first.getYear() + " 年" + rule.title().zh(), rule.title().en() + " " + first.getYear());
    }

    /** Its days off. */
    Text days() {
        return new Text(first + " 至 " + last, first + " to " + last);
    }

    /** Whether its days are announced, and where. */
    Text certainty() {
        String source = " (" + rule.source() + ")";
        return new Text(
                (rule.sure() ? "已公布" : "日期未确认") + source, (rule.sure() ? "Announced" : "Not confirmed") + source);
    }
}
