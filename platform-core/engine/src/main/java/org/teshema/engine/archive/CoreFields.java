package org.teshema.engine.archive;

import java.util.Set;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;

/** The fields that the core fills in: no form asks for them, and nobody sends them. */
public final class CoreFields {
    private static final Set<String> RECKONED = Set.of(CityKinds.RECKONED, CityKinds.BY_RULE);

    private CoreFields() {}

    /** Whether it is for the core to fill in. */
    public static boolean isOne(EntryKind kind, Field field) {
        return field.type() instanceof FieldType.Series
                || (kind.name().equals(CityKinds.INSPECTION.name()) && RECKONED.contains(field.name()));
    }
}
