package org.teshema.engine.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long calls took, as counts in classes a fifth wide: enough to tell two releases apart, for the price of one addition a call.
 * Thread-safe.
 */
final class CallTimes {
    // Four classes an octave, from the first microsecond to over a minute.
    private static final int AN_OCTAVE = 4;
    private static final int FIRST_OCTAVE = 10;
    private static final int OCTAVES = 27;

    private final AtomicLongArray counts = new AtomicLongArray(OCTAVES * AN_OCTAVE);

    /** Counts a call. */
    void add(long nanos) {
        counts.incrementAndGet(place(nanos));
    }

    /**
     * So long or shorter took that part of the calls, rounded up to the end of its class: at most a quarter too much.
     *
     * @param part 0 to 1
     * @return empty before the first call
     */
    Optional<Duration> quantile(double part) {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        if (all == 0) {
            return Optional.empty();
        }
        long wanted = Math.max(1, (long) Math.ceil(all * part));
        int place = 0;
        for (long seen = counts.get(0); seen < wanted && place < counts.length() - 1; ) {
            seen += counts.get(++place);
        }
        return Optional.of(Duration.ofNanos(end(place)));
    }

    private static int place(long nanos) {
        if (nanos < 1L << FIRST_OCTAVE) {
            return 0;
        }
        int octave = 63 - Long.numberOfLeadingZeros(nanos);
        int quarter = (int) (nanos >>> (octave - 2)) & (AN_OCTAVE - 1);
        return Math.min((octave - FIRST_OCTAVE) * AN_OCTAVE + quarter, OCTAVES * AN_OCTAVE - 1);
    }

    private static long end(int place) {
        long octave = 1L << (place / AN_OCTAVE + FIRST_OCTAVE);
        return octave + octave / AN_OCTAVE * (place % AN_OCTAVE + 1);
    }
}
