package org.teshema.plugin.chemicalpark;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Values;
import org.teshema.api.text.Text;

/**
 * Something wrong that a round found.
 *
 * @param round the round
 * @param closing the entry that closed it; empty while it is open
 */
record Defect(Entry round, Optional<Entry> closing) {
    static final String GRADE = "grade";
    static final String GRAVE = "1-serious";
    /** What {@link #told} tells. */
    static final List<Text> COLUMNS = List.of(
            new Text("码桩", "Post"),
            new Text("发现", "Found on"),
            new Text("问题", "Defect"),
            new Text("程度", "Grade"),
            new Text("销项", "Closed"));

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::happenedAt)
            .thenComparing(Entry::recordedAt)
            .thenComparing(Entry::id);

    /**
     * What these rounds on one device found: a later closing at the same post closes everything found there before. Corrected
     * entries count for nothing.
     */
    static List<Defect> of(List<Entry> rounds, List<Entry> closings) {
        Set<Long> corrected = Stream.concat(rounds.stream(), closings.stream())
                .flatMap(entry -> entry.supersedes().stream().boxed())
                .collect(Collectors.toSet());
        return rounds.stream()
                .filter(round -> round.values().text(GRADE).isPresent() && !corrected.contains(round.id()))
                .sorted(ORDER)
                .map(round -> new Defect(
                        round,
                        closings.stream()
                                .filter(closing -> !corrected.contains(closing.id())
                                        && post(closing.values()) == post(round.values())
                                        && ORDER.compare(closing, round) > 0)
                                .min(ORDER)))
                .toList();
    }

    boolean isOpen() {
        return closing.isEmpty();
    }

    /** When it was closed; an open one is closed at no time. */
    Instant closedAt() {
        return closing.map(Entry::happenedAt).orElse(Instant.MAX);
    }

    boolean isGrave() {
        return round.values().text(GRADE).filter(GRAVE::equals).isPresent();
    }

    /** The code post; the unit's own label, and equipment without posts, have 0. */
    static long post(Values values) {
        return values.whole("post").orElse(0L);
    }

    /** Where, when and what, and when it was closed. */
    List<Text> told() {
        long post = post(round.values());
        return List.of(
                Text.same(post == 0 ? "—" : Long.toString(post)),
                day(round),
                Rounds.found(round),
                isGrave() ? new Text("严重", "Grave") : new Text("一般", "Minor"),
                closing.map(Defect::day).orElse(new Text("未销项", "Open")));
    }

    private static Text day(Entry entry) {
        return Text.same(entry.values().day("on").map(LocalDate::toString).orElse("—"));
    }
}
