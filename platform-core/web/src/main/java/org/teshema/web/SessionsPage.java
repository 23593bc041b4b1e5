package org.teshema.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * One's own log-ins.
 *
 * @param sessions those that hold, the last used first
 * @param served the organisations to choose from; none where there is no choice
 * @param asked whether the account is asked for a second step, which can then be reset here
 * @param key for the reset
 * @param error what was wrong with a reset
 * @param wrong what was wrong with a new password, by field; under no name what is wrong with none of them
 */
public record SessionsPage(
        List<One> sessions,
        List<Served> served,
        boolean asked,
        String key,
        Optional<Text> error,
        Map<String, Text> wrong) {
    public SessionsPage {
        sessions = List.copyOf(sessions);
        served = List.copyOf(served);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(error, "error");
        wrong = Map.copyOf(wrong);
    }

    /** Where no new password was sent. */
    public SessionsPage(List<One> sessions, List<Served> served, boolean asked, String key, Optional<Text> error) {
        this(sessions, served, asked, key, error, Map.of());
    }

    /**
     * A log-in that holds.
     *
     * @param id to end it by
     * @param since when it began
     * @param lastUsed when it was used last
     * @param network where it began, coarse; empty when unknown
     * @param isThis whether it is the one the page is read with
     */
    public record One(long id, String since, String lastUsed, String network, boolean isThis) {
        public One {
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(lastUsed, "lastUsed");
            Objects.requireNonNull(network, "network");
        }
    }

    /**
     * An organisation one may act for.
     *
     * @param name its name
     * @param role what it is
     * @param isNow whether it is acted for now
     */
    public record Served(long id, String name, Text role, boolean isNow) {
        public Served {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(role, "role");
        }
    }
}
