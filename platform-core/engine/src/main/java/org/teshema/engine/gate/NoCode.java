package org.teshema.engine.gate;

import java.time.Instant;
import java.time.LocalDate;
import org.teshema.api.code.CodeFacts;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.Device;
import org.teshema.engine.time.CityClock;

/** What a plugin is told of the code where it is asked about a device and nothing was scanned: a code that is not in use yet. */
public final class NoCode {
    private static final LocalDate LONG_AGO = LocalDate.ofInstant(Instant.EPOCH, CityClock.ZONE);

    private NoCode() {}

    /** A stand-in, which has no number, in the district of the device. */
    public static CodeFacts of(Device device) {
        return new CodeFacts("", CodeState.MADE, LONG_AGO, device.district());
    }
}
