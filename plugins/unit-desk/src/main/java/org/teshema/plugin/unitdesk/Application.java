package org.teshema.plugin.unitdesk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceId;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/**
 * An application and the last step that was taken about it.
 *
 * @param entry the application as it was submitted
 * @param last empty while nobody has looked at it
 */
record Application(Topic topic, Entry entry, Optional<Entry> last) {
    static final String ACCEPTED = UnitDesk.NAME + "/accepted";
    static final String RETURNED = UnitDesk.NAME + "/returned";
    static final String DECIDED = UnitDesk.NAME + "/decided";
    static final List<String> STEPS = List.of(ACCEPTED, RETURNED, DECIDED);
    static final String ID = "application";
    static final String GRANTED = "granted";
    static final String REASON = "reason";

    private static final int MOST = 20;
    private static final int MOST_STEPS = 60;

    /** How far it is. */
    enum State {
        SUBMITTED("已提交，待受理", "Submitted", Tone.WARNING),
        ACCEPTED("已受理，待决定", "Accepted, to be decided", Tone.WARNING),
        RETURNED("已退回", "Returned", Tone.BAD),
        GRANTED("准予", "Granted", Tone.GOOD),
        REFUSED("不予准许", "Refused", Tone.BAD);

        private final String zh;
        private final String en;
        private final Tone tone;

        State(String zh, String en, Tone tone) {
            this.zh = zh;
            this.en = en;
            this.tone = tone;
        }

        Text words() {
            return new Text(zh, en);
        }

        Tone tone() {
            return tone;
        }

        boolean isOpen() {
            return this == SUBMITTED || this == ACCEPTED;
        }
    }

    /** The applications about a device, the newest first. */
    static List<Application> of(Archive archive, DeviceId device) {
        List<Entry> steps = STEPS.stream()
                .flatMap(kind -> archive.history(device, kind, MOST_STEPS).stream())
                .sorted(Comparator.comparing(Entry::recordedAt).thenComparing(Entry::id))
                .toList();
        var all = new ArrayList<Application>();
        for (Topic topic : Topic.values()) {
            for (Entry entry : archive.history(device, topic.kind(), MOST)) {
                all.add(new Application(topic, entry, last(steps, entry.id())));
            }
        }
        all.sort(Comparator.comparing((Application one) -> one.entry().recordedAt())
                .thenComparing(one -> one.entry().id())
                .reversed());
        return all;
    }

    private static Optional<Entry> last(List<Entry> steps, long application) {
        return steps.stream()
                .filter(step ->
                        step.values().whole(ID).filter(id -> id == application).isPresent())
                .reduce((before, after) -> after);
    }

    State state() {
        return last.map(step -> switch (step.kind()) {
                    case ACCEPTED -> State.ACCEPTED;
                    case RETURNED -> State.RETURNED;
                    default -> step.values().yesNo(GRANTED).orElse(false) ? State.GRANTED : State.REFUSED;
                })
                .orElse(State.SUBMITTED);
    }

    boolean isOpen() {
        return state().isOpen();
    }

    Instant changed() {
        return last.map(Entry::recordedAt).orElseGet(entry::recordedAt);
    }

    /** Why it was returned or decided like that. */
    Optional<String> reason() {
        return last.flatMap(step -> step.values().text(REASON));
    }
}
