package org.teshema.web;

import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * The second step of a log-in.
 *
 * @param ticket what the first step gave
 * @param app what an authenticator app is given, where one is added
 * @param error what was wrong before
 * @param next the path to go on to
 */
public record SecondStepPage(String ticket, Optional<App> app, Optional<Text> error, String next) {
    public SecondStepPage {
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(next, "next");
    }

    /**
     * What an authenticator app is given.
     *
     * @param secret to be typed
     * @param path the symbol's dark modules, as the data of an SVG path
     * @param size modules along one side, border included
     */
    public record App(String secret, String path, int size) {
        /** Without the secret, which belongs in no log. */
        @Override
        public String toString() {
            return "App[]";
        }
    }

    /** Without the ticket, which belongs in no log. */
    @Override
    public String toString() {
        return "SecondStepPage[next=" + next + "]";
    }
}
