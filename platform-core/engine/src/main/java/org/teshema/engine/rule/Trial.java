package org.teshema.engine.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Segment;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Caller;
import org.teshema.engine.archive.Entries;
import org.teshema.engine.gate.Hindsight;
import org.teshema.engine.time.CityClock;

/**
 * Lives a period of a device once more, under the rules in force and under a proposed row. Between two days on which something
 * happens a reading changes by itself only when its own due date passes, or when another row begins to govern: these days are
 * looked at and no others. Immutable; asked on a thread of the guard's.
 */
final class Trial {
    private final CategoryPlugin plugin;
    private final String topic;
    private final Rulebook inForce;
    private final Rulebook proposed;
    private final LocalDate from;
    private final LocalDate until;
    private final Caller caller;
    private final NavigableSet<LocalDate> always;

    /** What came of one device. */
    record Result(List<Firing> firings, boolean stoodProposed, boolean stoodInForce) {}

    /**
     * A trial.
     *
     * @param topic the topic of the proposed row, and so the name of the clock that is looked at
     * @param from first day on which something may fire
     * @param until last such day
     */
    Trial(
            CategoryPlugin plugin,
            String topic,
            Rulebook inForce,
            Rulebook proposed,
            LocalDate from,
            LocalDate until,
            Caller caller) {
        this.plugin = plugin;
        this.topic = topic;
        this.inForce = inForce;
        this.proposed = proposed;
        this.from = from;
        this.until = until;
        this.caller = caller;
        this.always = turningDays();
    }

    /** The day before the period, its first day, and every day on which a row begins or has ended. */
    private NavigableSet<LocalDate> turningDays() {
        var days = new TreeSet<LocalDate>();
        days.add(from.minusDays(1));
        days.add(from);
        for (Rulebook book : List.of(inForce, proposed)) {
            for (Rule rule : book.rules()) {
                if (rule.topic().equals(topic)) {
                    days.add(rule.from());
                    rule.until().ifPresent(last -> days.add(last.plusDays(1)));
                }
            }
        }
        return new TreeSet<>(days.subSet(from.minusDays(1), true, until, true));
    }

    Result of(Life life) {
        var inForceSide = new Side(inForce);
        var proposedSide = new Side(proposed);
        var firings = new ArrayList<Firing>();
        var days = new TreeSet<>(always);
        Stream.concat(life.entries().stream(), life.segments().stream().flatMap(segment -> segment.entries().stream()))
                .map(entry -> CityClock.dayOf(entry.happenedAt()))
                .filter(day -> !day.isBefore(from) && !day.isAfter(until))
                .forEach(days::add);
        var stage = new Stage(life);
        boolean stoodInForce = false;
        boolean stoodProposed = false;
        for (LocalDate day = days.pollFirst(); day != null; day = days.pollFirst()) {
            stage.upTo(day);
            Set<String> before = inForceSide.read(stage, day, days);
            Set<String> after = proposedSide.read(stage, day, days);
            if (day.isBefore(from)) {
                stoodInForce = !before.isEmpty();
                stoodProposed = !after.isEmpty();
                continue;
            }
            var both = new LinkedHashSet<>(after);
            both.addAll(before);
            for (String clock : both) {
                firings.add(new Firing(
                        life.device(),
                        day,
                        after.contains(clock),
                        before.contains(clock),
                        Optional.ofNullable(inForceSide.now.get(clock)),
                        Optional.ofNullable(proposedSide.now.get(clock))));
            }
        }
        return new Result(firings, stoodProposed, stoodInForce);
    }

    /** The device, its entries and its segments as they stood on a day; its place in a set as it is today. */
    private static final class Stage {
        private final Life life;
        private final Map<String, Entry> held = new HashMap<>();
        private Optional<DeviceStatus> status;
        private List<Segment> segments = List.of();
        private int next;

        Stage(Life life) {
            this.life = life;
            // Before the register told anything, what it told first is nearest.
            this.status = life.entries().stream()
                    .filter(entry -> entry.kind().equals(CityKinds.PARTICULARS.name()))
                    .findFirst()
                    .flatMap(DeviceClocks::status);
        }

        void upTo(LocalDate day) {
            Instant end = end(day);
            while (next < life.entries().size()
                    && life.entries().get(next).happenedAt().isBefore(end)) {
                Entry entry = life.entries().get(next++);
                if (entry.kind().equals(CityKinds.PARTICULARS.name())) {
                    status = DeviceClocks.status(entry).or(() -> status);
                }
                if (Entries.isProjected(entry.kind())) {
                    held.put(entry.kind(), entry);
                }
            }
            segments = life.segments().stream()
                    .flatMap(segment -> segment.before(end).stream())
                    .toList();
        }

        Device device() {
            return DeviceClocks.with(life.device(), status.orElse(life.device().status()));
        }
    }

    /** One of the two rulebooks, and what stood under it when it was read last. */
    private final class Side {
        private final Rulebook rules;
        private Set<String> overdue = Set.of();
        private Map<String, ClockReading> now = Map.of();

        Side(Rulebook rules) {
            this.rules = rules;
        }

        /** Reads the clock and answers which of its readings are overdue that were not; adds the days on which they may change. */
        Set<String> read(Stage stage, LocalDate day, NavigableSet<LocalDate> days) {
            List<ClockReading> readings = Hindsight.at(
                    end(day),
                    Instant.MAX,
                    () -> plugin.clocks(
                            ClockContext.of(stage.device(), stage.held, stage.segments, caller, day, rules)));
            var seen = new LinkedHashMap<String, ClockReading>();
            var late = new LinkedHashSet<String>();
            for (ClockReading reading : readings) {
                if (!reading.clock().equals(topic)) {
                    continue;
                }
                // A device whose parts have clocks of their own has several readings of one name: their titles tell
                // them apart.
                String title = reading.title().zh();
                seen.putIfAbsent(title, reading);
                if (reading.status() == DueStatus.OVERDUE) {
                    late.add(title);
                }
                reading.due()
                        .map(due -> due.plusDays(1))
                        .filter(next -> next.isAfter(day) && !next.isAfter(until))
                        .ifPresent(days::add);
            }
            var fired = new LinkedHashSet<>(late);
            fired.removeAll(overdue);
            overdue = late;
            now = seen;
            return fired;
        }
    }

    private static Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(CityClock.ZONE).toInstant();
    }
}
