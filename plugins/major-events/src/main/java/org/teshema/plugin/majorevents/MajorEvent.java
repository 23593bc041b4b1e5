package org.teshema.plugin.majorevents;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.table.Table;
import org.teshema.api.text.Text;

/**
 * An event: a rule whose first day is the one on which checks begin to count and whose last is the event's last.
 *
 * @param rule the row it comes from
 * @param first first day of the event
 * @param last its last day
 * @param every days that a check holds while it runs; 0 for all of it
 */
record MajorEvent(Rule rule, LocalDate first, LocalDate last, int every) {
    static final String PLACE = MajorEvents.NAME + "/place";
    static final String EVENT = "event";

    private static final String TOPIC = "major-event";
    private static final Map<String, List<String>> VENUES = Table.beside(MajorEvent.class, "venues.csv").rows().stream()
            .collect(Collectors.toMap(row -> row.text("name"), row -> row.list("words")));

    /** All of them, the one that opens first first. A row that cannot be read, or has no end, makes none. */
    static List<MajorEvent> all(Rulebook rules) {
        return rules.rules().stream()
                .filter(rule -> rule.topic().equals(TOPIC))
                .flatMap(rule -> of(rule).stream())
                .sorted(Comparator.comparing(MajorEvent::opens).thenComparing(MajorEvent::key))
                .toList();
    }

    private static Optional<MajorEvent> of(Rule rule) {
        try {
            LocalDate first = LocalDate.parse(rule.parameters().getOrDefault("first", ""));
            return rule.until()
                    .filter(last -> !first.isBefore(rule.from()) && !first.isAfter(last))
                    .map(last -> new MajorEvent(rule, first, last, rule.number("every", 0)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** First day on which a check counts. */
    LocalDate opens() {
        return rule.from();
    }

    /** What it is called in addresses and entries, such as {@code ciie-2026}. */
    String key() {
        return rule.id() + "-" + first.getYear();
    }

    Text title() {
        return new Text(first.getYear() + " 年" + rule.title().zh(), rule.title().en() + " " + first.getYear());
    }

    Text days() {
        return new Text(first + " 至 " + last, first + " to " + last);
    }

    /** Whether its days are announced, and where. */
    Text certainty() {
        String source = " (" + rule.source() + ")";
        return new Text(
                (rule.sure() ? "已公布" : "日期未确认") + source, (rule.sure() ? "Announced" : "Not confirmed") + source);
    }

    /** Whether something of it is in that district. */
    boolean isIn(String district) {
        String districts = rule.parameters().getOrDefault("districts", "");
        return districts.isEmpty() || List.of(districts.split(" ", -1)).contains(district);
    }

    /** Whether that device is in use and of a kind the event asks for. */
    boolean asks(Device device) {
        return device.status() == DeviceStatus.IN_USE && rule.isFor(device.category());
    }

    /** Whether the device belongs to it: by what an officer said of it last, or else by its district and address. */
    boolean covers(Device device, List<Entry> placed) {
        Optional<Boolean> said = placed.stream()
                .filter(entry ->
                        entry.values().text(EVENT).filter(key()::equals).isPresent())
                .max(Comparator.comparing(Entry::happenedAt)
                        .thenComparing(Entry::recordedAt)
                        .thenComparing(Entry::id))
                .flatMap(entry -> entry.values().yesNo("inside"));
        return asks(device) && said.orElseGet(() -> isAt(device));
    }

    private boolean isAt(Device device) {
        String venue = rule.parameters().getOrDefault("venue", "");
        return isIn(device.district())
                && (venue.isEmpty()
                        || VENUES.getOrDefault(venue, List.of()).stream()
                                .anyMatch(word -> (device.name() + "\n" + device.place()).contains(word)));
    }

    /** Whether a check is needed on that day, given the last one since it opened: one before it, then every so many days. */
    boolean isDue(Optional<LocalDate> checked, LocalDate today) {
        LocalDate day = today.isAfter(last) ? last : today;
        boolean runs = every > 0 && !day.isBefore(first);
        return checked.map(on -> runs && !on.plusDays(every).isAfter(day)).orElse(true);
    }
}
