package org.teshema.plugin.holidays;

import java.time.LocalDate;
import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/**
 * How a device stands before a holiday.
 *
 * @param state in a word
 * @param on the day of the last check of the period
 * @param found what that check said was wrong
 */
record Check(State state, Optional<LocalDate> on, Optional<String> found) {
    static final String KIND = ChongmingHolidays.NAME + "/check";

    /** What is to be looked at first first. */
    enum State {
        WRONG("发现问题", "Found wrong", Tone.BAD),
        OPEN("未检查", "Not checked yet", Tone.WARNING),
        CLOSED("假期停用", "Closed over the holiday", Tone.PLAIN),
        READY("已检查", "Checked", Tone.GOOD);

        final Tone tone;
        private final String zh;
        private final String en;

        State(String zh, String en, Tone tone) {
            this.zh = zh;
            this.en = en;
            this.tone = tone;
        }

        Text words() {
            return new Text(zh, en);
        }
    }

    /** What the last check says of that period; one from outside it says nothing. */
    static Check of(Period period, Optional<Entry> last) {
        Optional<Entry> entry = last.filter(
                one -> one.values().day("on").filter(period.rule()::holdsOn).isPresent());
        State state = switch (entry.flatMap(one -> one.values().text("result")).orElse("")) {
            case "ready" -> State.READY;
            case "wrong" -> State.WRONG;
            case "closed" -> State.CLOSED;
            default -> State.OPEN;
        };
        return new Check(
                state,
                entry.flatMap(one -> one.values().day("on")),
                entry.flatMap(one -> one.values().text("found")));
    }

    /** Outcome and day in words, and what was found. */
    Text told() {
        String words = on.map(day -> " " + day).orElse("")
                + found.map(text -> ": " + text).orElse("");
        return new Text(state.zh + words, state.en + words);
    }
}
