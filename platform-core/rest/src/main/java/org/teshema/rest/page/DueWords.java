package org.teshema.rest.page;

import java.util.Optional;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.Tone;

/** What a clock shows, in words, the same on every page. */
public final class DueWords {
    private DueWords() {}

    /** Its status, and the day it goes by. */
    public static Text of(ClockReading clock) {
        Text status = of(clock.status());
        return clock.due()
                .map(due -> switch (clock.status()) {
                    case VALID -> new Text(status.zh() + "，至 " + due, status.en() + ", until " + due);
                    case OVERDUE -> new Text(status.zh() + "，期限 " + due, status.en() + " since " + due);
                    default -> new Text(status.zh() + "，期限 " + due, status.en() + ", due " + due);
                })
                .orElse(status);
    }

    static Text of(DueStatus status) {
        return switch (status) {
            case VALID -> new Text("有效", "In date");
            case DUE_SOON -> new Text("即将到期", "Due soon");
            case UNKNOWN -> new Text("暂无数据", "Not recorded");
            case STOPPED -> new Text("停用中", "Out of use");
            case OVERDUE -> new Text("已超期", "Overdue");
            case FAILED -> new Text("不合格", "Failed");
        };
    }

    /** Its status as a cell of a list. */
    static Cell cell(ClockReading clock) {
        return new Cell(of(clock.status()), Tone.valueOf(tone(clock.status()).name()), Optional.empty());
    }

    /** How that is meant. */
    public static Section.Tone tone(DueStatus status) {
        return switch (status) {
            case VALID -> Section.Tone.GOOD;
            case DUE_SOON -> Section.Tone.WARNING;
            case UNKNOWN, STOPPED -> Section.Tone.PLAIN;
            case OVERDUE, FAILED -> Section.Tone.BAD;
        };
    }
}
