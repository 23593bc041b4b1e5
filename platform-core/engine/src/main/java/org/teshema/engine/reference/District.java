package org.teshema.engine.reference;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.teshema.api.text.Text;

/**
 * A receiving unit of the city's plan: one of 16 districts or of 2 areas treated as one; or the city itself.
 *
 * @param id six characters: the GB/T 2260 code, an id of the platform's own for the two areas without one
 * @param name what it is called
 * @param authority its market supervision authority
 * @param kind district, area or city
 * @param pilot whether it took part in the pilot of 2025
 * @param lifts lifts in use at the end of 2022, where published
 */
public record District(String id, Text name, Text authority, Kind kind, boolean pilot, OptionalInt lifts) {
    private static final Pattern ID = Pattern.compile("31[0-9A-Z]{4}");

    /** What it is. */
    public enum Kind {
        DISTRICT,
        AREA,
        CITY
    }

    public District {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("A district id is six characters beginning with 31, not \"" + id + "\"");
        }
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(lifts, "lifts");
    }
}
