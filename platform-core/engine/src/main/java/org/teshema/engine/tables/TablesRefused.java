package org.teshema.engine.tables;

import org.teshema.api.text.Text;

/** An app's tables cannot be what its jar wants them to be. */
public final class TablesRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Text reason;

    TablesRefused(String zh, String en) {
        super(en, null, false, false);
        this.reason = new Text(zh, en);
    }

    /** Why, for people. */
    public Text reason() {
        return reason;
    }
}
