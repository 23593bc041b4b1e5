package org.teshema.engine.webhook;

import java.util.Locale;

/** What a message tells. */
public enum WebhookEvent {
    /** An entry that concerns the organisation. */
    ENTRY,
    /** The digest of a day. */
    DIGEST,
    /** Somebody tries the address; tried once. */
    TEST;

    /** As it stands in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
