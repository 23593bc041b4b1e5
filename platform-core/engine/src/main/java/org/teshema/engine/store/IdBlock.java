package org.teshema.engine.store;

import java.util.function.LongSupplier;

/** Ids of a sequence, drawn many at a time: rows that name each other can all be written in one go. */
public final class IdBlock implements LongSupplier {
    private static final int USUAL = 4_000;

    private final UnitOfWork unit;
    private final String sequence;
    private final int size;
    private long[] ids = new long[0];
    private int next;

    /** Ids of a sequence for as many rows as may come. */
    public IdBlock(UnitOfWork unit, String sequence) {
        this(unit, sequence, USUAL);
    }

    /**
     * Ids of a sequence for about so many rows.
     *
     * @param size how many are drawn at a time
     */
    public IdBlock(UnitOfWork unit, String sequence, int size) {
        this.unit = unit;
        this.sequence = sequence;
        this.size = Math.max(1, size);
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
                    "select nextval('" + sequence + "') from generate_series(1, " + size + ")")) {
                var drawn = new long[size];
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
