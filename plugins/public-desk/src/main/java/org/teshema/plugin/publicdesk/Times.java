package org.teshema.plugin.publicdesk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Times as people in the city read them. */
final class Times {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private Times() {}

    static String of(Instant at) {
        return at.atZone(ZONE)
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace('T', ' ');
    }

    static LocalDate day(Instant at) {
        return at.atZone(ZONE).toLocalDate();
    }
}
