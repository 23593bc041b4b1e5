package org.teshema.api.rule;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The turns in which something is due, counted from an anchor: the month that a device's life, or its cycle, began with.
 * Everything is reckoned in months, and what is due in a month is due on its last day; only a cycle of days is reckoned in
 * days. Immutable.
 *
 * <p>The law of it: done within the window around the month it was due (from {@code early} months before to {@code late}
 * months after), the next date keeps the anchor; done earlier or later, the next date is counted from when it was done.
 * However late, no turn of the schedule but the one answered is ever skipped: the next date is not after the turn that
 * follows the next one. So a later inspection never gives an earlier next date.
 *
 * <p>The parameters of a {@link Rule} that make a schedule, one of the first three and any of the rest:
 *
 * <ul>
 *   <li>{@code months=24}: every so many months; {@code none} (no duty), {@code stop} (not to be used, no next date) or
 *       {@code recorded} (the day that the record itself names) instead of a number;
 *   <li>{@code years=1 4 7 9 11 13 15} and {@code then-every=1}: in these years after the anchor, then every so many; without
 *       {@code then-every} it comes to an end;
 *   <li>{@code days=15}: so many days after it was last done;
 *   <li>{@code months.FIELD.VALUE=12}: instead of {@code months} where a field that the clock considers has that value, such as
 *       {@code months.molten-metal.yes=12} or {@code months.grade.3=36}, or where several fields have, such as
 *       {@code months.grade.1&material.non-metal=36}; of several that apply the one that names most fields counts, and of
 *       those the strictest. Where there is no plain {@code months}, a field without a value leaves the next date unknown;
 *   <li>{@code first-months=36}, {@code first-months.FIELD.VALUE=12}: months to the first turn where they differ;
 *   <li>{@code early-months}, {@code late-months}: the window; 1 and 9, and always less than a cycle;
 *   <li>{@code at-most-months=108}, {@code at-most-months.rbi.yes=108}: the latest a recorded day counts, from when it was last
 *       done. Beside a number of months it lets the record name a later day than the reckoned one, up to that; without it a
 *       record only ever names an earlier one;
 *   <li>{@code warn-days}: from how many days before on it is due soon; 60;
 *   <li>{@code no-arrears=yes}: what would have been due before the rule began is not asked for.
 * </ul>
 */
public final class Schedule {
    static final String MONTHS = "months";
    static final String FIRST_MONTHS = "first-months";
    static final String YEARS = "years";
    static final String THEN_EVERY = "then-every";
    static final String DAYS = "days";
    static final String EARLY = "early-months";
    static final String LATE = "late-months";
    static final String AT_MOST = "at-most-months";
    static final String WARN = "warn-days";
    static final String NO_ARREARS = "no-arrears";

    private static final Set<String> NAMES =
            Set.of(MONTHS, FIRST_MONTHS, YEARS, THEN_EVERY, DAYS, EARLY, LATE, AT_MOST, WARN, NO_ARREARS);
    private static final int USUALLY_EARLY = 1;
    private static final int USUALLY_LATE = 9;

    private final int[] turns;
    private final int every;
    private final int days;
    private final int early;
    private final int late;

    private Schedule(int[] turns, int every, int days, int early, int late) {
        this.turns = turns;
        this.every = every;
        this.days = days;
        this.early = early;
        this.late = late;
    }

    /** Whether the rule's parameters hold a schedule. */
    public static boolean isIn(Rule rule) {
        return rule.parameters().keySet().stream()
                .anyMatch(name -> name.equals(MONTHS)
                        || name.startsWith(MONTHS + ".")
                        || name.equals(YEARS)
                        || name.equals(DAYS));
    }

    /** Whether a parameter of that name says something about a schedule. */
    public static boolean isAbout(String parameter) {
        return NAMES.contains(parameter)
                || parameter.startsWith(MONTHS + ".")
                || parameter.startsWith(FIRST_MONTHS + ".")
                || parameter.startsWith(AT_MOST + ".");
    }

    /**
     * The schedule in a rule's parameters where none of its conditions applies.
     *
     * @throws IllegalArgumentException when there is none, or a parameter cannot be read
     */
    public static Schedule of(Rule rule) {
        return Terms.of(rule)
                .schedule(Map.of())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Rule " + rule.id() + " has no schedule that holds without conditions"));
    }

    static Schedule ofDays(int days) {
        return new Schedule(new int[0], 0, days, 0, 0);
    }

    /** Every so many months, the first time after another number of months. */
    static Schedule ofMonths(Rule rule, int first, int every) {
        return made(rule, new int[] {first}, every, every);
    }

    static Schedule ofYears(Rule rule) {
        String words = rule.parameter(YEARS);
        if (!words.matches("[0-9]{1,3}( [0-9]{1,3})*")) {
            throw new IllegalArgumentException("Parameter years of rule " + rule.id()
                    + " must be years with spaces between them such as 1 4 7, not \"" + words + "\"");
        }
        int[] turns = Stream.of(words.split(" ", -1))
                .mapToInt(year -> 12 * Integer.parseInt(year))
                .toArray();
        int every = 12 * rule.number(THEN_EVERY, 0);
        int shortest = every > 0 ? every : Integer.MAX_VALUE;
        for (int i = 0; i < turns.length; i++) {
            int gap = turns[i] - (i == 0 ? 0 : turns[i - 1]);
            if (gap <= 0) {
                throw new IllegalArgumentException("The years of rule " + rule.id() + " must rise: \"" + words + "\"");
            }
            shortest = Math.min(shortest, gap);
        }
        return made(rule, turns, every, shortest);
    }

    private static Schedule made(Rule rule, int[] turns, int every, int shortest) {
        return new Schedule(
                turns,
                every,
                0,
                window(rule, EARLY, USUALLY_EARLY, shortest),
                window(rule, LATE, USUALLY_LATE, shortest));
    }

    private static int window(Rule rule, String name, int usually, int shortest) {
        int months = rule.number(name, Math.min(usually, shortest - 1));
        if (months >= shortest) {
            throw new IllegalArgumentException("Parameter " + name + " of rule " + rule.id() + " is " + months
                    + ", which is no less than its cycle of " + shortest + " months");
        }
        return months;
    }

    /** The first day something is due. */
    public LocalDate first(LocalDate anchor) {
        return days > 0 ? anchor.plusDays(days) : lastDay(anchor, turn(0));
    }

    /** The first day something is due on or after a day: what is due of a duty that began on that day. */
    public Optional<LocalDate> firstFrom(LocalDate anchor, LocalDate day) {
        if (days > 0) {
            LocalDate due = first(anchor);
            return Optional.of(due.isBefore(day) ? day : due);
        }
        for (int i = 0; exists(i); i++) {
            LocalDate due = lastDay(anchor, turn(i));
            if (!due.isBefore(day)) {
                return Optional.of(due);
            }
        }
        return Optional.empty();
    }

    /**
     * The next day after something was done, of a device whose anchor is known.
     *
     * @param anchor the day the life began
     * @param done the day it was done, not before the anchor's month
     * @param due the day it had been due, where the record says so
     * @return empty when the schedule has come to its end
     */
    public Optional<LocalDate> next(LocalDate anchor, LocalDate done, Optional<LocalDate> due) {
        if (days > 0) {
            return Optional.of(done.plusDays(days));
        }
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

    /**
     * The next day after something was done, of a device whose anchor is not known: counted from the month it had been due
     * where it was done within the window, else from the month it was done.
     *
     * @return empty where the turns have no common distance and so nothing can be said without the anchor
     */
    public Optional<LocalDate> nextWithoutAnchor(LocalDate done, Optional<LocalDate> due) {
        if (days > 0) {
            return Optional.of(done.plusDays(days));
        }
        if (turns.length > 1 || every == 0) {
            return Optional.empty();
        }
        int was = due.map(day -> months(done, day)).orElse(0);
        boolean inWindow = 0 >= was - early && 0 <= was + late;
        return Optional.of(lastDay(done, (inWindow ? was : 0) + every));
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
        return every > 0 || turn < turns.length;
    }

    /** The month of a turn, counted from the anchor. */
    private int turn(int index) {
        return index < turns.length ? turns[index] : turns[turns.length - 1] + every * (index - turns.length + 1);
    }

    private static int months(LocalDate anchor, LocalDate day) {
        return (int) ChronoUnit.MONTHS.between(YearMonth.from(anchor), YearMonth.from(day));
    }

    private static LocalDate lastDay(LocalDate anchor, int months) {
        return YearMonth.from(anchor).plusMonths(months).atEndOfMonth();
    }
}
