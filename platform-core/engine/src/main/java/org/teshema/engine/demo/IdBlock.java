package org.teshema.engine.demo;

import java.util.function.LongSupplier;
import org.teshema.engine.store.UnitOfWork;

/** Ids of a sequence, drawn many at a time: rows that name each other can all be written in one go. */
final class IdBlock implements LongSupplier {
    private static final int SIZE = 4_000;

    private final UnitOfWork unit;
    private final String sequence;
    private long[] ids = new long[0];
    private int next;

    IdBlock(UnitOfWork unit, String sequence) {
        this.unit = unit;
        this.sequence = sequence;
    }

    @Override
    public long getAsLong() {
        if (next == ids.length) {
            ids = draw();
            next = 0;
        }
        return ids[next++];
    }

    private long[] draw() {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement(
                    "select nextval('" + sequence + "') from generate_series(1, " + SIZE + ")")) {
                var drawn = new long[SIZE];
                try (var row = select.executeQuery()) {
                    for (int i = 0; row.next(); i++) {
                        drawn[i] = row.getLong(1);
                    }
                }
                return drawn;
            }
        });
    }
}
