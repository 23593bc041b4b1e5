package org.teshema.engine.scan;

import java.util.Optional;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.text.Text;
import org.teshema.engine.family.Child;

/**
 * How one child of a set stands, in one word and its weight: what needs attention most is told first.
 *
 * @param role what it is in the set, as the category plugin names it; empty where no plugin answers
 * @param weight from 0, nothing to be said, to 6
 * @param words what is told of it
 */
record ChildStanding(Child child, Optional<ChildRole> role, int weight, Text words) {
    /** From this weight on a child needs attention. */
    static final int TROUBLE = 2;

    /**
     * How a child stands.
     *
     * @param ownClocks whether it has clocks of its own
     * @param weightiest what the weightiest of them shows
     */
    static ChildStanding of(
            Child child, Optional<ChildRole> role, boolean ownClocks, Optional<ClockReading> weightiest) {
        DeviceStatus status = child.device().status();
        if (status == DeviceStatus.STOPPED || status == DeviceStatus.SCRAPPED) {
            boolean scrapped = status == DeviceStatus.SCRAPPED;
            return new ChildStanding(
                    child, role, 4, scrapped ? new Text("报废", "Scrapped") : new Text("停用", "Out of use"));
        }
        if (child.code().filter(CodeState.SUSPENDED::equals).isPresent()) {
            return new ChildStanding(child, role, 4, new Text("已暂停", "Suspended"));
        }
        if (weightiest.isPresent()) {
            return of(child, role, weightiest.get());
        }
        return new ChildStanding(child, role, 0, ownClocks ? new Text("未知", "Unknown") : new Text("随整套", "As the set"));
    }

    private static ChildStanding of(Child child, Optional<ChildRole> role, ClockReading reading) {
        String zh = reading.due().map(day -> "（" + day + "）").orElse("");
        String en = reading.due().map(day -> " (" + day + ")").orElse("");
        return new ChildStanding(
                child,
                role,
                weight(reading.status()),
                switch (reading.status()) {
                    case VALID -> new Text("有效" + zh, "In date" + en);
                    case DUE_SOON -> new Text("临期" + zh, "Due soon" + en);
                    case UNKNOWN -> new Text("未知", "Unknown");
                    case STOPPED -> new Text("停用", "Out of use");
                    case OVERDUE -> new Text("超期" + zh, "Overdue" + en);
                    case FAILED -> new Text("检验不合格", "Inspection failed");
                });
    }

    private static int weight(DueStatus status) {
        return switch (status) {
            case VALID -> 0;
            case DUE_SOON -> 1;
            case UNKNOWN -> 2;
            case STOPPED -> 4;
            case OVERDUE -> 5;
            case FAILED -> 6;
        };
    }

    boolean needsAttention() {
        return weight >= TROUBLE;
    }
}
