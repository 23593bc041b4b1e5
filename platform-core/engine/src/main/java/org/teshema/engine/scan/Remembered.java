package org.teshema.engine.scan;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What was worked out of devices that have parts, kept while nothing changes: a value stands as long as its stamp (the device's
 * version, the day, the plugins that answered) is asked for again. So the parts of a set or a unit are read and judged once and
 * not in every scan, and no answer is ever older than the row it was read with. Bounded; thread-safe.
 *
 * @param <V> what is kept
 */
final class Remembered<V> {
    private record Stamped<V>(Object stamp, V value) {}

    private final Map<Long, Stamped<V>> values = new ConcurrentHashMap<>();
    private final int most;
    private final Predicate<V> lasting;

    /** Keeps the values of at most so many devices. */
    Remembered(int most) {
        this(most, value -> true);
    }

    /** Keeps those values only that satisfy a condition, such as that everybody who was asked answered. */
    Remembered(int most, Predicate<V> lasting) {
        this.most = most;
        this.lasting = lasting;
    }

    /**
     * The value of a device at that stamp.
     *
     * @param stamp equal as long as the value stands
     * @param work works it out; what it throws is thrown and nothing is kept
     */
    V get(long device, Object stamp, Supplier<V> work) {
        Stamped<V> kept = values.get(device);
        if (kept != null && kept.stamp().equals(stamp)) {
            return kept.value();
        }
        V value = work.get();
        if (lasting.test(value)) {
            makeRoom(device);
            values.put(device, new Stamped<>(stamp, value));
        }
        return value;
    }

    private void makeRoom(long device) {
        if (values.size() >= most && !values.containsKey(device)) {
            Iterator<Long> any = values.keySet().iterator();
            if (any.hasNext()) {
                values.remove(any.next());
            }
        }
    }
}
