package org.teshema.engine.gate;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.teshema.api.archive.Entry;

/**
 * Lets a plugin read the archive as it stood: what had happened before an instant, by what was known at another. It holds for the
 * thread that asks the plugin, while it does.
 */
public final class Hindsight {
    /** As far back as {@link org.teshema.api.archive.Archive#history} goes. */
    static final int MOST = 500;

    private static final ThreadLocal<Cut> CUT = new ThreadLocal<>();

    private record Cut(Instant before, Instant known) {}

    private Hindsight() {}

    /**
     * Does the work as if it were then.
     *
     * @param before nothing that happened at or after it is read
     * @param known nothing that was recorded after it is read
     */
    public static <T> T at(Instant before, Instant known, Supplier<T> work) {
        CUT.set(new Cut(before, known));
        try {
            return work.get();
        } finally {
            CUT.remove();
        }
    }

    static boolean isOn() {
        return CUT.get() != null;
    }

    /** What of these entries, newest first, was there then. */
    static List<Entry> seen(List<Entry> entries) {
        Cut cut = CUT.get();
        return cut == null
                ? entries
                : entries.stream()
                        .filter(one -> one.happenedAt().isBefore(cut.before())
                                && !one.recordedAt().isAfter(cut.known()))
                        .toList();
    }

    /** The entry that held then, of a kind's entries, newest first. */
    static Optional<Entry> current(List<Entry> entries) {
        Cut cut = CUT.get();
        var corrected = new HashSet<Long>();
        entries.stream()
                .filter(one -> !one.recordedAt().isAfter(cut.known()))
                .forEach(one -> one.supersedes().ifPresent(corrected::add));
        return seen(entries).stream()
                .filter(one -> !corrected.contains(one.id()))
                .findFirst();
    }
}
