package org.teshema.plugin.majorevents;

import java.time.LocalDate;
import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/**
 * How a device stands for an event.
 *
 * @param state in a word
 * @param on the day of the last check since the event opened
 * @param found what that check said was wrong
 */
record Check(State state, Optional<LocalDate> on, Optional<String> found) {
    static final String KIND = MajorEvents.NAME + "/check";

    /** What is to be looked at first first. */
    enum State {
        WRONG("发现问题", "Found wrong", Tone.BAD),
        OPEN("未检查", "Not checked yet", Tone.WARNING),
        AGAIN("须再次检查", "To be checked again", Tone.WARNING),
        CLOSED("活动期间停用", "Out of use during the event", Tone.PLAIN),
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

    /** What the last check says of that event on that day; a check from before the event opened says nothing. */
    static Check of(MajorEvent event, Optional<Entry> last, LocalDate today) {
        Optional<Entry> entry = last.filter(
                one -> one.values().day("on").filter(event.rule()::holdsOn).isPresent());
        Optional<LocalDate> on = entry.flatMap(one -> one.values().day("on"));
        String result = entry.flatMap(one -> one.values().text("result")).orElse("");
        State state = switch (result) {
            case "wrong" -> State.WRONG;
            case "closed" -> State.CLOSED;
            case "ready" -> event.isDue(on, today) ? State.AGAIN : State.READY;
            default -> State.OPEN;
        };
        return new Check(state, on, entry.flatMap(one -> one.values().text("found")));
    }

    Text told() {
        String day = on.map(one -> " " + one).orElse("");
        String words = found.map(text -> ": " + text).orElse("");
        return new Text(state.zh + day + words, state.en + day + words);
    }
}
