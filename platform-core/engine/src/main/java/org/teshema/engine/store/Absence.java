package org.teshema.engine.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator that the database is away: one line when it goes, one a minute while it stays away, one when it is
 * back; never a stack trace. Thread-safe.
 */
final class Absence {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final InstantSource clock;
    private Instant since;
    private Instant told;
    private long refused;

    Absence(InstantSource clock) {
        this.clock = clock;
    }

    /** An attempt to reach it failed. */
    synchronized void failed(Throwable cause) {
        Instant now = clock.instant();
        if (since == null) {
            since = now;
            told = now;
            LOG.warn(
                    "数据库无法访问，将每秒重试一次 / the database cannot be reached and is tried again every second: {}",
                    reason(cause));
        } else if (Duration.between(told, now).compareTo(REMINDER) >= 0) {
            told = now;
            LOG.warn(
                    "数据库自 {} 起无法访问，已拒绝 {} 次请求 / the database has been away since {}, calls refused: {}: {}",
                    since,
                    refused,
                    since,
                    refused,
                    reason(cause));
        }
    }

    /** A call was refused meanwhile. */
    synchronized void refused() {
        refused++;
    }

    /** It answers. */
    synchronized void over() {
        if (since != null) {
            LOG.info(
                    "数据库恢复访问，中断 {} 秒 / the database is back after {} seconds, calls refused: {}",
                    Duration.between(since, clock.instant()).toSeconds(),
                    Duration.between(since, clock.instant()).toSeconds(),
                    refused);
        }
        since = null;
        told = null;
        refused = 0;
    }

    /** The innermost message, its first line: what the driver said, without what was wrapped around it. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").replaceAll("password=[^&;\\s]*", "password=…");
    }
}
