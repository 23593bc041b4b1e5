package org.teshema.plugin.publicdesk;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.teshema.api.text.Text;

/** What the public writes about, each an entry kind of that name. */
enum Topic {
    ALARM("报警：有人被困", "Alarm: somebody is trapped", Duration.ofMinutes(30)),
    FAULT("故障报修", "Fault", Duration.ofHours(24)),
    COMPLAINT("投诉举报", "Complaint", Duration.ofHours(24)),
    STICKER("可疑标牌举报", "Suspect label", Duration.ofHours(24));

    private final String zh;
    private final String en;
    /** How long after the last report of an open case another that says the same of the device joins it. */
    final Duration joins;

    Topic(String zh, String en, Duration joins) {
        this.zh = zh;
        this.en = en;
        this.joins = joins;
    }

    Text title() {
        return new Text(zh, en);
    }

    /** As it stands in kinds, rules and tables. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String kind() {
        return PublicDesk.NAME + "/" + word();
    }

    /** The topic of an entry that the public writes; empty for what answers it. */
    static Optional<Topic> ofKind(String kind) {
        return Stream.of(values()).filter(topic -> topic.kind().equals(kind)).findFirst();
    }

    static Topic ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
