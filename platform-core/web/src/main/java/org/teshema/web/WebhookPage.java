package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.text.Text;

/**
 * Where an organisation has its messages sent, and what became of the last ones.
 *
 * @param open whether the operator lets anything be sent anywhere
 * @param now what there is, if there is anything
 * @param rows the last messages: when, what, how far, tries, how the last try ended
 * @param typed an address that was not taken
 * @param error why it was not
 * @param secret what messages are signed with, right after an address was entered and never again
 * @param key of the forms, for one time each
 */
public record WebhookPage(
        boolean open,
        Optional<Now> now,
        List<List<TablePage.Cell>> rows,
        String typed,
        Optional<Text> error,
        Optional<String> secret,
        String key) {
    public WebhookPage {
        Objects.requireNonNull(now, "now");
        rows = rows.stream().map(List::copyOf).toList();
        Objects.requireNonNull(typed, "typed");
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(key, "key");
    }

    /** Without the secret, which belongs in no log. */
    @Override
    public String toString() {
        return "WebhookPage[now=" + now + "]";
    }

    /**
     * What there is.
     *
     * @param place scheme, host and port of the address
     * @param active whether anything is sent
     * @param since when it was entered
     * @param rest until when nothing is tried
     * @param waiting how many messages wait
     * @param lost how many were given up lately
     */
    public record Now(String place, boolean active, String since, Optional<String> rest, long waiting, long lost) {
        public Now {
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(rest, "rest");
        }
    }
}
