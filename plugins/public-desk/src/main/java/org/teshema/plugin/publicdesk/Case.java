package org.teshema.plugin.publicdesk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Entry;

/**
 * A case: reports about one device that say the same is wrong, and what was done about them.
 *
 * @param id the entry it began with
 * @param topic what it is about
 * @param reports what the public wrote, the first first
 * @param answers what was recorded about it since, in order
 */
record Case(long id, Topic topic, List<Entry> reports, List<Entry> answers) {
    Case {
        reports = List.copyOf(reports);
        answers = List.copyOf(answers);
    }

    Instant opened() {
        return reports.get(0).recordedAt();
    }

    Instant lastReport() {
        return reports.get(reports.size() - 1).recordedAt();
    }

    boolean isOpen() {
        return closed().isEmpty();
    }

    /** When somebody took it up: an alarm by whatever was recorded first, another case by that it was accepted. */
    Optional<Instant> accepted() {
        return topic == Topic.ALARM ? answers.stream().map(Entry::recordedAt).findFirst() : at(Cases.ACCEPT);
    }

    Optional<Instant> arrived() {
        return at(Cases.ARRIVED).or(() -> at(Cases.FREED)).or(() -> at(Cases.REPAIR_ARRIVED));
    }

    Optional<Instant> repaired() {
        return at(Cases.REPAIRED);
    }

    /** When the public was first told something. */
    Optional<Instant> replied() {
        return at(Cases.ANSWER).or(() -> at(Cases.CLOSE));
    }

    Optional<Instant> closed() {
        return at(topic == Topic.ALARM ? Cases.FREED : Cases.CLOSE);
    }

    Optional<Instant> at(String kind) {
        return answers.stream()
                .filter(one -> one.kind().equals(kind))
                .map(Entry::recordedAt)
                .findFirst();
    }

    /** How it stands, to be judged by rules. */
    Standing standing() {
        return new Standing(topic, opened(), accepted(), arrived(), repaired(), replied(), closed());
    }

    boolean has(long entry) {
        return reports.stream().anyMatch(one -> one.id() == entry)
                || answers.stream().anyMatch(one -> one.id() == entry);
    }
}
