package org.teshema.plugin.unitdesk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.scan.Effect;
import org.teshema.api.text.Text;

/** What a using unit applies for. */
enum Topic {
    CHANGE("变更登记", "Change of the registration"),
    STOP("停用", "Stop"),
    RESTART("启用", "Use again"),
    SCRAP("报废", "Scrapping"),
    TRANSFER("过户", "Transfer");

    static final String UNIT_CODE = "unit-code";

    private final String zh;
    private final String en;

    Topic(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    Text title() {
        return new Text(zh, en);
    }

    /** As tables and names of kinds write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String kind() {
        return UnitDesk.NAME + "/apply-" + word();
    }

    /** Whether it is applied for while the device stands like that. */
    boolean isFor(DeviceStatus status) {
        return switch (this) {
            case STOP -> status == DeviceStatus.IN_USE;
            case RESTART -> status == DeviceStatus.STOPPED;
            default -> status == DeviceStatus.IN_USE || status == DeviceStatus.STOPPED;
        };
    }

    /** What the register says when it is granted; a change of the registration is made by hand. */
    Optional<Effect> effect(Entry application) {
        return switch (this) {
            case CHANGE -> Optional.empty();
            case STOP -> Optional.of(new Effect.Becomes(DeviceStatus.STOPPED));
            case RESTART -> Optional.of(new Effect.Becomes(DeviceStatus.IN_USE));
            case SCRAP -> Optional.of(new Effect.Becomes(DeviceStatus.SCRAPPED));
            case TRANSFER ->
                application
                        .values()
                        .text(UNIT_CODE)
                        .filter(code -> code.matches("[0-9A-Z]{18}"))
                        .map(Effect.GoesTo::new);
        };
    }

    static Optional<Topic> ofKind(String kind) {
        return Arrays.stream(values()).filter(one -> one.kind().equals(kind)).findFirst();
    }

    static Optional<Topic> ofWord(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    static List<String> kinds() {
        return Arrays.stream(values()).map(Topic::kind).toList();
    }
}
