package org.teshema.engine.scan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * Keeps numbers from being tried out: a bucket of tries per client that fills up slowly, and one for all clients together.
 * A number that is found costs nothing, so that a call centre can look up all day. Memory is bounded: the clients not seen
 * for longest are forgotten first, and the common bucket limits who sends from many addresses. Thread-safe.
 */
final class NumberThrottle {
    private final InstantSource clock;
    private final int tries;
    private final Duration refill;
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
     */
    NumberThrottle(InstantSource clock, int tries, Duration refill, int mostClients) {
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

    /**
     * Takes a try.
     *
     * @throws Problem THROTTLED, saying when to come back
     */
    synchronized void take(String client) {
        Instant now = clock.instant();
        Bucket own = clients.computeIfAbsent(network(client), c -> new Bucket(tries, now));
        fill(own, now, tries, 1);
        fill(together, now, tries * 20.0, 20);
        if (own.left < 1 || together.left < 1) {
            long seconds = Math.max(1, refill.toSeconds());
            throw Problem.inField(
                    ProblemType.THROTTLED,
                    "number",
                    "输入编号的次数过多，请 " + seconds + " 秒后再试，或直接扫描标牌上的二维码。",
                    "Too many numbers were tried. Come back in " + seconds + " s, or scan the symbol on the label.");
        }
        own.left--;
        together.left--;
    }

    /** Gives a try back: the number was a real one. */
    synchronized void giveBack(String client) {
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
