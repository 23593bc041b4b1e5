package org.teshema.engine.store;

import java.util.List;

/** The entity classes of the session factory, one list, so that none is found by scanning. */
final class Entities {
    static final List<Class<?>> ALL = List.of();

    private Entities() {}
}
