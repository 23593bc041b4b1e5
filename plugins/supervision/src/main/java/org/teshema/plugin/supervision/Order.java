package org.teshema.plugin.supervision;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceId;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;

/**
 * A safety order 监察指令书 and how far it is, as the archive tells it.
 *
 * @param entry the order itself
 * @param state what was done about it last
 * @param deadline until when; a recheck that finds it not done gives a new day
 */
record Order(Entry entry, State state, LocalDate deadline) {
    static final String KIND = Supervision.NAME + "/order";
    static final String ANSWER = Supervision.NAME + "/answer";
    static final String RECHECK = Supervision.NAME + "/recheck";

    static final String NUMBER = "number";
    static final String SUBJECT = "order";
    static final String DEADLINE = "deadline";
    static final String RESULT = "result";
    static final String STOP = "stop";
    static final String CLOSED = "closed";
    static final String AGAIN = "again";
    /** Most characters of what was found. */
    static final int LONGEST = 2000;

    private static final int LOOK_BACK = 100;

    /** What was done about an order last. */
    enum State {
        /** Nothing yet, or not enough. */
        OPEN,
        /** The using unit says it is done. */
        ANSWERED,
        /** A recheck found it done. */
        CLOSED
    }

    /** The orders about a device, the newest first. */
    static List<Order> of(Archive archive, DeviceId device) {
        List<Entry> answers = archive.history(device, ANSWER, LOOK_BACK);
        List<Entry> rechecks = archive.history(device, RECHECK, LOOK_BACK);
        return archive.history(device, KIND, LOOK_BACK).stream()
                .map(entry -> of(entry, answers, rechecks))
                .sorted(Comparator.comparing((Order order) -> order.entry().id())
                        .reversed())
                .toList();
    }

    /** An order by what was said of it. */
    static Order of(Entry order, List<Entry> answers, List<Entry> rechecks) {
        Optional<Entry> recheck = last(rechecks, order);
        Optional<Entry> answer = last(answers, order);
        LocalDate deadline = recheck.flatMap(one -> one.values().day(DEADLINE))
                .or(() -> order.values().day(DEADLINE))
                .orElse(LocalDate.MAX);
        if (recheck.flatMap(one -> one.values().text(RESULT))
                .filter(CLOSED::equals)
                .isPresent()) {
            return new Order(order, State.CLOSED, deadline);
        }
        boolean answered = answer.filter(
                        one -> recheck.filter(later -> later.id() > one.id()).isEmpty())
                .isPresent();
        return new Order(order, answered ? State.ANSWERED : State.OPEN, deadline);
    }

    private static Optional<Entry> last(List<Entry> said, Entry order) {
        return said.stream()
                .filter(one -> one.values()
                        .whole(SUBJECT)
                        .filter(id -> id == order.id())
                        .isPresent())
                .max(Comparator.comparing(Entry::id));
    }

    String number() {
        return entry.values().text(NUMBER).orElse("—");
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether the device must not be used because of it. */
    boolean stopsUse() {
        return !isClosed() && entry.values().yesNo(STOP).orElse(false);
    }

    boolean isOverdue(LocalDate today) {
        return !isClosed() && today.isAfter(deadline);
    }

    /** How far it is, on that day. */
    Text words(LocalDate today) {
        return switch (state) {
            case CLOSED -> new Text("已闭环", "Closed");
            case ANSWERED ->
                isOverdue(today)
                        ? new Text("已答复，待复查，已逾期", "Answered, to be rechecked, overdue")
                        : new Text("已答复，待复查", "Answered, to be rechecked");
            case OPEN -> isOverdue(today) ? new Text("逾期未整改", "Overdue") : new Text("整改中", "Open");
        };
    }

    Tone tone(LocalDate today) {
        if (isClosed()) {
            return Tone.GOOD;
        }
        return isOverdue(today) ? Tone.BAD : Tone.WARNING;
    }

    /** Where its paper is. */
    String paper() {
        return "/api/v1/entries/" + entry.id() + "/paper";
    }
}
