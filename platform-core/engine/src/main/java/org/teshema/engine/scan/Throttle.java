package org.teshema.engine.scan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * Keeps strangers from trying things out: a bucket of tries per client that fills up slowly, and one for all clients together.
 * A try that turns out to be none can be given back, so that a call centre can look up all day. Memory is bounded: the clients not seen
 * for longest are forgotten first, and the common bucket limits who sends from many addresses. Thread-safe.
 */
public final class Throttle {
    private final InstantSource clock;
    private final int tries;
    private final Duration refill;
    private final LongFunction<Problem> refusal;
    private final Bucket together;
    private final Map<String, Bucket> clients;

    private static final class Bucket {
        private double left;
        private Instant filled;

        Bucket(double left, Instant filled) {
            this.left = left;
            this.filled = filled;
        }
    }

    /**
     * A throttle.
     *
     * @param tries a client may make at once
     * @param refill after which one more is given back
     * @param mostClients remembered
     * @param refusal what is told to a client that has none left, from the seconds until it has one again
     */
    public Throttle(InstantSource clock, int tries, Duration refill, int mostClients, LongFunction<Problem> refusal) {
        this.refusal = refusal;
        this.clock = clock;
        this.tries = tries;
        this.refill = refill;
        this.together = new Bucket(tries * 20.0, clock.instant());
        this.clients = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > mostClients;
            }
        };
    }

    /** A throttle of numbers that people type. */
    public static Throttle ofNumbers(InstantSource clock, int tries, Duration refill, int mostClients) {
        return new Throttle(
                clock,
                tries,
                refill,
                mostClients,
                seconds -> Problem.inField(
                        ProblemType.THROTTLED,
                        "number",
                        "输入编号的次数过多，请 " + seconds + " 秒后再试，或直接扫描标牌上的二维码。",
                        "Too many numbers were tried. Come back in " + seconds
                                + " s, or scan the symbol on the label."));
    }

    /**
     * Takes a try.
     *
     * @throws Problem THROTTLED, saying when to come back
     */
    public void take(String client) {
        if (!tryTake(client)) {
            throw refusal.apply(Math.max(1, refill.toSeconds()));
        }
    }

    /** Takes a try if there is one left; answers whether there was. */
    public synchronized boolean tryTake(String client) {
        Instant now = clock.instant();
        Bucket own = clients.computeIfAbsent(network(client), c -> new Bucket(tries, now));
        fill(own, now, tries, 1);
        fill(together, now, tries * 20.0, 20);
        if (own.left < 1 || together.left < 1) {
            return false;
        }
        own.left--;
        together.left--;
        return true;
    }

    /** Gives a try back: it was none. */
    public synchronized void giveBack(String client) {
        Bucket own = clients.get(network(client));
        if (own != null) {
            own.left = Math.min(tries, own.left + 1);
        }
        together.left = Math.min(tries * 20.0, together.left + 1);
    }

    private void fill(Bucket bucket, Instant now, double most, double rate) {
        double gained = rate * Duration.between(bucket.filled, now).toMillis() / refill.toMillis();
        if (gained > 0) {
            bucket.left = Math.min(most, bucket.left + gained);
            bucket.filled = now;
        }
    }

    /** A client of IPv6 has a whole network of addresses: its first four groups stand for it. */
    static String network(String client) {
        if (client.indexOf(':') < 0 || client.indexOf('.') >= 0 || client.startsWith("::")) {
            return client;
        }
        int groups = 0;
        for (int i = 0; i < client.length(); i++) {
            if (client.charAt(i) == ':') {
                groups++;
                boolean shortened = i + 1 < client.length() && client.charAt(i + 1) == ':';
                if (groups == 4 || shortened) {
                    return client.substring(0, i);
                }
            }
        }
        return client;
    }
}
