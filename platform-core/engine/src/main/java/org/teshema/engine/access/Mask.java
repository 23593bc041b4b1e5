package org.teshema.engine.access;

import java.util.HashMap;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.Values;

/** Which fields of an entry a reader sees. The kind says it of each field, as data; nothing else shows one. Stateless. */
public final class Mask {
    private Mask() {}

    /** The entry with the fields this audience may see. */
    public static Entry of(Entry entry, EntryKind kind, Audience audience) {
        Values seen = of(entry.values(), kind, audience);
        return seen.byName().size() == entry.values().byName().size() ? entry : with(entry, seen);
    }

    /** The fields this audience may see; the very same values where nothing is hidden. */
    public static Values of(Values values, EntryKind kind, Audience audience) {
        var seen = new HashMap<String, Object>();
        for (Field field : kind.fields()) {
            Object value = values.byName().get(field.name());
            if (value != null && field.readableBy(audience)) {
                seen.put(field.name(), value);
            }
        }
        // Nothing hidden, nothing to copy: the usual case of an authority.
        return seen.size() == values.byName().size() ? values : new Values(seen);
    }

    /**
     * The entry of a kind nobody declares any more: an authority sees its fields, everybody else only that there is one.
     */
    public static Entry ofUnknown(Entry entry, Audience audience) {
        return audience == Audience.GOVERNMENT ? entry : with(entry, Values.none());
    }

    private static Entry with(Entry entry, Values values) {
        return new Entry(
                entry.id(),
                entry.subject(),
                entry.kind(),
                entry.schemaVersion(),
                values,
                entry.happenedAt(),
                entry.recordedAt(),
                entry.author(),
                entry.source(),
                entry.supersedes());
    }
}
