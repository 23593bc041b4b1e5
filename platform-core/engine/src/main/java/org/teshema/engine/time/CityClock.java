package org.teshema.engine.time;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The clock of the platform: instants, and days as they are in the city. Thread-safe. */
@Component(service = CityClock.class)
public final class CityClock implements InstantSource {
    /** The city's time zone. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final InstantSource source;

    /** The machine's clock. */
    @Activate
    public CityClock() {
        this(InstantSource.system());
    }

    /** A clock of the caller's choice. */
    public CityClock(InstantSource source) {
        this.source = source;
    }

    @Override
    public Instant instant() {
        return source.instant();
    }

    /** The day in the city. */
    public LocalDate today() {
        return dayOf(instant());
    }

    /** The day in the city at that instant. */
    public static LocalDate dayOf(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }
}
