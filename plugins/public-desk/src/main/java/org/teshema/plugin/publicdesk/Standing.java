package org.teshema.plugin.publicdesk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/**
 * How far a case is. What is due when is a matter of rules: an alarm is answered and somebody is there within minutes (上海市电梯安全管理办法,
 * TSG T5002), other cases are answered to the public within hours that the city sets.
 */
record Standing(
        Topic topic,
        Instant opened,
        Optional<Instant> accepted,
        Optional<Instant> arrived,
        Optional<Instant> repaired,
        Optional<Instant> replied,
        Optional<Instant> closed) {
    static final String ALARM_ANSWER = "alarm-answer";
    static final String ALARM_ARRIVE = "alarm-arrive";
    private static final String ANSWER_WITHIN = "answer-within";

    /** What is to be done next, by when, where a rule says. */
    Optional<Instant> due(Rulebook rules, CatalogueCode category) {
        if (closed.isPresent()) {
            return Optional.empty();
        }
        if (topic == Topic.ALARM) {
            if (arrived.isPresent()) {
                return Optional.empty();
            }
            return limit(rules, accepted.isPresent() ? ALARM_ARRIVE : ALARM_ANSWER, category, "minutes")
                    .map(minutes -> opened.plus(Duration.ofMinutes(minutes)));
        }
        return replied.isPresent()
                ? Optional.empty()
                : answeredWithin(rules, category, topic, Times.day(opened)).map(opened::plus);
    }

    /** How long an answer to the public may take that is asked for on that day, where a rule says. */
    static Optional<Duration> answeredWithin(Rulebook rules, CatalogueCode category, Topic topic, LocalDate day) {
        return rules.governing(ANSWER_WITHIN, category, day)
                .flatMap(rule -> figure(rule, topic.word()))
                .map(hours -> Duration.ofHours(hours));
    }

    /** By when an alarm is answered, where a rule says. */
    Optional<Instant> answeredBy(Rulebook rules, CatalogueCode category) {
        return by(rules, ALARM_ANSWER, category);
    }

    /** By when somebody is there after an alarm, where a rule says. */
    Optional<Instant> arrivedBy(Rulebook rules, CatalogueCode category) {
        return by(rules, ALARM_ARRIVE, category);
    }

    private Optional<Instant> by(Rulebook rules, String topicOfRule, CatalogueCode category) {
        return topic == Topic.ALARM
                ? limit(rules, topicOfRule, category, "minutes")
                        .map(minutes -> opened.plus(Duration.ofMinutes(minutes)))
                : Optional.empty();
    }

    boolean isOverdue(Rulebook rules, CatalogueCode category, Instant now) {
        return due(rules, category).filter(now::isAfter).isPresent();
    }

    /** In a word, for everybody. */
    Text words() {
        if (closed.isPresent()) {
            return topic == Topic.ALARM ? new Text("已解救", "Over: everybody is out") : new Text("已办结", "Closed");
        }
        if (repaired.isPresent()) {
            return new Text("已修复，待办结", "Repaired, still open");
        }
        if (topic == Topic.ALARM && arrived.isPresent()) {
            return new Text("救援人员已到场", "Help is there");
        }
        if (arrived.isPresent()) {
            return new Text("维修人员已到场", "Somebody came to repair it");
        }
        if (replied.isPresent()) {
            return new Text("已答复，办理中", "Answered, still open");
        }
        if (accepted.isPresent()) {
            return topic == Topic.ALARM
                    ? new Text("已接警，正在赶来", "Answered, help is coming")
                    : new Text("已受理", "Accepted");
        }
        return topic == Topic.ALARM ? new Text("已报警，待接警", "Raised, not answered yet") : new Text("已收到，待受理", "Received");
    }

    Tone tone() {
        if (closed.isPresent()) {
            return Tone.GOOD;
        }
        return topic == Topic.ALARM && arrived.isEmpty() ? Tone.BAD : Tone.PLAIN;
    }

    /** What a board says of it: that it is late, or by when it is not. */
    Text dueWords(Rulebook rules, CatalogueCode category, Instant now) {
        return due(rules, category)
                .map(by -> now.isAfter(by)
                        ? new Text("逾期，应于 " + Times.of(by), "Overdue since " + Times.of(by))
                        : new Text(Times.of(by) + " 前", "By " + Times.of(by)))
                .orElse(Text.same("—"));
    }

    /** The figure of the rule that governed on the day it was opened; empty where none did, or its row makes no sense. */
    private Optional<Integer> limit(Rulebook rules, String topicOfRule, CatalogueCode category, String parameter) {
        return rules.governing(topicOfRule, category, Times.day(opened)).flatMap(rule -> figure(rule, parameter));
    }

    static Optional<Integer> figure(Rule rule, String parameter) {
        try {
            return Optional.of(rule.number(parameter));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
