package org.teshema.engine.scan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.engine.access.Mask;
import org.teshema.engine.archive.CurrentEntries;
import org.teshema.engine.gate.PluginTable;

/** The current entries of a device with only what one audience may see. */
final class MaskedEntries {
    private MaskedEntries() {}

    /**
     * The entries of some kinds.
     *
     * @param kinds names of the kinds somebody is going to look at
     */
    static Map<String, Entry> of(Found.Bound bound, Set<String> kinds, Audience audience, PluginTable table) {
        Map<String, Entry> all =
                CurrentEntries.parse(bound.entries(), Subject.of(bound.device().id()), kinds);
        var masked = new HashMap<String, Entry>(all.size() * 2);
        all.forEach((name, entry) -> {
            Optional<EntryKind> kind = table.kind(name);
            masked.put(name, kind.isPresent() ? Mask.of(entry, kind.get(), audience) : Mask.ofUnknown(entry, audience));
        });
        return masked;
    }
}
