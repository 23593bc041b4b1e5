package org.teshema.engine.store;

import java.util.List;
import org.teshema.engine.codes.BatchRow;
import org.teshema.engine.codes.HandOverRow;

/** The entity classes of the session factory, one list, so that none is found by scanning. */
final class Entities {
    static final List<Class<?>> ALL = List.of(BatchRow.class, HandOverRow.class);

    private Entities() {}
}
