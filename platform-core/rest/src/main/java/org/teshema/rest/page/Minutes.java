package org.teshema.rest.page;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.teshema.engine.time.CityClock;

/** Times as people in the city read them, to the minute. */
public final class Minutes {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private Minutes() {}

    /** That time in the city. */
    public static String of(Instant at) {
        return at.atZone(CityClock.ZONE).format(FORM);
    }
}
