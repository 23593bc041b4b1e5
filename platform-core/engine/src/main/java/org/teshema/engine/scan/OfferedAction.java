package org.teshema.engine.scan;

import java.util.Objects;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.scan.Action;

/**
 * An action this reader may take now.
 *
 * @param plugin name of the plugin that offers it
 * @param action what it is
 * @param kind the entry it appends: its fields are the form
 * @param token lets this reader append one such entry to this code's device, once, within half an hour
 */
public record OfferedAction(String plugin, Action action, EntryKind kind, String token) {
    public OfferedAction {
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(token, "token");
    }
}
