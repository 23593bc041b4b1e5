package org.teshema.plugin.publicdesk;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;

/** Entries of the desk's, as they would stand in the archive of device 1. */
final class Told {
    static final Instant START = Instant.parse("2026-03-01T04:00:00Z");

    private Told() {}

    static Entry entry(long id, String kind, int minutes, Map<String, Object> values) {
        return of(1, id, kind, minutes, values);
    }

    static Entry of(long device, long id, String kind, int minutes, Map<String, Object> values) {
        Instant at = START.plusSeconds(60L * minutes);
        return new Entry(
                id,
                Subject.of(new DeviceId(device)),
                kind,
                1,
                new Values(values),
                at,
                at,
                Topic.ofKind(kind).isPresent() ? "公众" : "某电梯维保有限公司",
                "app",
                OptionalLong.empty());
    }

    static Entry alarm(long id, int minutes) {
        return entry(id, Topic.ALARM.kind(), minutes, Map.of());
    }

    static Entry fault(long id, int minutes) {
        return entry(id, Topic.FAULT.kind(), minutes, Map.of("what", "doors"));
    }

    static Entry step(long id, String kind, int minutes) {
        return entry(id, kind, minutes, Map.of());
    }
}
