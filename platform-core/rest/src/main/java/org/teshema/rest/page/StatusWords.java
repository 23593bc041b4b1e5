package org.teshema.rest.page;

import org.teshema.api.device.DeviceStatus;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/** Where a device stands in its life, in words, the same on every page. */
public final class StatusWords {
    private StatusWords() {}

    /** The status in a word or two. */
    public static Text of(DeviceStatus status) {
        return switch (status) {
            case INSTALLING -> new Text("安装中", "Being installed");
            case IN_USE -> new Text("在用", "In use");
            case STOPPED -> new Text("停用", "Out of use");
            case SCRAPPED -> new Text("已报废", "Scrapped");
        };
    }

    /** How that is meant. */
    public static Section.Tone tone(DeviceStatus status) {
        return switch (status) {
            case INSTALLING -> Section.Tone.PLAIN;
            case IN_USE -> Section.Tone.GOOD;
            case STOPPED -> Section.Tone.WARNING;
            case SCRAPPED -> Section.Tone.BAD;
        };
    }
}
