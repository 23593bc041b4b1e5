package org.teshema.engine.store;

import java.nio.charset.StandardCharsets;

/**
 * The row that a {@linkplain Database#stream stream} of rows stands on. Columns count from 0; nothing of it may be kept when the
 * reader has returned, but for what {@link #bytes} gives. Belongs to one thread.
 */
public interface RowStream {
    /** A bigint that is never null. */
    long number(int column);

    /**
     * A text in UTF-8 as it came over the wire, not copied: from {@link #offset} on, {@link #length} bytes. The array is the row's
     * own and is never written again, so it may be kept.
     */
    byte[] bytes(int column);

    /** Where in {@link #bytes} the column begins. */
    int offset(int column);

    /** How long the column is, in bytes; -1 for null. */
    int length(int column);

    /** A text that is never null. */
    default String text(int column) {
        return new String(bytes(column), offset(column), length(column), StandardCharsets.UTF_8);
    }

    /** Takes rows as they come. */
    @FunctionalInterface
    interface Reader {
        /** Takes a row. */
        void row(RowStream row);
    }
}
