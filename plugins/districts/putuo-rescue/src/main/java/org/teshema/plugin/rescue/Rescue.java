package org.teshema.plugin.rescue;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Finding;
import org.teshema.api.text.Text;

/**
 * One rescue or drill.
 *
 * @param on the day of the alarm
 * @param drill whether nobody was really trapped
 * @param notified minutes from the alarm until the maintenance unit knew
 * @param arrived minutes from the alarm until it was there
 * @param freed minutes from the alarm until the last passenger was out
 */
record Rescue(LocalDate on, boolean drill, int notified, int arrived, int freed) {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final List<String> STEPS = List.of("alarm", "notified", "arrived", "freed");
    private static final int DAY = 24 * 60;

    /** The rescue an entry tells of; empty where the reader may not see all of it. */
    static Optional<Rescue> of(Values values) {
        Optional<LocalDate> on = values.day("on");
        Optional<Boolean> drill = values.yesNo("drill");
        List<Integer> minutes = minutes(values);
        return on.isEmpty() || drill.isEmpty() || minutes.size() < STEPS.size()
                ? Optional.empty()
                : Optional.of(new Rescue(on.get(), drill.get(), minutes.get(1), minutes.get(2), minutes.get(3)));
    }

    /** Minutes from the alarm to each step, the alarm's own 0 first; an earlier time of day is that of the next day. */
    private static List<Integer> minutes(Values values) {
        var minutes = new ArrayList<Integer>();
        LocalTime before = null;
        int total = 0;
        for (String step : STEPS) {
            Optional<LocalTime> at = values.text(step)
                    .filter(text -> TIME.matcher(text).matches())
                    .map(LocalTime::parse);
            if (at.isEmpty()) {
                return List.of();
            }
            if (before != null) {
                int gone = (int) Duration.between(before, at.get()).toMinutes();
                total += gone < 0 ? gone + DAY : gone;
            }
            before = at.get();
            minutes.add(total);
        }
        return minutes;
    }

    /** What is wrong with an entry about to be appended. */
    static List<Finding> findings(Values values, LocalDate today) {
        var findings = new ArrayList<Finding>();
        for (String step : STEPS) {
            values.text(step)
                    .filter(text -> !TIME.matcher(text).matches())
                    .ifPresent(text -> findings.add(
                            new Finding(step, new Text("时间写作 时:分，例如 09:05。", "A time is written as 09:05."))));
        }
        values.day("on")
                .filter(day -> day.isAfter(today))
                .ifPresent(day ->
                        findings.add(new Finding("on", new Text("日期不能在今天之后。", "The day cannot be after today."))));
        if (findings.isEmpty()
                && of(values).filter(rescue -> rescue.freed() >= DAY / 2).isPresent()) {
            findings.add(new Finding(
                    "freed",
                    new Text(
                            "报警、通知、到达、解救须依次发生，全程不超过 12 小时。",
                            "Alarm, notice, arrival and release follow one another within 12 hours.")));
        }
        return findings;
    }
}
