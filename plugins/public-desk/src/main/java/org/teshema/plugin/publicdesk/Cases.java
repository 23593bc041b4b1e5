package org.teshema.plugin.publicdesk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;

/**
 * The cases of one device, as its archive tells them. A report joins the last open case of its topic that is about the same, where that
 * had one not long before, and begins a case where not: two alarms are always about the same, two complaints where they say the same of
 * what is wrong. Who may not read what a report is about is told by the shelf which case it is of. An alarm's steps are of all open alarms of the device; another answer is of the case it names, or, naming
 * none, of the one that has been open longest.
 */
final class Cases {
    static final String ANSWERED = PublicDesk.NAME + "/answered";
    static final String ARRIVED = PublicDesk.NAME + "/arrived";
    static final String FREED = PublicDesk.NAME + "/freed";
    static final String ACCEPT = PublicDesk.NAME + "/accept";
    static final String ANSWER = PublicDesk.NAME + "/answer";
    static final String CLOSE = PublicDesk.NAME + "/close";
    static final String REPAIR_ARRIVED = PublicDesk.NAME + "/repair-arrived";
    static final String REPAIRED = PublicDesk.NAME + "/repaired";
    static final Set<String> RESCUE = Set.of(ANSWERED, ARRIVED, FREED);
    /** Every kind that makes or moves a case. */
    static final List<String> KINDS = Stream.concat(
                    Stream.of(Topic.values()).map(Topic::kind),
                    Stream.of(ANSWERED, ARRIVED, FREED, REPAIR_ARRIVED, REPAIRED, ACCEPT, ANSWER, CLOSE))
            .toList();

    private static final List<String> OF_ALARMS = List.of(Topic.ALARM.kind(), ANSWERED, ARRIVED, FREED);
    private static final int MOST = 500;

    private Cases() {}

    /** As far as whoever reads may see that device; the newest 500 entries of a kind. */
    static List<Case> of(Platform platform, DeviceId device) {
        List<Entry> entries = entries(platform.archive(), device, KINDS);
        boolean hidden = entries.stream()
                .anyMatch(entry -> Topic.ofKind(entry.kind())
                                .filter(topic -> topic != Topic.ALARM)
                                .isPresent()
                        && what(entry).isEmpty());
        return of(entries, hidden ? Shelf.members(platform.tables(), device) : Map.of());
    }

    /** The same, of alarms alone. */
    static List<Case> alarmsOf(Archive archive, DeviceId device) {
        return of(entries(archive, device, OF_ALARMS));
    }

    private static List<Entry> entries(Archive archive, DeviceId device, List<String> kinds) {
        return kinds.stream()
                .flatMap(kind -> archive.history(device, kind, MOST).stream())
                .toList();
    }

    /** The cases that these entries of one device make, the first first. */
    static List<Case> of(List<Entry> entries) {
        return of(entries, Map.of());
    }

    /**
     * The same.
     *
     * @param shelved the case of a report, by the ids of both, where the reader may not see what it is about
     */
    static List<Case> of(List<Entry> entries, Map<Long, Long> shelved) {
        var corrected = new HashSet<Long>();
        entries.forEach(entry -> entry.supersedes().ifPresent(corrected::add));
        var cases = new ArrayList<Case>();
        entries.stream()
                .filter(entry -> !corrected.contains(entry.id()))
                .sorted(Comparator.comparing(Entry::recordedAt).thenComparing(Entry::id))
                .forEach(entry -> Topic.ofKind(entry.kind())
                        .ifPresentOrElse(topic -> report(cases, topic, entry, shelved), () -> answer(cases, entry)));
        return List.copyOf(cases);
    }

    /** Those that are open, without alarms. */
    static List<Case> waiting(List<Case> cases) {
        return cases.stream()
                .filter(one -> one.isOpen() && one.topic() != Topic.ALARM)
                .toList();
    }

    /** The alarms that are open. */
    static List<Case> alarms(List<Case> cases) {
        return cases.stream()
                .filter(one -> one.isOpen() && one.topic() == Topic.ALARM)
                .toList();
    }

    /** The faults to which nobody came yet. */
    static List<Case> awaited(List<Case> cases) {
        return waiting(cases).stream()
                .filter(one -> one.topic() == Topic.FAULT && one.arrived().isEmpty())
                .toList();
    }

    /** The faults to which somebody came, and the last alarm when everybody is out, until they are repaired. */
    static List<Case> unrepaired(List<Case> cases) {
        Optional<Case> last =
                cases.stream().filter(one -> one.topic() == Topic.ALARM).reduce((one, next) -> next);
        return cases.stream()
                .filter(one -> one.repaired().isEmpty())
                .filter(one -> one.topic() == Topic.ALARM
                        ? !one.isOpen() && last.filter(one::equals).isPresent()
                        : one.topic() == Topic.FAULT
                                && one.isOpen()
                                && one.arrived().isPresent())
                .toList();
    }

    /** The case that an answer is of: the one it names, or else the one that has waited longest. */
    static Optional<Case> meant(List<Case> waiting, Optional<Long> named) {
        return waiting.stream()
                .filter(one -> named.map(id -> id == one.id()).orElse(true))
                .findFirst();
    }

    private static void report(List<Case> cases, Topic topic, Entry entry, Map<Long, Long> shelved) {
        for (int at = cases.size() - 1; at >= 0; at--) {
            Case one = cases.get(at);
            if (one.topic() == topic
                    && one.isOpen()
                    && isSame(one, entry, shelved)
                    && !entry.recordedAt().isAfter(one.lastReport().plus(topic.joins))) {
                cases.set(at, new Case(one.id(), topic, with(one.reports(), entry), one.answers()));
                return;
            }
        }
        cases.add(new Case(entry.id(), topic, List.of(entry), List.of()));
    }

    private static boolean isSame(Case one, Entry entry, Map<Long, Long> shelved) {
        if (one.topic() == Topic.ALARM) {
            return true;
        }
        return what(entry).isPresent()
                ? what(entry).equals(what(one.reports().get(0)))
                : Long.valueOf(one.id()).equals(shelved.get(entry.id()));
    }

    /** What of its topic a report is about; empty for who may not see it, since nobody reports without. */
    static Optional<String> what(Entry report) {
        return report.values().text("what");
    }

    private static void answer(List<Case> cases, Entry entry) {
        List<Case> moved = RESCUE.contains(entry.kind())
                ? alarms(cases)
                : meant(open(cases, entry.kind()), entry.values().whole("case")).stream()
                        .toList();
        cases.replaceAll(one ->
                moved.contains(one) ? new Case(one.id(), one.topic(), one.reports(), with(one.answers(), entry)) : one);
    }

    /** The cases that an answer of that kind may be of. */
    static List<Case> open(List<Case> cases, String kind) {
        return switch (kind) {
            case REPAIR_ARRIVED -> awaited(cases);
            case REPAIRED -> unrepaired(cases);
            default -> waiting(cases);
        };
    }

    private static List<Entry> with(List<Entry> entries, Entry one) {
        var more = new ArrayList<>(entries);
        more.add(one);
        return more;
    }
}
