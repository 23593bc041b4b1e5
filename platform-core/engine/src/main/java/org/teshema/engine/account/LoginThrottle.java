package org.teshema.engine.account;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.time.CityClock;

/**
 * Slows down guessing of passwords without a way to lock anybody else out. A wrong password delays the next try of the same
 * login from the same address, longer each time; and one address has a budget of wrong passwords over all logins. The
 * account itself is never locked: its owner logs in from their own address whatever others try from theirs. Thread-safe.
 */
final class LoginThrottle {
    /** Wrong passwords that cost nothing, for people who mistype. */
    static final int FREE = 3;

    static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    /** Wrong passwords one address has at a time; one comes back every {@link #REFILL}. */
    static final int BUDGET = 60;

    static final Duration REFILL = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 100_000;

    private final CityClock clock;
    private final boolean everywhere;
    private final Map<String, Failures> pairs = new ConcurrentHashMap<>();
    private final Map<String, Spent> addresses = new ConcurrentHashMap<>();

    private record Failures(int count, Instant next) {}

    /** A budget that is full again at an instant: each failure puts it off by one refill. */
    private record Spent(Instant fullAt) {}

    LoginThrottle(CityClock clock) {
        this(clock, false);
    }

    private LoginThrottle(CityClock clock, boolean everywhere) {
        this.clock = clock;
        this.everywhere = everywhere;
    }

    /** One that looks at the login alone and is given it as the address: for a second step, which only somebody with the password tries. */
    static LoginThrottle everywhere(CityClock clock) {
        return new LoginThrottle(clock, true);
    }

    /** Ends with THROTTLED when this login may not be tried from this address yet. */
    void check(String login, String client) {
        Instant now = clock.instant();
        String address = network(client);
        Failures failures = pairs.get(pair(login, address));
        if (failures != null && now.isBefore(failures.next())) {
            throw wait(Duration.between(now, failures.next()));
        }
        Spent spent = addresses.get(address);
        if (spent != null) {
            Duration over = Duration.between(now, spent.fullAt()).minus(REFILL.multipliedBy(BUDGET - 1L));
            if (!over.isNegative() && !over.isZero()) {
                throw wait(over);
            }
        }
    }

    /** The password was wrong, or there is no such login: the two look the same. */
    void failed(String login, String client) {
        Instant now = clock.instant();
        String address = network(client);
        makeRoom(now);
        pairs.merge(pair(login, address), new Failures(1, now), (before, one) -> {
            int count = before.count() + 1;
            return new Failures(count, now.plus(delay(count)));
        });
        addresses.merge(
                address,
                new Spent(now.plus(REFILL)),
                (before, one) -> new Spent((before.fullAt().isAfter(now) ? before.fullAt() : now).plus(REFILL)));
    }

    /** The password was right: what this pair did wrong before is forgotten, what the address spent is not. */
    void succeeded(String login, String client) {
        pairs.remove(pair(login, network(client)));
    }

    private static Duration delay(int failures) {
        if (failures <= FREE) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(failures - FREE, 20));
        return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }

    private void makeRoom(Instant now) {
        if (pairs.size() >= MOST_REMEMBERED) {
            pairs.values().removeIf(f -> f.next().plus(LONGEST_DELAY).isBefore(now));
        }
        if (addresses.size() >= MOST_REMEMBERED) {
            addresses.values().removeIf(s -> s.fullAt().isBefore(now));
        }
        // Still full: a flood from very many addresses. Forgetting the pairs is safe, each address keeps its budget.
        if (pairs.size() >= 2 * MOST_REMEMBERED) {
            pairs.clear();
        }
        if (addresses.size() >= 2 * MOST_REMEMBERED) {
            addresses.clear();
        }
    }

    private static String pair(String login, String address) {
        return address + " " + login;
    }

    /** An IPv4 address as it is; of an IPv6 address the /64 network, since one subscriber has all of it. */
    private static String network(String client) {
        if (client.indexOf(':') < 0) {
            return client;
        }
        try {
            byte[] address = InetAddress.getByName(client).getAddress();
            return address.length == 16 ? HexFormat.of().formatHex(Arrays.copyOf(address, 8)) : client;
        } catch (UnknownHostException e) {
            return client;
        }
    }

    private Problem wait(Duration left) {
        long seconds = Math.max(1, left.plusMillis(999).toSeconds());
        if (everywhere) {
            return Problem.of(
                    ProblemType.THROTTLED,
                    "验证失败次数过多，请在 " + seconds + " 秒后再试。如果不是您本人所为，请修改密码。",
                    "Too many second steps failed. Try again in " + seconds
                            + " seconds. If that was not you, change your password.");
        }
        return Problem.of(
                ProblemType.THROTTLED,
                "登录失败次数过多，请在 " + seconds + " 秒后再试。其他地点的登录不受影响。",
                "Too many failed log-ins from here. Try again in " + seconds
                        + " seconds. Log-ins from elsewhere are not affected.");
    }
}
