package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * One's own log-ins.
 *
 * @param sessions those that hold, the last used first
 * @param asked whether the account is asked for a second step, which can then be reset here
 * @param key for the reset
 * @param error what was wrong with a reset
 */
public record SessionsPage(List<One> sessions, boolean asked, String key, Optional<Text> error) {
    public SessionsPage {
        sessions = List.copyOf(sessions);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(error, "error");
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
}
