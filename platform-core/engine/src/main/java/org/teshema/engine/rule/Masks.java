package org.teshema.engine.rule;

import java.util.HashMap;
import java.util.Map;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.engine.access.Mask;
import org.teshema.engine.gate.PluginTable;

/** Entries with only what one audience may see; an authority sees every field, so nothing is copied for it. */
record Masks(PluginTable kinds, Audience audience) {
    Entry of(Entry entry) {
        return audience == Audience.GOVERNMENT
                ? entry
                : kinds.kind(entry.kind())
                        .map(kind -> Mask.of(entry, kind, audience))
                        .orElseGet(() -> Mask.ofUnknown(entry, audience));
    }

    Map<String, Entry> of(Map<String, Entry> entries) {
        if (audience == Audience.GOVERNMENT) {
            return entries;
        }
        var masked = new HashMap<String, Entry>(entries.size() * 2);
        entries.forEach((kind, entry) -> masked.put(kind, of(entry)));
        return masked;
    }
}
