package org.teshema.engine.rule;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.engine.account.Actor;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.gate.Outcome;

/** Counts what is due of all devices of a scope, by category and district. Thread-safe; each account counts once at a time. */
@Component(service = DueFigures.class)
public final class DueFigures {
    private static final int AT_A_TIME = 2;

    private final Sweep sweep;
    private final Turns turns = new Turns(AT_A_TIME);

    /** Figures from that sweep. */
    @Activate
    public DueFigures(@Reference Sweep sweep) {
        this.sweep = sweep;
    }

    /**
     * The figures of a day, by category and district; devices without any are left out.
     *
     * @param clock counted by that clock alone; empty for the weightiest of each device
     * @throws org.teshema.engine.problem.Problem THROTTLED while the account's last count goes on
     */
    public List<DueCount> count(Actor actor, DeviceFilter filter, LocalDate day, Optional<String> clock) {
        return turns.take(actor, () -> {
            var tallies = new TreeMap<String, Tally>();
            sweep.over(
                    actor,
                    filter,
                    day,
                    (device, readings) -> tallies.computeIfAbsent(
                                    device.category() + device.district(), place -> new Tally(device))
                            .add(readings, clock));
            return tallies.values().stream().map(Tally::count).toList();
        });
    }

    /** By which clock a device counts: by that one alone, or by the weightiest of all. */
    static Optional<ClockReading> weightiest(List<ClockReading> readings, Optional<String> clock) {
        return readings.stream()
                .filter(one ->
                        clock.filter(wanted -> !wanted.equals(one.clock())).isEmpty())
                .max(Comparator.comparing(ClockReading::status));
    }

    private static final class Tally {
        private final CatalogueCode category;
        private final String district;
        private final Map<DueStatus, Long> statuses = new EnumMap<>(DueStatus.class);
        private long devices;
        private long none;
        private long unanswered;

        Tally(Device first) {
            this.category = first.category();
            this.district = first.district();
        }

        void add(Optional<Outcome<List<ClockReading>>> asked, Optional<String> clock) {
            devices++;
            if (asked.isEmpty()) {
                none++;
                return;
            }
            Optional<List<ClockReading>> readings = asked.get().answer();
            if (readings.isEmpty()) {
                unanswered++;
                return;
            }
            weightiest(readings.get(), clock)
                    .map(ClockReading::status)
                    .ifPresentOrElse(status -> statuses.merge(status, 1L, Long::sum), () -> none++);
        }

        DueCount count() {
            return new DueCount(category, district, devices, statuses, none, unanswered);
        }
    }
}
