package org.teshema.bench.running;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People who come at a fixed rate, whether or not those before them have their answer. A time counts from the moment somebody came,
 * so that an answer that is late makes those behind it late too. A gap where a plugin should have spoken is counted beside what was
 * no 200. Thread-safe.
 */
public final class OpenLoad implements AutoCloseable {
    private static final Pattern GAP = Pattern.compile("\"gap\":\"([A-Z_]+)");

    private final int port;
    private final List<String> paths;
    private final long interval;
    private final long began = System.nanoTime();
    private final AtomicLong next = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> micros = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> why = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Begins.
     *
     * @param paths asked for in turn
     * @param rate how many come in a second
     * @param most how many may wait for their answer at a time
     */
    public OpenLoad(int port, List<String> paths, int rate, int most) {
        this.port = port;
        this.paths = List.copyOf(paths);
        this.interval = 1_000_000_000L / rate;
        for (int i = 0; i < most; i++) {
            var thread = new Thread(this::come, "load-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void come() {
        Clients.Connection connection = null;
        while (!over.get()) {
            long mine = next.getAndIncrement();
            long due = began + mine * interval;
            for (long left = due - System.nanoTime(); left > 0 && !over.get(); left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (over.get()) {
                break;
            }
            try {
                if (connection == null) {
                    connection = new Clients.Connection(port);
                }
                byte[] body = connection.fetch(paths.get((int) (mine % paths.size())));
                Matcher gap = GAP.matcher(new String(body, StandardCharsets.UTF_8));
                if (gap.find()) {
                    gaps.incrementAndGet();
                    why.merge(gap.group(1), 1, Integer::sum);
                }
            } catch (IOException e) {
                failed.incrementAndGet();
                why.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
                connection = null;
            }
            micros.add((System.nanoTime() - due) / 1000);
        }
        if (connection != null) {
            connection.close();
        }
    }

    /**
     * What was seen until it ended.
     *
     * @param micros the time of each answer in microseconds, ascending
     * @param failed how many were not a 200 or did not come
     * @param gaps how many answers had a gap
     * @param why names of the gaps and what was answered instead, each with how often
     */
    @SuppressWarnings("ArrayRecordComponent") // read and never compared
    public record Seen(long[] micros, long failed, long gaps, Map<String, Integer> why) {
        /** The time that share of all answers did not exceed, in milliseconds. */
        public double quantile(double share) {
            return micros[Math.max(0, (int) Math.ceil(share * micros.length) - 1)] / 1000.0;
        }

        /** Both together. */
        public Seen with(Seen other) {
            long[] all = Arrays.copyOf(micros, micros.length + other.micros.length);
            System.arraycopy(other.micros, 0, all, micros.length, other.micros.length);
            Arrays.sort(all);
            var reasons = new TreeMap<>(why);
            other.why.forEach((reason, times) -> reasons.merge(reason, times, Integer::sum));
            return new Seen(all, failed + other.failed, gaps + other.gaps, reasons);
        }
    }

    /** Nobody comes any more; waits for the answers that are still to come. */
    public Seen end() {
        over.set(true);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Seen(
                micros.stream().mapToLong(Long::longValue).sorted().toArray(),
                failed.get(),
                gaps.get(),
                new TreeMap<>(why));
    }

    @Override
    public void close() {
        over.set(true);
    }
}
