package org.teshema.host.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the threads are called that answer calls in a host, one each. The system keeps fifteen characters, and by them the platform tells
 * what each call computes.
 */
public final class CallThread {
    private static final Pattern NAME = Pattern.compile("call-([0-9]{1,9})");
    private static final long MOST = 1_000_000_000;

    private CallThread() {}

    /** The name of the thread that answers that call. */
    public static String name(long call) {
        return "call-" + call % MOST;
    }

    /** The call that a thread of that name answers; empty where it answers none. */
    public static Optional<Long> call(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }
}
