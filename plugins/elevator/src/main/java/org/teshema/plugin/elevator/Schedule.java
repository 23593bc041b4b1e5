package org.teshema.plugin.elevator;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.teshema.api.rule.Rule;

/**
 * The years in which something is due, counted from a lift's anchor: the month of the supervision inspection that its life
 * began with. Everything is reckoned in months, and what is due in a month is due on its last day.
 *
 * <p>The law of it: done within the window around the day it was due (from {@code early} months before to {@code late}
 * months after), the next date keeps the anchor; done earlier or later, the next date is counted from when it was done.
 * However late, no turn of the schedule but the one answered is ever skipped: the next date is not after the turn that
 * follows the next one. So a later inspection never gives an earlier next date.
 */
final class Schedule {
    private final int[] years;
    private final int thenEvery;
    private final int early;
    private final int late;

    private Schedule(int[] years, int thenEvery, int early, int late) {
        this.years = years;
        this.thenEvery = thenEvery;
        this.early = early;
        this.late = late;
    }

    /** The schedule in a rule's parameters. */
    static Schedule of(Rule rule) {
        return new Schedule(
                Stream.of(rule.parameters().get("years").split(" ", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray(),
                Integer.parseInt(rule.parameters().getOrDefault("then-every", "0")),
                Integer.parseInt(rule.parameters().get("early-months")),
                Integer.parseInt(rule.parameters().get("late-months")));
    }

    /** The first day something is due. */
    LocalDate first(LocalDate anchor) {
        return lastDay(anchor, turn(0));
    }

    /** The first day something is due on or after a day: what is due of a duty that began on that day. */
    Optional<LocalDate> firstFrom(LocalDate anchor, LocalDate day) {
        for (int i = 0; exists(i); i++) {
            LocalDate due = lastDay(anchor, turn(i));
            if (!due.isBefore(day)) {
                return Optional.of(due);
            }
        }
        return Optional.empty();
    }

    /**
     * The next day after something was done.
     *
     * @param done the day it was done, not before the anchor's month
     * @param due the day it had been due, where the record says so
     * @return empty when the schedule has come to its end
     */
    Optional<LocalDate> next(LocalDate anchor, LocalDate done, Optional<LocalDate> due) {
        int when = months(anchor, done);
        int was = due.map(day -> months(anchor, day)).orElseGet(() -> turn(answered(when)));
        boolean inWindow = when >= was - early && when <= was + late;
        int step = when > was + late ? floor(when) : nearest(was);
        if (!exists(step + 1)) {
            return Optional.empty();
        }
        int next = (inWindow ? was : when) + turn(step + 1) - turn(step);
        int most = exists(step + 2) ? turn(step + 2) : Integer.MAX_VALUE;
        return Optional.of(lastDay(anchor, Math.min(next, Math.max(most, when))));
    }

    /** The last turn whose window had opened by then; before the first window, the first turn. */
    private int answered(int month) {
        int turn = 0;
        while (exists(turn + 1) && turn(turn + 1) - early <= month) {
            turn++;
        }
        return turn;
    }

    private int floor(int month) {
        int turn = 0;
        while (exists(turn + 1) && turn(turn + 1) <= month) {
            turn++;
        }
        return turn;
    }

    private int nearest(int month) {
        int below = floor(month);
        boolean upper = exists(below + 1) && turn(below + 1) - month < Math.abs(month - turn(below));
        return upper ? below + 1 : below;
    }

    private boolean exists(int turn) {
        return thenEvery > 0 || turn < years.length;
    }

    /** The month of a turn, counted from the anchor. */
    private int turn(int index) {
        int year =
                index < years.length ? years[index] : years[years.length - 1] + thenEvery * (index - years.length + 1);
        return 12 * year;
    }

    private static int months(LocalDate anchor, LocalDate day) {
        return (int) ChronoUnit.MONTHS.between(YearMonth.from(anchor), YearMonth.from(day));
    }

    private static LocalDate lastDay(LocalDate anchor, int months) {
        return YearMonth.from(anchor).plusMonths(months).atEndOfMonth();
    }
}
